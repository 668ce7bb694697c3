"""What a viewer may read of cards, of what was found beside one another on them, and of what is still open."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.utils import timezone

from wholeplace.convene.expectations.models import (
    Card,
    CardLine,
    Dismissal,
    Pairing,
    ProposedRules,
    Settling,
)
from wholeplace.convene.expectations.names import STILL_OPEN, Ending, PairingKind, Standing
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import with_last_change
from wholeplace.convene.issues.reading import counted_along
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.lineage.models import Link
from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import visible

NEWEST = {"ended_as": "kind", "ended_until": "until", "agreed": "confirmed"}
"""What a pairing says of what was said of it last, by the column of that."""
MET = "expectations_"
"""What begins the names under which an issue tells how far its expectations have met."""
DRAWN_FROM = "drawn_from"
"""How ground rules descend from the lines they were drawn up from."""


def cards_visible_to(viewer: Viewer) -> "QuerySet[Card]":
    """Return the cards of parties, those of organisations by their names and then people's own."""
    cards = Card.objects.select_related("place", "issue__place", "organisation", "member")
    return visible(cards, viewer).order_by(F("organisation__name").asc(nulls_last=True), "member__name", "pk")


def lines_visible_to(viewer: Viewer) -> "QuerySet[CardLine]":
    """Return the lines of cards, those that no longer stand too, in the order of each list."""
    lines = CardLine.objects.select_related(
        "place", "card__place", "card__issue__place", "card__organisation", "card__member", "by"
    )
    return visible(lines, viewer).order_by("card", "kind", "number", "written", "pk")


def standing_lines(viewer: Viewer, issue: Issue) -> "QuerySet[CardLine]":
    """Return the lines that stand on the cards of an issue."""
    return lines_visible_to(viewer).filter(card__issue=issue, dropped=None)


def lines_to_compare() -> "QuerySet[CardLine]":
    """Return the lines that are compared by what they mean: those that stand."""
    return CardLine.objects.filter(dropped=None)


def lines_once_marked(viewer: Viewer, card: Card) -> list[CardLine]:
    """Return the lines of a card that stand, and of those that no longer do the ones others had gone by."""
    went_by = Pairing.objects.filter(Q(line=OuterRef("pk")) | Q(other=OuterRef("pk")))
    lines = lines_visible_to(viewer).filter(card=card).select_related("dropped_by")
    return list(lines.filter(Q(dropped=None) | Exists(went_by)))


def pairings_visible_to(viewer: Viewer) -> "QuerySet[Pairing]":
    """Return the matches and mismatches that count, the oldest first, each with what was said of it last."""
    return ever_marked(viewer).filter(taken_back=None)


def ever_marked(viewer: Viewer) -> "QuerySet[Pairing]":
    """Return the matches and mismatches, those too that were taken back: whoever was told of one can read what became of it."""
    paired = Pairing.objects.select_related(
        "place", "issue__place", "by",
        "line__card__organisation", "line__card__member", "other", "party__organisation", "party__member",
    )  # fmt: skip
    return _with_last(visible(paired, viewer)).order_by("marked", "pk")


def _with_last(pairings: "QuerySet[Pairing]") -> "QuerySet[Pairing]":
    """Return pairings each with what was said of it last."""
    newest = Settling.objects.filter(pairing=OuterRef("pk")).order_by("-number")
    last = {name: Subquery(newest.values(column)[:1]) for name, column in NEWEST.items()}
    party = Subquery(newest.values("party")[:1], output_field=UUIDField())
    return pairings.annotate(**last, ended_by=party)


def pairings_of_card(viewer: Viewer, card: Card) -> "QuerySet[Pairing]":
    """Return what was found on a card beside others."""
    return pairings_visible_to(viewer).filter(Q(line__card=card) | Q(party=card))


def settlings_visible_to(viewer: Viewer) -> "QuerySet[Settling]":
    """Return what was said of mismatches, the newest first."""
    said = Settling.objects.select_related(
        "place", "pairing__place", "pairing__issue__place", "pairing__line__card__organisation", "pairing__other",
        "pairing__line__card__member", "pairing__party__organisation", "pairing__party__member",
        "party__organisation", "party__member", "by", "confirmed_by",
    )  # fmt: skip
    return visible(said, viewer).order_by("-number", "pk")


def _today() -> dt.date:
    """Return the day it is where the place is, as a mismatch is parked until one."""
    return timezone.localdate(clock.now())


def _again() -> Q:
    """Return the condition that a mismatch was parked until a day that has come."""
    return Q(ended_as=Ending.PARKED, ended_until__lte=_today())


def _unconfirmed() -> Q:
    """Return the condition that one party said what to do about a mismatch, and the other has yet to confirm it."""
    return Q(ended_as__in=(Ending.SETTLED, Ending.ACCEPTED), agreed=None)


@dataclass(frozen=True)
class Met:
    """How far the expectations of an issue have met, and what waits there for the parties the viewer can speak for."""

    parties: int
    mismatches: int
    open: int
    mine: uuid.UUID | None
    """The card of such a party."""
    waits: uuid.UUID | None
    """The mismatch of which the other party said something that the viewer's party has yet to confirm."""
    again: uuid.UUID | None
    """The mismatch of the viewer's party that was parked until a day that has come."""


def with_how_far_met(viewer: Viewer, issues: "QuerySet[Issue]") -> "QuerySet[Issue]":
    """Return issues each with how far its expectations have met, for members: what a page tells of that costs nothing more."""
    if viewer.membership is None:
        return issues
    cards = visible(Card.objects.filter(issue=OuterRef("pk")).order_by(), viewer)
    mine = cards.filter(_is_of(viewer.membership))
    mismatches = _with_last(visible(Pairing.objects.filter(taken_back=None), viewer))
    mismatches = mismatches.filter(kind=PairingKind.MISMATCH, issue=OuterRef("pk")).order_by()
    ours = _is_of(viewer.membership, "line__card__") | _is_of(viewer.membership, "party__")
    theirs = mismatches.filter(ours).order_by("marked")
    own = Card.objects.filter(_is_of(viewer.membership)).values("pk")
    others = theirs.filter(_unconfirmed()).exclude(ended_by__in=own)  # type: ignore[misc] # by the query
    told = {
        "parties": counted_along(cards),
        "mismatches": counted_along(mismatches),
        "open": counted_along(mismatches.filter(Q(ended_as=None) | _again() | _unconfirmed())),
        "mine": Subquery(mine.values("pk")[:1], output_field=UUIDField()),
        "waits": Subquery(others.values("pk")[:1], output_field=UUIDField()),
        "again": Subquery(theirs.filter(_again()).values("pk")[:1], output_field=UUIDField()),
    }
    return issues.annotate(**{f"{MET}{name}": asked for name, asked in told.items()})


def _is_of(member: Membership, card: str = "") -> Q:
    """Return the condition that a card is of a party somebody can speak for: themselves, or their organisation."""
    own = Q(**{f"{card}member__person": member.person_id})
    if member.organisation_id is None:
        return own
    return own | Q(**{f"{card}organisation": member.organisation_id})


def how_far_met(viewer: Viewer, issue: Issue) -> Met:
    """Return for a member how far the expectations of an issue have met: as it was read along with the issue, or asked for now."""
    if f"{MET}parties" not in vars(issue):
        found = with_how_far_met(viewer, Issue.objects.filter(pk=issue.pk)).get()
        vars(issue).update({name: told for name, told in vars(found).items() if name.startswith(MET)})
    return Met(**{one.name: vars(issue)[f"{MET}{one.name}"] for one in fields(Met)})


def standing_of(pairing: Pairing) -> Standing:
    """Say where a match or mismatch stands that a query found."""
    if pairing.taken_back is not None:
        return Standing.TAKEN_BACK
    if pairing.kind == PairingKind.MATCH:
        return Standing.MATCHED
    said = vars(pairing)
    if said["ended_as"] is None:
        return Standing.OPEN
    if said["ended_as"] == Ending.PARKED:
        return Standing.AGAIN if said["ended_until"] <= _today() else Standing.PARKED
    if said["agreed"] is None:
        return Standing.WAITING
    return Standing.SETTLED if said["ended_as"] == Ending.SETTLED else Standing.ACCEPTED


@dataclass(frozen=True)
class Beside:
    """All that one page says of the cards of an issue: the cards, and what was found beside one another on them."""

    cards: Sequence[Card]
    pairings: Sequence[Pairing]

    @property
    def mismatches(self) -> list[Pairing]:
        """The mismatches, whatever was said of them."""
        return [one for one in self.pairings if one.kind == PairingKind.MISMATCH]

    @property
    def open(self) -> list[Pairing]:
        """The mismatches that are open."""
        return [one for one in self.pairings if standing_of(one) in STILL_OPEN]


def beside(viewer: Viewer, issue: Issue) -> Beside:
    """Return the cards of an issue and what was found beside one another on them."""
    cards = list(cards_visible_to(viewer).filter(issue=issue))
    pairings = list(pairings_visible_to(viewer).filter(issue=issue)) if cards else []
    return Beside(cards, pairings)


def dismissed(viewer: Viewer, issue: Issue) -> set[frozenset[object]]:
    """Return which lines of an issue were said to have nothing to do with each other, two by two."""
    pairs = visible(Dismissal.objects.filter(line__card__issue=issue), viewer).values_list("line", "other")
    return {frozenset(pair) for pair in pairs}


def proposed_rules_visible_to(viewer: Viewer) -> "QuerySet[ProposedRules]":
    """Return the ground rules drawn up for groups to decide on, the newest first."""
    drawn = ProposedRules.objects.select_related("place", "issue__place", "by")
    return with_last_change(visible(drawn, viewer)).order_by("-proposed", "pk")


def lines_behind(viewer: Viewer, drawn: ProposedRules) -> list[CardLine]:
    """Return the lines of cards that ground rules were drawn up from, for whoever may read cards."""
    strands = Link.objects.filter(descendant=drawn.pk, kind=DRAWN_FROM).values("ancestor")
    return list(lines_visible_to(viewer).filter(pk__in=strands))
