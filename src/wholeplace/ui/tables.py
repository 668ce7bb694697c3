"""Lists as pages show them: ordered by a heading, 25 to a page, each cell with its label."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

M = TypeVar("M", bound=Model)

A_PAGE = 25
ON_ONE_PAGE = 1000
"""The longest list that is shown whole to somebody who asks for all of it."""


@dataclass(frozen=True)
class Column:
    """A column: what it is called, what its heading orders by, whether it holds numbers, or a word that stays whole.

    One that holds what can only be pressed is left out on paper; one that holds a word or two shares a line on a phone.
    """

    label: str | Promise
    sort: str = ""
    numeric: bool = False
    whole: bool = False
    pressed: bool = False
    brief: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in one cell, as a link where it leads somewhere, and as a tag of a kind where it is to be seen at once."""

    text: object
    href: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Heading:
    """A column's heading as this page shows it: what a press orders by, and how it is ordered now."""

    label: str | Promise
    kind: str
    sort_by: str
    sorted: str


class Table:
    """A table for the component of that name: `rows` hold values, or cells where they link."""

    def __init__(
        self,
        caption: str | Promise,
        *,
        columns: Sequence[Column],
        rows: Sequence[Sequence[object]],
        sort: str = "",
    ) -> None:
        """Draw each cell, labelled with its column, so that rows can stand as blocks on a phone.

        Drawn here, for a template takes ten times as long, and a list may have a thousand rows.
        """
        self.caption = caption
        self.columns = [_heading(column, sort) for column in columns]
        labels = [str(column.label) for column in columns]
        self.rows = [
            [_named(row[0]), *(_labelled(*one) for one in zip(row[1:], columns[1:], labels[1:], strict=True))]
            for row in rows
        ]


def sort_asked(request: HttpRequest, columns: Sequence[Column], *, otherwise: str = "") -> str:
    """Return the order the reader asked for by a heading, or `otherwise`."""
    asked = request.GET.get("sort", "")
    return asked if asked.lstrip("-") in {column.sort for column in columns if column.sort} else otherwise


def page_asked(
    request: HttpRequest, things: "QuerySet[M] | Sequence[Any]", *, each: int = A_PAGE
) -> Page[Any]:
    """Return the page of a long list that the reader asked for; past the end, the last one; or all of it."""
    asked = request.GET.get("page")
    paginator = Paginator(things, each)
    if asked == "all" and each < paginator.count <= ON_ONE_PAGE:
        paginator = Paginator(things, ON_ONE_PAGE)
    return paginator.get_page(asked)


def _heading(column: Column, sort: str) -> Heading:
    kind = f"{' govuk-table__header--numeric' if column.numeric else ''}{_on_screen(column)}"
    if not column.sort or sort.lstrip("-") != column.sort:
        return Heading(column.label, kind, column.sort, "")
    if sort.startswith("-"):
        return Heading(column.label, kind, column.sort, "descending")
    return Heading(column.label, kind, f"-{column.sort}", "ascending")


def _named(value: object) -> SafeString:
    """Draw the first cell of a row, which names it."""
    return format_html(
        '<th scope="row" role="rowheader" class="govuk-table__header wp-table__name" dir="auto">{}</th>',
        _shown(value),
    )


def _labelled(value: object, column: Column, label: str) -> SafeString:
    kind = " govuk-table__cell--numeric" if column.numeric else " wp-table__whole" if column.whole else ""
    kind += f"{_on_screen(column)}{' wp-table__brief' if column.brief else ''}"
    counted = column.numeric and isinstance(value, int)
    return format_html(
        '<td role="cell" class="govuk-table__cell{}" data-label="{}" dir="auto">{}</td>',
        kind,
        label,
        f"{value:,}" if counted else _shown(value),
    )


def _on_screen(column: Column) -> str:
    return " wp-screen-only" if column.pressed else ""


def _shown(value: object) -> object:
    if not isinstance(value, Cell):
        return value
    if value.tag:
        return format_html('<strong class="govuk-tag wp-tag wp-tag--{}">{}</strong>', value.tag, value.text)
    return (
        format_html('<a class="govuk-link" href="{}">{}</a>', value.href, value.text)
        if value.href
        else value.text
    )
