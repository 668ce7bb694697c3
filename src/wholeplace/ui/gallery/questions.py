"""The gallery's first room: what one presses and fills in."""

from typing import Any

from django.http import HttpRequest

from wholeplace.ui.forms import ActionForm
from wholeplace.ui.gallery.forms import Choosing, blank, refused
from wholeplace.ui.gallery.words import ARABIC, LONG, PLAIN

BECAUSE = "Only people who take part in this issue can do this. Press Take part first."
ANSWERS = [("agree", "Agree"), ("disagree", "Disagree"), ("pass", "Pass")]


def shown(request: HttpRequest) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the components of this room with what each state is given."""
    wrong = refused("wrong")
    return {
        "button": {
            "main": {"label": "Say what you think"},
            "secondary": {"label": "Ask who is missing", "kind": "secondary"},
            "warning": {"label": "Leave this issue", "kind": "warning"},
            "refused": {"label": "Close the conversation", "refusal": BECAUSE, "id": "close"},
            "long text": {"label": LONG},
            "right to left": {"label": ARABIC},
        },
        "link_button": {
            "main": {"label": "Name an issue", "href": "#main"},
            "secondary": {"label": "Read how it works", "href": "#main", "kind": "secondary"},
        },
        "action": {
            "one press": {"label": "Take part", "form": ActionForm(prefix="press")},
            "refused": {"label": "Adopt this framing", "refusal": BECAUSE, "id": "adopt"},
        },
        "refusal": {
            "on its own": {"reason": BECAUSE},
            "with a label": {"reason": BECAUSE, "label": "Not open yet:"},
        },
        "error_summary": {"with errors": {"form": wrong}, "without": {"form": blank("none")}},
        "form": {
            "as first seen": {"form": blank("fresh"), "button": "Name this issue", "cancel": "#main"},
            "with errors": {"form": wrong, "button": "Name this issue"},
            "refused": {"form": ActionForm(prefix="no"), "button": "Name this issue", "refusal": BECAUSE},
            "right to left": {"form": blank("rtl"), "button": ARABIC},
        },
        "field": {
            "one question": {"field": blank("one")["title"]},
            "with an error": {"field": refused("two")["title"]},
        },
        "answers": {
            "first seen": {"text": PLAIN, "name": "answer", "choices": ANSWERS, "note": "Statement 3 of 24"},
            "already answered": {"text": LONG, "name": "answer", "choices": ANSWERS, "chosen": "agree"},
            "right to left": {"text": ARABIC, "name": "answer", "choices": ANSWERS},
        },
        "search": {
            "empty": {"action": request.path, "label": "Search this place", "name": "first"},
            "with words": {
                "action": request.path,
                "label": "Search this place",
                "name": "second",
                "value": PLAIN,
            },
        },
        "filter": {
            "nothing chosen": {"form": Choosing(prefix="all")},
            "something chosen": {
                "form": Choosing({"some-about": PLAIN, "some-sector": "health"}, prefix="some"),
                "clear": request.path,
            },
        },
    }
