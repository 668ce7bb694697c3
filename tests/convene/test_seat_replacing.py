"""What a draw for seats that became free is made from: worked out from rows alone, without any database."""

import uuid
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.analysis.lottery import Quota
from wholeplace.convene.lottery.models import Feature, Registration, Seat, Target
from wholeplace.convene.lottery.names import HOLDING, SeatState
from wholeplace.convene.lottery.replacing import Remainder, remainder_of
from wholeplace.kernel import clock

AGE, AREA = Feature(name="Age"), Feature(name="Area")
YOUNG = Target(feature=AGE, value="young", least=2, most=3, least_flex=1, most_flex=4)
OLD = Target(feature=AGE, value="old", least=1, most=2, least_flex=0, most_flex=3)
HILL = Target(feature=AREA, value="hill", least=2, most=2, least_flex=2, most_flex=2)
QUAY = Target(feature=AREA, value="quay", least=2, most=2, least_flex=2, most_flex=2)
TARGETS = (YOUNG, OLD, HILL, QUAY)


def person(ticket: str, age: Target, area: Target, household: str = "", **other: object) -> Registration:
    answers = {str(one.feature.pk): str(one.pk) for one in (age, area)}
    return Registration(ticket=ticket, answers=answers, household=household, **other)


def seat(one: Registration, state: SeatState = SeatState.CONFIRMED) -> Seat:
    return Seat(registration=one, state=state)


def left(people: Sequence[Registration], seats: Sequence[Seat], *, homes: bool = True) -> Remainder:
    return remainder_of(TARGETS, people, seats, size=4, one_of_a_household=homes)


def bounds(found: Remainder) -> list[tuple[int, int, int, int]]:
    return [(one.least, one.most, one.least_flex, one.most_flex) for one in found.quotas]


A, B, C, D = (
    person("A", YOUNG, HILL), person("B", YOUNG, QUAY), person("C", OLD, HILL), person("D", OLD, QUAY)
)  # fmt: skip
E, F = person("E", YOUNG, HILL), person("F", OLD, QUAY)


def test_before_any_draw_it_is_the_whole_panel_among_all_who_count() -> None:
    gone, aside = (
        person("G", YOUNG, HILL, withdrawn=clock.now()),
        person("H", YOUNG, HILL, set_aside=clock.now()),
    )
    found = left([F, E, gone, A, aside], [])
    assert (found.seats, [one.ticket for one in found.people]) == (4, ["A", "E", "F"])
    assert found.quotas[0] == Quota("Age", "young", 2, 3, 1, 4)
    assert bounds(found)[2] == (2, 2, 2, 2)


def test_seats_no_longer_held_are_free_and_targets_lose_those_who_hold_one() -> None:
    seats = [seat(A), seat(B, SeatState.DECLINED), seat(C, SeatState.ASKED), seat(D, SeatState.DRAWN)]
    found = left([A, B, C, D, E, F], seats)
    assert (found.seats, [one.ticket for one in found.people]) == (1, ["E", "F"])
    assert bounds(found) == [(1, 2, 0, 3), (0, 0, 0, 1), (0, 0, 0, 0), (1, 1, 1, 1)]


def test_a_seat_filled_by_a_later_draw_is_not_free_again() -> None:
    seats = [seat(A), seat(B, SeatState.WITHDRAWN), seat(C), seat(D), seat(E)]
    assert left([A, B, C, D, E, F], seats).seats == 0


def test_who_lives_with_somebody_who_holds_a_seat_is_not_drawn_unless_the_convener_lets_them() -> None:
    holder, same = person("A", YOUNG, HILL, "h1"), person("E", YOUNG, QUAY, "h1")
    freed, near = person("B", OLD, HILL, "h2"), person("F", OLD, QUAY, "h2")
    people, seats = [holder, same, freed, near], [seat(holder), seat(freed, SeatState.DECLINED)]
    assert [one.ticket for one in left(people, seats).people] == ["F"]
    assert [one.ticket for one in left(people, seats, homes=False).people] == ["E", "F"]


@given(st.lists(st.sampled_from(SeatState), max_size=6), st.permutations(range(6)))
def test_no_bound_falls_below_nothing_and_the_order_of_rows_never_matters(
    states: list[SeatState], order: list[int]
) -> None:
    people = [A, B, C, D, E, F]
    seats = [seat(one, state) for one, state in zip(people, states, strict=False)]
    found = left(people, seats)
    again = left([people[one] for one in order], list(reversed(seats)))
    assert found == again
    held = sum(one.state in HOLDING for one in seats)
    assert found.seats == max(4 - held, 0)
    assert all(bound >= 0 for each in bounds(found) for bound in each)
    assert {one.pk for one in found.people}.isdisjoint(one.registration_id for one in seats)


@pytest.mark.parametrize("state", SeatState)
def test_only_who_holds_a_seat_counts_towards_a_target(state: SeatState) -> None:
    found = left([A], [seat(A, state)])
    assert bounds(found)[0] == ((1, 2, 0, 3) if state in HOLDING else (2, 3, 1, 4))
    assert uuid.UUID(str(A.pk)) not in {one.pk for one in found.people}
