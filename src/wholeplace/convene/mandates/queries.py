"""What a viewer may read about mandates, askings and what organisations say, and whose link is whose."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from django.db.models import (
    Count,
    Exists,
    ExpressionWrapper,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.functions import Coalesce

from wholeplace.analysis.disclosure import LEAST_CELL
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.mandates.conditions import STANDS, mandates_of, standing_at
from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement
from wholeplace.convene.mandates.names import AskingState
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.behalf import Resource
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Organisation, Place
from wholeplace.kernel.records import visible
from wholeplace.kernel.tokens import digest_of
from wholeplace.places.organisations.queries import organisations_visible_to


def askings_visible_to(viewer: Viewer) -> QuerySet[Asking]:
    """Return what the viewer asked their organisation for, the newest first: nobody else's, for addresses stand in it."""
    asked = Asking.objects.select_related("by", "organisation", "issue__place", "place", "statement")
    if viewer.membership is None:
        return asked.none()
    theirs = asked.filter(place=viewer.place, by__person=viewer.membership.person_id)
    return theirs.order_by("-asked", "pk")


def mandates_visible_to(viewer: Viewer) -> QuerySet[Mandate]:
    """Return the mandates of a place's members, the newest first: for members."""
    given = Mandate.objects.select_related("place", "member", "organisation", "issue__place")
    return visible(given, viewer).order_by("-given", "pk")


def own_mandates(viewer: Viewer) -> QuerySet[Mandate]:
    """Return the viewer's own mandates, those before too."""
    mandates = mandates_visible_to(viewer)
    if viewer.membership is None:
        return mandates.none()
    return mandates.filter(member__person=viewer.membership.person_id)


def mandates_standing(viewer: Viewer) -> QuerySet[Mandate]:
    """Return the mandates that stand now."""
    return mandates_visible_to(viewer).filter(standing_at(clock.now()))


def mandates_for(viewer: Viewer, issue: Issue) -> QuerySet[Mandate]:
    """Return the mandates that stand and count in an issue: for it alone, or for everything of the place."""
    there = mandates_standing(viewer).filter(Q(issue=issue) | Q(issue=None))
    return there.order_by("organisation__name", "member__name", "pk")


def with_words(viewer: Viewer, issues: "QuerySet[Issue]") -> "QuerySet[Issue]":
    """Return issues, each with how many organisations agree to their people taking part, and whether the viewer has a mandate."""
    there = Q(issue=None) | Q(issue=OuterRef("issue_asked"))
    mandates = Mandate.objects.filter(standing_at(clock.now()))
    some = mandates.filter(there, organisation=OuterRef("pk"))
    every = StandingStatement.objects.filter(STANDS, organisation=OuterRef("pk"))
    bodies = Organisation.objects.filter(place=OuterRef("place")).annotate(
        issue_asked=ExpressionWrapper(OuterRef("pk"), output_field=UUIDField())
    )
    agreeing = bodies.filter(Exists(some) | Exists(every)).order_by().values("place")
    own = mandates.filter(Q(issue=None) | Q(issue=OuterRef("pk")), member=viewer.membership)
    return issues.annotate(
        agreeing=Coalesce(Subquery(agreeing.annotate(count=Count("pk")).values("count")), 0),
        mandated=Exists(own) if viewer.membership is not None else Value(value=False),
    )


def statements_visible_to(viewer: Viewer) -> QuerySet[StandingStatement]:
    """Return what organisations say for all of their people, the newest version first, old ones too.

    What waits for a second word is for members: they can give it.
    """
    said = StandingStatement.objects.select_related("place", "organisation", "asking__by")
    if viewer.membership is None:
        said = said.filter(seconded__isnull=False)
    return visible(said, viewer).order_by("-version", "pk")


def statements_in_force(viewer: Viewer) -> QuerySet[StandingStatement]:
    """Return what organisations say now for all of their people."""
    return statements_visible_to(viewer).filter(STANDS).order_by("organisation__name", "pk")


def organisations_told(viewer: Viewer) -> "QuerySet[Organisation]":
    """Return the organisations of a place, each with how many members act for it, and how many of them have a mandate."""
    people = Mandate.objects.filter(standing_at(clock.now()), organisation=OuterRef("pk")).order_by()
    with_one = people.values("organisation").annotate(count=Count("member", distinct=True)).values("count")
    since = StandingStatement.objects.filter(STANDS, organisation=OuterRef("pk")).order_by()
    return organisations_visible_to(viewer).annotate(
        mandated=Coalesce(Subquery(with_one), 0),
        says_since=Subquery(since.values("seconded")[:1]),
    )


def shown_members(people: int) -> int | None:
    """Return how many people may be told: from five up, as of a cell of released figures."""
    return people if people >= LEAST_CELL else None


def shown_mandated(mandated: int, *, people: int) -> int | None:
    """Return how many people with a mandate may be told: five or more, who leave five or more without one, or nobody."""
    left = people - mandated
    return mandated if mandated >= LEAST_CELL and (left <= 0 or left >= LEAST_CELL) else None


def limits_of(
    member: Membership, body: Organisation, at: dt.datetime, within: Collection[uuid.UUID]
) -> Mapping[Resource, Decimal]:
    """Return how much of what a member may promise for their organisation: the most of each that a mandate allows here."""
    there = mandates_of(member, at).filter(organisation=body)
    most = there.filter(Q(issue=None) | Q(issue__in=within)).order_by()
    found = most.aggregate(money=Max("money"), time=Max("hours"), goods=Max("goods"))
    return {Resource(kind): amount for kind, amount in found.items() if amount}


def answered_by(place: Place, token: str) -> Asking | None:
    """Return what a link is to answer, of those sent and not answered yet."""
    return _behind(place, token).filter(state=AskingState.SENT).first()


def taken_back_by(place: Place, token: str) -> Asking | None:
    """Return what a link can take back or renew, of those somebody said yes to."""
    return _behind(place, token).filter(state=AskingState.GIVEN).first()


def _behind(place: Place, token: str) -> QuerySet[Asking]:
    found = Asking.objects.select_related("place", "by", "organisation", "issue__place", "statement")
    return found.filter(place=place, digest=digest_of(token))


def statements_standing(organisations: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, StandingStatement]:
    """Return what each of these organisations says now for all of its people."""
    said = StandingStatement.objects.filter(STANDS, organisation__in=[*organisations])
    return {one.organisation_id: one for one in said.select_related("place", "organisation")}
