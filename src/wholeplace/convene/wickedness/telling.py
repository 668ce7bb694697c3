"""The ten questions with the answers that stand, and those that stood before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wholeplace.convene.issues.deciding import named
from wholeplace.convene.wickedness.models import WickednessAnswer
from wholeplace.convene.wickedness.names import Answer, Property
from wholeplace.kernel.actors import Viewer


@dataclass(frozen=True)
class Given:
    """An answer as one reads it, and who gave it where the reader may know."""

    answer: WickednessAnswer
    by: str


@dataclass(frozen=True)
class Asked:
    """A question with its answers, the newest first: it stands."""

    about: Property
    given: Sequence[Given]


def asked(viewer: Viewer, answers: Iterable[WickednessAnswer]) -> list[Asked]:
    """Return all ten questions in their order."""
    given: dict[str, list[Given]] = defaultdict(list)
    for one in answers:
        given[one.about].append(Given(one, named(viewer, one.answered_by)))
    return [Asked(about, given[about.value]) for about in Property]


def standing(answers: Iterable[WickednessAnswer]) -> Mapping[Property, Answer]:
    """Return the answer that stands to each question that has one; the newest comes first."""
    found: dict[Property, Answer] = {}
    for one in answers:
        found.setdefault(Property(one.about), Answer(one.answer))
    return found
