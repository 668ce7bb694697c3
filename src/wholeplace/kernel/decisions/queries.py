"""What a viewer may read about decisions: the question and its end as its record is read, who said what as a member."""

from django.db.models import Count, F, Q, QuerySet

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.models import Decision, Elector, Objection, Option, Response
from wholeplace.kernel.records import visible


def decisions_visible_to(viewer: Viewer) -> "QuerySet[Decision]":
    """Return the decisions a viewer may read, the newest first, each with how many have answered."""
    answered = Count("responses", filter=Q(responses__rule=F("in_force")))
    found = visible(Decision.objects.select_related("place", "asked_by", "seconded_by"), viewer)
    return found.annotate(answered=answered).order_by("-asked", "pk")


def options_visible_to(viewer: Viewer, decision: Decision) -> "QuerySet[Option]":
    """Return what a decision chooses from, in its order."""
    return visible(Option.objects.filter(decision=decision), viewer).order_by("number")


def electorate_visible_to(viewer: Viewer, decision: Decision) -> "QuerySet[Elector]":
    """Return the frozen electorate, for counting; no page names it, for that would say who has not answered."""
    return visible(Elector.objects.filter(decision=decision), viewer)


def responses_visible_to(viewer: Viewer, decision: Decision) -> "QuerySet[Response]":
    """Return what people answered, by name, for members: whoever decides in the open stands by it."""
    given = Response.objects.filter(decision=decision).select_related("elector__member")
    return visible(given, viewer).order_by("elector__member__name")


def objections_visible_to(viewer: Viewer) -> "QuerySet[Objection]":
    """Return the objections members may read, each with what was answered."""
    raised = Objection.objects.select_related("decision__place", "elector__member", "replied_by")
    return visible(raised, viewer).filter(decision__in=visible(Decision.objects.all(), viewer))
