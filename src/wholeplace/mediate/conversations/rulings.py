"""What became of a statement at the hands of moderators, and why readers reported it."""

from django.db import models

from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.names import Deed, Reason

WORDS_AT_MOST = 1000
"""Characters in which a report, a ruling or an author's answer is explained."""

AGAINST = (Deed.HELD, Deed.PROPOSED_OUT, Deed.LEFT_OUT, Deed.PROPOSED_BACK, Deed.KEPT_OUT)


class Ruling(Record):
    """One thing moderators did with a statement, or its author's answer to them: they stay in the log."""

    table = Evidence(open=(*BASE_COLUMNS, "statement", "deed", "reason", "by", "at"), committed=("words",))

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="rulings")
    deed = models.CharField(max_length=12, choices=Deed.choices)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    words = models.TextField(max_length=WORDS_AT_MOST, blank=True)
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """The moderator; nothing for what came by itself, and for the author, who is shown to nobody."""
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "pk"]

    def __str__(self) -> str:
        return str(Deed(self.deed).label)

    @property
    def keeps_it_from_people(self) -> bool:
        """Whether it keeps the statement from people or would: that is what its author answers."""
        return self.deed in AGAINST

    @property
    def because(self) -> str:
        """The reason as people read it: of the list, in words, or both."""
        named = str(Reason(self.reason).label) if self.reason and self.reason != Reason.OTHER else ""
        return f"{named}. {self.words}" if named and self.words else named or self.words


class StatementReport(Record):
    """Somebody's word to the moderators that a statement should not be shown; who it was is shown to nobody."""

    table = Evidence(
        open=(*BASE_COLUMNS, "statement", "reason", "settled"), committed=("words", "reporter", "at")
    )

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="reports")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    words = models.TextField(max_length=WORDS_AT_MOST, blank=True)
    reporter = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Nothing for a visitor."""
    at = models.DateTimeField()
    settled = models.DateTimeField(null=True)
    """When moderators came to a decision about the statement."""

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(Reason(self.reason).label)
