"""The ground rules one begins with: those that hold, and what the parties settled or matched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wholeplace.convene.expectations.models import Card, CardLine, Pairing, alike
from wholeplace.convene.expectations.names import SOMEBODY, STILL_OPEN, LineKind, Standing
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
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.lineage.queries import HAS_NO_FATE
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.records import Audience


@dataclass(frozen=True)
class Drawn:
    """What the form to draw up ground rules begins with."""

    rules: str
    red_lines: str
    lines: Sequence[tuple[str, str]]
    """The lines they may come from, each by its id and as one reads it: those that were matched, or settled."""


def drawn_from_cards(viewer: Viewer, issue: Issue) -> Drawn:
    """Return ground rules as far as the cards bring them: whoever draws them up changes them as they like.

    What was carried into ground rules before is not brought anew. Nobody is named; where everybody reads the issue, what people
    wrote on cards of their own is left out too, as nobody has asked them.
    """
    held, pairings = rules_in_force(viewer, issue), beside(viewer, issue).pairings
    told = set(
        lines_visible_to(viewer).filter(card__issue=issue).exclude(HAS_NO_FATE).values_list("pk", flat=True)
    )
    agreed = [one for one in pairings if _is_agreed(one) and one.line_id not in told]
    confirmed = settlings_visible_to(viewer).filter(pairing__in=agreed, confirmed__isnull=False)
    settled = {one.pairing_id: one.words for one in confirmed}
    rules = [*(held.each if held else ()), *(settled.get(one.pk) or _matched(issue, one) for one in agreed)]
    red_lines = [f"{holder}: {text}" for holder, text in (held.each_red_line if held else ())]
    refused = [one for one in _uncontested(viewer, issue, pairings) if one.pk not in told]
    red_lines += [f"{_holder(one.card)}: {one.text}" for one in refused if _can_be_quoted(issue, one)]
    return Drawn(_together(rules), _together(red_lines), _behind(agreed, refused))


def _can_be_quoted(issue: Issue, line: CardLine) -> bool:
    """Say whether a line can stand in ground rules unasked: not what somebody wrote for themselves, once everybody reads it."""
    return line.text != ERASED and (
        issue.audience != Audience.PUBLIC or line.card.organisation_id is not None
    )


def _matched(issue: Issue, pairing: Pairing) -> str:
    """Return what two lines that match say: as the first says it that can be quoted."""
    line, other = pairing.line, pairing.other
    if other is not None:
        other.card = pairing.party
    return next((one.text for one in (line, other) if one is not None and _can_be_quoted(issue, one)), "")


def _holder(card: Card) -> str:
    """Return who holds a red line: an organisation by its name, a person by their voice alone."""
    if card.member is None:
        return str(card.organisation)
    return str(SOMEBODY[CivicVoice(card.member.voice)])


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


def _behind(agreed: Iterable[Pairing], refused: Iterable[CardLine]) -> list[tuple[str, str]]:
    """Return the lines that what was agreed is about, and the red lines, each once."""
    lines = {}
    for one in agreed:
        lines[str(one.line_id)] = f"{one.line.card}: {one.line.text}"
        if one.other is not None:
            lines[str(one.other_id)] = f"{one.party}: {one.other.text}"
    lines |= {str(one.pk): f"{one.card}: {one.text}" for one in refused}
    return list(lines.items())


def _together(lines: Iterable[str]) -> str:
    """Return lines as one text: each once, however it ends, and no more than ground rules hold."""
    told = {alike(one): one for one in reversed([one for one in lines if one])}
    return "\n".join([*told.values()][::-1][:MOST_LINES])
