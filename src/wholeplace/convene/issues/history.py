"""What was changed in what is said of an issue or of what belongs to it, as its pages tell it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.deciding import named
from wholeplace.convene.issues.models import Amendment
from wholeplace.convene.issues.names import Status
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.ui.comparing import Run, compared

Labels = Mapping[str, str | Promise]
"""What each column is called on a page."""

ISSUE_LABELS: Labels = {
    "title": _("Name"),
    "happening": _("What is happening"),
    "for_whom": _("For whom"),
    "tried": _("What was tried"),
    "area": _("Area"),
    "status": _("Status"),
}

FRAMING_LABELS: Labels = {
    "standpoint": _("Who sees it like this"),
    "text": _("How the issue looks from there"),
    "evidence": _("What speaks for it"),
    "reason": _("Why it should be seen differently"),
}


def as_written(_name: str, text: str) -> str:
    """Return what an amendment keeps as it stands: words are read as they were written."""
    return text


@dataclass(frozen=True)
class Changed:
    """One column an amendment changes: what it is called, before and after."""

    label: str | Promise
    before: Sequence[Run]
    after: Sequence[Run]


@dataclass(frozen=True)
class Told:
    """An amendment as one reads it."""

    amendment: Amendment
    by: str
    seconded_by: str
    changed: Sequence[Changed]
    overtaken: bool

    @property
    def when(self) -> dt.datetime:
        """When it was made, or asked for where it never was."""
        return self.amendment.done or self.amendment.asked

    @property
    def waits(self) -> bool:
        """Whether a second word would make it."""
        return self.amendment.done is None and not self.overtaken

    @property
    def overtakes(self) -> bool:
        """Whether it puts earlier ones out of date."""
        return self.amendment.done is None or self.amendment.seconded_by_id is not None


def history(
    viewer: Viewer, amendments: Iterable[Amendment], *, labels: Labels, worded: Callable[[str, str], str]
) -> list[Told]:
    """Return amendments, the newest first; of those that wait only the newest still does."""
    told: list[Told] = []
    for one in amendments:
        changed = [
            Changed(labels[name], *compared(worded(name, one.before[name]), worded(name, one.after[name])))
            for name in labels
            if one.after != ERASED and name in one.after
        ]
        overtaken = any(later.overtakes for later in told)
        told.append(Told(one, named(viewer, one.by), named(viewer, one.seconded_by), changed, overtaken))
    return told


def words_of(kept: Any, *, labels: Labels, worded: Callable[[str, str], str]) -> str:
    """Return what an amendment keeps of several columns, a line for each; nothing where it was erased."""
    if kept == ERASED:
        return ""
    return "\n".join(f"{labels[name]}: {worded(name, text)}" for name, text in kept.items() if name in labels)


def issue_wording(areas: Mapping[str, str]) -> Callable[[str, str], str]:
    """Return how the columns of an issue are read: an area by its name, a status in words."""

    def worded(name: str, text: str) -> str:
        if name == "area":
            return areas.get(text, "")
        return str(Status(text).label) if name == "status" else text

    return worded
