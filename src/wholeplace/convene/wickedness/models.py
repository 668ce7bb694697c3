"""Answers to the questions that ask how wicked an issue is."""

from django.db import models

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.wickedness.names import Answer, Property
from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence


class WickednessAnswer(Record):
    """One answer to one question about an issue, with a reason; the newest stands, those before stay readable."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "about", "answer", "answered"), committed=("reason", "answered_by")
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="wickedness_answers")
    about = models.CharField(max_length=12, choices=Property.choices)
    answer = models.CharField(max_length=8, choices=Answer.choices)
    reason = models.TextField(max_length=1000)
    answered_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    answered = models.DateTimeField()

    class Meta:
        ordering = ["-answered"]

    def __str__(self) -> str:
        return f"{self.get_about_display()} {self.get_answer_display()}"
