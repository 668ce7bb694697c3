"""The gallery's fourth room: what people said, and how others see it."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from wholeplace.ui.charts import group_mark
from wholeplace.ui.comparing import compared
from wholeplace.ui.gallery import charts
from wholeplace.ui.gallery.words import ARABIC, LONG, PLAIN, SENTENCE, UNBROKEN
from wholeplace.ui.tables import Column, Table


def shown(_request: HttpRequest) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the components of this room with what each state is given."""
    numbers = render_to_string("ui/gallery_table.html", {"table": _numbers()})
    return {
        "sentence": {
            "quotable": {"text": SENTENCE, "content": numbers},
            "leading elsewhere": {"text": PLAIN, "href": "#main", "label": "See how each of them answered"},
            "right to left": {"text": ARABIC, "content": numbers},
        },
        "statement": {
            "with rows": {
                "text": PLAIN,
                "bar": charts.WHOLE,
                "rows": _rows(),
                "number": "Statement 3",
                "tag": "Bridges groups",
                "tag_kind": "good",
                "href": "#main",
            },
            "two answers shown together": {
                "text": LONG,
                "bar": charts.MERGED,
                "note": "“Disagree” and “pass” are shown together: one is too small alone.",
            },
            "the other two together": {"text": UNBROKEN, "bar": charts.MERGED_OTHERWISE},
            "only how many": {"text": PLAIN, "bar": charts.BASE_ONLY},
            "nearly all": {"text": PLAIN, "bar": charts.NEARLY},
            "hardly any": {"text": PLAIN, "bar": charts.NEARLY_NONE},
            "a range": {"text": PLAIN, "bar": charts.RANGE},
            "empty: too few": {"text": PLAIN, "bar": charts.HIDDEN},
            "right to left": {"text": ARABIC, "bar": charts.WHOLE, "rows": _rows()},
        },
        "breakdown": {"groups and a voice": {"rows": _rows()}},
        "compare": {
            "some words changed": _changed("The last bus leaves at six.", "The last bus leaves at eight."),
            "long text": _changed(LONG, f"{LONG} {UNBROKEN}"),
            "right to left": _changed(ARABIC, f"{ARABIC} {ARABIC}"),
        },
        "fate": {
            "carried": {
                "fate": {
                    "carried": True,
                    "title": "the framing adopted on 3 March 2026",
                    "href": "#main",
                    "figures": "31 of 44 people consented",
                    "when": "3 March 2026",
                    "how": "#main",
                }
            },
            "not carried": {
                "fate": {
                    "carried": False,
                    "because": "the group chose another, by approval",
                    "when": "3 March 2026",
                }
            },
        },
        "origins": {
            "two": {
                "steps": [
                    {"how": "proposed as", "title": "the view of “those who live above it”", "href": "#main"},
                    {"how": "adopted by", "title": "the decision “Shall we frame it so?”", "href": "#main"},
                ]
            },
            "empty": {"steps": []},
        },
        "contribution": {
            "used": {
                "text": f"{LONG}.\n\nAsk the shopkeepers too.",
                "by": "A resident of Quayside",
                "when": "3 March 2026",
                "fate": "Used in the idea “Sunday club”.",
                "fate_kind": "good",
            },
            "not used": {"text": PLAIN, "fate": "Not used, because the hall is let until May."},
            "long text": {"text": UNBROKEN, "by": LONG, "fate": LONG},
            "right to left": {"text": ARABIC, "fate": ARABIC},
        },
        "figure": {
            "opinion map": {
                "title": "Three ways of seeing it",
                "picture": charts.opinion_map(),
                "content": numbers,
                "note": "People who answered alike are close. Each hexagon holds ten people or more.",
            },
            "estimates": {
                "title": "Residents agree more than professionals do",
                "picture": charts.estimates(),
                "content": numbers,
            },
            "readings": {
                "title": "People wait three weeks less than in January",
                "picture": charts.readings(),
                "content": numbers,
            },
            "trend": {
                "title": "Falls at home went from 41 to 35 a month",
                "picture": charts.trend(),
                "content": numbers,
            },
            "network": {"title": "How six stand to one another", "picture": charts.network()},
        },
        "movable": {
            "a grid": {
                "picture": charts.grid("Young carers", "Night-shift workers", "Age Concern"),
                "across": "interest",
                "up": "influence",
            },
            "long text": {"picture": charts.grid(LONG, UNBROKEN), "across": "interest", "up": "influence"},
            "right to left": {
                "picture": charts.grid(ARABIC, ARABIC),
                "across": "interest",
                "up": "influence",
            },
        },
    }


def _rows() -> list[dict[str, object]]:
    return [
        {"label": "Safer streets first", "mark": group_mark(0), "bar": charts.WHOLE},
        {"label": "Jobs first", "mark": group_mark(1), "bar": charts.NEARLY},
        {"label": "Keep what we have", "mark": group_mark(2), "bar": charts.MERGED_OTHERWISE},
        {"label": "Politicians", "bar": None},
    ]


def _numbers() -> Table:
    columns = [Column("Voice"), Column("Agree", numeric=True), Column("People", numeric=True)]
    return Table("Who agrees", columns=columns, rows=[["Public", 19, 26], ["Professionals", 12, 18]])


def _changed(before: str, after: str) -> dict[str, Any]:
    old, new = compared(before, after)
    return {"before": old, "after": new, "before_label": "Before", "after_label": "Now"}
