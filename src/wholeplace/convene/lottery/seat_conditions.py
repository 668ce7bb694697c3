"""What must hold before somebody who was drawn is asked, reminded, or answers."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.conditions import lottery_goes_on, registration_stands, seat_is_held
from wholeplace.convene.lottery.models import Draw, Lottery, Registration, Seat
from wholeplace.convene.lottery.names import HOLDING, Reach, SeatState
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.wording import declare_wording

IN_PEACE = dt.timedelta(hours=48)
"""How long somebody who was drawn is left in peace before they are reminded."""

declare_wording(
    {
        "nobody_to_write_to": _("Nobody who can be written to so is still to be asked."),
        "seat_asked_already": _(
            "They are asked already. You can remind them once, after two days, or call them."
        ),
        "has_answered_already": _("They have answered already."),
        "has_no_email_to_ask": _("They gave no e-mail address. Ask them by letter or on the phone."),
        "has_no_address_to_ask": _("They gave no postal address. Ask them by e-mail or on the phone."),
        "not_asked_yet": _("They are not asked yet."),
        "drawn_asked_lately": _("They were asked within the last two days. Give them time to answer."),
        "seat_reminded_already": _("They were reminded once already. You can still call them."),
        "seat_given_on": _(
            "Another draw was committed to since, so this seat is given on. Ask whoever convenes if you could come after all."
        ),
    }
)


def reach_of(registration: Registration) -> Reach:
    """Return by which way somebody is asked: by e-mail where they gave an address, or else by letter, or else on the phone."""
    for way, known in (
        (Reach.EMAIL, registration.email),
        (Reach.LETTER, registration.address),
        (Reach.PHONE, registration.phone),
    ):
        if known and known != ERASED:
            return way
    return Reach.NOWHERE


def somebody_sits(actor: Actor, lottery: Lottery) -> Refusal | None:
    """People are drawn for the panel, and the lottery goes on."""
    if refusal := lottery_goes_on(actor, lottery):
        return refusal
    drawn = Seat.objects.filter(draw__lottery=lottery).exists()
    return None if drawn else Refusal("nobody_drawn_yet")


def waits_to_be_asked(actor: Actor, seat: Seat) -> Refusal | None:
    """Whoever was drawn has an e-mail address, and is not asked yet."""
    if refusal := seat_is_held(actor, seat) or registration_stands(actor, seat.registration):
        return refusal
    if seat.state == SeatState.CONFIRMED:
        return Refusal("has_answered_already")
    if seat.state == SeatState.ASKED:
        return Refusal("seat_asked_already")
    return None if reach_of(seat.registration) == Reach.EMAIL else Refusal("has_no_email_to_ask")


def waits_for_answer(actor: Actor, seat: Seat) -> Refusal | None:
    """Whoever was drawn still has the seat, and has not answered."""
    if refusal := seat_is_held(actor, seat) or registration_stands(actor, seat.registration):
        return refusal
    return Refusal("has_answered_already") if seat.state == SeatState.CONFIRMED else None


def letter_can_go(actor: Actor, seat: Seat) -> Refusal | None:
    """Whoever was drawn gave a postal address, and has not answered."""
    if refusal := waits_for_answer(actor, seat):
        return refusal
    known = seat.registration.address not in {"", ERASED}
    return None if known else Refusal("has_no_address_to_ask")


def can_be_reminded(actor: Actor, seat: Seat) -> Refusal | None:
    """They were asked by e-mail two days ago or more, have not answered, and were not reminded."""
    if refusal := waits_for_answer(actor, seat):
        return refusal
    if seat.asked is None:
        return Refusal("not_asked_yet")
    if reach_of(seat.registration) != Reach.EMAIL:
        return Refusal("has_no_email_to_ask")
    return why_not_again(seat, actor.at or clock.now())


def why_not_again(seat: Seat, at: dt.datetime) -> Refusal | None:
    """Return why somebody who was asked is not written to once more at a moment."""
    if seat.reminded is not None:
        return Refusal("seat_reminded_already")
    lately = seat.asked is not None and seat.asked > at - IN_PEACE
    return Refusal("drawn_asked_lately") if lately else None


def can_answer(actor: Actor, seat: Seat) -> Refusal | None:
    """Whoever was drawn can say whether they come: until the lottery ends, or their seat is given on."""
    lottery = seat.draw.lottery
    if refusal := lottery_goes_on(actor, lottery) or registration_stands(actor, seat.registration):
        return refusal
    if SeatState(seat.state) in HOLDING:
        return None
    later = Draw.objects.filter(lottery=lottery, taken_back=None, number__gt=seat.draw.number)
    given_on = later.filter(committed__gte=seat.answered or seat.draw.committed).exists()
    return Refusal("seat_given_on") if given_on else None
