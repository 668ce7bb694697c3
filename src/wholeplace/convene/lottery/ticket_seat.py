"""What somebody reads of the draw on their own page, and how they are asked there whether they come."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from wholeplace.convene.lottery.asking_drawn import drawn_in_words
from wholeplace.convene.lottery.draw_showing import chance_in_words, seal_told
from wholeplace.convene.lottery.models import Draw, Registration, Seat
from wholeplace.convene.lottery.names import Coming, SeatState
from wholeplace.convene.lottery.registering import NAME
from wholeplace.convene.lottery.seat_answers import answer_by_link
from wholeplace.convene.lottery.seat_forms import ComingForm
from wholeplace.convene.lottery.seat_queries import draw_passed, seat_of
from wholeplace.convene.lottery.seat_showing import day
from wholeplace.kernel import clock
from wholeplace.kernel.actors import machine
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.ui.addresses import place_url


@dataclass
class TicketPart:
    """The part of somebody's own page that says whether they were drawn; nothing before anybody is."""

    seat: Seat | None = None
    form: Any = None
    action: str = ""
    """Where the form goes."""
    refusal: Refusal | None = None
    """Why they cannot answer any more."""
    passed: Draw | None = None
    """The draw in which they were in the pool, and were not drawn."""
    ended: bool = False
    seal: dict[str, str] = field(default_factory=dict)
    """Where their ticket stands in the published pool."""
    chance: str = ""
    """Which chance they have, or had."""
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def drawn(self) -> str:
        """Say that they were drawn, for which panel, and how."""
        assert self.seat is not None
        return drawn_in_words(self.seat.draw)

    @property
    def until(self) -> str:
        """By when they are asked to answer; nothing before they are asked, or once they have answered."""
        by = self.seat.until if self.seat is not None and not self.says else None
        if by is None or self.refusal is not None:
            return ""
        if by < clock.now():
            late = _(
                "We asked you to answer by {day}. You still can, while nobody else is drawn for the seat."
            )
            return late.format(day=day(by))
        return _("Please answer by {day}.").format(day=day(by))

    @property
    def says(self) -> str:
        """What they said; nothing while they have not answered."""
        return _SAYS.get(SeatState(self.seat.state), lambda: "")() if self.seat is not None else ""

    @property
    def tag(self) -> str:
        """How what they said is marked."""
        return "good" if self.seat is not None and self.seat.state == SeatState.CONFIRMED else "place"

    @property
    def after(self) -> str:
        """What follows from what they said."""
        if self.tag == "good":
            return _("Thank you. Whoever convenes the panel writes to you about when and where.")
        return _("Thank you for saying so. Somebody else can be drawn in your place.")


_SAYS = {
    SeatState.CONFIRMED: lambda: _("You take your seat"),
    SeatState.DECLINED: lambda: _("You cannot come"),
    SeatState.WITHDRAWN: lambda: _("You cannot come"),
}


def ticket_part(registration: Registration, link: str) -> TicketPart:
    """Return what somebody's own page says of the draw."""
    seat, chance = seat_of(registration), chance_in_words(registration)
    if seat is None:
        ended = registration.lottery.ended is not None
        return TicketPart(
            passed=draw_passed(registration), ended=ended, chance=chance, seal=seal_told(registration)
        )
    part = drawn_part(seat, registration, link, ComingForm(initial=said_before(seat)))
    part.chance, part.seal = chance, seal_told(registration)
    return part


def drawn_part(seat: Seat, registration: Registration, link: str, form: ComingForm) -> TicketPart:
    """Return what the page of somebody who was drawn says, and asks."""
    seat.registration, seat.draw.lottery = registration, registration.lottery
    place = registration.place
    refusal = answer_by_link.refusal(machine(place, NAME), seat)
    return TicketPart(seat, form, place_url(place, "answer_seat", ticket=link), refusal)


def said_before(seat: Seat) -> dict[str, str]:
    """Return what somebody said before, to be changed."""
    because = "" if seat.because == ERASED else seat.because
    said = {
        SeatState.CONFIRMED: {"coming": Coming.YES.value},
        SeatState.DECLINED: {"coming": Coming.NO.value, "because": because},
        SeatState.WITHDRAWN: {"coming": Coming.NO.value, "because": because},
    }
    return said.get(SeatState(seat.state), {})
