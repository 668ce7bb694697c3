"""Asides: an idea that its author keeps for whoever facilitates, until they choose to say it to everybody."""

from django.db import models

from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence
from wholeplace.mediate.conversations.models import Conversation, Statement

REPLY_AT_MOST = 1000
"""Characters of what whoever facilitates writes back."""


class Aside(Record):
    """Words for whoever facilitates or moderates a conversation: no statement, with no number, until its author says so."""

    table = Evidence(
        open=(*BASE_COLUMNS, "conversation", "written", "replied", "asked", "taken_back"),
        committed=("text", "by", "kept_from", "reply", "replied_by", "statement"),
    )

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="asides")
    text = models.TextField(max_length=10_000)
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Who wrote it, shown to nobody else."""
    kept_from = models.JSONField(default=list)
    """The organisations whose people do not read it, whatever hat they wear: its author's, and those that paid it then."""
    written = models.DateTimeField()
    reply = models.TextField(max_length=REPLY_AT_MOST, blank=True)
    """What whoever facilitates wrote back."""
    replied = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField(null=True)
    """When they asked whether it may be said openly."""
    statement = models.OneToOneField(Statement, null=True, on_delete=models.PROTECT, related_name="+")
    """The statement it became, once its author said it to everybody."""
    taken_back = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-written", "pk"]

    def __str__(self) -> str:
        return self.text

    def is_kept_from(self, member: Membership | None) -> bool:
        """Say whether a member belongs to an organisation whose people do not read it."""
        return member is None or str(member.organisation_id) in self.kept_from
