"""The golden thread of an issue: its stages, where each stands, and how far the work has come."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.issues.models import Framing
from wholeplace.convene.issues.names import PURPOSE, Stage
from wholeplace.kernel.decisions.models import Decision


def part_taken(people: int) -> str:
    """Say how many people take part, in words; nothing where nobody does."""
    said = ngettext("{people} person takes part", "{people} people take part", people)
    return said.format(people=people) if people else ""


def stages(told: Mapping[Stage, str], *, framings: Sequence[Framing], people: int) -> list[dict[str, Any]]:
    """Return each stage with its sentence, or what it is for; the furthest one begun is current, one not begun leads nowhere."""
    sentences = {Stage.UNDERSTAND: _framed(framings), Stage.PEOPLE: part_taken(people)} | dict(told)
    begun = [stage for stage in Stage if sentences.get(stage)]
    current = begun[-1] if begun else Stage.UNDERSTAND
    return [
        {
            "label": stage.label,
            "sentence": sentences.get(stage) or PURPOSE[stage],
            "current": stage is current,
            "state": "now" if stage is current else "done" if stage in begun else "ahead",
            "href": f"#{stage.value}" if stage in begun else "",
        }
        for stage in Stage
    ]


def on_this_page(
    panels: Sequence[Mapping[str, Any]], *, decisions: Sequence[Decision], framings: Sequence[Framing]
) -> list[dict[str, object]]:
    """Return the parts of an issue's page in the order in which they stand there, to be led to beside it."""
    later = [one for one in panels if one["stage"] != Stage.UNDERSTAND]
    framing = [
        ("understand", _("How it is framed")),
        ("rivals", _("Other ways of seeing it")),
        *([("decisions", _("Decided together"))] if decisions else []),
        *([("earlier", _("Earlier framings"))] if framings[1:] else []),
        ("happening", _("What is happening")),
    ]
    parts = [
        *((one["anchor"], one["title"]) for one in later if one["sentence"]),
        *framing,
        *((one["anchor"], one["title"]) for one in panels if one["stage"] == Stage.UNDERSTAND),
        *((one["anchor"], one["title"]) for one in later if not one["sentence"]),
    ]
    return [{"label": title, "href": f"#{anchor}"} for anchor, title in parts]


def _framed(framings: Sequence[Framing]) -> str:
    if not framings:
        return ""
    return _("Framed, provisionally") if framings[0].provisional else _("Framed by the group's decision")
