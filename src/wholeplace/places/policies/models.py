"""A place's own notices, version after version; the newest is in force, and every earlier one can be read."""

from django.db import models

from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Audience, Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence
from wholeplace.places.policies.names import PolicyKind

TEXT_AT_MOST = 20_000


class Policy(Record):
    """One version of one of a place's notices."""

    table = Evidence(open=(*BASE_COLUMNS, "kind", "version", "by", "written"), committed=("text",))

    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.PUBLIC)
    kind = models.CharField(max_length=14, choices=PolicyKind.choices)
    version = models.PositiveIntegerField()
    text = models.TextField(max_length=TEXT_AT_MOST)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    written = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "kind", "version"], name="one_policy_of_a_version")
        ]
        ordering = ["-version"]

    def __str__(self) -> str:
        return self.get_kind_display()
