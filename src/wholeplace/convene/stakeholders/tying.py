"""Saying how two perspectives stand to one another: who funds, commissions or regulates whom, who works with whom and who does not."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.conditions import (
    can_be_tied,
    is_anothers,
    may_say,
    said_it_or_maps,
    still_said,
)
from wholeplace.convene.stakeholders.models import Perspective, Tie
from wholeplace.convene.stakeholders.names import Relation
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.lineage.fates import AUTHOR_TOLD
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.records import Audience
from wholeplace.kernel.text import shows_something


@action(
    "tie.say",
    title=_("Say how two perspectives stand to one another"),
    says=_("{actor} said how two perspectives on an issue stand to one another"),
    may=may_say,
    on="issue",
    doors=BY_PERSON,
)
def say_tie(
    act: Act,
    *,
    issue: Issue,
    first: Perspective,
    second: Perspective,
    relation: Relation,
    said_by: str,
    evidence: str = "",
) -> Tie:
    """Say how one perspective stands to another, who says so, and on what evidence."""
    if first.issue_id != issue.pk:
        raise Refused("tied_to_itself")
    if refusal := can_be_tied(first, second, relation):
        raise Refused(refusal.code, **refusal.params)
    if not shows_something(said_by):
        raise Refused("who_says_so")
    made = Tie.objects.create(
        place=act.place,
        audience=Audience.PARTNERSHIP,
        issue=issue,
        first=first,
        second=second,
        relation=relation,
        evidence=evidence,
        said_by=said_by,
        by=act.membership,
        said=act.at,
    )
    act.record(made)
    return made


@action(
    "tie.end",
    title=_("Say that two perspectives no longer stand so to one another"),
    says=_("{actor} said that two perspectives on an issue no longer stand so to one another"),
    may=said_it_or_maps,
    when=still_said,
    on="tie",
    doors=BY_PERSON,
)
def end_tie(act: Act, *, tie: Tie, because: str = "") -> Tie:
    """Say that it is so no longer, or never was; it stays readable on the pages of both.

    A convener who ends what somebody else said says why, and whoever said it is told.
    """
    if is_anothers(act.actor, tie.by):
        if not shows_something(because):
            raise Refused("why_tie_ended")
        title = format_lazy(_("It is said to be so no longer: {tie}"), tie=str(tie))
        notify(act, [tie.by], title=title, text=because, href=tie.get_absolute_url(), why=AUTHOR_TOLD)
    tie.ended, tie.ended_because, tie.ended_by = act.at, because, act.membership
    tie.save()
    act.record(tie)
    return tie
