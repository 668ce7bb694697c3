"""Asking those who were drawn: by e-mail with a link, by letter with a code, and once more where nothing is heard."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.asking_drawn import letter_to, sheet_of, write_to
from wholeplace.convene.lottery.conditions import convenes, lottery_goes_on
from wholeplace.convene.lottery.models import Lottery, Registration, Seat
from wholeplace.convene.lottery.seat_conditions import (
    can_be_reminded,
    letter_can_go,
    somebody_sits,
    waits_to_be_asked,
)
from wholeplace.convene.lottery.seat_queries import to_ask, to_print, to_remind
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.ui.paper import Sender, Sheet


@action(
    "lottery.say_to_drawn",
    title=_("Say what those who are drawn should know"),
    says=_("{actor} said what those who are drawn should know, and by when they answer"),
    may=convenes,
    when=lottery_goes_on,
    on="lottery",
    doors=BY_PAGE,
)
def say_to_drawn(act: Act, *, lottery: Lottery, words: str, within: int) -> Lottery:
    """Put the convener's own words into letters from now on, and say how many days people have to answer them."""
    lottery.to_drawn, lottery.answer_within = words, within
    lottery.save()
    act.record(lottery)
    return lottery


@action(
    "seat.ask",
    title=_("Ask somebody who was drawn"),
    says=_("{actor} asked somebody who was drawn whether they come"),
    may=convenes,
    when=waits_to_be_asked,
    on="seat",
    doors=BY_PAGE,
)
def ask_drawn(act: Act, *, seat: Seat) -> Seat:
    """Write to one person who was drawn, with a link to their own page; links they had before lead nowhere from now on."""
    write_to(act, seat)
    _record(act, [seat])
    return seat


@action(
    "seats.ask_all",
    title=_("Ask all who were drawn"),
    says=_("{actor} asked {count} people who were drawn whether they come"),
    may=convenes,
    when=somebody_sits,
    within="lottery",
    doors=BY_PAGE,
)
def ask_all_drawn(act: Act, *, lottery: Lottery) -> Lottery:
    """Write by e-mail to everybody who was drawn, gave an address, and was not asked yet."""
    seats = _held(to_ask(lottery))
    for seat in seats:
        write_to(act, seat)
    _record_many(act, seats)
    return lottery


@action(
    "seat.remind",
    title=_("Remind somebody who was drawn"),
    says=_("{actor} reminded somebody who was drawn"),
    may=convenes,
    when=can_be_reminded,
    on="seat",
    doors=BY_PAGE,
)
def remind_drawn(act: Act, *, seat: Seat) -> Seat:
    """Write once more to somebody who has not answered in two days, with a new link; nobody is reminded twice."""
    seat.reminded = act.at
    write_to(act, seat)
    _record(act, [seat])
    return seat


@action(
    "seats.remind_all",
    title=_("Remind all who were drawn and have not answered"),
    says=_("{actor} reminded {count} people who were drawn"),
    may=convenes,
    when=somebody_sits,
    within="lottery",
    doors=BY_PAGE,
)
def remind_all_drawn(act: Act, *, lottery: Lottery) -> Lottery:
    """Write once more to everybody who was asked by e-mail two days ago or more, and has neither answered nor been reminded."""
    seats = _held(to_remind(lottery, act.at))
    for seat in seats:
        seat.reminded = act.at
        write_to(act, seat)
    _record_many(act, seats)
    return lottery


@action(
    "seats.set_letters",
    title=_("Set letters to those who were drawn"),
    says=_("{actor} set {count} letters for the post to people who were drawn"),
    may=convenes,
    when=somebody_sits,
    within="lottery",
    doors=BY_PAGE,
    secret=True,
)
def set_letters(act: Act, *, lottery: Lottery, address: str = "", phone: str = "") -> list[Sheet]:
    """Set a letter to each who was drawn, gave no e-mail and was not asked yet, with a code that stands there alone.

    With the letter they count as asked. Where every letter is set, those that are not answered are set again, with the same
    codes. Address and phone are of the partnership, for whoever has no internet.
    """
    seats = _held(to_print(lottery))
    sheets = [_sheet(act, seat, Sender(address, phone)) for seat in seats]
    _record_many(act, seats)
    return sheets


@action(
    "seat.set_letter",
    title=_("Set a letter to somebody who was drawn"),
    says=_("{actor} set a letter for the post to somebody who was drawn"),
    may=convenes,
    when=letter_can_go,
    on="seat",
    doors=BY_PAGE,
    secret=True,
)
def set_letter(act: Act, *, seat: Seat, address: str = "", phone: str = "") -> list[Sheet]:
    """Set one letter; set again it has the same code, and two days after the first it is a reminder."""
    sheets = [_sheet(act, seat, Sender(address, phone))]
    _record(act, [seat])
    return sheets


def _sheet(act: Act, seat: Seat, sender: Sender) -> Sheet:
    """Return a letter with its code, of which only a digest is kept."""
    code = letter_to(act, seat)
    return sheet_of(seat, code, at=act.at, by=act.membership.name, sender=sender)


def _held(seats: "QuerySet[Seat]") -> list[Seat]:
    """Return seats, kept from whoever answers one at this moment; refuse where there is none."""
    found = list(seats.select_for_update(of=("self",), no_key=True))
    if not found:
        raise Refused("nobody_to_write_to")
    return found


def _record(act: Act, seats: Sequence[Seat]) -> None:
    for seat in seats:
        act.record(seat)
        act.record(seat.registration)


def _record_many(act: Act, seats: Sequence[Seat]) -> None:
    act.record_many(Seat, seats)
    act.record_many(Registration, [seat.registration for seat in seats])
    act.say(count=len(seats))
