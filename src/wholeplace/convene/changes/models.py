"""What is expected to change, and the readings that show whether it does."""

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format

from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence

DIGITS, PLACES = 15, 4
"""Figures a number has in all, and after the point: what every database here keeps exactly."""


class ExpectedChange(Record):
    """What is expected to change for whom, or is not and why, with an indicator that would show it."""

    table = Evidence(
        open=(
            *BASE_COLUMNS,
            "issue",
            "expectation",
            "better",
            "baseline",
            "baseline_day",
            "target",
            "target_day",
            "declared",
        ),
        committed=("outcome", "for_whom", "why", "said_by", "indicator", "unit", "declared_by"),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="expected_changes")
    expectation = models.CharField(max_length=10, choices=Expectation.choices, default=Expectation.EXPECTED)
    outcome = models.CharField(max_length=300)
    for_whom = models.CharField(max_length=500)
    why = models.TextField(max_length=2000, blank=True)
    said_by = models.CharField(max_length=200)
    """Who says so: a body, a group of people or a source, in words."""
    indicator = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    better = models.CharField(max_length=4, choices=Better.choices, blank=True)
    baseline = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    baseline_day = models.DateField(null=True)
    target = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    target_day = models.DateField(null=True)
    declared_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    declared = models.DateTimeField()

    class Meta:
        ordering = ["expectation", "declared"]

    def __str__(self) -> str:
        return self.outcome

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("change", kwargs={"place": self.place.slug, "change": self.pk})


class Reading(Record):
    """How much was measured on a day, and by whom; one that was wrong stays, beside the one that corrects it."""

    table = Evidence(
        open=(*BASE_COLUMNS, "change", "day", "value", "given", "corrects"),
        committed=("source", "note", "reason", "by"),
    )

    change = models.ForeignKey(ExpectedChange, on_delete=models.PROTECT, related_name="readings")
    day = models.DateField()
    value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    given = models.DateTimeField()
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    reason = models.CharField(max_length=300, blank=True)
    """Why the reading it corrects was wrong."""

    class Meta:
        ordering = ["day", "given"]

    def __str__(self) -> str:
        return f"{date_format(self.day, 'j F Y')}: {self.value.normalize():,f}"

    def get_absolute_url(self) -> str:
        """Return where it stands on the page of what it is a reading of."""
        return f"{self.change.get_absolute_url()}#readings"
