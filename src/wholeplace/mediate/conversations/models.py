"""A conversation, its statements, the answers on their way, and the ballots of those who answered."""

import secrets

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.people import NAME_AT_MOST, CivicVoice, Membership
from wholeplace.kernel.places import Organisation, Sector
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Derived, Evidence
from wholeplace.mediate.conversations.bylines import NAMES, named
from wholeplace.mediate.conversations.names import (
    NAMING_SAYS,
    ConversationState,
    Moderated,
    Moderation,
    Naming,
    Origin,
)


class Conversation(Record):
    """Many people answering one another's statements about an issue."""

    table = Evidence(
        open=(
            *BASE_COLUMNS,
            "issue",
            "state",
            "source",
            "began",
            "closes",
            "closed",
            "ballot_key",
            "moderated",
            "close_proposed_by",
            "anybody_joins",
            "naming",
        ),
        committed=("title", "question", "description", "close_reason"),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="conversations")
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=500, blank=True)
    description = models.TextField(max_length=4000, blank=True)
    state = models.CharField(max_length=10, choices=ConversationState.choices)
    source = models.CharField(max_length=40, blank=True)
    began = models.DateTimeField()
    """When it opened, or will."""
    closes = models.DateTimeField(null=True)
    """When it will close by itself; nothing for one that was held elsewhere."""
    closed = models.DateTimeField(null=True)
    ballot_key = models.CharField(max_length=16, blank=True)
    """The fingerprint of the key that the keys of its voters are made with."""
    moderated = models.CharField(max_length=6, choices=Moderated.choices, default=Moderated.AFTER)
    """Whether statements are shown before a moderator has looked at them, as declared when it opened."""
    close_proposed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    close_reason = models.TextField(max_length=2000, blank=True)
    """Why somebody proposes to close it early."""
    anybody_joins = models.BooleanField(default=False)
    """Whether anybody joins it by its open page, who proves an address."""
    naming = models.CharField(max_length=10, choices=Naming.choices, default=Naming.NOBODY)
    """Under which name statements are shown, as declared when it opened."""

    class Meta:
        ordering = ["-began"]

    def __str__(self) -> str:
        return self.title

    @property
    def naming_said(self) -> str:
        """Under which name statements are shown, in one sentence."""
        return str(NAMING_SAYS[Naming(self.naming)])

    def get_absolute_url(self) -> str:
        """Return the address of the conversation's landscape, or of its own page until it has closed."""
        if self.state == ConversationState.CLOSED:
            return reverse("landscape", kwargs={"place": self.place.slug, "conversation": self.pk})
        return reverse("conversation", kwargs={"place": self.place.slug, "live": self.pk})


class Statement(Record):
    """One idea in plain words, that others answer."""

    table = Evidence(
        open=(
            *BASE_COLUMNS,
            "conversation",
            "number",
            "moderation",
            "seed",
            "replaces",
            "reworded",
            "waits_since",
            "held_until",
            "first_word_by",
        ),
        committed=("text", "author", "guest", "pseudonym", "signed_by", "on_behalf_of"),
    )

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=10_000)
    moderation = models.SmallIntegerField(choices=Moderation.choices, default=Moderation.UNSEEN)
    seed = models.BooleanField(default=False)
    author = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Who wrote it, shown to nobody else; nothing for a seed, one said elsewhere, or a guest's."""
    guest = models.ForeignKey("Guest", null=True, on_delete=models.PROTECT, related_name="statements")
    """The guest who wrote it, until they claim it as a member."""
    pseudonym = models.ForeignKey(
        "wp_mediate.Pseudonym", null=True, on_delete=models.PROTECT, related_name="statements"
    )
    """The made-up name it is shown under, where its conversation has them."""
    signed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Its author once more, where they put their name to it: shown to whoever reads it."""
    on_behalf_of = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    """The organisation they put their name to it for; nothing for themselves."""
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    """The statement that this one says anew, which somebody had already answered."""
    reworded = models.DateTimeField(null=True)
    """When it was said anew, if it replaces another."""
    waits_since = models.DateTimeField(null=True)
    """Since when it waits for a moderator: since it was written, reported or held; nothing once one has looked."""
    held_until = models.DateTimeField(null=True)
    """When it comes back by itself, while a moderator holds it."""
    first_word_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """The moderator who proposes to leave it out or, once it is left out, to put it back."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="one_statement_of_a_number")
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.text

    @property
    def named(self) -> str:
        """The name that stands beside it; nothing where nobody is named."""
        known = (getattr(self, record) for record in NAMES)
        return named(*(one.name if one is not None else "" for one in known))

    @property
    def byline(self) -> str:
        """Under which name everybody reads it."""
        if self.seed:
            return _("To begin with, from the convener")
        return self.named or _("From somebody who takes part")

    def get_absolute_url(self) -> str:
        """Return the statement's own address."""
        conversation = self.conversation
        parts = {"place": conversation.place.slug, "conversation": conversation.pk, "number": self.number}
        return reverse("statement", kwargs=parts)


class Ballot(models.Model):
    """One person's answers, without name, time or order: a letter for each statement, by its number."""

    table = Evidence(
        in_parts=True, committed=("id", "conversation", "voice", "sector", "on_record", "origin", "answers")
    )

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="ballots")
    voice = models.CharField(max_length=12, choices=CivicVoice.choices, blank=True)
    sector = models.CharField(max_length=12, choices=Sector.choices, blank=True)
    on_record = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=5, choices=Origin.choices, default=Origin.HERE)
    answers = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class VoteBatch(models.Model):
    """Answers of ten people or more, or the last ones of a conversation, shuffled: they stay as they are."""

    table = Evidence(in_parts=True, committed=("id", "conversation", "number", "lines"))

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="batches")
    number = models.PositiveIntegerField()
    lines = models.TextField()
    """Each answer as `batches.py` writes it: whose, to which statement, and which."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="one_batch_of_a_number")
        ]
        ordering = ["number"]
        verbose_name_plural = "vote batches"

    def __str__(self) -> str:
        return f"batch {self.number}"


def by_chance() -> int:
    """Return a number by which a row lies anywhere among the others: SQLite keeps rows in the order of this one."""
    return secrets.randbelow((1 << 31) - 1) + 1


class WaitingAnswer(models.Model):
    """An answer that is kept, and waits for those of nine other people before it enters the record."""

    table = Derived(
        "answers on their way into a batch, which then stand there: no name, no time, no order",
        personal=("voter", "voice", "sector", "on_record", "answer"),
    )

    id = models.IntegerField(primary_key=True, default=by_chance, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+")
    voter = models.CharField(max_length=64)
    voice = models.CharField(max_length=12, choices=CivicVoice.choices, blank=True)
    sector = models.CharField(max_length=12, choices=Sector.choices, blank=True)
    on_record = models.CharField(max_length=NAME_AT_MOST, blank=True)
    origin = models.CharField(max_length=5, choices=Origin.choices, default=Origin.HERE)
    number = models.PositiveIntegerField()
    answer = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "voter", "number"], name="one_waiting_answer_to_a_statement"
            )
        ]

    def __str__(self) -> str:
        return "an answer"


class KeyedBallot(models.Model):
    """Somebody's answers as all batches leave them, under the key by which the program finds them again."""

    table = Derived(
        "could be made again from the batches of answers",
        personal=("voter", "voice", "sector", "on_record", "answers"),
    )

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+")
    voter = models.CharField(max_length=64)
    voice = models.CharField(max_length=12, choices=CivicVoice.choices, blank=True)
    sector = models.CharField(max_length=12, choices=Sector.choices, blank=True)
    on_record = models.CharField(max_length=NAME_AT_MOST, blank=True)
    origin = models.CharField(max_length=5, choices=Origin.choices, default=Origin.HERE)
    answers = models.TextField()
    batch = models.PositiveIntegerField()
    """The batch that changed it last."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "voter"], name="one_keyed_ballot_of_a_voter")
        ]

    def __str__(self) -> str:
        return "a ballot so far"


class OnTheRecord(Record):
    """An office-holder answers a conversation by name."""

    table = Evidence(open=(*BASE_COLUMNS, "conversation", "since"), committed=("member", "name"))

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="on_the_record")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_AT_MOST)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "member"], name="on_the_record_once")]
        verbose_name_plural = "answers on the record"

    def __str__(self) -> str:
        return self.name


class Room(Record):
    """A time and a headcount in which guests join a conversation by a short code, without an address."""

    table = Evidence(
        open=(*BASE_COLUMNS, "conversation", "opens", "closes", "most", "ended"),
        committed=("code", "name"),
    )

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="rooms")
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=80, blank=True)
    """Where and when it is, as people there would say, such as “Library, Tuesday 10 to 12”."""
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    most = models.PositiveIntegerField()
    """How many guests it lets in."""
    ended = models.DateTimeField(null=True)
    """When a convener closed it before its time."""

    class Meta:
        ordering = ["-opens"]

    def __str__(self) -> str:
        return f"{self.name}, {self.code}" if self.name else self.code


class Guest(Record):
    """Somebody without an address or a name, who answers one conversation and nothing else."""

    table = Evidence(open=(*BASE_COLUMNS, "room"), committed=("voice", "sector", "known_by", "claimed_by"))

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="guests")
    voice = models.CharField(max_length=12, choices=CivicVoice.choices)
    sector = models.CharField(max_length=12, choices=Sector.choices)
    known_by = models.CharField(max_length=64, unique=True)
    """What the program makes of their return code, which is kept nowhere."""
    claimed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """The member who was this guest, and has said so with the code."""

    def __str__(self) -> str:
        return "a guest"


class Sheet(Record):
    """A sheet of paper with somebody's answers, that a helper typed in."""

    table = Evidence(open=(*BASE_COLUMNS, "conversation", "number"))

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()
    """What is written on it, so that nobody types it twice."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="one_sheet_of_a_number")
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"sheet {self.number}"
