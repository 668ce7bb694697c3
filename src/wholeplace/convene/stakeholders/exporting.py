"""Perspectives and ties as tables to take away: in our own columns, and as Kumu reads them."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from wholeplace.convene.stakeholders.columns import BAR, PERSPECTIVES, TIES, Heading
from wholeplace.convene.stakeholders.models import Perspective, Tie
from wholeplace.convene.stakeholders.names import Level, Relation
from wholeplace.kernel.spreadsheets import Table

WIDTHS = {
    "name": 32,
    "knows": 40,
    "gains": 40,
    "loses": 40,
    "spoken_for_by": 26,
    "because": 40,
    "evidence": 40,
}
"""Columns of a spreadsheet that are wider than their headings."""


def perspectives_sheet(perspectives: Iterable[Perspective]) -> Table:
    """Return perspectives as a table in our own columns."""
    return _sheet(
        _("Perspectives"), PERSPECTIVES, ([_cell(one, it) for it in PERSPECTIVES] for one in perspectives)
    )


def ties_sheet(ties: Iterable[Tie]) -> Table:
    """Return how perspectives stand to one another as a table in our own columns."""
    return _sheet(_("Ties"), TIES, ([_tied(one, it) for it in TIES] for one in ties))


def elements(perspectives: Iterable[Perspective]) -> Table:
    """Return perspectives as Kumu reads elements, with our own columns after its own."""
    ours = [one for one in PERSPECTIVES if not one.kumu]
    rows = (
        [one.name, _said(one, "whose"), one.knows, _tags(one), *(_cell(one, it) for it in ours)]
        for one in perspectives
    )
    return _kumu("Elements", ("Label", "Type", "Description", "Tags"), ours, rows)


def connections(ties: Iterable[Tie]) -> Table:
    """Return how perspectives stand to one another as Kumu reads connections, with our own columns after its own."""
    ours = [one for one in TIES if not one.kumu]

    def row(one: Tie) -> list[str]:
        way = str(Relation(one.relation).label)
        return [one.first.name, one.second.name, way, one.evidence, way, *(_tied(one, it) for it in ours)]

    return _kumu("Connections", ("From", "To", "Type", "Description", "Label"), ours, map(row, ties))


def _sheet(name: str, headings: Sequence[Heading], rows: Iterable[Sequence[str]]) -> Table:
    labels = [str(one.label) for one in headings]
    widths = [
        WIDTHS.get(one.name, max(len(label) + 4, 14)) for one, label in zip(headings, labels, strict=True)
    ]
    return Table(name, labels, rows, widths=widths)


def _kumu(name: str, theirs: Sequence[str], ours: Sequence[Heading], rows: Iterable[Sequence[str]]) -> Table:
    return Table(name, [*theirs, *(str(one.label) for one in ours)], rows)


def _cell(one: Perspective, heading: Heading) -> str:
    """Return what a perspective says in a column, choices in words."""
    shown = _SHOWN.get(heading.name)
    return shown(one) if shown else _said(one, heading.name)


def _said(one: Perspective, name: str) -> str:
    """Return a column as it is read: a choice by its label, a text as it is."""
    display = getattr(one, f"get_{name}_display", None)
    if display is not None:
        return str(display()) if getattr(one, name) else ""
    return str(getattr(one, name))


def _level(value: int | None) -> str:
    return str(Level(value).label) if value else ""


_SHOWN: dict[str, Callable[[Perspective], str]] = {
    "area": lambda one: one.area.name if one.area else "",
    "interest": lambda one: _level(one.interest),
    "influence": lambda one: _level(one.influence),
    "spoken_for_by": lambda one: one.spoken_for,
    "because": lambda one: one.answer or one.because,
}
"""Columns that are worded in their own way."""


def _tied(one: Tie, heading: Heading) -> str:
    if heading.name == "relation":
        return str(Relation(one.relation).label)
    return str(getattr(one, heading.name))


def _tags(one: Perspective) -> str:
    """Return, for Kumu to colour and filter by, what a perspective is sorted under."""
    sorted_under = [_said(one, "sector"), _said(one, "voice"), one.area.name if one.area else ""]
    return BAR.join(tag.replace(BAR, "/") for tag in sorted_under if tag)
