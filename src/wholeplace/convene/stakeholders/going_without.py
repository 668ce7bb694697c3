"""Going on without some whom an issue needs: proposed with a reason, and so only once the group has decided it."""

import uuid
from collections.abc import Collection, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.amending import held_for_change
from wholeplace.convene.issues.asking import ask_group
from wholeplace.convene.issues.asking_anew import ask_anew, refuse_unchanged
from wholeplace.convene.issues.circle_conditions import can_be_asked_again
from wholeplace.convene.issues.conditions import (
    asks_nothing_else,
    can_still_be_decided,
    may_propose,
    proposed_what_is_asked,
)
from wholeplace.convene.issues.models import Circle, Issue
from wholeplace.convene.stakeholders.conditions import missing_is_the_groups
from wholeplace.convene.stakeholders.coverage import coverage_of
from wholeplace.convene.stakeholders.models import Absence, Perspective
from wholeplace.convene.stakeholders.names import Standing
from wholeplace.convene.stakeholders.queries import WITHOUT, left_out, links_from
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PERSON, Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, all_of, is_machine
from wholeplace.kernel.decisions.conditions import Declared, can_be_amended
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.purposes import purpose
from wholeplace.kernel.lineage.kin import declare_link
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.records import Audience

GO_WITHOUT = "perspective.go_without"

declare_link(WITHOUT, came=_("leaves out"), led=_("left out by"))


@action(
    "perspective.propose_absence",
    title=_("Propose to go on without some whom the issue needs"),
    says=_("{actor} proposed to go on without some whom an issue needs"),
    may=may_propose,
    when=missing_is_the_groups,
    within="issue",
    doors=BY_PERSON,
)
def propose_absence(
    act: Act,
    *,
    issue: Issue,
    because: str,
    perspectives: list[uuid.UUID],
    voices: list[CivicVoice] | None = None,
) -> Absence:
    """Propose to go on without perspectives, or whole civic voices, that nobody speaks for, and say why."""
    return _propose(act, issue, perspectives=perspectives, because=because, voices=voices or ())


def _columns(because: str, voices: Collection[CivicVoice]) -> dict[str, object]:
    """Return why, and without which civic voices it goes on, as the columns say it."""
    return {"because": because, **{voice.value: voice in voices for voice in CivicVoice}}


def _propose(
    act: Act,
    issue: Issue,
    *,
    perspectives: Collection[uuid.UUID],
    because: str,
    voices: Collection[CivicVoice],
) -> Absence:
    chosen = _missing(issue, perspectives, voices)
    made = Absence.objects.create(
        place=act.place,
        audience=Audience.PARTNERSHIP,
        issue=issue,
        by=act.membership,
        proposed=act.at,
        **_columns(because, voices),
    )
    act.record(made)
    for one in chosen:
        act.link(made, WITHOUT, one)
    return made


def _missing(
    issue: Issue, perspectives: Collection[uuid.UUID], voices: Collection[CivicVoice]
) -> list[Perspective]:
    """Return the perspectives chosen; refuse any that somebody speaks for, and civic voices likewise."""
    needed = list(Perspective.objects.filter(issue=issue, standing=Standing.NEEDED).select_related("speaker"))
    chosen = [one for one in needed if one.pk in set(perspectives)]
    if not (perspectives or voices):
        raise Refused("nobody_to_go_without")
    if len(chosen) != len(set(perspectives)):
        raise Refused("absence_of_another_issue")
    spoken = [one.name for one in chosen if one.is_spoken_for]
    there = coverage_of(needed)
    spoken += [str(voice.label) for voice in voices if there.voices[voice].spoken_for]
    if spoken:
        raise Refused("absence_not_missing", name=spoken[0])
    return chosen


@action(
    "perspective.ask_absence",
    title=_("Ask the group to decide to go on without some"),
    says=_("{actor} asked the group to decide to go on without some whom an issue needs"),
    may=may_propose,
    when=all_of(missing_is_the_groups, asks_nothing_else),
    on="issue",
    doors=BY_PERSON,
)
def ask_about_absence(
    act: Act,
    *,
    issue: Issue,
    absence: Absence,
    question: str,
    rule: str,
    days: int,
    quorum: int,
    voice_quorum: int = 1,
    fallback_days: int = 0,
    circle: Circle | None = None,
) -> Decision:
    """Ask for a decision to go on without some, its terms declared; it opens with a second participant's word."""
    if absence.issue_id != issue.pk:
        raise Refused("absence_of_another_issue")
    if refusal := can_still_be_decided(absence):
        raise Refused(refusal.code, **refusal.params)
    return ask_group(
        act,
        issue,
        purpose=GO_WITHOUT,
        question=question,
        options=[absence.pk],
        terms=Declared(rule, days, quorum, voice_quorum, fallback_days),
        circle=circle,
    )


@action(
    "perspective.amend_absence",
    title=_("Amend without whom it goes on, to meet an objection"),
    says=_(
        "{actor} amended without whom an issue goes on to meet an objection, and the group was asked anew"
    ),
    may=proposed_what_is_asked,
    when=all_of(can_be_amended, can_be_asked_again),
    on="decision",
    doors=BY_PERSON,
)
def amend_absence(
    act: Act,
    *,
    decision: Decision,
    because: str,
    why: str,
    perspectives: list[uuid.UUID],
    voices: list[CivicVoice] | None = None,
) -> Decision:
    """Propose it otherwise while an objection stands: the group is asked about that at once, on the same terms."""
    before = held_for_change(Absence, decision.options.get().record)
    to = _columns(because, voices or ())
    if {one.pk for one in left_out(act.actor.viewer, before)} == set(perspectives):
        refuse_unchanged(before, to)
    anew = _propose(act, before.issue, perspectives=perspectives, because=because, voices=voices or ())
    return ask_anew(act, decision, issue=before.issue, before=before, anew=anew, to=to, why=why)


@action(
    GO_WITHOUT,
    title=_("Go on without some, as the group decided"),
    says=_("{actor} noted without whom the group decided to go on"),
    may=is_machine,
    on="issue",
    group_owned=True,
    doors=BY_MACHINE,
)
def go_without(act: Act, *, issue: Issue, absence: Absence, decision: Decision) -> Absence:
    """Count those the group decided to go on without as missing no longer; whoever found a speaker meanwhile stays."""
    for one in _held(issue, absence):
        if not one.is_spoken_for:
            one.standing, one.answer, one.settled_by = Standing.GONE_WITHOUT, absence.because, None
            one.save()
            act.record(one)
    absence.decided, absence.decision = act.at, decision
    absence.save()
    act.record(absence)
    act.link(absence, "decided_by", decision)
    return absence


def _held(issue: Issue, absence: Absence) -> "QuerySet[Perspective]":
    """Return the perspectives to go on without, locked first and then read: whoever began to speak for one meanwhile is seen."""
    chosen = Perspective.objects.filter(pk__in=links_from(absence), issue=issue, standing=Standing.NEEDED)
    keys = list(chosen.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    return Perspective.objects.filter(pk__in=keys, standing=Standing.NEEDED).order_by("name", "pk")


@purpose(
    GO_WITHOUT,
    options=Absence,
    shown="stakeholders/absence_put.html",
    amended_at="amend_absence",
    stands=can_still_be_decided,
)
def carry_out(actor: Actor, decision: Decision, adopted: Sequence[Absence]) -> Decision:
    """Go on without those a decision came to; what was proposed lives on in the decision."""
    (absence,) = adopted
    go_without(actor, issue=absence.issue, absence=absence, decision=decision)
    return decision
