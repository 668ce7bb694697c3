"""A conversation, its statements, and the ballots of those who answered."""

from django.db import models
from django.urls import reverse

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence
from wholeplace.mediate.conversations.names import ConversationState, Moderation


class Conversation(Record):
    """Many people answering one another's statements about an issue."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "state", "source", "began", "closed"),
        committed=("title", "question", "description"),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="conversations")
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=500, blank=True)
    description = models.TextField(max_length=4000, blank=True)
    state = models.CharField(max_length=10, choices=ConversationState.choices)
    source = models.CharField(max_length=40, blank=True)
    began = models.DateTimeField()
    closed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-began"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the conversation's landscape."""
        return reverse("landscape", kwargs={"place": self.place.slug, "conversation": self.pk})


class Statement(Record):
    """One idea in plain words, that others answer."""

    table = Evidence(
        open=(*BASE_COLUMNS, "conversation", "number", "moderation", "seed"), committed=("text",)
    )

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=10_000)
    moderation = models.SmallIntegerField(choices=Moderation.choices, default=Moderation.UNSEEN)
    seed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="one_statement_of_a_number")
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return the statement's own address."""
        conversation = self.conversation
        parts = {"place": conversation.place.slug, "conversation": conversation.pk, "number": self.number}
        return reverse("statement", kwargs=parts)


class Ballot(models.Model):
    """One person's answers, without name, time or order: a letter for each statement, by its number."""

    table = Evidence(
        in_parts=True, committed=("id", "conversation", "voice", "sector", "on_record", "answers")
    )

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="ballots")
    voice = models.CharField(max_length=12, choices=CivicVoice.choices, blank=True)
    sector = models.CharField(max_length=12, choices=Sector.choices, blank=True)
    on_record = models.CharField(max_length=200, blank=True)
    answers = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"ballot {self.pk}"
