"""What those who were drawn say: on their own page, on the phone or by the post; and seats that are free again."""

from django.utils.translation import gettext as text_of
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wholeplace.convene.lottery.asking_drawn import tell_noted
from wholeplace.convene.lottery.conditions import convenes
from wholeplace.convene.lottery.models import Registration, Seat
from wholeplace.convene.lottery.names import HOLDING, Coming, Reach, SeatState
from wholeplace.convene.lottery.seat_conditions import can_answer, reach_of
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.locks import held_with_others
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.outbox.post import language_of
from wholeplace.kernel.people import Membership
from wholeplace.kernel.privacy.erasing import Erased, blank
from wholeplace.places.invited.letters import conveners_of
from wholeplace.ui.addresses import place_url


@action(
    "seat.answer",
    title=_("Say on one's own page whether one comes"),
    says=_("{actor} recorded an answer of somebody who was drawn"),
    may=is_machine,
    when=can_answer,
    on="seat",
    doors=BY_MACHINE,
    secret=True,
)
def answer_by_link(act: Act, *, seat: Seat, coming: Coming, because: str = "") -> Seat:
    """Take the seat or leave it; it can be changed until the lottery ends, or the seat is given on.

    What was said already is recorded once, however often the button is pressed.
    """
    if _says(seat, coming, because):
        return seat
    _answered(act, seat, coming, because, told_by=None)
    return seat


@action(
    "seat.record_answer",
    title=_("Type in what somebody said who was drawn"),
    says=_("{actor} typed in what somebody said who was drawn"),
    may=convenes,
    when=can_answer,
    on="seat",
    doors=BY_PAGE,
)
def record_answer(act: Act, *, seat: Seat, coming: Coming | None = None, because: str = "") -> Seat:
    """Keep what somebody said on the phone or by the post, with the name of whoever typed it in; nothing said yet, they are asked, or reminded.

    Whoever has an e-mail address is told of a no that frees their seat, and how to say otherwise themselves.
    """
    if coming is not None:
        _answered(act, seat, coming, because, told_by=act.membership)
        return seat
    if seat.answered:
        raise Refused("has_answered_already")
    if seat.reminded is not None:
        raise Refused("seat_asked_already")
    seat.reminded = act.at if seat.state == SeatState.ASKED else None
    seat.state, seat.asked = SeatState.ASKED, seat.asked or act.at
    seat.save()
    act.record(seat)
    return seat


def free_seat(act: Act, registration: Registration, erased: Erased) -> None:
    """Free the seat of somebody who withdraws from the pool, in the same deed, and keep nothing of why they could not come.

    Once the lottery has ended nobody else is drawn for it: it stays as it stood, of somebody who is forgotten.
    """
    for one in Seat.objects.filter(registration=registration):
        blank(act, one, ("because",), erased)
    if registration.lottery.ended is not None:
        return
    held = Seat.objects.select_for_update(of=("self",), no_key=True)
    seat = held.filter(registration=registration, state__in=HOLDING).first()
    if seat is None:
        return
    seat.state, seat.answered = SeatState.WITHDRAWN, act.at
    seat.save()
    act.record(seat)
    _tell_free(act, seat)


def _says(seat: Seat, coming: Coming, because: str) -> bool:
    """Say whether this is what somebody said already, themselves."""
    if seat.told_by_id is not None:
        return False
    if coming == Coming.YES:
        return seat.state == SeatState.CONFIRMED
    return seat.state in {SeatState.DECLINED, SeatState.WITHDRAWN} and seat.because == because.strip()


def _answered(act: Act, seat: Seat, coming: Coming, because: str, *, told_by: Membership | None) -> None:
    """Keep an answer in the place of the one before; whoever had said that they come withdraws."""
    held = SeatState(seat.state) in HOLDING
    if not held and coming == Coming.YES:
        _take_up_again(act, seat)
    left = (
        SeatState.WITHDRAWN
        if seat.state in {SeatState.CONFIRMED, SeatState.WITHDRAWN}
        else SeatState.DECLINED
    )
    _drop_reason(act, seat)
    seat.state = SeatState.CONFIRMED if coming == Coming.YES else left
    seat.because = "" if coming == Coming.YES else because.strip()
    seat.asked, seat.answered, seat.told_by = seat.asked or act.at, act.at, told_by
    seat.save()
    act.record(seat)
    if held and coming == Coming.NO:
        _tell_free(act, seat)
        if told_by is not None and reach_of(seat.registration) == Reach.EMAIL:
            tell_noted(act, seat)
            act.record(seat.registration)


def _take_up_again(act: Act, seat: Seat) -> None:
    """Have nobody commit to a draw for a seat while it is taken up again; refuse where somebody just did."""
    held_with_others(seat.draw.lottery)
    if refusal := can_answer(act.actor, seat):
        raise Refused(refusal.code, **refusal.params)


def _drop_reason(act: Act, seat: Seat) -> None:
    """Keep nothing of the reason somebody gave before, here and in what the record can open."""
    if not seat.because:
        return
    erased = Erased()
    blank(act, seat, ("because",), erased)
    act.say(openings=erased.openings, aliases=erased.aliases)


def _tell_free(act: Act, seat: Seat) -> None:
    """Tell whoever convenes that a seat is free, and not whose it was: that they read there."""
    lottery = seat.draw.lottery
    with override(language_of(act.place)):
        notify(
            act,
            conveners_of(act.place),
            title=text_of("A seat on “{lottery}” is free").format(lottery=lottery.title),
            text=text_of("Somebody who was drawn does not come. You can draw somebody else for the seat."),
            href=place_url(act.place, "lottery_seats", lottery=lottery.pk),
            why=text_of("You convene this partnership."),
        )
