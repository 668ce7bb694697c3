"""The gallery's third room: lists of things and ways between them."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from wholeplace.ui.charts.stages import stages
from wholeplace.ui.gallery.words import ARABIC, CHECKPOINT, LONG, PLAIN, UNBROKEN
from wholeplace.ui.tables import Cell, Column, Table, sort_asked
from wholeplace.ui.templatetags.ui import crumbs

COLUMNS = [
    Column("Issue", sort="name"),
    Column("People", sort="people", numeric=True),
    Column("Where it stands"),
]


TAKEN_BACK = dt.datetime(2026, 3, 3, 9, 30, tzinfo=dt.UTC)


def _file(**other: Any) -> dict[str, Any]:
    """Return a file as a list of files tells of it."""
    told = {"name": "buses.csv", "description": "When the last bus goes from each stop.", "size": 4_300}
    return {**told, "get_kind_display": "Table (CSV)", "get_absolute_url": "#main", "is_there": True, **other}


def shown(request: HttpRequest) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the components of this room with what each state is given."""
    return {
        "breadcrumbs": {
            "two up": {"items": crumbs("Harbourside", "#main", "Issues", "#main")},
            "long text": {"items": crumbs("Harbourside", "#main", LONG, "#main", UNBROKEN, "#main")},
        },
        "tabs": {"three": {"label": "Parts of this issue", "items": _tabs()}},
        "contents": {"three": {"label": "On this page", "items": _tabs()}},
        "card": {
            "plain": {
                "title": PLAIN,
                "href": "#main",
                "text": "44 people have answered.",
                "tag": "Open now",
                "tag_kind": "place",
                "meta": "Named 3 March 2026",
            },
            "long text": {"title": LONG, "href": "#main", "text": UNBROKEN},
            "right to left": {"title": ARABIC, "href": "#main", "text": ARABIC},
        },
        "files": {
            "a table and one taken back": {
                "files": [_file(), _file(taken_back=TAKEN_BACK, because="It was last winter's.")]
            },
            "one taken back while it was held": {
                "files": [_file(number=4, taken_back=TAKEN_BACK, held_until=TAKEN_BACK, is_hidden=True)]
            },
            "one held and one taken down": {
                "files": [
                    _file(number=2, held_until=TAKEN_BACK, because="It may show whose house it is."),
                    _file(number=3, taken_down=TAKEN_BACK, because="It shows whose house it is."),
                ]
            },
            "long text": {"files": [_file(name=f"{UNBROKEN}.csv", description=LONG)]},
            "right to left": {"files": [_file(name=f"{ARABIC}.csv", description=ARABIC)]},
        },
        "found": {
            "title and text": {
                "title": [{"text": "The "}, {"text": "harbour", "marked": True}, {"text": " after dark"}],
                "href": "#main",
                "label": "Issue",
                "text": [
                    {"text": "Nowhere to go by the "},
                    {"text": "harbour", "marked": True},
                    {"text": "…"},
                ],
            },
            "title alone": {"title": [{"text": PLAIN}], "href": "#main", "label": "Decision"},
        },
        "table": {
            "sorted": {"table": _issues(request)},
            "empty": {"table": Table("No issue has been named", columns=COLUMNS, rows=[])},
            "long text": {"table": _long()},
            "right to left": {"table": _arabic()},
        },
        "pagination": {
            "first of many": {"page": Paginator(range(312), 25).get_page(1), "counted": "312 issues"},
            "in the middle": {"page": Paginator(range(312), 25).get_page(6), "counted": "312 issues"},
            "one page": {"page": Paginator(range(1), 25).get_page(1), "counted": "1 issue"},
            "too many for one page": {
                "page": Paginator(range(31_200), 25).get_page(2),
                "counted": "31,200 issues",
            },
            "empty": {"page": Paginator([], 25).get_page(1), "counted": "0 issues"},
        },
        "summary_list": {
            "plain": {
                "rows": [
                    {"label": "Name", "value": "Amina Yusuf", "href": "#main"},
                    {"label": "On behalf of", "value": "Harbour Housing"},
                    {"label": "Area", "value": "", "href": "#main"},
                    {"label": "Why", "value": f"{LONG} {UNBROKEN}"},
                ]
            },
            "empty: nothing given": {"rows": [{"label": "Area", "value": "", "href": "#main"}]},
            "right to left": {"rows": [{"label": ARABIC, "value": ARABIC, "href": "#main"}]},
        },
        "steps": {
            "some done": {
                "items": [
                    {"label": "Name the issue", "state": "Done", "kind": "good", "href": "#main"},
                    {
                        "label": "Say who is touched by it",
                        "state": "To do",
                        "kind": "place",
                        "href": "#main",
                        "hint": "About five minutes",
                    },
                    {"label": "Agree the ground rules", "state": "Not yet"},
                ]
            }
        },
        "timeline": {
            "some": {"items": _times()},
            "right to left": {"items": [{"when": "3 March", "title": ARABIC, "text": ARABIC}]},
        },
        "voices": {
            "three": {"counts": {"Public": 31, "Professional": 9, "Politician": 4}},
            "long text": {"counts": {LONG: 1_000_000, UNBROKEN: 2}},
            "right to left": {"counts": {ARABIC: 31}},
        },
        "stages": {
            "four": {"items": stages({"Needed": 40, "Asked": 31, "Said yes": 24, "Spoken for": 22})},
            "long text": {"items": stages({LONG: 1_000_000, UNBROKEN: 2})},
            "right to left": {"items": stages({ARABIC: 31})},
        },
        "downloads": {
            "some": {
                "items": [
                    {"label": "The figures", "href": "#main", "format": "CSV", "size": "14 KB"},
                    {"label": "The report", "href": "#main", "format": "PDF"},
                ]
            }
        },
        "code": {
            "a checkpoint": {"text": CHECKPOINT, "label": "Today's checkpoint"},
            "long text": {"text": UNBROKEN, "label": "One long line"},
        },
    }


def _tabs() -> list[dict[str, object]]:
    return [
        {"label": "Now", "href": "#main", "current": True},
        {"label": "History", "href": "#main"},
        {"label": "Who takes part", "href": "#main"},
    ]


def _times() -> list[dict[str, str]]:
    return [
        {
            "when": "Today, 14:05",
            "title": "The map was drawn anew",
            "text": "From 44 people's answers.",
            "href": "#main",
        },
        {"when": "3 March 2026", "title": PLAIN, "text": LONG},
    ]


def _issues(request: HttpRequest) -> Table:
    rows = [
        [Cell(PLAIN, "#main"), 44, "Open now"],
        [Cell("Flooding on Quay Street", "#main"), 131, "Ideas being tried"],
        [Cell("Waiting for a first appointment", "#main"), 9, "Provisional"],
    ]
    return Table(
        "Issues of this place",
        columns=COLUMNS,
        rows=rows,
        sort=sort_asked(request, COLUMNS, otherwise="-people"),
    )


def _long() -> Table:
    return Table("Long words", columns=COLUMNS, rows=[[Cell(LONG, "#main"), 1_000_000, UNBROKEN]])


def _arabic() -> Table:
    columns = [Column(ARABIC), Column(ARABIC)]
    return Table(ARABIC, columns=columns, rows=[[ARABIC, ARABIC]])
