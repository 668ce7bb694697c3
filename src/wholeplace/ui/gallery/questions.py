"""The gallery's first room: what one presses and fills in."""

from typing import Any

from django.http import HttpRequest

from wholeplace.ui.forms import ActionForm
from wholeplace.ui.gallery.forms import Choosing, blank, choosing, led_on, refused, worded
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
            "error: refused": {"label": "Close the conversation", "refusal": BECAUSE, "id": "close"},
            "long text": {"label": LONG},
            "right to left": {"label": ARABIC},
        },
        "link_button": {
            "main": {"label": "Name an issue", "href": "#main"},
            "secondary": {"label": "Read how it works", "href": "#main", "kind": "secondary"},
        },
        "action": {
            "one press": {"label": "Take part", "form": ActionForm(prefix="press")},
            "error: refused": {"label": "Adopt this framing", "refusal": BECAUSE, "id": "adopt"},
        },
        "passkey": {
            "one press": {"label": "Sign in with a passkey", "deed": "get", "action": "/sign-in/passkey/"},
            "long text": {"label": LONG, "deed": "get", "action": "/sign-in/passkey/", "kind": "secondary"},
            "right to left": {"label": ARABIC, "deed": "get", "action": "/sign-in/passkey/"},
        },
        "refusal": {
            "on its own": {"reason": BECAUSE},
            "with a label": {"reason": BECAUSE, "label": "Not open yet:"},
        },
        "error_summary": {
            "error": {"form": wrong},
            "error: with a way on": {"form": led_on("led")},
            "empty": {"form": blank("none")},
            "long text": {"form": worded("summary-long", LONG)},
            "right to left": {"form": worded("summary-rtl", ARABIC)},
        },
        "form": {
            "as first seen": {"form": blank("fresh"), "button": "Name this issue", "cancel": "#main"},
            "error: mistakes": {"form": wrong, "button": "Name this issue"},
            "error: refused": {
                "form": ActionForm(prefix="no"),
                "button": "Name this issue",
                "refusal": BECAUSE,
            },
            "empty: nothing to fill in": {"form": ActionForm(prefix="bare"), "button": "Take part"},
            "long text": {"form": worded("form-long", LONG), "button": LONG},
            "right to left": {"form": worded("form-rtl", ARABIC), "button": ARABIC},
        },
        "field": {
            "one question": {"field": blank("one")["title"]},
            "error": {"field": refused("two")["title"]},
            "long text": {"field": worded("field-long", LONG)["title"]},
            "right to left": {"field": worded("field-rtl", ARABIC)["title"]},
        },
        "answers": {
            "first seen": {"text": PLAIN, "name": "answer", "choices": ANSWERS, "note": "Statement 3 of 24"},
            "already answered": {"text": LONG, "name": "answer", "choices": ANSWERS, "chosen": "agree"},
            "right to left": {"text": ARABIC, "name": "answer", "choices": ANSWERS},
        },
        "search": {
            "with words": {
                "action": request.path,
                "label": "Search this place",
                "name": "looked",
                "value": PLAIN,
            },
            "empty": {"action": request.path, "label": "Search this place", "name": "fresh"},
        },
        "filter": {
            "empty: nothing chosen": {"form": Choosing(prefix="all")},
            "long text": {"form": choosing("filter-long", LONG), "clear": request.path, "button": LONG},
            "right to left": {"form": choosing("filter-rtl", ARABIC), "button": ARABIC},
            "something chosen": {
                "form": Choosing({"some-about": PLAIN, "some-sector": "health"}, prefix="some"),
                "clear": request.path,
            },
        },
    }
