"""Answering everybody who spoke: what became of each statement, what comes next, and the report that goes out."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wholeplace.account.reports.conditions import MOST_AT_ONCE, can_be_published, has_closed
from wholeplace.account.reports.models import FollowUp, Report
from wholeplace.account.reports.queries import targets
from wholeplace.account.reports.telling import tell_authors, tell_it_is_out
from wholeplace.convene.issues.panels import without_whom
from wholeplace.kernel.actions import action
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.lineage.fates import carry, leave
from wholeplace.kernel.outbox.post import language_of
from wholeplace.kernel.records import Record
from wholeplace.kernel.text import shows_something
from wholeplace.mediate.conversations.conditions import wears_convener
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.queries import statements_asked


@action(
    "report.add_next_step",
    title=_("Write down a next step"),
    says=_("{actor} wrote down what comes next, by when, and who has taken it on"),
    may=wears_convener,
    when=has_closed,
    within="conversation",
)
def add_follow_up(act: Act, *, conversation: Conversation, text: str, owner: str, due: dt.date) -> FollowUp:
    """Say what will be done after a conversation, who has taken it on, and by when."""
    if due < timezone.localdate(act.at):
        raise Refused("due_is_past")
    made = FollowUp.objects.create(
        place=act.place,
        audience=conversation.audience,
        conversation=conversation,
        text=" ".join(text.split()),
        owner=" ".join(owner.split()),
        due=due,
        by=act.membership,
        made=act.at,
    )
    act.record(made)
    return made


@action(
    "report.carry_statements",
    title=_("Carry statements into something"),
    says=_("{actor} said what statements were carried into: {count} of them"),
    may=wears_convener,
    when=has_closed,
    on="conversation",
)
def carry_statements(act: Act, *, conversation: Conversation, numbers: list[int], into: uuid.UUID) -> None:
    """Say what these statements live on in, and tell whoever wrote them; a later answer stands before this one."""
    target = _target(act, conversation, into)
    statements = _statements(act, conversation, numbers)
    for one in statements:
        carry(act, one, into=target)
    act.say(count=len(statements))
    tell_authors(act, statements, into=target)


@action(
    "report.leave_statements",
    title=_("Say why statements were not carried"),
    says=_("{actor} said why statements were not carried: {count} of them"),
    may=wears_convener,
    when=has_closed,
    on="conversation",
)
def leave_statements(act: Act, *, conversation: Conversation, numbers: list[int], because: str) -> None:
    """Say why these statements were not carried, and tell whoever wrote them; a later answer stands before this one."""
    if not shows_something(because):
        raise Refused("left_empty")
    reason = because.strip().rstrip(".")
    statements = _statements(act, conversation, numbers)
    for one in statements:
        leave(act, one, because=reason)
    act.say(count=len(statements))
    tell_authors(act, statements, because=reason)


def _target(act: Act, conversation: Conversation, into: uuid.UUID) -> Record:
    """Return what to carry into, of what there is for this conversation."""
    there = {one.pk: one for one in targets(act.actor.viewer, conversation)}
    if into not in there:
        raise Refused("nothing_to_carry_into")
    return there[into]


def _statements(act: Act, conversation: Conversation, numbers: Sequence[int]) -> list[Statement]:
    """Return the statements of these numbers; refuse any that is not there, and too many at once."""
    asked = set(numbers)
    if len(asked) > MOST_AT_ONCE:
        raise Refused("too_many_at_once", most=MOST_AT_ONCE)
    there = statements_asked(act.actor.viewer, conversation).select_related("author", "conversation")
    statements = list(there.filter(number__in=asked))
    if not asked or len(statements) < len(asked):
        raise Refused("no_such_statements")
    return statements


@action(
    "report.draft",
    title=_("Write the report"),
    says=_("{actor} wrote at the report of a conversation: version {version}"),
    may=wears_convener,
    when=has_closed,
    on="conversation",
)
def draft_report(
    act: Act,
    *,
    conversation: Conversation,
    summary: str,
    missing: str = "",
    expected: str = "",
    not_expected: str = "",
    reason: str = "",
) -> Report:
    """Write the words of the next version of a report; it goes out by a deed of its own. A correction needs a reason."""
    written = Report.objects.filter(conversation=conversation).order_by("version").last()
    if written is None or written.published is not None:
        version = written.version + 1 if written else 1
        written = Report(
            place=act.place, audience=conversation.audience, conversation=conversation, version=version
        )
    if written.version > 1 and not reason.strip():
        raise Refused("report_correction_needs_reason")
    written.summary, written.missing, written.reason = summary, missing, reason
    written.expected, written.not_expected, written.by = expected, not_expected, act.membership
    written.save()
    act.record(written)
    act.say(version=written.version)
    return written


@action(
    "report.publish",
    title=_("Publish the report"),
    says=_("{actor} published the report of a conversation: version {version}"),
    may=wears_convener,
    when=can_be_published,
    on="conversation",
    group_owned=True,
)
def publish_report(act: Act, *, conversation: Conversation) -> Report:
    """Let the report go out, once every statement has its answer, and tell everybody who takes part."""
    draft = Report.objects.select_related("conversation__place").get(
        conversation=conversation, published=None
    )
    draft.published = act.at
    with override(language_of(act.place)):
        draft.without = "\n".join(without_whom(act.actor.viewer, conversation.issue))
    draft.save()
    act.record(draft)
    act.say(version=draft.version)
    tell_it_is_out(act, draft)
    return draft
