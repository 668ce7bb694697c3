"""The tables that a payload prints, in the shape in which two releases are compared."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from wholeplace.analysis.disclosure import PrintedTable
from wholeplace.mediate.landscapes.shown import ATTRIBUTES


def printed_tables(payload: dict[str, Any]) -> dict[Hashable, PrintedTable]:
    """Return every table of people that a payload prints: of all, by attribute, and so for each statement.

    The map is none of them: it names nobody's place, so that hexagons of two releases cannot be subtracted.
    """
    people = max(payload["people"], 0)
    tables: dict[Hashable, PrintedTable] = {
        "all": _table(people, [("all", people, payload["votes"])]),
        **{name: _table(people, rows) for name, rows in payload["attributes"].items()},
    }
    for one in payload["statements"]:
        answered = max(one["all"][1], 0)
        tables["all", one["n"]] = _table(people, [one["all"]])
        tables |= {(name, one["n"]): _table(answered, one[name]) for name in ATTRIBUTES if name in one}
    return tables


def _table(people: int, rows: Iterable[Sequence[Any]]) -> PrintedTable:
    """Return a table of these rows, each beginning with a code and a number of people, without those not shown."""
    return PrintedTable(people, {row[0]: tuple(row[1:]) for row in rows if row[1] > 0})
