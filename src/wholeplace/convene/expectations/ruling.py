"""From what the parties settled to ground rules: drawn up, put to the group, and adopted by its decision."""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.expectations.conditions import rules_are_the_groups
from wholeplace.convene.expectations.models import CardLine, ProposedRules
from wholeplace.convene.expectations.queries import DRAWN_FROM
from wholeplace.convene.ground_rules.actions import adopt_ground_rules
from wholeplace.convene.ground_rules.conditions import unfit
from wholeplace.convene.ground_rules.models import GroundRules
from wholeplace.convene.issues.amending import held_for_change
from wholeplace.convene.issues.asking import ask_group
from wholeplace.convene.issues.asking_anew import ask_anew, refuse_unchanged
from wholeplace.convene.issues.circle_conditions import can_be_asked_again
from wholeplace.convene.issues.conditions import asks_nothing_else, may_propose, proposed_what_is_asked
from wholeplace.convene.issues.models import Circle, Issue
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PERSON, Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, all_of, is_machine
from wholeplace.kernel.decisions.conditions import Declared, can_be_amended
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.purposes import purpose
from wholeplace.kernel.lineage.fates import AUTHOR_TOLD, carry
from wholeplace.kernel.lineage.kin import declare_link
from wholeplace.kernel.lineage.models import Link
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.people import Membership

ADOPT_RULES = "expectation.adopt_rules"

declare_link(DRAWN_FROM, came=_("drawn up from"), led=_("drawn up as"))


@action(
    "expectation.draw_up_rules",
    title=_("Draw up ground rules from what the parties agreed"),
    says=_("{actor} drew up ground rules from what parties agreed"),
    may=may_propose,
    when=rules_are_the_groups,
    within="issue",
    doors=BY_PERSON,
)
def draw_up_rules(
    act: Act, *, issue: Issue, rules: str, reason: str, lines: list[uuid.UUID], red_lines: str = ""
) -> ProposedRules:
    """Draw up ground rules and red lines for the group to decide on, and say from which lines of cards they come."""
    found = _chosen(CardLine.objects.filter(card__issue=issue), lines)
    return _draw(act, issue, rules=rules, red_lines=red_lines, reason=reason, lines=found)


def _chosen(offered: "QuerySet[CardLine]", lines: Iterable[uuid.UUID]) -> list[CardLine]:
    """Return lines of cards by their ids; one that is not among those offered is refused."""
    wanted = dict.fromkeys(lines)
    found = list(offered.filter(pk__in=wanted).order_by("written", "pk"))
    if len(found) != len(wanted):
        raise Refused("lines_not_of_issue")
    return found


def _draw(
    act: Act, issue: Issue, *, rules: str, red_lines: str, reason: str, lines: Iterable[CardLine]
) -> ProposedRules:
    if refusal := unfit(rules, red_lines):
        raise Refused(refusal.code, **refusal.params)
    held = GroundRules.objects.filter(issue=issue).exclude(in_force=None).first()
    if held is not None and (held.rules, held.red_lines) == (rules, red_lines):
        raise Refused("same_ground_rules")
    made = ProposedRules.objects.create(
        place=act.place,
        audience=issue.audience,
        issue=issue,
        rules=rules,
        red_lines=red_lines,
        reason=reason,
        by=act.membership,
        proposed=act.at,
    )
    act.record(made)
    for line in lines:
        act.link(made, DRAWN_FROM, line)
    return made


@action(
    "expectation.ask_rules",
    title=_("Ask the group to decide on ground rules"),
    says=_("{actor} asked the group to decide on ground rules"),
    may=may_propose,
    when=all_of(rules_are_the_groups, asks_nothing_else),
    on="issue",
    doors=BY_PERSON,
)
def ask_about_rules(
    act: Act,
    *,
    issue: Issue,
    proposed: ProposedRules,
    question: str,
    rule: str,
    days: int,
    quorum: int,
    voice_quorum: int = 1,
    fallback_days: int = 0,
    circle: Circle | None = None,
) -> Decision:
    """Ask for a decision on ground rules, its terms declared; it opens with a second participant's word."""
    if proposed.issue_id != issue.pk:
        raise Refused("gone")
    return ask_group(
        act,
        issue,
        purpose=ADOPT_RULES,
        question=question,
        options=[proposed.pk],
        terms=Declared(rule, days, quorum, voice_quorum, fallback_days),
        circle=circle,
    )


@action(
    "expectation.amend_rules",
    title=_("Amend ground rules to meet an objection"),
    says=_("{actor} amended ground rules to meet an objection, and the group was asked anew"),
    may=proposed_what_is_asked,
    when=all_of(can_be_amended, can_be_asked_again),
    on="decision",
    doors=BY_PERSON,
)
def amend_rules(
    act: Act,
    *,
    decision: Decision,
    rules: str,
    why: str,
    red_lines: str = "",
    lines: list[uuid.UUID] | None = None,
) -> Decision:
    """Draw ground rules up anew while an objection to them stands: the group is asked about those at once, on the same terms.

    `lines` are those of before from which they still come: nobody is told that a line was carried which was taken out.
    """
    before = held_for_change(ProposedRules, decision.options.get().record)
    to = {"rules": rules, "red_lines": red_lines}
    refuse_unchanged(before, to)
    behind = _behind(before)
    kept = behind if lines is None else _chosen(behind, lines)
    anew = _draw(act, before.issue, **to, reason=before.reason, lines=kept)
    return ask_anew(act, decision, issue=before.issue, before=before, anew=anew, to=to, why=why)


@action(
    ADOPT_RULES,
    title=_("Adopt ground rules"),
    says=_("{actor} adopted the ground rules that the group decided on"),
    may=is_machine,
    on="issue",
    group_owned=True,
    doors=BY_MACHINE,
)
def adopt_rules(act: Act, *, issue: Issue, proposed: ProposedRules, decision: Decision) -> GroundRules:
    """Make what the group decided on the ground rules that hold, and tell whoever wrote the lines they come from."""
    rules = adopt_ground_rules(
        act.actor,
        issue=issue,
        rules=proposed.rules,
        red_lines=proposed.red_lines,
        reason=proposed.reason,
        drawn_up_by=proposed.by,
        decision=decision,
    )
    act.link(rules, "adopts", proposed)
    writers: dict[uuid.UUID, Membership] = {}
    for line in _behind(proposed).select_related("by"):
        carry(act, line, into=rules, decision=decision)
        writers[line.by_id] = line.by
    title = _("What you wrote on a card became part of the ground rules")
    href = rules.get_absolute_url()
    notify(act, writers.values(), title=title, text=decision.question, href=href, why=AUTHOR_TOLD)
    return rules


def _behind(drawn: ProposedRules) -> "QuerySet[CardLine]":
    """Return the lines of cards that ground rules were drawn up from."""
    strands = Link.objects.filter(descendant=drawn.pk, kind=DRAWN_FROM).values("ancestor")
    return CardLine.objects.filter(pk__in=strands).order_by("written", "pk")


@purpose(ADOPT_RULES, options=ProposedRules, shown="expectations/put_to_them.html", amended_at="amend_rules")
def carry_out(actor: Actor, decision: Decision, adopted: Sequence[ProposedRules]) -> GroundRules:
    """Adopt the ground rules a decision came to."""
    (proposed,) = adopted
    return adopt_rules(actor, issue=proposed.issue, proposed=proposed, decision=decision)
