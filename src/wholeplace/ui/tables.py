"""Lists as pages show them: ordered by a heading, 25 to a page, each cell with its label."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise

M = TypeVar("M", bound=Model)

A_PAGE = 25
ON_ONE_PAGE = 1000
"""The longest list that is shown whole to somebody who asks for all of it."""


@dataclass(frozen=True)
class Column:
    """A column: what it is called, what its heading orders by, and whether it holds numbers."""

    label: str | Promise
    sort: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in one cell, as a link where it leads somewhere."""

    text: object
    href: str = ""
    label: str | Promise = ""
    numeric: bool = False


@dataclass(frozen=True)
class Heading:
    """A column's heading as this page shows it: what a press orders by, and how it is ordered now."""

    label: str | Promise
    numeric: bool
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
        """Label each cell with its column, so that rows can stand as blocks on a phone."""
        self.caption = caption
        self.columns = [_heading(column, sort) for column in columns]
        self.rows = [
            [_cell(value, column) for value, column in zip(row, columns, strict=True)] for row in rows
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
    if not column.sort or sort.lstrip("-") != column.sort:
        return Heading(column.label, column.numeric, column.sort, "")
    if sort.startswith("-"):
        return Heading(column.label, column.numeric, column.sort, "descending")
    return Heading(column.label, column.numeric, f"-{column.sort}", "ascending")


def _cell(value: object, column: Column) -> Cell:
    if isinstance(value, Cell):
        return Cell(value.text, value.href, column.label, column.numeric)
    counted = column.numeric and isinstance(value, int)
    return Cell(f"{value:,}" if counted else value, "", column.label, column.numeric)
