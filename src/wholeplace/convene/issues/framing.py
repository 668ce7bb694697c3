"""Framing an issue together: rival framings from named standpoints, and the group's decision which to adopt."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.asking import ask_group
from wholeplace.convene.issues.circle_conditions import circle_still_decides, electors_of
from wholeplace.convene.issues.circle_telling import tell_that_circle_decides
from wholeplace.convene.issues.circles import CHOOSE, hold_choice
from wholeplace.convene.issues.conditions import (
    asks_nothing_else,
    belongs_to_group,
    can_open_now,
    electorate_of,
    is_adopted,
    may_propose,
    seconds,
    what_is_asked_stands,
)
from wholeplace.convene.issues.models import Circle, Framing, Issue, ProposedFraming
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PERSON, Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, all_of, is_machine
from wholeplace.kernel.decisions.conditions import Declared
from wholeplace.kernel.decisions.declaring import offer_now, open_decision
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.purposes import purpose
from wholeplace.kernel.lineage.kin import declare_link
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Organisation
from wholeplace.kernel.text import shows_something

ADOPT = "issue.adopt_framing"

declare_link("adopts", came=_("proposed as"), led=_("adopted as"))
declare_link("decided_by", came=_("adopted by"), led=_("which adopted"))


@action(
    "issue.propose_framing",
    title=_("Propose a framing"),
    says=_("{actor} proposed a framing of an issue"),
    may=may_propose,
    within="issue",
    doors=BY_PERSON,
)
def propose_framing(
    act: Act, *, issue: Issue, standpoint: str, text: str, evidence: str = "", reason: str = ""
) -> ProposedFraming:
    """Say how an issue looks from a named standpoint, with evidence; why anew, where a framing was adopted before."""
    refuse_without_reason(issue, reason)
    return propose(
        act,
        issue,
        standpoint=standpoint,
        text=text,
        evidence=evidence,
        reason=reason,
        on_behalf_of=act.actor.on_behalf_of,
    )


def refuse_without_reason(issue: Issue, reason: str) -> None:
    """Ask why an issue should be seen differently, once the group has adopted a framing of it."""
    if is_adopted(issue) and not shows_something(reason):
        raise Refused("reframing_needs_reason")


def propose(
    act: Act,
    issue: Issue,
    *,
    standpoint: str,
    text: str,
    evidence: str,
    reason: str,
    on_behalf_of: Organisation | None,
    replaces: ProposedFraming | None = None,
) -> ProposedFraming:
    """Put a framing beside the others, perhaps in the place of one that says the same in other words."""
    made = ProposedFraming.objects.create(
        place=act.place,
        audience=issue.audience,
        issue=issue,
        standpoint=standpoint,
        text=text,
        evidence=evidence,
        reason=reason,
        by=act.membership,
        on_behalf_of=on_behalf_of,
        proposed=act.at,
        replaces=replaces,
    )
    act.record(made)
    return made


@action(
    "issue.ask_decision",
    title=_("Ask the group which framing to adopt"),
    says=_("{actor} asked the group to decide how an issue is framed"),
    may=may_propose,
    when=all_of(belongs_to_group, asks_nothing_else),
    on="issue",
    doors=BY_PERSON,
)
def ask_decision(
    act: Act,
    *,
    issue: Issue,
    question: str,
    framings: list[uuid.UUID],
    rule: str,
    days: int,
    quorum: int,
    voice_quorum: int = 1,
    fallback_days: int = 0,
    circle: Circle | None = None,
) -> Decision:
    """Ask for a decision between proposed framings, its terms declared; it opens with a second participant's word.

    Where more take part than can consent, the consent of a `circle` they chose decides.
    """
    wanted = dict.fromkeys(framings)
    held = ProposedFraming.objects.filter(issue=issue, pk__in=wanted).order_by("pk")
    if {one.pk for one in held.select_for_update(no_key=True) if one.stands} != set(wanted):
        raise Refused("gone")
    return ask_group(
        act,
        issue,
        purpose=ADOPT,
        question=question,
        options=list(wanted),
        terms=Declared(rule, days, quorum, voice_quorum, fallback_days),
        circle=circle,
    )


@action(
    "issue.second_decision",
    title=_("Second a decision, and open it"),
    says=_("{actor} seconded a decision about an issue, and it opened"),
    may=seconds,
    when=all_of(can_open_now, what_is_asked_stands, circle_still_decides),
    on="decision",
    doors=BY_PERSON,
)
def second_decision(act: Act, *, decision: Decision) -> Decision:
    """Give the second word: it opens for everybody who takes part now, or for the circle they chose, and for nobody else."""
    electors = electors_of(decision)
    if decision.purpose == CHOOSE:
        offer_now(act, decision, hold_choice(Issue.objects.get(pk=decision.about)))
    opened = open_decision(act, decision, electors)
    tell_the_others(act, opened, electors)
    return opened


def tell_the_others(act: Act, decision: Decision, electors: Sequence[Membership]) -> None:
    """Tell everybody who takes part and does not sit in the circle that decides, where one does, that it is open."""
    if decision.circle is not None:
        sit = {one.pk for one in electors}
        others = [one for one in electorate_of(decision.about) if one.pk not in sit]
        tell_that_circle_decides(act, decision, others)


@action(
    ADOPT,
    title=_("Adopt a framing"),
    says=_("{actor} adopted the framing that the group decided on"),
    may=is_machine,
    on="issue",
    group_owned=True,
    doors=BY_MACHINE,
)
def adopt_framing(act: Act, *, issue: Issue, proposed: ProposedFraming, decision: Decision) -> Framing:
    """Make a proposed framing the issue's own; the versions before it and its rivals stay."""
    last = issue.framings.first()
    framing = Framing.objects.create(
        place=act.place,
        audience=issue.audience,
        issue=issue,
        text=proposed.text,
        version=last.version + 1 if last else 1,
        provisional=False,
        written=act.at,
        adopted_from=proposed,
        decision=decision,
    )
    act.record(framing)
    act.link(framing, "adopts", proposed)
    act.link(framing, "decided_by", decision)
    return framing


@purpose(ADOPT, options=ProposedFraming, shown="issues/proposal.html", amended_at="amend_proposal")
def carry_out(actor: Actor, decision: Decision, adopted: Sequence[ProposedFraming]) -> Framing:
    """Adopt the framing a decision came to."""
    (proposed,) = adopted
    return adopt_framing(actor, issue=proposed.issue, proposed=proposed, decision=decision)
