"""Lines of different cards that say nearly the same: suggested, and only suggested."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wholeplace.convene.expectations.models import CardLine, Pairing
from wholeplace.convene.expectations.names import GO_TOGETHER, LineKind, PairingKind
from wholeplace.convene.expectations.queries import dismissed, pairings_visible_to, standing_lines
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.search.likeness import alike_among

MOST_COMPARED = 400
"""Lines that are compared with each other; of more, the newest."""
MOST_SUGGESTED = 12


@dataclass(frozen=True)
class Suggestion:
    """Two lines of two cards that say nearly the same, and how they may go together."""

    line: CardLine
    other: CardLine
    kind: PairingKind


def suggestions(viewer: Viewer, issue: Issue) -> list[Suggestion]:
    """Return the pairs of lines that are most alike, the nearest first: neither marked nor dismissed by anybody so far."""
    lines = sorted(standing_lines(viewer, issue), key=lambda one: one.written)[-MOST_COMPARED:]
    known = dismissed(viewer, issue) | _marked(pairings_visible_to(viewer).filter(issue=issue))
    found = [
        (alike, Suggestion(line, other, kind))
        for alike, line, other in _alike(lines)
        if frozenset({line.pk, other.pk}) not in known and (kind := kind_of(line, other)) is not None
    ]
    found.sort(key=lambda one: -one[0])
    return [one for _alike_by, one in found[:MOST_SUGGESTED]]


def kind_of(line: CardLine, other: CardLine) -> PairingKind | None:
    """Return how two lines that say nearly the same may go together: a match first of all; nothing where they cannot."""
    kinds = frozenset({LineKind(line.kind), LineKind(other.kind)})
    return next((kind for kind in PairingKind if kinds in GO_TOGETHER[kind]), None)


def _alike(lines: Sequence[CardLine]) -> Iterable[tuple[float, CardLine, CardLine]]:
    """Yield each two lines of two cards that are alike, the one that is further up on a card first."""
    if not lines:
        return
    table = alike_among({one.pk: one.text for one in lines})
    order = LineKind.values
    for one, other in zip(*(table >= 1).nonzero(), strict=True):
        if one < other and lines[one].card_id != lines[other].card_id:
            first, second = sorted((lines[one], lines[other]), key=lambda line: order.index(line.kind))
            yield float(table[one, other]), first, second


def _marked(pairings: Iterable[Pairing]) -> set[frozenset[object]]:
    return {frozenset({one.line_id, one.other_id}) for one in pairings}
