"""The gallery's second room: what asks for attention."""

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wholeplace.ui.gallery.words import ARABIC, LONG, PLAIN, UNBROKEN


def shown(request: HttpRequest) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the components of this room with what each state is given."""
    return {
        "next_step": {
            "with a button": {
                "title": "Answer 12 new statements",
                "text": "They were added since you were last here. It takes about three minutes.",
                "href": "#main",
                "label": "Say what you think",
            },
            "empty: nothing to do": {
                "title": "You are up to date",
                "text": "We will write to you when something needs you.",
            },
            "right to left": {"title": ARABIC, "text": ARABIC, "href": "#main", "label": ARABIC},
        },
        "owed": {"some": {"items": _owed()}, "empty": {"items": []}},
        "thread": {"half way": {"stages": _stages()}, "right to left": {"stages": _stages(ARABIC)}},
        "banner": {
            "notice": {"text": "The conversation closes on Friday at 5pm.", "title": "Important"},
            "success": {"text": "Your pledge is recorded.", "kind": "success"},
            "warning": {"text": "Two people have objected. The decision waits.", "kind": "warning"},
            "error": {"text": "The file could not be read. Nothing was changed.", "kind": "error"},
            "long text": {"text": f"{LONG} {UNBROKEN}", "title": "Important"},
            "right to left": {"text": ARABIC},
        },
        "inset": {
            "some words": {"content": _paragraph(PLAIN)},
            "long text": {"content": _paragraph(f"{LONG} {UNBROKEN}")},
            "right to left": {"content": _paragraph(ARABIC)},
        },
        "prose": {
            "headings, a list and paragraphs": {
                "text": f"{LONG}\n\n## {PLAIN}\n\n- {PLAIN}\n- www.example.org\n\n{LONG}"
            },
            "empty": {"text": ""},
            "long text": {"text": f"## {UNBROKEN}\n\n- {UNBROKEN}\n\n{UNBROKEN}"},
            "right to left": {"text": f"## {ARABIC}\n\n- {ARABIC}\n\n{ARABIC}"},
        },
        "warning": {"some words": {"text": "Once you close this, nobody can answer any more."}},
        "details": {
            "closed": {"summary": "How we worked this out", "content": _paragraph(LONG)},
            "open": {"summary": "How we worked this out", "content": _paragraph(LONG), "open": "open"},
            "long text": {"summary": LONG, "content": _paragraph(UNBROKEN), "open": "open"},
            "right to left": {"summary": ARABIC, "content": _paragraph(ARABIC), "open": "open"},
        },
        "empty": {
            "with a way on": {
                "title": "No statements yet",
                "text": "Be the first: say in one sentence how you see it.",
                "href": "#main",
                "label": "Add a statement",
            },
            "without": {"title": "Nobody has objected", "text": "Objections can be made until 3 May."},
        },
        "progress": {
            "under way": {
                "title": "Drawing the map of opinions",
                "text": "Looking for groups of people who answer alike.",
                "url": f"{request.path}?narrow",
                "done": 3,
                "total": 7,
                "every": 600,
            },
            "empty: not begun": {"title": "Drawing the map of opinions", "text": "Waiting for its turn"},
            "done": {"title": "The map is drawn", "text": "Finished at 14:05.", "done": 7, "total": 7},
        },
        "confirmation": {
            "done": {"title": "You take part in this issue", "text": "We will write to you on Monday."}
        },
        "tag": {
            "plain": {"label": "Draft"},
            "place": {"label": "Open now", "kind": "place"},
            "good": {"label": "Agreed", "kind": "good"},
            "warn": {"label": "Provisional", "kind": "warn"},
            "wrong": {"label": "Objected to", "kind": "wrong"},
            "long text": {"label": LONG},
        },
    }


def _paragraph(words: str) -> SafeString:
    return format_html('<p class="govuk-body">{}</p>', words)


def _owed() -> list[dict[str, str]]:
    return [
        {"label": "A report to the 44 people who answered", "href": "#main", "age": "for 12 days"},
        {"label": "A reply to the scrutiny committee", "age": "due on Friday"},
    ]


def _stages(words: str = "") -> list[dict[str, object]]:
    told = [
        ("Understand", "done", "Framed as “nowhere to go”, the second framing."),
        ("People", "done", "14 people of 6 organisations take part."),
        ("Conversation", "now", "44 people have answered; open until Friday."),
        ("Tensions", "todo", "None looked for yet."),
        ("Shared ground", "todo", "Nothing agreed yet."),
        ("Ideas", "todo", "Three ideas wait."),
        ("Projects", "todo", "None yet."),
        ("Account", "todo", "A first report is owed."),
    ]
    return [
        {
            "label": words or name,
            "state": state,
            "sentence": words or sentence,
            "href": "#main",
            "current": state == "now",
            "back_to": "Went back once, to see it anew." if name == "Understand" and not words else "",
        }
        for name, state, sentence in told
    ]
