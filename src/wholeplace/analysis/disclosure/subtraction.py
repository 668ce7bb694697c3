"""Who is counted in the next release, so that comparing it with an earlier one tells nothing about a few.

A person's *state* is anything that changes whenever what they said changes (a version number will do).
Two releases differ by the people whose state differs: who joined, who left, and who changed their mind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wholeplace.analysis.disclosure.thresholds import LEAST_BASE

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    States = Mapping[Hashable, Hashable]

HELD_BACK = LEAST_BASE


def next_release(now: States, releases: Sequence[States]) -> States:
    """Return the states the next release counts; the last release itself while that may not change.

    `now` lists everybody, least recently changed first; `releases` holds every earlier release, oldest
    first. The ten who changed most recently wait until ten more have come (a changed person meanwhile
    counts as before), so that at the close enough are left for one more release.
    """
    latest = releases[-1] if releases else {}
    changed = [person for person, state in now.items() if latest.get(person) != state]
    waiting = set(changed[-HELD_BACK:])
    settled = {person: state for person, state in now.items() if person not in waiting}
    as_before = {person: state for person, state in latest.items() if person in waiting}
    return _if_far({**settled, **as_before}, releases)


def closing_release(now: States, releases: Sequence[States]) -> States:
    """Return the states the release at the close counts: everybody, unless too few have changed."""
    return _if_far(dict(now), releases)


def people_between(first: States, second: States) -> int:
    """Count the people in whom two releases differ."""
    return len({person for person, _ in first.items() ^ second.items()})


def _if_far(candidate: States, releases: Sequence[States]) -> States:
    """Take the candidate if it is far from, or the same as, every release and the one that counts nobody."""
    if all(_is_steady(candidate, earlier) for earlier in [{}, *releases]):
        return candidate
    return releases[-1] if releases else {}


def _is_steady(first: States, second: States) -> bool:
    distance = people_between(first, second)
    return distance == 0 or distance >= LEAST_BASE


@dataclass(frozen=True)
class BreakdownRelease:
    """Who was counted in one release, in which category (absent: none), and which categories were named."""

    states: States
    categories: Mapping[Hashable, Hashable]
    named: frozenset[Hashable]


def steady_categories(
    states: States, categories: Mapping[Hashable, Hashable], earlier: Sequence[BreakdownRelease]
) -> BreakdownRelease:
    """Name the categories that differ from each earlier release by ten people or more, or by none.

    The others join the unnamed rest for this release, and so do the smallest of the named until that rest
    holds to the same: it is compared with what was not named in the earlier release or is not named now.
    Categories are meant to be frozen: a person who moves counts as changed in both.
    """
    named = frozenset(categories[person] for person in states if person in categories)
    while named:
        now = BreakdownRelease(states, categories, named)
        unsteady = frozenset().union(*(_unsteady(now, before) for before in earlier))
        if not unsteady:
            return now
        smallest = min(named, key=lambda category: (len(_part(now, frozenset({category}))), str(category)))
        named -= (unsteady & named) or frozenset({smallest})
    return BreakdownRelease(states, categories, named)


_REST = object()


def _unsteady(now: BreakdownRelease, before: BreakdownRelease) -> frozenset[Hashable]:
    both = now.named & before.named
    moved = {
        category
        for category in both
        if not _is_steady(_part(now, frozenset({category})), _part(before, frozenset({category})))
    }
    if not _is_steady(_outside(now, both), _outside(before, both)):
        moved.add(_REST)
    return frozenset(moved)


def _part(release: BreakdownRelease, categories: frozenset[Hashable]) -> States:
    of = release.categories
    return {person: state for person, state in release.states.items() if of.get(person, _REST) in categories}


def _outside(release: BreakdownRelease, categories: frozenset[Hashable]) -> States:
    inside = _part(release, categories)
    return {person: state for person, state in release.states.items() if person not in inside}
