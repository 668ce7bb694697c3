"""What must hold before a lottery is changed, somebody registers, or a draw is made."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.names import Status
from wholeplace.convene.lottery.models import Draw, Lottery, Registration, Seat
from wholeplace.convene.lottery.names import HOLDING, SeatState, Stage
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, wears
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "issue_ended_no_lottery": _("This issue has ended, so nobody is drawn for it any more."),
        "panel_by_that_title": _("A panel of this issue is called that already. Go on with it, end it, or choose another title."),
        "lottery_has_ended": _("This lottery has ended. Set up another where more people are to be drawn."),
        "lottery_is_drawn": _(
            "People were drawn already by what stands here, so it stays as it is. Set up another lottery for another panel."
        ),
        "draw_is_committed": _(
            "A draw is committed to, so pool and terms stay as they are until it is drawn or taken back."
        ),
        "registration_not_open": _("Registration is not open. Ask whoever convenes whether you can still register."),
        "registration_is_open": _("Registration is open. Close it first, so that nobody comes in once chances are worked out."),
        "registration_was_opened": _("People registered under these words already. Only the closing date can still be moved."),
        "no_draw_waits": _("No draw waits for its public value."),
        "value_is_there_now": _(
            "The public value is known by now, so the draw can no longer be taken back: enter the value. If it never came to be,"
            " the draw can be taken back {days} days after it was due."
        ),
        "draw_waits_for_value": _("A draw waits for its public value. Enter it, or take the draw back, before the lottery ends."),
        "value_not_there_yet": _("The public value is named for {when}. It cannot be entered before."),
        "no_seat_free": _("Every seat is held. Another draw is made once one becomes free."),
        "value_too_soon": _(
            "Name a value that will be known {minutes} minutes from now or later, so that everybody can see that this was on"
            " record before."
        ),
        "worked_out_from_another_pool": _(
            "Pool or terms have changed since chances were worked out. Work them out anew, then commit."
        ),
        "secret_is_lost": _(
            "The key from which the secret of this draw was made is not the one it was committed with. Ask the operator to put"
            " it back, or take the draw back."
        ),
        "registration_withdrawn": _("This registration was withdrawn."),
        "seat_is_free": _("This seat is no longer held by whoever was drawn for it."),
        "closes_in_the_past": _("Choose a closing date that is still to come."),
        "feature_like_column": _(
            "“{name}” is how files head the column that says who somebody is or how they are reached. Call it otherwise."
        ),
        "feature_like_another": _(
            "“{name}” differs from “{other}” in capitals and spaces alone, so that no file could tell them apart. Call it otherwise."
        ),
        "value_like_another": _(
            "“{name}” differs from “{other}” in capitals and spaces alone, so that no file could tell these answers apart. Call it otherwise."
        ),
        "lottery_changed_meanwhile": _(
            "Somebody has changed this since you opened it. What stands now is shown here. What you filled in is kept below:"
            " it takes that place if you keep it once more."
        ),
        "no_targets_yet": _("Say first whom the panel should resemble: those are the questions of the registration page."),
        "feature_after_registrations": _(
            "People are in the pool already, and nobody asked them this. Another question can be asked only while the pool is"
            " empty."
        ),
        "somebody_answered_that": _("Somebody in the pool answered “{value}”, so this target cannot be taken away."),
        "targets_only_give_way": _(
            "People were drawn by these targets already. From now on a minimum can only become lower and a maximum higher, and no value is added or taken away."
        ),
        "nobody_drawn_yet": _("Nobody is drawn yet."),
        "answers_do_not_fit": _(
            "The questions changed since this page was opened. Answer each of them again."
        ),
        "is_in_pool_already": _(
            "Somebody who registered on the page is in the pool under this e-mail address. Change theirs, or leave it out here."
        ),
        "is_set_aside": _("This registration is set aside: the same person is in the pool by another."),
        "is_not_set_aside": _("This registration is not set aside."),
        "holds_a_seat": _(
            "They were drawn, and hold a seat. Type in what they say of it instead: once they cannot come, they can be taken out."
        ),
        "has_no_email": _("There is no e-mail address to send it to."),
        "file_does_not_fit": _(
            "The targets changed after this file was looked over. Somebody in it would be counted by none of them."
        ),
        "nobody_in_file": _("There is nobody in this file who can come into the pool."),
    }
)  # fmt: skip

NEVER_CAME = dt.timedelta(days=3)
"""After so long a public value that was not entered never came to be."""
convenes = wears(HatKind.CONVENER)
"""The actor convenes."""


AWAITED, DRAWN_ON = "awaited_draw", "drawn_on"
"""Under which names a lottery that was read among many says when the draw that waits is drawn, and when the panel was."""


def draw_moments(lottery: Lottery) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return when the draw that waits is to be drawn, and when the first was: nothing where there is none."""
    known = vars(lottery)
    if AWAITED in known:
        return known[AWAITED], known[DRAWN_ON]
    draws = [one for one in lottery.draws.all() if one.taken_back is None]
    awaited = next((one.awaited for one in draws if one.drawn is None), None)
    return awaited, next((one.drawn for one in draws if one.drawn is not None), None)


def stage_of(lottery: Lottery, at: dt.datetime) -> Stage:
    """Return how far a lottery has come at a moment."""
    if lottery.ended is not None:
        return Stage.ENDED
    awaited, drawn = draw_moments(lottery)
    if awaited is not None:
        return Stage.COMMITTED
    if drawn is not None:
        return Stage.DRAWN
    if lottery.closed is not None or (lottery.closes is not None and lottery.closes <= at):
        return Stage.CLOSED
    return Stage.OPEN if lottery.opened is not None else Stage.SETTING_UP


def _stage(actor: Actor, lottery: Lottery) -> Stage:
    return stage_of(lottery, actor.at or clock.now())


def issue_takes_lottery(_actor: Actor, issue: Issue) -> Refusal | None:
    """The issue has not ended."""
    return Refusal("issue_ended_no_lottery") if issue.status == Status.ENDED else None


def terms_can_change(actor: Actor, lottery: Lottery) -> Refusal | None:
    """Nobody was drawn yet, and no draw is committed to."""
    stage = _stage(actor, lottery)
    return Refusal("lottery_is_drawn") if stage == Stage.DRAWN else _stays_as_it_is(stage)


def _stays_as_it_is(stage: Stage) -> Refusal | None:
    """Return why nothing changes any more, or for now: it has ended, or a draw is committed to."""
    if stage == Stage.ENDED:
        return Refusal("lottery_has_ended")
    return Refusal("draw_is_committed") if stage == Stage.COMMITTED else None


def targets_can_change(actor: Actor, lottery: Lottery) -> Refusal | None:
    """No draw is committed to; before a draw for seats that became free, targets can still give way."""
    return _stays_as_it_is(_stage(actor, lottery))


def registration_is_open(actor: Actor, lottery: Lottery) -> Refusal | None:
    """People can register now."""
    return None if _stage(actor, lottery) == Stage.OPEN else Refusal("registration_not_open")


def registration_is_over(actor: Actor, lottery: Lottery) -> Refusal | None:
    """Nobody can register on the page now, and no draw is committed to."""
    stage = _stage(actor, lottery)
    return Refusal("registration_is_open") if stage == Stage.OPEN else _stays_as_it_is(stage)


def pool_can_change(actor: Actor, lottery: Lottery) -> Refusal | None:
    """People can still come into the pool: typed in, in a file, or on the page."""
    return terms_can_change(actor, lottery)


def can_be_ended(actor: Actor, lottery: Lottery) -> Refusal | None:
    """The lottery has not ended, and no draw waits for its value."""
    waits = Refusal("draw_waits_for_value") if _stage(actor, lottery) == Stage.COMMITTED else None
    return waits or lottery_goes_on(actor, lottery)


def lottery_goes_on(actor: Actor, lottery: Lottery) -> Refusal | None:
    """The lottery has not ended."""
    return Refusal("lottery_has_ended") if _stage(actor, lottery) == Stage.ENDED else None


def registration_stands(_actor: Actor, registration: Registration) -> Refusal | None:
    """The registration was not withdrawn, and says who somebody is."""
    return Refusal("registration_withdrawn") if registration.is_emptied else None


def registration_can_change(actor: Actor, registration: Registration) -> Refusal | None:
    """The registration stands, and pool and terms can still change."""
    return registration_stands(actor, registration) or pool_can_change(actor, registration.lottery)


def draw_waits(_actor: Actor, draw: Draw) -> Refusal | None:
    """The draw is committed to, and neither drawn nor taken back."""
    return None if draw.drawn is None and draw.taken_back is None else Refusal("no_draw_waits")


def can_be_taken_back(actor: Actor, draw: Draw) -> Refusal | None:
    """The draw waits, and its public value is not known yet, or should have been for days: then it never came to be."""
    if refusal := draw_waits(actor, draw):
        return refusal
    at = actor.at or clock.now()
    if draw.awaited <= at < draw.awaited + NEVER_CAME:
        return Refusal("value_is_there_now", {"days": NEVER_CAME.days})
    return None


def value_is_there(actor: Actor, draw: Draw) -> Refusal | None:
    """The draw waits for its public value, and the moment it was named for has come."""
    if refusal := draw_waits(actor, draw) or lottery_goes_on(actor, draw.lottery):
        return refusal
    at = actor.at or clock.now()
    return (
        None
        if draw.awaited <= at
        else Refusal(
            "value_not_there_yet", {"when": date_format(timezone.localtime(draw.awaited), "j F Y, H:i")}
        )
    )


def seat_is_held(actor: Actor, seat: Seat) -> Refusal | None:
    """Whoever was drawn still has the seat, and the lottery goes on."""
    if SeatState(seat.state) not in HOLDING:
        return Refusal("seat_is_free")
    return lottery_goes_on(actor, seat.draw.lottery)


def can_withdraw(actor: Actor, registration: Registration) -> Refusal | None:
    """The registration stands, and the lottery has not ended: then everybody is forgotten soon anyway."""
    return registration_stands(actor, registration) or lottery_goes_on(actor, registration.lottery)


def can_be_taken_out(actor: Actor, registration: Registration) -> Refusal | None:
    """The registration stands in a lottery that goes on, and nobody was drawn by it who still holds a seat."""
    if refusal := can_withdraw(actor, registration):
        return refusal
    holds = registration.seats.filter(state__in=HOLDING).exists()
    return Refusal("holds_a_seat") if holds else None


def registration_counts(actor: Actor, registration: Registration) -> Refusal | None:
    """The registration can be drawn, and pool and terms can still change."""
    if registration.set_aside is not None:
        return Refusal("is_set_aside")
    return registration_can_change(actor, registration)


def is_set_aside(actor: Actor, registration: Registration) -> Refusal | None:
    """The registration was set aside, and pool and terms can still change."""
    if registration.set_aside is None:
        return Refusal("is_not_set_aside")
    return registration_can_change(actor, registration)


def link_can_go(actor: Actor, registration: Registration) -> Refusal | None:
    """The registration stands in a lottery that goes on, and has an e-mail address."""
    return can_withdraw(actor, registration) or (None if registration.email else Refusal("has_no_email"))
