"""What conversations hold about a person: what they wrote and how they answered; of those brought from elsewhere, nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Case, F, Model, OuterRef, QuerySet, Subquery, When
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.privacy.personal import PERSONAL, Holding, NotTheirs, Rows, Subject, Words, by
from wholeplace.mediate.conversations.asides import Aside
from wholeplace.mediate.conversations.batches import read_letters
from wholeplace.mediate.conversations.keys import guest_key, has_its_key, voter_key
from wholeplace.mediate.conversations.models import (
    Ballot,
    Conversation,
    Guest,
    KeyedBallot,
    OnTheRecord,
    Room,
    Statement,
    VoteBatch,
    WaitingAnswer,
)
from wholeplace.mediate.conversations.names import Answer, Deed, Moderation
from wholeplace.mediate.conversations.pseudonyms import Pseudonym
from wholeplace.mediate.conversations.queries import shown
from wholeplace.mediate.conversations.rulings import Ruling, StatementReport


def declare() -> None:
    """Show what conversations hold about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("mediate.conversations", one)


def _under_their_keys(model: type[Model]) -> Rows:
    """Return the rows of a table that the program finds by a person's keys, one for each conversation."""

    def rows(who: Subject) -> "QuerySet[Any]":
        return model._base_manager.filter(voter__in=list(_keys(who)))  # noqa: SLF001 the public manager may filter

    return rows


def _keys(who: Subject) -> Iterator[str]:
    held = Conversation.objects.filter(place=who.place).exclude(ballot_key="")
    for conversation in filter(has_its_key, held.select_related("place")):
        yield from {voter_key(conversation, member) for member in who.members}
        guests = Guest.objects.filter(claimed_by__in=who.members, room__conversation=conversation)
        yield from (guest_key(conversation, guest) for guest in guests)


ANSWERED: Mapping[str, Words] = {
    "conversation": _("Conversation"),
    "number": _("Statement"),
    "answer": _("Your answer"),
    "answers": _("Statements, and your answers"),
    "voter": "",
    "on_record": _("On the record, as"),
}


def _waiting(who: Subject) -> "QuerySet[Any]":
    """Return somebody's answers that wait, each with the statement as anybody may read it."""
    asked = Statement.objects.filter(conversation=OuterRef("conversation"), number=OuterRef("number"))
    text, moderation = asked.filter(shown()).values("text"), asked.values("moderation")
    waiting: QuerySet[Any] = _under_their_keys(WaitingAnswer)(who).annotate(
        text=Subquery(text), moderation=Subquery(moderation)
    )
    return waiting


def _statement(one: Any) -> str:
    return as_anybody_reads(one.number, one.text, one.moderation)


def _answer(one: WaitingAnswer) -> str:
    return str(Answer(one.answer).label)


def _answers(one: KeyedBallot) -> str:
    asked = Statement.objects.filter(conversation=one.conversation)
    texts = dict(asked.filter(shown()).values_list("number", "text"))
    moderated = dict(asked.values_list("number", "moderation"))
    return "\n".join(
        _("{answer}: {statement}").format(
            answer=Answer(letter).label,
            statement=as_anybody_reads(number, texts.get(number), moderated.get(number)),
        )
        for number, letter in read_letters(one.answers).items()
    )


def as_anybody_reads(number: int, text: str | None, moderation: int | None) -> str:
    """Return a statement's text where it is shown, and its number with what moderators made of it where it is not."""
    if text is not None or moderation is None:
        return text or str(number)
    if moderation == Moderation.OUT:
        return _("Statement {number}, which moderators left out").format(number=number)
    return _("Statement {number}, which moderators are looking at").format(number=number)


def _with_statement(rows: Rows) -> Rows:
    """Return rows about statements, each with its statement as anybody may read it."""
    where = shown(statement="statement__", conversation="statement__conversation__")

    def found(who: Subject) -> "QuerySet[Any]":
        told: QuerySet[Any] = rows(who).annotate(text=Case(When(where, then=F("statement__text"))))
        return told

    return found


def _about(one: Any) -> str:
    return as_anybody_reads(one.statement.number, one.text, one.statement.moderation)


COUNTED = _("Your answers, as they were counted. No name stands beside them.")

HELD = (
    Holding(
        Statement,
        _("Statements you wrote"),
        by(Statement, "author"),
        shown=("conversation", "text", "pseudonym"),
        called={
            "conversation": _("Conversation"),
            "text": _("Your statement"),
            "pseudonym": _("Shown under the made-up name"),
        },
        names=("author",),
        words=("text",),
    ),
    Holding(
        Statement,
        _("Statements you put your name to"),
        by(Statement, "signed_by"),
        shown=("conversation", "on_behalf_of"),
        called={"conversation": _("Conversation"), "on_behalf_of": _("On behalf of")},
        names=("signed_by", "on_behalf_of"),
    ),
    Holding(
        Pseudonym,
        _("Made-up names you write under"),
        by(Pseudonym, "member"),
        shown=("conversation", "name"),
        called={"conversation": _("Conversation"), "name": _("Made-up name")},
        names=("member",),
        kept=_("The made-up name beside what you wrote. It no longer leads to you."),
    ),
    Holding(
        Aside,
        _("What you kept for whoever facilitates"),
        by(Aside, "by"),
        shown=("conversation", "text", "reply", "written"),
        called={
            "conversation": _("Conversation"),
            "text": _("What you wrote"),
            "reply": _("What they wrote back"),
            "written": _("When"),
        },
        names=("by", "statement"),
        words=("text",),
        kept=_(
            "That somebody kept something for whoever facilitates, and what these wrote back: it leads to nobody."
        ),
    ),
    Holding(
        Aside,
        _("What you wrote back to people who kept something for whoever facilitates"),
        by(Aside, "replied_by"),
        shown=("conversation", "reply", "replied"),
        called={
            "conversation": _("Conversation"),
            "reply": _("What you wrote back"),
            "replied": _("When"),
        },
        names=("replied_by",),
        kept=_("What you wrote back: you did it in a hat, for the partnership."),
    ),
    NotTheirs(
        Aside,
        frozenset(("kept_from",)),
        because="it names organisations whose people do not read it, and goes on keeping it from them",
    ),
    NotTheirs(
        Pseudonym,
        frozenset(("guest",)),
        because="a guest gives neither name nor address",
    ),
    Holding(
        Statement,
        _("Statements you proposed to leave out, or to put back"),
        by(Statement, "first_word_by"),
        shown=("conversation",),
        called={"conversation": _("Conversation")},
        names=("first_word_by",),
        kept=_("That it was proposed: you did it in a hat, for the partnership."),
    ),
    Holding(
        OnTheRecord,
        _("Conversations you answer by name"),
        by(OnTheRecord, "member"),
        shown=("conversation", "name", "since"),
        called={"conversation": _("Conversation"), "name": _("By this name")},
        names=("member",),
        kept=_("That an office-holder answered by name, and how: they chose to, in their public office."),
    ),
    Holding(
        WaitingAnswer,
        _("Your answers that wait to be counted"),
        _waiting,
        shown=("conversation", "number", "answer", "voter", "voice", "sector", "on_record"),
        called=ANSWERED,
        said={"number": _statement, "answer": _answer},
        kept=COUNTED,
    ),
    Holding(
        KeyedBallot,
        _("Your answers"),
        _under_their_keys(KeyedBallot),
        shown=("conversation", "answers", "voter", "voice", "sector", "on_record"),
        called=ANSWERED,
        said={"answers": _answers},
        kept=COUNTED,
    ),
    Holding(
        Conversation,
        _("Conversations you proposed to close early"),
        by(Conversation, "close_proposed_by"),
        shown=("title", "close_reason"),
        called={"title": _("Conversation"), "close_reason": _("Why")},
        names=("close_proposed_by",),
        kept=_("Why a conversation was to be closed early: you said so in a hat, for the partnership."),
    ),
    Holding(
        Ruling,
        _("What you decided as a moderator"),
        _with_statement(by(Ruling, "by")),
        shown=("statement", "deed", "reason", "words", "at"),
        called={"statement": _("Statement")},
        said={"statement": _about},
        names=("by",),
        kept=_("What was decided about a statement and why: you did it in a hat, for the partnership."),
    ),
    Holding(
        Ruling,
        _("What you answered moderators about your statements"),
        _with_statement(by(Ruling, "statement__author", deed=Deed.ANSWERED)),
        shown=("statement", "words", "at"),
        called={"statement": _("Your statement"), "words": _("What you answered")},
        said={"statement": _about},
        words=("words",),
    ),
    Holding(
        StatementReport,
        _("Statements you reported"),
        _with_statement(by(StatementReport, "reporter")),
        shown=("statement", "reason", "words", "at"),
        called={"statement": _("Statement")},
        said={"statement": _about},
        names=("reporter",),
        erased=("words",),
        kept=_("That a statement was reported, and for which reason. It no longer leads to you."),
    ),
    NotTheirs(
        Room,
        frozenset(("code", "name")),
        because="the code is drawn by lot; the name says where and when guests meet, and nobody is kept as its writer",
    ),
    Holding(
        Guest,
        _("That you were here as a guest before you joined"),
        by(Guest, "claimed_by"),
        shown=("voice", "sector"),
        names=("claimed_by",),
        kept=_("That a guest answered. It no longer leads to you."),
    ),
    NotTheirs(
        Statement,
        frozenset(("guest",)),
        because="a guest gives neither name nor address",
    ),
    NotTheirs(
        Guest,
        frozenset(("voice", "sector", "known_by")),
        because="a guest gives neither name nor address, and is known by a code that is kept nowhere",
    ),
    NotTheirs(
        Conversation,
        frozenset(("title", "question", "description")),
        because="a convener writes it for the partnership, and it says nothing of anybody",
    ),
    NotTheirs(
        VoteBatch,
        frozenset(("id", "conversation", "number", "lines")),
        because="it holds the answers of many together, which each finds again in their own ballot",
    ),
    NotTheirs(
        Ballot,
        frozenset(("id", "conversation", "voice", "sector", "on_record", "answers", "origin")),
        because="it bears no name but an office-holder's who chose the record",
    ),
)
