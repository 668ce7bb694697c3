"""What moderators do with statements: one alone accepts or holds for 48 hours, two leave out or put back."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.people import Membership
from wholeplace.kernel.second_words import HOLD
from wholeplace.kernel.text import shows_something
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.moderation_conditions import (
    can_be_accepted,
    can_be_held,
    can_be_kept_out,
    can_be_left_out,
    can_be_proposed_back,
    can_be_proposed_out,
    can_be_put_back,
    is_held,
    moderates,
    moderates_as_second,
    was_ruled_on,
    why_of,
    wrote_it,
)
from wholeplace.mediate.conversations.moderation_telling import tell_author, tell_reporters
from wholeplace.mediate.conversations.names import Deed, Moderated, Moderation
from wholeplace.mediate.conversations.rulings import Ruling, StatementReport


@action(
    "statement.accept",
    title=_("Accept a statement"),
    says=_("{actor} accepted a statement"),
    may=moderates,
    when=can_be_accepted,
    on="statement",
    doors=BY_PAGE,
)
def accept_statement(act: Act, *, statement: Statement, words: str = "") -> Statement:
    """Let a statement stand: it is shown, whoever held it or proposed to leave it out, and its reports are settled."""
    told = statement.moderation == Moderation.HELD or statement.first_word_by_id is not None
    _stands(statement)
    ruling = _ruled(act, statement, Deed.ACCEPTED, words=words)
    _settle(act, ruling)
    if told:
        tell_author(act, ruling)
    return statement


@action(
    "statement.hold",
    title=_("Hold a statement for 48 hours"),
    says=_("{actor} held a statement for 48 hours"),
    may=moderates,
    when=can_be_held,
    on="statement",
    doors=BY_PAGE,
)
def hold_statement(act: Act, *, statement: Statement, reason: str, words: str = "") -> Statement:
    """Keep a statement from people at once, and say why; it comes back by itself unless two people leave it out."""
    statement.moderation, statement.held_until = Moderation.HELD, act.at + HOLD
    statement.waits_since = statement.waits_since or act.at
    ruling = _ruled(act, statement, Deed.HELD, reason=reason, words=why_of(reason, words))
    act.enqueue("conversations.come_back", due=statement.held_until, statement=statement)
    tell_author(act, ruling)
    tell_reporters(act, ruling, _open_reports(statement))
    return statement


@action(
    "statement.come_back",
    title=_("Let a statement come back"),
    says=_("{actor} let a statement come back that a moderator had held for 48 hours"),
    may=is_machine,
    when=is_held,
    on="statement",
    doors=BY_MACHINE,
)
def come_back(act: Act, *, statement: Statement) -> Statement:
    """Show a statement again that was held for 48 hours and that nobody left out with a second word.

    Where statements are shown only once they are accepted, one that never was goes on waiting for that instead.
    """
    if statement.held_until is not None and statement.held_until > act.at:
        raise Refused("held_already")
    proposed = statement.first_word_by
    _stands(statement)
    if statement.conversation.moderated == Moderated.BEFORE and not _was_accepted(statement):
        statement.moderation, statement.waits_since = Moderation.UNSEEN, act.at
    statement.first_word_by = proposed
    ruling = _ruled(act, statement, Deed.CAME_BACK)
    _settle(act, ruling)
    tell_author(act, ruling)
    return statement


@action(
    "statement.propose_out",
    title=_("Propose to leave a statement out"),
    says=_("{actor} proposed to leave a statement out"),
    may=moderates,
    when=can_be_proposed_out,
    on="statement",
    by_two=True,
    doors=BY_PAGE,
)
def propose_out(act: Act, *, statement: Statement, reason: str, words: str = "") -> Statement:
    """Give the first word for leaving a statement out for good, and say why; meanwhile it stays as it is."""
    statement.first_word_by = act.membership
    _ruled(act, statement, Deed.PROPOSED_OUT, reason=reason, words=why_of(reason, words))
    return statement


@action(
    "statement.leave_out",
    title=_("Give the second word for leaving a statement out"),
    says=_("{actor} gave the second word, and a statement was left out"),
    may=moderates_as_second,
    when=can_be_left_out,
    on="statement",
    by_two=True,
    doors=BY_PAGE,
)
def leave_out(act: Act, *, statement: Statement, words: str = "") -> Statement:
    """Give the second word: the statement is left out, its place says why, and answers given to it are kept."""
    first = Ruling.objects.filter(statement=statement, deed=Deed.PROPOSED_OUT)[0]
    statement.moderation, statement.held_until = Moderation.OUT, None
    statement.waits_since = statement.first_word_by = None
    ruling = _ruled(act, statement, Deed.LEFT_OUT, reason=first.reason, words=words.strip() or first.words)
    _settle(act, ruling)
    tell_author(act, ruling)
    return statement


@action(
    "statement.propose_back",
    title=_("Propose to put a statement back"),
    says=_("{actor} proposed to put a statement back"),
    may=moderates,
    when=can_be_proposed_back,
    on="statement",
    by_two=True,
    doors=BY_PAGE,
)
def propose_back(act: Act, *, statement: Statement, words: str) -> Statement:
    """Give the first word for showing a statement again that was left out, and say why."""
    if not shows_something(words):
        raise Refused("reason_in_words")
    statement.first_word_by = act.membership
    _ruled(act, statement, Deed.PROPOSED_BACK, words=words)
    return statement


@action(
    "statement.put_back",
    title=_("Give the second word for putting a statement back"),
    says=_("{actor} gave the second word, and a statement was put back"),
    may=moderates_as_second,
    when=can_be_put_back,
    on="statement",
    by_two=True,
    doors=BY_PAGE,
)
def put_back(act: Act, *, statement: Statement, words: str = "") -> Statement:
    """Give the second word: the statement is shown and answered again."""
    _stands(statement)
    tell_author(act, _ruled(act, statement, Deed.PUT_BACK, words=words))
    return statement


@action(
    "statement.keep_out",
    title=_("Keep a statement out that was to be put back"),
    says=_("{actor} decided that a statement stays left out"),
    may=moderates,
    when=can_be_kept_out,
    on="statement",
    by_two=True,
    doors=BY_PAGE,
)
def keep_out(act: Act, *, statement: Statement, words: str = "") -> Statement:
    """Decline or withdraw the proposal to put a statement back."""
    statement.first_word_by = None
    _ruled(act, statement, Deed.KEPT_OUT, words=words)
    return statement


@action(
    "statement.answer_moderators",
    title=_("Answer the moderators"),
    says=_("{actor} answered what moderators decided about their statement"),
    may=wrote_it,
    when=was_ruled_on,
    on="statement",
    doors=BY_PAGE,
)
def answer_moderators(act: Act, *, statement: Statement, words: str) -> Ruling:
    """Say what one thinks of a decision about one's own statement: moderators read it, and so does whoever checks them."""
    return answered_by_author(act, statement, words)


def answered_by_author(act: Act, statement: Statement, words: str) -> Ruling:
    """Keep what a statement's author answers, whose name stands nowhere; let moderators look again where they keep it from people."""
    if not shows_something(words):
        raise Refused("left_empty")
    made = _made(act, statement, Deed.ANSWERED, words=words, by=None)
    if statement.moderation in {Moderation.HELD, Moderation.OUT} and statement.waits_since is None:
        statement.waits_since = act.at
        statement.save()
        act.record(statement)
    return made


def _was_accepted(statement: Statement) -> bool:
    return Ruling.objects.filter(statement=statement, deed__in=(Deed.ACCEPTED, Deed.PUT_BACK)).exists()


def _stands(statement: Statement) -> None:
    statement.moderation = Moderation.IN
    statement.held_until = statement.waits_since = statement.first_word_by = None


def _ruled(act: Act, statement: Statement, deed: Deed, *, reason: str = "", words: str = "") -> Ruling:
    """Keep a statement as moderators leave it, with a line in their log."""
    statement.save()
    act.record(statement)
    return _made(act, statement, deed, reason=reason, words=words, by=act.actor.membership)


def _made(
    act: Act, statement: Statement, deed: Deed, *, words: str, by: Membership | None, reason: str = ""
) -> Ruling:
    ruling = Ruling.objects.create(
        place=act.place,
        audience=statement.audience,
        statement=statement,
        deed=deed,
        reason=reason,
        words=words.strip(),
        by=by,
        at=act.at,
    )
    act.record(ruling)
    return ruling


def _open_reports(statement: Statement) -> list[StatementReport]:
    return list(StatementReport.objects.filter(statement=statement, settled=None).select_related("reporter"))


def _settle(act: Act, ruling: Ruling) -> None:
    """Settle what was reported about a statement, and tell whoever reported it."""
    reports = _open_reports(ruling.statement)
    for one in reports:
        one.settled = act.at
        one.save()
        act.record(one)
    tell_reporters(act, ruling, reports)
