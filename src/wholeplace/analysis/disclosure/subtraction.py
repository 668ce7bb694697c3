"""Whether a further release, set beside an earlier one, tells of a few people by subtraction.

Only what is printed is compared, for that is all a reader has. Wherever a number of people differs between two
releases, it has to differ by ten or more; where it does not differ, everything said of those people has to be the
same, or two different ways of hiding the same few could be laid over one another. Names that only one of the two
prints are compared as one unnamed rest with what neither prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wholeplace.analysis.disclosure.thresholds import LEAST_BASE

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping


@dataclass(frozen=True)
class PrintedTable:
    """One table of a release: how many people it is about, and each row it prints, its number of people first."""

    people: int
    rows: Mapping[Hashable, tuple[int | str, ...]]


def gives_away_a_few(before: Mapping[Hashable, PrintedTable], now: Mapping[Hashable, PrintedTable]) -> bool:
    """Tell whether two releases side by side would tell of fewer than ten people.

    A table that only one of them has is set beside tables of other attributes, as it is within one release.
    """
    return not all(_is_steady(before[name], now[name]) for name in before.keys() & now.keys())


def _is_steady(before: PrintedTable, now: PrintedTable) -> bool:
    both = before.rows.keys() & now.rows.keys()
    rest = _rest(before, both), _rest(now, both)
    if not _far_or_same(*rest) or not _far_or_same(before.people, now.people):
        return False
    if rest[0] == rest[1] and before.rows.keys() != now.rows.keys():
        return False
    return all(_is_steady_row(before.rows[name], now.rows[name]) for name in both)


def _is_steady_row(before: tuple[int | str, ...], now: tuple[int | str, ...]) -> bool:
    return before == now if before[0] == now[0] else _far_or_same(int(before[0]), int(now[0]))


def _rest(table: PrintedTable, named: set[Hashable]) -> int:
    """Count the people of a table in none of these rows."""
    return table.people - sum(int(table.rows[name][0]) for name in named)


def _far_or_same(one: int, other: int) -> bool:
    return one == other or abs(one - other) >= LEAST_BASE
