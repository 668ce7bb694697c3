"""What later features show on an issue's page: one panel for a stage of the golden thread, each with its sentence."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.names import Stage
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.registries import Registry
from wholeplace.places.partnership.home import NextStep


@dataclass(frozen=True)
class Panel:
    """A stage's part of an issue's page."""

    stage: Stage
    template: str
    context: Callable[[Viewer, Issue], Mapping[str, Any]]
    """What the template shows, with the issue's sentence under that name."""
    sentences: Callable[[Viewer, Sequence[Issue]], Mapping[uuid.UUID, str]]
    """Where the stage stands in each of these issues, in one sentence; nothing where nothing has been done in it."""
    anchor: str = ""
    """The id of this part of the page, where it is not its stage's."""
    title: str | Promise = ""
    """Its heading, where it is not its stage's."""

    def shown(self, viewer: Viewer, issue: Issue) -> dict[str, Any]:
        """Return the part as an issue's page shows it: its template, where it stands, what it is called, what it says."""
        return {
            "template": self.template,
            "stage": self.stage,
            "anchor": self.anchor or self.stage.value,
            "title": self.title or self.stage.label,
            **self.context(viewer, issue),
        }


PANELS: Registry[Panel] = Registry("issue panels")
NEXT_STEPS: Registry[Callable[[Viewer, Issue], NextStep | None]] = Registry("next steps")
"""Each is asked in order; the first that has something to say is shown."""

WITHOUT: Registry[Callable[[Viewer, Issue], Sequence[str]]] = Registry("without whom")
"""Each says, in sentences, without whom a group would decide or report; it keeps nobody from either."""


def without_whom(viewer: Viewer, issue: Issue) -> list[str]:
    """Return without whom people would decide about an issue, or report on it, as things stand."""
    return [said for ask in WITHOUT for said in ask(viewer, issue)]


def next_step(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Return the one thing this viewer could do next about an issue."""
    return next((step for ask in NEXT_STEPS if (step := ask(viewer, issue))), None)


def tell_nothing(_viewer: Viewer, _issues: Sequence[Issue]) -> Mapping[uuid.UUID, str]:
    """Say nothing where issues are listed: for panels that belong to an issue's page alone."""
    return {}
