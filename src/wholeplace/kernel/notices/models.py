"""The tables of notices: what is to be told to whom, and who wants to be told nothing."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Derived, Evidence


class Notice(models.Model):
    """One thing a member is told: on their page of notices, and in the next letter."""

    table = Derived(
        "what is to be told and was told lately; thrown away after a while",
        personal=("member", "title", "text", "why"),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("wp_kernel.Place", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="notices")
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=1000)
    href = models.CharField(max_length=300)
    why = models.CharField(max_length=200)
    happened = models.DateTimeField()
    settled = models.DateTimeField(null=True, db_index=True)
    """When a letter took it up, or it was left to the page alone, for somebody who wants no letters."""

    class Meta:
        indexes = [models.Index(fields=["member", "-happened"], name="notice_of_member")]
        ordering = ["-happened"]

    def __str__(self) -> str:
        return self.title

    @property
    def when_and_why(self) -> str:
        """When it happened, and why its reader is told."""
        return f"{date_format(timezone.localtime(self.happened), 'j F, H:i')}. {self.why}"


class Silence(Record):
    """A member's wish to get no letters; it is there for as long as they wish it."""

    table = Evidence(open=BASE_COLUMNS, committed=("member", "since"))

    member = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="silence")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"silence since {self.since:%Y-%m-%d}"
