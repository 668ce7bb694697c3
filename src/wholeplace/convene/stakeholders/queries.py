"""What a viewer may read of the perspectives an issue needs, and how they stand to one another."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONArray, JSONObject

from wholeplace.convene.issues.audiences import visible_within
from wholeplace.convene.issues.models import Amendment, Issue, TakingPart
from wholeplace.convene.issues.names import SAID_ANEW
from wholeplace.convene.issues.queries import with_last_change
from wholeplace.convene.issues.reading import INTERESTED
from wholeplace.convene.stakeholders.conditions import ON_MAP
from wholeplace.convene.stakeholders.models import (
    LEFT_OUT,
    SHEETS_KEPT,
    SPEAKER_HERE,
    Absence,
    Interest,
    Note,
    Perspective,
    SentSheet,
    Tie,
)
from wholeplace.convene.stakeholders.names import NAMED, Relation, Standing
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.folding import Folded
from wholeplace.kernel.lineage.models import Link
from wholeplace.kernel.listed import Listed
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Area
from wholeplace.kernel.records import visible
from wholeplace.kernel.search.names import Names

HERE = Exists(
    TakingPart.objects.filter(
        issue=OuterRef("issue"), member=OuterRef("speaker"), left=None, member__ended=None
    )
)
"""Whoever speaks for it takes part in its issue still, and is a member."""
NOBODY = Q(spoken_for_by="") & ~Q(HERE)
"""Nobody speaks for it."""


def perspectives_visible_to(viewer: Viewer) -> "QuerySet[Perspective]":
    """Return the perspectives that issues need, by name: to members, for some of them are people who were not asked yet."""
    found = Perspective.objects.select_related("place", "issue__place", "area", "speaker", "by", "settled_by")
    return visible(found.annotate(**{SPEAKER_HERE: HERE}), viewer).order_by("name", "pk")


def perspectives_found(
    viewer: Viewer,
    issue: Issue,
    *,
    words: str = "",
    sector: str = "",
    voice: str = "",
    area: Area | None = None,
    shown: str = "",
) -> "QuerySet[Perspective]":
    """Return the perspectives of an issue that hold these words, of this sector, voice and area, and that stand so."""
    found = perspectives_visible_to(viewer).filter(issue=issue)
    if words:
        found = found.annotate(said=Folded("name")).filter(said__contains=words.casefold())
    for column, asked in (("sector", sector), ("voice", voice), ("area", area)):
        if asked:
            found = found.filter(**{column: asked})
    if shown == "missing":
        return found.filter(NOBODY, standing=Standing.NEEDED)
    return found.filter(standing=shown) if shown in Standing.values else found.filter(standing__in=ON_MAP)


WITHOUT = "goes_without"
"""The kind of link from what was proposed to the perspectives that it goes on without."""
COUNTED = "perspectives_"
"""What the names begin with under which an issue says how many perspectives it needs, and whom nobody speaks for."""


IN_TALLY = {
    "suggested": Q(standing=Standing.SUGGESTED),
    **{
        f"{kind}{voice and f'_{voice}'}": some & (Q(voice=voice) if voice else Q())
        for kind, some in (
            ("needed", Q(standing=Standing.NEEDED)),
            ("missing", Q(standing=Standing.NEEDED) & NOBODY),
        )
        for voice in ("", *CivicVoice.values)
    },
}
"""What is counted of the perspectives of an issue, by what holds of those counted: needed and missing, in all and by voice."""


def with_coverage(viewer: Viewer, issues: "QuerySet[Issue]") -> "QuerySet[Issue]":
    """Return issues, for members each with what its page tells of whom it needs: that costs the page no question more."""
    if viewer.membership is None:
        return issues
    there = visible(Perspective.objects.filter(issue=OuterRef("pk")), viewer).order_by()
    weightiest = there.filter(NOBODY, standing=Standing.NEEDED).order_by(
        F("influence").desc(nulls_last=True), F("interest").desc(nulls_last=True), "name"
    )
    absent = Absence.objects.filter(issue=OuterRef("pk")).exclude(decided=None)
    told: dict[str, Any] = {
        f"without_{voice}": Exists(visible(absent.filter(**{voice: True}), viewer))
        for voice in CivicVoice.values
    }
    told["tally"] = _tally(there)
    for place in range(NAMED):
        told[f"name_{place}"] = Subquery(weightiest.values("name")[place : place + 1])
    interested = visible(Interest.objects.filter(issue=OuterRef("pk"), ended=None).order_by(), viewer)
    people = interested.values("issue").annotate(all=Listed("by__person_id")).values("all")
    along = {f"{COUNTED}{name}": asked for name, asked in told.items()}
    return issues.annotate(**along, **{INTERESTED: Subquery(people, output_field=JSONField())})


def _tally(there: "QuerySet[Perspective]") -> Subquery:
    """Return all that is counted of the perspectives of an issue as one list: they are gone through once for all of it."""
    numbers = JSONArray(*(Count("pk", filter=holds) for holds in IN_TALLY.values()))
    return Subquery(there.values("issue").annotate(told=numbers).values("told"))


def is_counted(issue: Issue) -> bool:
    """Say whether the perspectives of an issue were counted as it was read."""
    return f"{COUNTED}tally" in vars(issue)


def tallied(issue: Issue) -> dict[str, int]:
    """Return what was counted of the perspectives of an issue as it was read; nothing where that was not asked for."""
    told = getattr(issue, f"{COUNTED}tally", None)
    return dict(zip(IN_TALLY, told, strict=True)) if told else dict.fromkeys(IN_TALLY, 0)


def absences_visible_to(viewer: Viewer) -> "QuerySet[Absence]":
    """Return whom people proposed to go on without, the newest first: to members; `said_anew` says of each whether another took its place.

    Each has the perspectives it leaves out read along, for the page of a decision that asks about it.
    """
    anew = Link.objects.filter(ancestor=OuterRef("pk"), kind=SAID_ANEW)
    proposed = Absence.objects.select_related("place", "issue__place", "by", "decision__place")
    proposed = proposed.annotate(said_anew=Exists(anew))
    proposed = proposed.annotate(**{LEFT_OUT: Subquery(_left_out_listed(viewer), output_field=JSONField())})
    return with_last_change(visible(proposed, viewer)).order_by("-proposed", "pk")


def _left_out_listed(viewer: Viewer) -> "QuerySet[Perspective, Any]":
    """Return as one list the perspectives that a proposal goes on without, each by its id and name."""
    links = Link.objects.filter(descendant=OuterRef(OuterRef("pk")), kind=WITHOUT).values("ancestor")
    there = visible(Perspective.objects.filter(pk__in=links).order_by(), viewer)
    return there.values("issue").annotate(all=Listed(JSONObject(id="id", name="name"))).values("all")


def left_out(viewer: Viewer, absence: Absence) -> "QuerySet[Perspective]":
    """Return the perspectives it is proposed, or was decided, to go on without."""
    return perspectives_visible_to(viewer).filter(pk__in=links_from(absence))


def links_from(absence: Absence) -> "QuerySet[Link, Any]":
    """Return which perspectives it is proposed to go on without, by their ids."""
    return Link.objects.filter(descendant=absence.pk, kind=WITHOUT).values("ancestor")


def absence_of(viewer: Viewer, perspective: Perspective) -> Absence | None:
    """Return by what the group decided to go on without a perspective, where it did."""
    if perspective.standing != Standing.GONE_WITHOUT:
        return None
    links = Link.objects.filter(ancestor=perspective.pk, kind=WITHOUT).values("descendant")
    return absences_visible_to(viewer).exclude(decided=None).filter(pk__in=links).first()


def gone_without(viewer: Viewer, issue: Issue) -> list[CivicVoice]:
    """Return the civic voices that a group decided to go on without."""
    decided = list(absences_visible_to(viewer).filter(issue=issue).exclude(decided=None))
    return [voice for voice in CivicVoice if any(voice in one.voices for one in decided)]


def needed_beside(viewer: Viewer, perspective: Perspective) -> "QuerySet[Perspective]":
    """Return the other perspectives that the same issue needs."""
    needed = perspectives_visible_to(viewer).filter(issue=perspective.issue_id, standing=Standing.NEEDED)
    return needed.exclude(pk=perspective.pk)


def ties_visible_to(viewer: Viewer) -> "QuerySet[Tie]":
    """Return how perspectives stand to one another, in the order it was said."""
    said = Tie.objects.select_related(
        "place", "issue__place", "first__place", "second__place", "by", "ended_by"
    )
    return visible(said, viewer).order_by("said", "pk")


def ties_of(viewer: Viewer, perspective: Perspective) -> "QuerySet[Tie]":
    """Return what is said of how one perspective stands to others, what is so no longer at the end."""
    there = Q(first=perspective) | Q(second=perspective)
    return ties_visible_to(viewer).filter(there).order_by(F("ended").asc(nulls_first=True), "said", "pk")


def ties_among(viewer: Viewer, perspectives: Collection[Perspective]) -> list[Tie]:
    """Return how these perspectives stand to one another now, in the order it was said."""
    shown = {one.pk for one in perspectives}
    issues = {one.issue_id for one in perspectives}
    said = ties_visible_to(viewer).filter(issue__in=issues, ended=None)
    return [one for one in said if {one.first_id, one.second_id} <= shown]


def sheets_visible_to(viewer: Viewer) -> "QuerySet[SentSheet]":
    """Return what the viewer sent to be taken in, and nobody else's."""
    if viewer.membership is None:
        return SentSheet.objects.none()
    lately = SentSheet.objects.filter(at__gt=clock.now() - SHEETS_KEPT)
    return lately.filter(place=viewer.place, by=viewer.membership).select_related("issue__place", "place")


def maps_sent(viewer: Viewer) -> "QuerySet[SentSheet]":
    """Return the maps of perspectives the viewer sent to be taken in."""
    return sheets_visible_to(viewer).exclude(issue=None)


def said_otherwise(viewer: Viewer, perspective: Perspective) -> "QuerySet[Amendment]":
    """Return what was said otherwise of a perspective before, the newest first."""
    changed = Amendment.objects.select_related("place", "issue__place", "by", "seconded_by")
    return visible(changed.filter(about=perspective.pk), viewer).order_by("-asked", "pk")


SHOWN = (
    "place", "issue", "name", "sector", "voice", "area", "interest", "influence", "standing", "speaker", "spoken_for_by",
)  # fmt: skip
"""What views of a whole map show of each perspective; what else is said of one is read where it is shown alone."""


def on_map(viewer: Viewer, issue: Issue) -> list[Perspective]:
    """Return everything on the map of an issue by name, with what views of the whole show of it and no more."""
    there = Perspective.objects.filter(issue=issue, standing__in=ON_MAP).annotate(**{SPEAKER_HERE: HERE})
    found = list(visible(there.only(*SHOWN), viewer).order_by("name", "pk"))
    for one in found:
        one.place, one.issue = viewer.place, issue
    return found


def needed_on_map(viewer: Viewer, issue: Issue) -> list[Perspective]:
    """Return of what is on the map of an issue only what is needed, not what was suggested."""
    return [one for one in on_map(viewer, issue) if one.standing == Standing.NEEDED]


def nearly_on_map(viewer: Viewer, issue: Issue, name: str) -> Perspective | None:
    """Return the perspective on the map of an issue whose name is nearly this one; nothing where none is."""
    there = {one.name: one for one in on_map(viewer, issue)} if name.strip() else {}
    return there.get(name.strip()) or there.get(Names(there).nearest(name) or "")


@dataclass(frozen=True)
class Tied:
    """That one perspective stands to another in one way, by their identifiers and names, and who says so."""

    first: uuid.UUID
    second: uuid.UUID
    relation: Relation
    evidence: str
    said_by: str
    first_name: str
    second_name: str


def ties_on_map(viewer: Viewer, issue: Issue) -> list[Tied]:
    """Return who funds, commissions and regulates whom, and who works with, competes with or disputes with whom, as it was said."""
    needed = {f"{end}__standing": Standing.NEEDED for end in ("first", "second")}
    said = visible(Tie.objects.filter(issue=issue, ended=None, **needed), viewer).order_by("said", "pk")
    columns = said.values_list(
        "first_id", "second_id", "relation", "evidence", "said_by", "first__name", "second__name"
    )
    return [Tied(first, second, Relation(way), *words) for first, second, way, *words in columns]


def notes_visible_to(viewer: Viewer) -> "QuerySet[Note]":
    """Return the notes on perspectives that are for the viewer; what was taken back is for its author alone."""
    notes = Note.objects.select_related("place", "issue__place", "perspective__place", "by")
    own = Q(by__person=viewer.membership.person_id) if viewer.membership is not None else Q(pk=None)
    return visible_within(notes.filter(Q(taken_back=None) | own), viewer).order_by("written", "pk")


def interests_visible_to(viewer: Viewer) -> "QuerySet[Interest]":
    """Return the interests of their own that people have declared in issues, those that ended last: to members."""
    declared = Interest.objects.select_related("place", "issue__place", "by__organisation")
    return visible(declared, viewer).order_by(F("ended").asc(nulls_first=True), "declared", "pk")
