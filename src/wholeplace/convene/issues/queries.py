"""What a viewer may read about issues."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import numpy as np
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Concat

from wholeplace.analysis.disclosure import HIDDEN, release_sizes
from wholeplace.convene.issues.circle_conditions import SITS_FOR
from wholeplace.convene.issues.conditions import OWNED_FROM_ORGANISATIONS, OWNED_FROM_PEOPLE, overtaking
from wholeplace.convene.issues.models import (
    Amendment,
    Circle,
    Framing,
    Issue,
    ProposedFraming,
    TakingPart,
)
from wholeplace.convene.issues.names import Status
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.conditions import not_answered_by
from wholeplace.kernel.decisions.models import SECONDED_WITHIN, Decision, Elector, Objection, Option
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.decisions.purposes import PURPOSES
from wholeplace.kernel.decisions.queries import decisions_visible_to
from wholeplace.kernel.folding import Folded
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Area
from wholeplace.kernel.reachable import query_for
from wholeplace.kernel.records import Record, visible

R = TypeVar("R", bound=Record)

CHANGED = {"reworded": "done", "changed_because": "reason"}
"""What a record says of the last change of it, by the column of that."""


def issues_visible_to(viewer: Viewer) -> QuerySet[Issue]:
    """Return the issues a viewer may read, newest first, each with how many people of which voice take part.

    For a member each also says whether they take part, and whether a change waits for their second word.
    """
    issues = visible(Issue.objects.select_related("place", "named_by", "area"), viewer)
    there = Q(taking_part__left=None, taking_part__member__ended=None)
    counted = issues.annotate(people=Count("taking_part", filter=there), **_by_voice(there))
    if viewer.membership is not None:
        waiting = amendments_waiting_for(viewer).filter(issue=OuterRef("pk")).order_by()
        counted = counted.annotate(
            mine=Exists(_parts_of(viewer).filter(issue=OuterRef("pk"))), waits=Exists(waiting)
        )
    return counted.order_by("-named", "pk")


def issues_short_of_people(viewer: Viewer) -> QuerySet[Issue]:
    """Return the issues worked on that fewer people take part in, or of fewer organisations, than make one the group's."""
    there = Q(taking_part__left=None, taking_part__member__ended=None)
    of = Count("taking_part__member__organisation", filter=there, distinct=True)
    worked_on = issues_visible_to(viewer).filter(status=Status.WORKED_ON).annotate(organisations=of)
    return worked_on.filter(Q(people__lt=OWNED_FROM_PEOPLE) | Q(organisations__lt=OWNED_FROM_ORGANISATIONS))


def issues_found(
    viewer: Viewer, *, words: str = "", status: str = "", area: Area | None = None
) -> QuerySet[Issue]:
    """Return the issues that hold these words and have this status and area, those of the viewer's own area first."""
    found = issues_visible_to(viewer)
    if words:
        said = Concat("title", Value(" "), "happening", Value(" "), "for_whom", output_field=TextField())
        found = found.annotate(said=Folded(said)).filter(said__contains=words.casefold())
    if status:
        found = found.filter(status=status)
    if area is not None:
        found = found.filter(area=area)
    home = viewer.membership.area_id if viewer.membership is not None else None
    if home is None:
        return found
    return found.annotate(near=Case(When(area=home, then=0), default=1)).order_by("near", "-named", "pk")


def amendments_visible_to(viewer: Viewer) -> QuerySet[Amendment]:
    """Return what was changed, or asked to be, in what is said of issues: the newest first, for members."""
    asked = Amendment.objects.select_related("place", "issue__place", "by", "seconded_by")
    return visible(asked, viewer).order_by("-asked", "pk")


def amendments_waiting_for(viewer: Viewer) -> QuerySet[Amendment]:
    """Return the amendments that the viewer could give a second word, the newest first."""
    newer = overtaking().filter(about=OuterRef("about"), asked__gt=OuterRef("asked"))
    waiting = amendments_visible_to(viewer).filter(done=None, issue__in=_parts_of(viewer).values("issue"))
    return waiting.exclude(by__person__memberships=viewer.membership).exclude(Exists(newer))


def issues_not_joined(viewer: Viewer) -> QuerySet[Issue]:
    """Return the issues a viewer may read and never took part in, newest first; whoever stopped is not asked again."""
    ever = TakingPart.objects.filter(member=viewer.membership).values("issue")
    return issues_visible_to(viewer).exclude(pk__in=ever)


def framings_visible_to(viewer: Viewer, issue: Issue) -> QuerySet[Framing]:
    """Return an issue's framings, the newest first."""
    return versions_visible_to(viewer).filter(issue=issue)


def versions_visible_to(viewer: Viewer) -> QuerySet[Framing]:
    """Return the framings of every issue, the newest of each first."""
    framed = Framing.objects.select_related(
        "by", "adopted_from__by", "adopted_from__on_behalf_of", "decision__place", "issue__place"
    )
    return visible(framed, viewer).order_by("-version", "pk")


def proposed_framings_visible_to(viewer: Viewer) -> QuerySet[ProposedFraming]:
    """Return the framings people have proposed, in the order they came, each with its last change."""
    proposed = ProposedFraming.objects.select_related(
        "by", "on_behalf_of", "issue__place", "replaces", "replaced_by"
    )
    return with_last_change(visible(proposed, viewer)).order_by("proposed", "pk")


def with_last_change(records: "QuerySet[R]") -> "QuerySet[R]":
    """Return records of an issue, each with `reworded`, when it was last changed, and `changed_because`, why."""
    changed = Amendment.objects.filter(about=OuterRef("pk")).order_by("-done")
    last = {name: Subquery(changed.values(column)[:1]) for name, column in CHANGED.items()}
    told: QuerySet[R] = records.annotate(**last)
    return told


def standing_framings(viewer: Viewer, issue: Issue) -> QuerySet[ProposedFraming]:
    """Return the proposed framings of an issue that can be decided on: neither withdrawn nor said anew."""
    return proposed_framings_visible_to(viewer).filter(issue=issue, withdrawn=None, replaced_by=None)


def put_to_them(viewer: Viewer, decision: Decision, options: Iterable[Option]) -> QuerySet[Any]:
    """Return what a decision chooses from, as far as the viewer may read it: framings, or what else it was asked for."""
    kind = PURPOSES[decision.purpose]
    return query_for(kind.options, viewer).filter(pk__in=[one.record for one in options if kind.shown])


def decisions_about(viewer: Viewer, issue: Issue) -> QuerySet[Decision]:
    """Return the decisions about an issue, the newest first; `waits` says of each whether it waits for the viewer."""
    return _asking(viewer).filter(about=issue.pk)


def decisions_waiting_for(viewer: Viewer) -> QuerySet[Decision]:
    """Return the decisions that wait for the viewer: for an answer to an objection, their own answer, or a second word.

    `objected` says of each whether somebody objects, whom the viewer has yet to answer.
    """
    return _asking(viewer).filter(waits=True).order_by("deadline")  # type: ignore[misc] # found by the query


def _asking(viewer: Viewer) -> QuerySet[Decision]:
    """Return the decisions a viewer may read, each with whether and for what it waits for them."""
    member = viewer.membership
    going = Q(state=DecisionState.OPEN, deadline__gt=clock.now())
    unanswered = Objection.objects.filter(decision=OuterRef("pk"), withdrawn=None, reply="")
    theirs = Elector.objects.filter(decision=OuterRef("pk"), member=member)
    found = decisions_visible_to(viewer).annotate(
        objected=Exists(unanswered.filter(decision__asked_by=member)),
        unsaid=Exists(theirs) & not_answered_by(member),
    )
    to_second = Q(
        state=DecisionState.WAITING,
        asked__gt=clock.now() - SECONDED_WITHIN,
        about__in=_parts_of(viewer).values("issue"),
    )
    being_decided = Decision.objects.filter(about=OuterRef("about"), state=DecisionState.OPEN)
    to_second &= ~Q(asked_by=member) & ~Q(Exists(being_decided))
    decides_now = Circle.objects.filter(issue=OuterRef("about"), chosen__gt=clock.now() - SITS_FOR)
    to_second &= Q(circle=None) | Q(circle=Subquery(decides_now.order_by("-chosen").values("pk")[:1]))
    waits = (going & (Q(objected=True) | Q(unsaid=True))) | to_second
    return found.annotate(waits=Case(When(waits, then=True), default=False))


def as_they_stood(records: Iterable[Record], moment: dt.datetime) -> None:
    """Put back into records, unsaved, what every change of them after a moment replaced."""
    known = {one.pk: one for one in records}
    for later in Amendment.objects.filter(about__in=known, done__gt=moment).order_by("-done"):
        put_into(known[later.about], later.before)


def put_into(record: Record, texts: Mapping[str, str]) -> None:
    """Give a record's columns the values an amendment keeps as texts."""
    for name, text in texts.items():
        column: Any = record._meta.get_field(name)  # noqa: SLF001 Django's API
        setattr(record, column.attname, None if column.null and not text else column.to_python(text))


def taking_part_by_voice(viewer: Viewer, issue: Issue) -> dict[str, int]:
    """Return how many people of each civic voice take part, for members only and where no voice is a handful.

    How many take part in all is told everybody, so a voice is left out too where the rest could be worked out from it.
    """
    if not viewer.is_member:
        return {}
    voices = [getattr(issue, f"people_{voice}") for voice in CivicVoice.values]
    sizes = release_sizes(sum(voices), np.array(voices))
    named = zip(CivicVoice.choices, sizes.people.tolist(), strict=True)
    return {str(label): size for (_voice, label), size in named if size != HIDDEN}


def _by_voice(there: Q) -> dict[str, Count]:
    """Return how to count the people of each civic voice, by the name each count goes by."""
    return {
        f"people_{voice}": Count("taking_part", filter=there & Q(taking_part__member__voice=voice))
        for voice in CivicVoice.values
    }


def viewer_takes_part(viewer: Viewer, issue: Issue) -> bool:
    """Say whether the viewer takes part in an issue, asking only where the query that found it did not."""
    if viewer.membership is None:
        return False
    known: bool | None = getattr(issue, "mine", None)
    return _parts_of(viewer).filter(issue=issue).exists() if known is None else known


def _parts_of(viewer: Viewer) -> QuerySet[TakingPart]:
    return TakingPart.objects.filter(member=viewer.membership, left=None)
