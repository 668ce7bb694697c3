"""Statements as they stood at a moment, and the words they were said in before: never in words that are not shown now."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.lineage.queries import Became, fates_of
from wholeplace.kernel.records import Record, visible
from wholeplace.mediate.conversations.bylines import NAMES
from wholeplace.mediate.conversations.conditions import answered_in
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.moderation_queries import rulings_on
from wholeplace.mediate.conversations.names import Deed, Moderation
from wholeplace.mediate.conversations.queries import HIDDEN
from wholeplace.mediate.conversations.rulings import Ruling

MAKES = {
    Deed.ACCEPTED: Moderation.IN,
    Deed.HELD: Moderation.HELD,
    Deed.LEFT_OUT: Moderation.OUT,
    Deed.PUT_BACK: Moderation.IN,
    Deed.CAME_BACK: Moderation.IN,
}
"""What the deeds of moderators make of a statement, at the latest before a report goes out."""


@dataclass(frozen=True)
class Stood:
    """A statement as it stood at a moment, with only those of its words that everybody reads now too."""

    pk: uuid.UUID
    number: int
    is_shown: bool
    """Whether its own words are shown."""
    words: str
    """Its own, or that they are not shown and why."""
    undecided: bool
    """Whether a moderator held it, or had yet to look at it before it was shown."""
    left_out: bool
    """Whether moderators had left it out."""
    because: str
    """Why they had."""
    href: str
    """Where it is read, or what stands in its place."""
    named: str = ""
    """The name that stands beside it, where its words are shown and a name is."""
    earlier: tuple["Rewording", ...] = ()
    """What it was said as before, the last words first."""

    @property
    def quoted(self) -> str:
        """Its words by themselves, under no number, with the name that stands beside them."""
        if self.is_shown:
            return self.with_name
        return _("Statement {number}. {words}").format(number=self.number, words=self.words)

    @property
    def with_name(self) -> str:
        """Its words, or what is read in their place, with the name that stands beside them."""
        return f"{self.words} ({self.named})" if self.named else self.words

    @property
    def within(self) -> str:
        """Its words as they stand within a sentence."""
        if self.is_shown:
            return self.words
        return _("Statement {number}, whose words are not shown").format(number=self.number)


@dataclass(frozen=True)
class Rewording:
    """What a statement was said as before, or is said as since, and when that changed."""

    other: Stood
    on: dt.datetime | None
    """Nothing where it was not kept yet."""

    @property
    def said(self) -> str:
        """That it was reworded, and on which day."""
        if self.on is None:
            return _("Reworded.")
        return _("Reworded on {day}.").format(day=date_format(timezone.localtime(self.on), "j F Y"))


class History:
    """The statements of a conversation with what moderators did to them; their words come out as everybody reads them."""

    def __init__(
        self,
        viewer: Viewer,
        conversation: Conversation,
        statements: Sequence[Statement],
        rulings: Mapping[Any, Sequence[Ruling]],
    ) -> None:
        """Keep the statements, and what was done with each, the newest first."""
        self._viewer, self._conversation = viewer, conversation
        self._statements, self._rulings = statements, rulings
        self._by_pk = {one.pk: one for one in statements}
        self._newer = {one.replaces_id: one for one in statements if one.replaces_id}

    def at(self, moment: dt.datetime) -> list[Stood]:
        """Return the statements in their last words, as they stood at a moment."""
        return [
            self._stood(one, moment, earlier=self.before(one.pk, moment))
            for one in self._statements
            if one.pk not in self._newer
        ]

    def before(self, statement: uuid.UUID, moment: dt.datetime) -> tuple[Rewording, ...]:
        """Return what a statement was said as before, the last words first."""
        found, one = [], self._by_pk.get(statement)
        while one is not None and one.replaces_id is not None:
            earlier = self._by_pk[one.replaces_id]
            found.append(Rewording(self._stood(earlier, moment), one.reworded))
            one = earlier
        return tuple(found)

    def after(self, statement: uuid.UUID, moment: dt.datetime) -> Rewording | None:
        """Return what a statement is said as since."""
        newer = self._newer.get(statement)
        return Rewording(self._stood(newer, moment), newer.reworded) if newer is not None else None

    def fates(self, *, known: Iterable[Record]) -> dict[Any, Sequence[Became]]:
        """Return what became of each statement, the newest fate first."""
        return fates_of(self._viewer, self._statements, known=known)

    def _moderation(self, one: Statement, moment: dt.datetime) -> int:
        """Return what moderators had made of a statement by a moment."""
        made = [ruling for ruling in self._rulings.get(one.pk, ()) if ruling.deed in MAKES]
        if not any(ruling.at > moment for ruling in made):
            return one.moderation
        by_then = next((MAKES[Deed(ruling.deed)] for ruling in made if ruling.at <= moment), None)
        return (Moderation.IN if one.seed else Moderation.UNSEEN) if by_then is None else by_then

    def _stood(self, one: Statement, moment: dt.datetime, *, earlier: tuple[Rewording, ...] = ()) -> Stood:
        then, answered = self._moderation(one, moment), answered_in(self._conversation)
        is_shown = then != Moderation.OUT and one.moderation in answered and one.text != ERASED
        because = self._because(one, Deed.LEFT_OUT, until=moment) if then == Moderation.OUT else ""
        there = one.moderation in answered or one.moderation in HIDDEN
        return Stood(
            pk=one.pk,
            number=one.number,
            is_shown=is_shown,
            words=one.text if is_shown else self._instead(one, then, because),
            undecided=then not in {Moderation.OUT, *answered},
            left_out=then == Moderation.OUT,
            because=because,
            named=one.named if is_shown else "",
            href=one.get_absolute_url() if there else "",
            earlier=earlier,
        )

    def _instead(self, one: Statement, then: int, because: str) -> str:
        """Say why the words of a statement are not shown, which may have been left out by then for a reason."""
        if then == Moderation.OUT:
            out = _("Its words are not shown: moderators left it out, by the word of two.")
            return _with_reason(out, because)
        if one.moderation == Moderation.OUT:
            out = _("Its words are no longer shown: moderators left it out, by the word of two.")
            return _with_reason(out, self._because(one, Deed.LEFT_OUT))
        if one.moderation == Moderation.HELD:
            held = _("Its words are not shown for now: a moderator holds it.")
            return _with_reason(held, self._because(one, Deed.HELD))
        if one.text == ERASED:
            return _("Its words are no longer shown: they were erased, as whoever wrote them asked.")
        return _("Its words are not shown: a moderator has yet to look at it.")

    def _because(self, one: Statement, deed: Deed, *, until: dt.datetime | None = None) -> str:
        """Return why moderators last did this with a statement."""
        return next(
            (
                ruling.because
                for ruling in self._rulings.get(one.pk, ())
                if ruling.deed == deed and (until is None or ruling.at <= until)
            ),
            "",
        )


def _with_reason(said: str, because: str) -> str:
    return f"{said} {_('Because:')} {because}" if because else said


def history_of(viewer: Viewer, conversation: Conversation) -> History:
    """Return all statements of a conversation the viewer may read, whatever became of them."""
    said = list(_statements(viewer, conversation))
    return History(viewer, conversation, said, {} if conversation.source else rulings_on(said))


def rewordings_of(viewer: Viewer, conversation: Conversation) -> History:
    """Return the statements of a conversation that replace another, and those that were replaced, to be read as of now."""
    said_anew = Q(replaces__isnull=False) | Q(replaced_by__isnull=False)
    said = list(_statements(viewer, conversation).filter(said_anew))
    return History(viewer, conversation, said, rulings_on([one for one in said if one.moderation in HIDDEN]))


def _statements(viewer: Viewer, conversation: Conversation) -> "QuerySet[Statement]":
    said = visible(Statement.objects.filter(conversation=conversation), viewer).order_by("number")
    return said.select_related("conversation__place", *NAMES)
