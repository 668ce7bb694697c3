"""What a viewer may read about decisions: the question and its end as its record is read, who said what as a member."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.amending import AMENDS
from wholeplace.kernel.decisions.models import Decision, Elector, Objection, Option, Response
from wholeplace.kernel.decisions.rules import CONSENT, RULES, Objected, Result
from wholeplace.kernel.decisions.tallying import result_from
from wholeplace.kernel.lineage.models import Link
from wholeplace.kernel.records import visible


def decisions_visible_to(viewer: Viewer) -> "QuerySet[Decision]":
    """Return the decisions a viewer may read, the newest first, each with how many answered, and had left when it ended."""
    answered = Count("responses", filter=Q(responses__rule=F("in_force")))
    found = visible(Decision.objects.select_related("place", "asked_by", "seconded_by"), viewer)
    left = Elector.objects.filter(decision=OuterRef("pk"), member__ended__isnull=False).order_by()
    gone = left.filter(Q(decision__closed=None) | Q(member__ended__lte=F("decision__closed")))
    counted = Subquery(gone.values("decision").annotate(people=Count("pk")).values("people"))
    return found.annotate(answered=answered, gone=Coalesce(counted, 0)).order_by("-asked", "pk")


def options_visible_to(viewer: Viewer, decision: Decision) -> "QuerySet[Option]":
    """Return what a decision chooses from, in its order."""
    return visible(Option.objects.filter(decision=decision), viewer).order_by("number")


def decisions_in_a_row(viewer: Viewer) -> "QuerySet[Decision]":
    """Return the decisions a viewer may read, each with the one whose proposal it amends and the one that amends its own."""
    strands = Link.objects.filter(kind=AMENDS).order_by()
    earlier = strands.filter(descendant=OuterRef("pk")).values("ancestor")[:1]
    later = strands.filter(ancestor=OuterRef("pk")).values("descendant")[:1]
    return decisions_visible_to(viewer).annotate(earlier=Subquery(earlier), later=Subquery(later))


@dataclass(frozen=True)
class Answers:
    """What members may read of the answers to a decision."""

    results: Mapping[str, Result] = field(default_factory=dict)
    """Where it stands under each rule that was in force, by counts alone."""
    by_name: Sequence[Response] = ()
    """What people answered, by name."""


def answers_visible_to(viewer: Viewer, decision: Decision, *, options: int) -> Answers:
    """Return where a decision stands, and what people answered by name, for members: whoever decides in the open stands by it.

    Where somebody objected in confidence, whoever reads sees of the answers under consent their own alone: with the others,
    it would be the name that is missing. Under a rule that is not open, everybody sees their own alone. The decision keeps
    in mind whom it was opened for.
    """
    if not viewer.is_member or decision.place_id != viewer.place.pk:
        return Answers()
    electorate = list(Elector.objects.filter(decision=decision))
    vars(decision)["opened_for"] = {
        one.member_id for one in electorate
    }  # whether one of them reads is asked next
    kept = Objection.objects.filter(decision=OuterRef("decision"), in_confidence=True)
    unnamed = [rule.name for rule in RULES.values() if not rule.is_open]
    anyones = (~Q(rule=CONSENT) | ~Exists(kept)) & ~Q(rule__in=unnamed)
    told = anyones | Q(elector__member=viewer.membership)
    given = Response.objects.filter(decision=decision).select_related("elector__member")
    shown = Case(When(told, then=True), default=False, output_field=BooleanField())
    responses = list(given.annotate(shown=shown).order_by("elector__member__name"))
    found = partial(result_from, decision, options=options, electorate=electorate, responses=responses)
    return Answers(
        {rule: found(rule) for rule in dict.fromkeys([decision.rule, decision.in_force])},
        [one for one in responses if one.shown],
    )


def objections_counted(decisions: Iterable[Decision]) -> dict[uuid.UUID, Objected]:
    """Return how many objections were raised to each of these decisions, and what came of them: what they say is for members."""
    raised = Objection.objects.filter(decision__in=[one.pk for one in decisions]).order_by()
    counted = raised.values_list("decision").annotate(Count("pk"), Count("replied"), Count("withdrawn"))
    return {decision: Objected(*counts) for decision, *counts in counted}


def objections_visible_to(viewer: Viewer) -> "QuerySet[Objection]":
    """Return the objections members may read, each with what was answered."""
    raised = Objection.objects.select_related("decision__place", "elector__member", "replied_by")
    return visible(raised, viewer).filter(decision__in=visible(Decision.objects.all(), viewer))
