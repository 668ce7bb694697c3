"""Made-up names: one for each author, drawn by chance for one conversation, and never kept across two."""

from django.db import models

from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence
from wholeplace.mediate.conversations.models import Conversation, Guest


class Pseudonym(Record):
    """The name somebody's statements are shown under in one conversation; who it is is shown to nobody."""

    table = Evidence(open=(*BASE_COLUMNS, "conversation"), committed=("name", "member", "guest"))

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="pseudonyms")
    name = models.CharField(max_length=60)
    member = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Who writes under it; nothing for a guest, and once they were erased."""
    guest = models.ForeignKey(Guest, null=True, on_delete=models.PROTECT, related_name="+")
    """The guest who writes under it, or did before they joined."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "name"], name="one_pseudonym_of_a_name"),
            models.UniqueConstraint(fields=["conversation", "member"], name="one_pseudonym_of_a_member"),
            models.UniqueConstraint(fields=["conversation", "guest"], name="one_pseudonym_of_a_guest"),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
