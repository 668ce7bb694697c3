"""Who was drawn, whom to ask by which way, and how far the targets are met by those who hold a seat."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from wholeplace.convene.lottery.models import Draw, Lottery, Registration, Seat, Target
from wholeplace.convene.lottery.names import HOLDING, Reach, SeatState
from wholeplace.convene.lottery.queries import WEIGHTY, draws_visible_to, seats_visible_to, seats_with_draws
from wholeplace.convene.lottery.report import found_of_draw
from wholeplace.convene.lottery.seat_conditions import IN_PEACE, reach_of, why_not_again
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.ledger.tombstones import ERASED

UNKNOWN = ("", ERASED)


@dataclass(frozen=True)
class Met:
    """A target, and how many people who hold a seat count for it."""

    target: Target
    held: int

    @property
    def missing(self) -> int:
        """How many more there should be at least."""
        return max(self.target.least - self.held, 0)

    @property
    def over(self) -> int:
        """How many there are beyond the most."""
        return max(self.held - self.target.most, 0)


def seats_of(viewer: Viewer, lottery: Lottery) -> "QuerySet[Seat]":
    """Return the seats of a lottery, to whoever convenes: those to be asked first, then by name."""
    found = seats_visible_to(viewer).filter(draw__lottery=lottery).select_related("told_by")
    return found.order_by("registration__name", "registration__ticket")


def seats_found(viewer: Viewer, lottery: Lottery, *, words: str = "", state: str = "") -> "QuerySet[Seat]":
    """Return the seats of a lottery that stand so, of people whose name, ticket or address holds these words."""
    found = seats_of(viewer, lottery)
    if words:
        there = Q()
        for column in ("name", "ticket", "email", "phone", "address"):
            there |= Q(**{f"registration__{column}__icontains": words})
        found = found.filter(there)
    return found.filter(state=state) if state in SeatState.values else found


def counted_by_state(lottery: Lottery) -> Mapping[SeatState, int]:
    """Return how many seats of a lottery stand how."""
    rows = Seat.objects.filter(draw__lottery=lottery).order_by().values_list("state")
    counts: dict[str, int] = dict(rows.annotate(count=Count("pk")))
    return {state: counts[state] for state in SeatState if counts.get(state)}


def held_in(counts: Mapping[SeatState, int]) -> int:
    """Return how many of these seats are held by whoever was drawn for them."""
    return sum(counts.get(state, 0) for state in HOLDING)


def seat_of(registration: Registration) -> Seat | None:
    """Return the seat somebody was drawn for, as they read of it on their own page."""
    return seats_with_draws().filter(registration=registration).first()


def _standing(lottery: Lottery, state: SeatState) -> "QuerySet[Seat]":
    known = seats_with_draws().select_related("place", "draw__lottery__place", "registration")
    there = known.filter(draw__lottery=lottery, state=state, registration__withdrawn=None)
    return there.order_by("registration__name", "pk")


def to_ask(lottery: Lottery) -> "QuerySet[Seat]":
    """Return the seats whose people can be asked by e-mail, and are not yet."""
    return _standing(lottery, SeatState.DRAWN).exclude(registration__email__in=UNKNOWN)


def by_letter(lottery: Lottery) -> "QuerySet[Seat]":
    """Return the seats whose people gave no e-mail but a postal address, and are not asked yet."""
    return _written_to(_standing(lottery, SeatState.DRAWN))


def letters_set(lottery: Lottery) -> "QuerySet[Seat]":
    """Return the seats for whose people a letter was set that they have not answered, to be printed again."""
    return _written_to(_standing(lottery, SeatState.ASKED))


def to_print(lottery: Lottery) -> "QuerySet[Seat]":
    """Return the seats whose letters can be set now: those not set yet, or where none waits those not answered."""
    waiting = by_letter(lottery)
    return waiting if waiting.exists() else letters_set(lottery)


def _written_to(seats: "QuerySet[Seat]") -> "QuerySet[Seat]":
    """Return the seats among these whose people gave no e-mail but a postal address."""
    return seats.filter(registration__email__in=UNKNOWN).exclude(registration__address__in=UNKNOWN)


def to_remind(lottery: Lottery, at: dt.datetime) -> "QuerySet[Seat]":
    """Return the seats whose people were asked by e-mail two days ago or more, and have neither answered nor been reminded."""
    silent = _standing(lottery, SeatState.ASKED).filter(reminded=None, asked__lte=at - IN_PEACE)
    return silent.exclude(registration__email__in=UNKNOWN)


def targets_of(lottery: Lottery) -> "QuerySet[Target]":
    """Return the targets of a lottery in their order, each with its feature."""
    return (
        Target.objects.filter(feature__lottery=lottery)
        .select_related("feature")
        .order_by("feature__number", "number")
    )


@dataclass(frozen=True)
class ToDo:
    """How many are to be asked by which way, and how many could be reminded."""

    to_ask: int
    letters: int
    calls: int
    reminders: int


def to_do_among(seats: Sequence[Seat], at: dt.datetime) -> ToDo:
    """Return what is to be done about seats at a moment."""
    waiting = [one for one in seats if one.state == SeatState.DRAWN and one.registration.withdrawn is None]
    ways = Counter(reach_of(one.registration) for one in waiting)
    silent = [
        one
        for one in seats
        if one.state == SeatState.ASKED and one.asked and one.registration.withdrawn is None
    ]
    late = sum(why_not_again(one, at) is None and reach_of(one.registration) == Reach.EMAIL for one in silent)
    return ToDo(ways[Reach.EMAIL], ways[Reach.LETTER], ways[Reach.PHONE], late)


def counted_among(seats: Sequence[Seat]) -> Mapping[SeatState, int]:
    """Return how many of these seats stand how."""
    counts = Counter(SeatState(one.state) for one in seats)
    return {state: counts[state] for state in SeatState if counts[state]}


def holders_among(seats: Sequence[Seat]) -> list[Registration]:
    """Return who holds one of these seats."""
    return [one.registration for one in seats if SeatState(one.state) in HOLDING]


def met_by(targets: Sequence[Target], holders: Sequence[Registration]) -> list[Met]:
    """Return how far each target is met by those who hold a seat."""
    counts = Counter(
        value for one in holders if isinstance(one.answers, dict) for value in one.answers.values()
    )
    return [Met(one, counts[str(one.pk)]) for one in targets]


def draw_passed(registration: Registration) -> Draw | None:
    """Return the newest draw in which somebody was in the pool, whoever was drawn in it; None where they were in none."""
    drawn = [one for one in registration.lottery.draws.all() if one.drawn is not None]
    return next((one for one in reversed(drawn) if registration.ticket in chances_in(one.pk)), None)


@lru_cache(maxsize=8)
def chances_in(draw: UUID) -> Mapping[str, Decimal]:
    """Return the chance of each ticket in the pool of a draw: read once, for what decides a draw never changes."""
    read = Draw.objects.only("pool", "tickets", "panels", "kinds", "bound").get(pk=draw)
    return found_of_draw(read).chances


def drawn_in(viewer: Viewer, lottery: Lottery) -> list[Draw]:
    """Return the draws of a lottery that were drawn, as far as the viewer may read of it."""
    return [one for one in draws_of(viewer, lottery) if one.drawn is not None]


def draws_of(viewer: Viewer, lottery: Lottery) -> list[Draw]:
    """Return the draws of a lottery that were committed to, also those that were taken back: without what decides them."""
    return list(draws_visible_to(viewer).filter(lottery=lottery).defer(*WEIGHTY))


def whole_draws_of(viewer: Viewer, lottery: Lottery) -> list[Draw]:
    """Return the same with what decides them, for whoever tells that in full."""
    return list(draws_visible_to(viewer).filter(lottery=lottery))


def tickets_drawn(lottery: Lottery) -> dict[int, list[str]]:
    """Return the tickets that were drawn, by the number of the draw: whose they are is told to nobody."""
    rows = Seat.objects.filter(draw__lottery=lottery).order_by("registration__ticket")
    found: dict[int, list[str]] = {}
    for number, ticket in rows.values_list("draw__number", "registration__ticket"):
        found.setdefault(number, []).append(ticket)
    return found
