"""Who declares ground rules, for how long, and who agrees to them."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.ground_rules.models import Agreement, GroundRules, held, lines_of
from wholeplace.convene.issues.conditions import is_provisional, taking_part_now
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, in_hat, wears
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.text import shows_something
from wholeplace.kernel.wording import declare_wording

MOST_LINES = 20

declare_wording(
    {
        "no_ground_rule": _("Write at least one ground rule."),
        "too_many_rules": _(
            "Write at most {most} ground rules and {most} red lines: more are read by nobody."
        ),
        "red_line_unheld": _(
            "Red line {number} does not say who holds it. Begin it with who, then a colon: “The surgery: we name no patient”."
        ),
        "same_ground_rules": _("These are the ground rules already."),
        "rules_are_the_groups": _(
            "This issue is the group's, so its ground rules change only by a decision of the group. Draw up others, and ask the"
            " group to decide on them."
        ),
        "group_decided_on_rules": _(
            "The group decided on these ground rules together, so they hold for everybody who takes part."
        ),
        "agreed_already": _("You agreed to these ground rules already."),
        "ground_rules_replaced": _("Newer ground rules have taken the place of these. Read those."),
    }
)


@in_hat(HatKind.CONVENER)
def declares_ground_rules(actor: Actor, issue: Issue) -> Refusal | None:
    """The actor convenes, and the issue is provisional: afterwards its ground rules change only by the group's decision."""
    if is_provisional(actor, issue):
        return Refusal("rules_are_the_groups")
    return wears(HatKind.CONVENER)(actor, issue)


def takes_part_under_them(actor: Actor, ground_rules: GroundRules) -> Refusal | None:
    """The actor takes part in the issue the ground rules are for."""
    there = taking_part_now(ground_rules.issue_id).filter(member=actor.membership)
    return None if there.exists() else Refusal("does_not_take_part")


def can_be_agreed_to(actor: Actor, ground_rules: GroundRules) -> Refusal | None:
    """The ground rules hold, no group decided on them, and the actor has not agreed to them yet."""
    newer = GroundRules.objects.filter(issue=ground_rules.issue_id, version__gt=ground_rules.version)
    if ground_rules.in_force is None or newer.exclude(in_force=None).exists():
        return Refusal("ground_rules_replaced")
    if ground_rules.decision_id is not None:
        return Refusal("group_decided_on_rules")
    agreed = Agreement.objects.filter(ground_rules=ground_rules, member=actor.membership)
    return Refusal("agreed_already") if agreed.exists() else None


def unfit(rules: str, red_lines: str) -> Refusal | None:
    """Return what is missing in ground rules and red lines."""
    if not shows_something(rules):
        return Refusal("no_ground_rule")
    if max(len(lines_of(rules)), len(lines_of(red_lines))) > MOST_LINES:
        return Refusal("too_many_rules", {"most": MOST_LINES})
    for number, (holder, _colon, text) in enumerate(held(red_lines), 1):
        if not (shows_something(holder) and shows_something(text)):
            return Refusal("red_line_unheld", {"number": number})
    return None
