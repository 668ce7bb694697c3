"""What is held about a person in plain words: how people call each column, and what stands in it."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.kernel.actions import ACTIONS
from wholeplace.kernel.privacy.personal import Holding, Words

CALLED: Final[Mapping[str, Words]] = {
    "action": gettext_lazy("What you did"),
    "answer": gettext_lazy("Your answer"),
    "answered": gettext_lazy("Answered on"),
    "approves": gettext_lazy("Options you approved, by their numbers"),
    "area": gettext_lazy("Area"),
    "asked": gettext_lazy("Asked on"),
    "at": gettext_lazy("When"),
    "because": gettext_lazy("Why"),
    "created": gettext_lazy("Since"),
    "created_at": gettext_lazy("Since"),
    "decided": gettext_lazy("Decided on"),
    "decision": gettext_lazy("Decision"),
    "deed": gettext_lazy("What was done"),
    "description": gettext_lazy("What it shows"),
    "due": gettext_lazy("Due on"),
    "email": gettext_lazy("E-mail address"),
    "ended": gettext_lazy("Member until"),
    "file": gettext_lazy("File"),
    "given": gettext_lazy("Given on"),
    "happened": gettext_lazy("When"),
    "held_until": gettext_lazy("Held until"),
    "ip": gettext_lazy("Address of the device on the internet"),
    "joined": gettext_lazy("Member since"),
    "keeps_words": gettext_lazy("Your words are to be kept without your name"),
    "kind": gettext_lazy("Kind"),
    "last_login": gettext_lazy("Signed in last"),
    "last_used_at": gettext_lazy("Used last"),
    "name": gettext_lazy("Name"),
    "number": gettext_lazy("Number"),
    "of": "",
    "opened": gettext_lazy("Opened on"),
    "organisation": gettext_lazy("Organisation"),
    "proposed": gettext_lazy("Proposed on"),
    "put": gettext_lazy("Put there on"),
    "question": gettext_lazy("Question"),
    "raised": gettext_lazy("Said on"),
    "reason": gettext_lazy("Reason"),
    "removal_reason": gettext_lazy("Why somebody proposed to remove you"),
    "replied": gettext_lazy("Answered on"),
    "reply": gettext_lazy("The answer to it"),
    "sector": gettext_lazy("Sector"),
    "sent": gettext_lazy("Sent on"),
    "since": gettext_lazy("Since"),
    "size": gettext_lazy("Size"),
    "state": gettext_lazy("Where it stands"),
    "subject": gettext_lazy("Subject"),
    "taken_back": gettext_lazy("You took it back on"),
    "taken_down": gettext_lazy("Two people took it down on"),
    "text": gettext_lazy("Words"),
    "title": gettext_lazy("Title"),
    "type": gettext_lazy("Kind"),
    "user_agent": gettext_lazy("Browser, as it names itself"),
    "voice": gettext_lazy("Civic voice"),
    "why": gettext_lazy("Why you were told"),
    "withdrawn": gettext_lazy("Withdrawn on"),
    "words": gettext_lazy("In your words"),
}
"""What a column of each name is called, unless a holding says otherwise."""


def called(one: Holding, name: str) -> str:
    """Return what people call a column of a holding; nothing for one that only a program reads."""
    return str(one.called[name] if name in one.called else CALLED[name])


def in_words(one: Holding, row: models.Model) -> list[tuple[str, str]]:
    """Return what a row holds, each filled column under its name."""
    told = ((called(one, name), told_of(one, row, name)) for name in one.shown)
    return [(name, said) for name, said in told if name and said]


def told_of(one: Holding, row: models.Model, name: str) -> str:
    """Return what a column of a row holds, as people say it; nothing where it is empty."""
    if name in one.said:
        return one.said[name](row)
    column = one.model._meta.get_field(name)  # noqa: SLF001 Django's API
    value: Any = getattr(row, name)
    if getattr(column, "choices", None):
        return str(getattr(row, f"get_{name}_display")())
    return _worded(value)


def _worded(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    if isinstance(value, Decimal):
        return number_format(f"{value.normalize():f}", force_grouping=True)
    return str(value)


def deed_in_words(row: Any) -> str:
    """Return the title of the action that a row names."""
    return str(ACTIONS[row.action].title) if row.action in ACTIONS else ""


def size_in_words(row: Any) -> str:
    """Return how large a file is."""
    return str(filesizeformat(row.size))
