"""Which record descends from which, and what became of each contribution."""

from django.db import models

from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence


class Link(Record):
    """One record descends from another, in one of the declared ways; a strand of the golden thread."""

    table = Evidence(
        open=(
            *BASE_COLUMNS,
            "kind",
            "descendant_table",
            "descendant",
            "ancestor_table",
            "ancestor",
            "made",
        )
    )

    kind = models.CharField(max_length=40)
    descendant_table = models.CharField(max_length=80)
    descendant = models.UUIDField()
    ancestor_table = models.CharField(max_length=80)
    ancestor = models.UUIDField(db_index=True)
    made = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["descendant", "kind", "ancestor"], name="one_link_of_a_kind")
        ]
        ordering = ["made", "kind", "pk"]

    def __str__(self) -> str:
        return f"{self.descendant} {self.kind} {self.ancestor}"


class Fate(Record):
    """What became of a contribution: carried into a record, or not because; a later fate supersedes it and both stay."""

    table = Evidence(
        open=(
            *BASE_COLUMNS,
            "of_table",
            "of",
            "number",
            "into_table",
            "into",
            "decision",
            "given",
        ),
        committed=("because", "figures", "by"),
    )

    of_table = models.CharField(max_length=80)
    of = models.UUIDField()
    number = models.PositiveIntegerField()
    into_table = models.CharField(max_length=80, blank=True)
    into = models.UUIDField(null=True)
    because = models.TextField(max_length=2000, blank=True)
    """Why it was not carried, in words that follow a colon."""
    figures = models.CharField(max_length=300, blank=True)
    """How many said so; for members, as the answers themselves are."""
    decision = models.ForeignKey(
        "wp_kernel.Decision", null=True, on_delete=models.PROTECT, related_name="fates"
    )
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Who gave it, where one person did and not a group by its decision."""
    given = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="one_fate_of_a_number")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"fate {self.number} of {self.of}"

    @property
    def is_carried(self) -> bool:
        """Whether the contribution lives on in another record."""
        return self.into is not None
