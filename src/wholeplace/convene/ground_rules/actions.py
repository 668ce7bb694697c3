"""Declaring ground rules and red lines while an issue is provisional, agreeing to them, and adopting what a group decided."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.ground_rules.conditions import (
    can_be_agreed_to,
    declares_ground_rules,
    takes_part_under_them,
    unfit,
)
from wholeplace.convene.ground_rules.models import Agreement, GroundRules
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.people import Membership
from wholeplace.kernel.text import shows_something


@action(
    "ground_rules.declare",
    title=_("Declare ground rules"),
    says=_("{actor} declared ground rules for an issue"),
    may=declares_ground_rules,
    on="issue",
    group_owned=True,
    doors=BY_PERSON,
)
def declare_ground_rules(
    act: Act, *, issue: Issue, rules: str, red_lines: str = "", reason: str = ""
) -> GroundRules:
    """Declare how people work together, and what somebody cannot accept, for as long as the issue is provisional.

    They hold at once, and afterwards too, until the group decides on others.
    """
    if refusal := unfit(rules, red_lines):
        raise Refused(refusal.code, **refusal.params)
    last = GroundRules.objects.filter(issue=issue).first()
    if last is not None and (last.rules, last.red_lines) == (rules, red_lines):
        raise Refused("same_ground_rules")
    if last is not None and not shows_something(reason):
        raise Refused("needs_reason")
    return _next(
        act,
        issue,
        rules=rules,
        red_lines=red_lines,
        reason=reason,
        declared_by=act.membership,
    )


@action(
    "ground_rules.adopt",
    title=_("Adopt ground rules that the group decided on"),
    says=_("{actor} adopted the ground rules that the group decided on, and they hold"),
    may=is_machine,
    on="issue",
    group_owned=True,
    doors=BY_MACHINE,
)
def adopt_ground_rules(
    act: Act,
    *,
    issue: Issue,
    rules: str,
    red_lines: str,
    reason: str,
    drawn_up_by: Membership,
    decision: Decision,
) -> GroundRules:
    """Make what the group decided on the next version of the ground rules, which holds at once; those before stay readable."""
    made = _next(
        act,
        issue,
        rules=rules,
        red_lines=red_lines,
        reason=reason,
        declared_by=drawn_up_by,
        decision=decision,
    )
    act.link(made, "decided_by", decision)
    return made


def _next(
    act: Act,
    issue: Issue,
    *,
    rules: str,
    red_lines: str,
    reason: str,
    declared_by: Membership,
    decision: Decision | None = None,
) -> GroundRules:
    """Write the next version of the ground rules of an issue, which holds at once."""
    last = GroundRules.objects.filter(issue=issue).first()
    made = GroundRules.objects.create(
        place=act.place,
        audience=issue.audience,
        issue=issue,
        version=last.version + 1 if last else 1,
        rules=rules,
        red_lines=red_lines,
        reason=reason,
        declared_by=declared_by,
        declared=act.at,
        in_force=act.at,
        decision=decision,
    )
    act.record(made)
    return made


@action(
    "ground_rules.agree",
    title=_("Agree to the ground rules"),
    says=_("{actor} agreed to the ground rules of an issue"),
    may=takes_part_under_them,
    when=can_be_agreed_to,
    within="ground_rules",
    doors=BY_PERSON,
)
def agree_to_ground_rules(act: Act, *, ground_rules: GroundRules) -> Agreement:
    """Say that one agrees to ground rules that hold."""
    made = Agreement.objects.create(
        place=act.place, ground_rules=ground_rules, member=act.membership, agreed=act.at
    )
    act.record(made)
    return made
