"""Reporting a statement to the moderators."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.moderation_conditions import can_be_reported, reads_it, why_of
from wholeplace.mediate.conversations.rulings import StatementReport
from wholeplace.mediate.conversations.waiting import ask_to_look


@action(
    "statement.report",
    title=_("Report a statement"),
    says=_("{actor} reported a statement to the moderators"),
    may=reads_it,
    when=can_be_reported,
    on="statement",
    doors=BY_PAGE,
)
def report_statement(act: Act, *, statement: Statement, reason: str, words: str = "") -> StatementReport:
    """Tell moderators why a statement should not be shown; nobody sees who did, and a member is told what came of it."""
    made = StatementReport.objects.create(
        place=act.place,
        audience=Audience.AUTHOR,
        statement=statement,
        reason=reason,
        words=why_of(reason, words),
        reporter=act.actor.membership,
        at=act.at,
    )
    act.record(made)
    if statement.waits_since is None:
        ask_to_look(act, statement)
        statement.save()
        act.record(statement)
    return made
