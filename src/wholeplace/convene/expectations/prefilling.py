"""The ground rules one begins with: those that hold, and what the parties settled or matched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wholeplace.convene.expectations.models import CardLine, Pairing
from wholeplace.convene.expectations.names import STILL_OPEN, LineKind, Standing
from wholeplace.convene.expectations.queries import (
    beside,
    lines_visible_to,
    settlings_visible_to,
    standing_lines,
    standing_of,
)
from wholeplace.convene.ground_rules.conditions import MOST_LINES
from wholeplace.convene.ground_rules.queries import rules_in_force
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.lineage.queries import HAS_NO_FATE


@dataclass(frozen=True)
class Drawn:
    """What the form to draw up ground rules begins with."""

    rules: str
    red_lines: str
    lines: Sequence[tuple[str, str]]
    """The lines they may come from, each by its id and as one reads it: those that were matched, or settled."""


def drawn_from_cards(viewer: Viewer, issue: Issue) -> Drawn:
    """Return ground rules as far as the cards bring them: whoever draws them up changes them as they like.

    What was carried into ground rules before is not brought anew.
    """
    held, pairings = rules_in_force(viewer, issue), beside(viewer, issue).pairings
    told = set(
        lines_visible_to(viewer).filter(card__issue=issue).exclude(HAS_NO_FATE).values_list("pk", flat=True)
    )
    agreed = [one for one in pairings if _is_agreed(one) and one.line_id not in told]
    confirmed = settlings_visible_to(viewer).filter(pairing__in=agreed, confirmed__isnull=False)
    settled = {one.pairing_id: one.words for one in confirmed}
    rules = [*(held.each if held else ()), *(settled.get(one.pk, one.line.text) for one in agreed)]
    red_lines = [f"{holder}: {text}" for holder, text in (held.each_red_line if held else ())]
    red_lines += [
        f"{one.card}: {one.text}" for one in _uncontested(viewer, issue, pairings) if one.pk not in told
    ]
    return Drawn(_together(rules), _together(red_lines), _behind(agreed))


def _is_agreed(pairing: Pairing) -> bool:
    """Say whether two parties settled it, or two lines match that both still stand."""
    standing, other = standing_of(pairing), pairing.other
    if standing == Standing.MATCHED:
        return pairing.line.dropped is None and (other is None or other.dropped is None)
    return standing == Standing.SETTLED


def _uncontested(viewer: Viewer, issue: Issue, pairings: Iterable[Pairing]) -> list[CardLine]:
    """Return what parties cannot accept, without what is still at odds with another's card."""
    at_odds = [one for one in pairings if standing_of(one) in {*STILL_OPEN, Standing.PARKED}]
    contested = {pk for one in at_odds for pk in (one.line_id, one.other_id)}
    lines = standing_lines(viewer, issue).filter(kind=LineKind.REFUSES)
    return [one for one in lines if one.pk not in contested]


def _behind(agreed: Iterable[Pairing]) -> list[tuple[str, str]]:
    """Return the lines that what was agreed is about, each once."""
    lines = {}
    for one in agreed:
        lines[str(one.line_id)] = f"{one.line.card}: {one.line.text}"
        if one.other is not None:
            lines[str(one.other_id)] = f"{one.party}: {one.other.text}"
    return list(lines.items())


def _together(lines: Iterable[str]) -> str:
    """Return lines as one text: each once, however it ends, and no more than ground rules hold."""
    told = {one.rstrip(" .").casefold(): one for one in reversed(list(lines))}
    return "\n".join([*told.values()][::-1][:MOST_LINES])
