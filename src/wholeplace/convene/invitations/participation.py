"""The record of participation: who was needed, invited, accepted, came and left, perspective by perspective and in all."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from wholeplace.analysis.disclosure.tens import full_tens
from wholeplace.analysis.disclosure.thresholds import LEAST_BASE
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Reached, Reply
from wholeplace.convene.issues.models import Issue, TakingPart
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Standing
from wholeplace.convene.stakeholders.queries import perspectives_visible_to
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind

COUNTED = (Standing.NEEDED, Standing.GONE_WITHOUT)
"""Standings of perspectives that the record tells of."""


@dataclass(frozen=True)
class Course:
    """What became of one perspective: how many were asked for it, said yes, came and left, and why they left."""

    perspective: Perspective
    asked: int
    accepted: int
    came: int
    left: int
    why: Sequence[str]

    @property
    def reached(self) -> Reached:
        """How far it came; what is missing again after somebody came is told before anything else."""
        if self.perspective.standing == Standing.GONE_WITHOUT:
            return Reached.WITHOUT
        if self.perspective.is_spoken_for:
            return Reached.THERE
        if self.left:
            return Reached.LEFT
        if self.accepted:
            return Reached.ACCEPTED
        return Reached.ASKED if self.asked else Reached.NEEDED


@dataclass(frozen=True)
class Totals:
    """How many people were asked, said yes, came by an invitation and left; in full tens where a reader is no convener."""

    asked: int
    accepted: int
    came: int
    left: int


@dataclass(frozen=True)
class Part:
    """That somebody takes part in the issue, or did, and why they left."""

    there: bool
    why: Sequence[str]


@dataclass(frozen=True)
class Participation:
    """The record of participation of an issue, as far as somebody may read it."""

    courses: Sequence[Course]
    totals: Totals


def participation_in(viewer: Viewer, issue: Issue) -> Participation:
    """Return what became of each perspective of an issue, and of the people who were asked.

    Conveners read the replies, and so all of it exactly. To other members nothing is told of one perspective, and each number
    in full tens, ten or nobody left: the newest answer of somebody changes nothing that can be seen.
    """
    invited, parts = (
        list(_gone_out(issue).only("perspective", "reply", "member", "contact", "invited")),
        _parts(issue),
    )
    exact = _counted(invited, parts)
    if not viewer.wears(HatKind.CONVENER):
        return Participation((), _in_tens(exact))
    rows: defaultdict[uuid.UUID, list[IssueInvitation]] = defaultdict(list)
    for one in invited:
        rows[one.perspective_id].append(one)
    perspectives = perspectives_visible_to(viewer).filter(issue=issue, standing__in=COUNTED)
    return Participation([_course(one, rows[one.pk], parts) for one in perspectives], exact)


def needed_in(viewer: Viewer, issue: Issue) -> list[Perspective]:
    """Return the perspectives of an issue that the record tells of, as any member may read them, those that are missing first."""
    told = perspectives_visible_to(viewer).filter(issue=issue, standing__in=COUNTED).order_by("name", "pk")
    return sorted(told, key=lambda one: one.is_spoken_for or one.standing == Standing.GONE_WITHOUT)


def _gone_out(issue: Issue) -> "QuerySet[IssueInvitation]":
    """Return the invitations of an issue that reached somebody: sent, or answered before they went."""
    return IssueInvitation.objects.filter(issue=issue).exclude(sent=None, reply="")


def _parts(issue: Issue) -> Mapping[uuid.UUID, Part]:
    """Return who takes part in an issue or did, by membership."""
    told: dict[uuid.UUID, Part] = {}
    for member, left, why in (
        TakingPart.objects.filter(issue=issue).order_by("since").values_list("member", "left", "why")
    ):
        before = told.get(member)
        told[member] = Part(left is None, [*(before.why if before else ()), *([why] if why else [])])
    return told


def _course(
    perspective: Perspective, invited: Sequence[IssueInvitation], parts: Mapping[uuid.UUID, Part]
) -> Course:
    people = {one.member_id for one in invited} | {perspective.speaker_id}
    came = [parts[one] for one in people if one is not None and one in parts]
    gone = [one for one in came if not one.there]
    return Course(
        perspective=perspective,
        asked=len(invited),
        accepted=sum(one.reply == Reply.YES for one in invited),
        came=len(came),
        left=len(gone),
        why=[why for one in gone for why in one.why],
    )


def _counted(invited: Sequence[IssueInvitation], parts: Mapping[uuid.UUID, Part]) -> Totals:
    """Count people: whoever is asked for several perspectives is one."""
    came_as = {one.contact_id: one.member_id for one in invited if one.member_id is not None}

    def who(one: IssueInvitation) -> uuid.UUID:
        return one.member_id or one.invited_id or came_as.get(one.contact_id) or one.contact_id or one.pk

    came = [parts[member] for member in {one.member_id for one in invited} & parts.keys() if member]
    return Totals(
        asked=len({who(one) for one in invited}),
        accepted=len({who(one) for one in invited if one.reply == Reply.YES}),
        came=len(came),
        left=sum(not one.there for one in came),
    )


def _in_tens(exact: Totals) -> Totals:
    asked = exact.asked - exact.asked % LEAST_BASE
    if not asked:
        return Totals(0, 0, 0, 0)
    return Totals(
        asked=asked,
        accepted=full_tens(exact.accepted, exact.asked),
        came=full_tens(exact.came, exact.asked),
        left=full_tens(exact.left, exact.came),
    )
