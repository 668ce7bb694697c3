"""What comes next after a conversation, and the report that goes back to those who took part."""

from django.db import models
from django.urls import reverse

from wholeplace.account.reports.names import Sheet
from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Derived, Evidence
from wholeplace.mediate.conversations.models import Conversation


class FollowUp(Record):
    """Something that will be done after a conversation: who has taken it on, and by when."""

    table = Evidence(open=(*BASE_COLUMNS, "conversation", "due", "made"), committed=("text", "owner", "by"))

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="follow_ups")
    text = models.CharField(max_length=300)
    owner = models.CharField(max_length=120)
    """A role or a body that can be asked about it, or a person who agreed to be named."""
    due = models.DateField()
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField()

    class Meta:
        ordering = ["due", "made"]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return where it stands in the report."""
        return f"{report_url(self.conversation)}#next"


class Report(Record):
    """One version of the report of a conversation: the convener's words, around figures and records that stand by themselves.

    What it tells of fates, decisions and figures is read as it stood when it was published, from records that stay.
    """

    table = Evidence(
        open=(*BASE_COLUMNS, "conversation", "version", "published"),
        committed=("summary", "missing", "without", "expected", "not_expected", "reason", "by"),
    )

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveIntegerField()
    summary = models.TextField(max_length=2000)
    missing = models.TextField(max_length=2000, blank=True)
    """Who did not take part, as far as the convener knows."""
    without = models.TextField(blank=True)
    """Without whom it went out, as the map of whom the issue needs said then: a sentence on each line."""
    expected = models.TextField(max_length=4000, blank=True)
    not_expected = models.TextField(max_length=4000, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    """Why it was corrected, from the second version on."""
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    published = models.DateTimeField(null=True)
    """When it went out; nothing while it is a draft."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "version"], name="one_report_of_a_version")
        ]
        ordering = ["-version"]

    def __str__(self) -> str:
        return self.conversation.title

    def get_absolute_url(self) -> str:
        """Return the address of this version."""
        return f"{report_url(self.conversation)}?version={self.version}"


class Paper(models.Model):
    """A version of a report as a PDF, whole or as a brief, kept for a day."""

    table = Derived("set again from the report whenever somebody asks", personal=("content",))

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    sheet = models.CharField(max_length=5, choices=Sheet.choices)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    made = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "sheet"], name="one_paper_of_a_sheet")]

    def __str__(self) -> str:
        return f"paper of {self.report_id}"


def report_url(conversation: Conversation) -> str:
    """Return the address of a conversation's report, the newest version of it."""
    return reverse("report", kwargs={"place": conversation.place.slug, "conversation": conversation.pk})
