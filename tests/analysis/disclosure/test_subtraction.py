"""Any two releases differ by ten people or more, or not at all, whoever joins, leaves or changes."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.analysis.disclosure import (
    BreakdownRelease,
    closing_release,
    next_release,
    people_between,
    steady_categories,
)

from .rounds import quick

VOICES = ("public", "politician", "professional")


@st.composite
def histories(draw):
    """Draw waves of people who join, leave and change what they said, as states after each wave."""
    now, waves, newest = {}, [], 0
    for wave in range(draw(st.integers(1, 8))):
        known = list(now)
        for person in draw(st.sets(st.sampled_from(known), max_size=15)) if known else ():
            del now[person]
        for person in draw(st.sets(st.sampled_from(list(now)), max_size=15)) if now else ():
            del now[person]
            now[person] = wave
        joined = draw(st.integers(0, 25))
        now |= dict.fromkeys(range(newest, newest + joined), wave)
        newest += joined
        waves.append(dict(now))
    return waves


def releases_of(waves, rule=next_release):
    released = []
    for now in waves:
        released.append(rule(now, released))
    return [*released, closing_release(waves[-1], released)]


def far_or_same(releases):
    distances = [people_between(one, other) for one, other in combinations(releases, 2)]
    return all(distance == 0 or distance >= 10 for distance in distances)


@quick
@given(histories())
def test_any_two_releases_differ_by_ten_people_or_not_at_all(waves):
    assert far_or_same([{}, *releases_of(waves)])


def test_counting_everybody_at_once_would_break_this():
    waves = [dict.fromkeys(range(20), 0), dict.fromkeys(range(21), 0)]
    assert not far_or_same(releases_of(waves, rule=lambda now, _: now))


def test_looking_only_at_the_last_release_would_break_this():
    first = dict.fromkeys(range(20), 0)
    second = dict.fromkeys(range(31), 0)
    back_again = dict.fromkeys(range(21), 0)
    assert closing_release(back_again, [second]) == back_again
    assert not far_or_same([first, second, closing_release(back_again, [second])])
    assert closing_release(back_again, [first, second]) == second


def test_the_newest_ten_wait_until_ten_more_have_come():
    first = next_release(dict.fromkeys(range(29), 0), [])
    assert sorted(first) == list(range(19))
    assert next_release(dict.fromkeys(range(38), 0), [first]) == first
    assert sorted(next_release(dict.fromkeys(range(39), 0), [first])) == list(range(29))


def test_fewer_than_twenty_people_see_nothing_before_the_close_and_everything_after():
    now = dict.fromkeys(range(19), 0)
    assert next_release(now, []) == {}
    assert closing_release(now, []) == now


@quick
@given(st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_where_people_only_join_everybody_is_counted_at_the_close(joining):
    waves = [dict.fromkeys(range(sum(joining[: i + 1])), 0) for i in range(len(joining))]
    last = releases_of(waves)[-1]
    assert last == (waves[-1] if len(waves[-1]) >= 10 else {})


def test_someone_who_changes_their_answers_counts_as_before_while_they_wait():
    first = dict.fromkeys(range(30), 0)
    now = dict.fromkeys(range(10, 30), 0) | dict.fromkeys(range(10), 1) | dict.fromkeys(range(30, 40), 0)
    assert next_release(now, [first])[5] == 1
    assert next_release(dict.fromkeys(range(1, 30), 0) | {0: 1}, [first]) == first


def joined(release, categories):
    """Return the people whom a reader can add up: those of some named categories."""
    return {p: state for p, state in release.states.items() if release.categories.get(p) in categories}


def sums_far_or_same(one, other):
    """Compare every sum of categories that both releases name, and what is left beside it."""
    both = sorted(one.named & other.named)
    for chosen in chain.from_iterable(combinations(both, size) for size in range(len(both) + 1)):
        first, second = joined(one, chosen), joined(other, chosen)
        rest = (
            dict(one.states.items() - first.items()),
            dict(other.states.items() - second.items()),
        )
        if not (far_or_same([first, second]) and far_or_same(rest)):
            return False
    return True


def breakdowns_of(waves, rule):
    states, shown = [], []
    for now in waves:
        states.append(next_release(now, states))
        categories = {person: VOICES[person % 7 % 3] for person in states[-1] if person % 7 < 6}
        shown.append(rule(states[-1], categories, shown))
    return shown


@quick
@given(histories())
def test_named_categories_and_their_rest_differ_by_ten_people_or_not_at_all(waves):
    shown = breakdowns_of(waves, steady_categories)
    assert all(sums_far_or_same(one, other) for one, other in combinations(shown, 2))


def test_naming_every_category_always_would_break_this():
    waves = [dict.fromkeys(range(40), 0), dict.fromkeys(range(55), 0)]
    shown = breakdowns_of(waves, lambda states, of, _: BreakdownRelease(states, of, frozenset(VOICES)))
    assert not sums_far_or_same(*shown)


@pytest.mark.parametrize("newcomers", [3, 10])
def test_a_category_is_named_again_only_with_ten_newcomers(newcomers):
    before = BreakdownRelease(
        dict.fromkeys(range(40), 0), dict.fromkeys(range(20), "public"), frozenset({"public"})
    )
    states = dict.fromkeys(range(70), 0)
    categories = dict.fromkeys([*range(20), *range(40, 40 + newcomers)], "public")
    now = steady_categories(states, categories, [before])
    assert now.named == (frozenset({"public"}) if newcomers == 10 else frozenset())
