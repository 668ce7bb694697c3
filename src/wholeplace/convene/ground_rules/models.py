"""The ground rules and red lines of an issue, version after version, and who agreed to each."""

from django.db import models
from django.urls import reverse

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence


class GroundRules(Record):
    """How people work together on an issue, and what somebody cannot accept, as declared at one time."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "version", "declared", "in_force", "decision"),
        committed=("rules", "red_lines", "reason", "declared_by"),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="ground_rules")
    version = models.PositiveIntegerField()
    rules = models.TextField(max_length=4000)
    """A ground rule on each line."""
    red_lines = models.TextField(max_length=4000, blank=True)
    """A red line on each line: who holds it, a colon, and what they cannot accept."""
    reason = models.TextField(max_length=2000, blank=True)
    """Why they were changed, where others stood before."""
    declared_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    declared = models.DateTimeField()
    in_force = models.DateTimeField(null=True)
    """Since when they hold; none where they were proposed once, and never did."""
    decision = models.ForeignKey("wp_kernel.Decision", null=True, on_delete=models.PROTECT, related_name="+")
    """By which the group adopted them, where it decided on them together."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "version"], name="one_set_of_ground_rules_of_a_version")
        ]
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"ground rules {self.version}"

    def get_absolute_url(self) -> str:
        """Return the address of the page of all versions."""
        return reverse("ground_rules", kwargs={"place": self.place.slug, "issue": self.issue_id})

    @property
    def each(self) -> list[str]:
        """The ground rules one by one."""
        return lines_of(self.rules)

    @property
    def each_red_line(self) -> list[tuple[str, str]]:
        """The red lines one by one: who holds it, and what they cannot accept."""
        return [(holder.strip(), text.strip()) for holder, _, text in held(self.red_lines)]


class Agreement(Record):
    """Somebody who takes part agrees to a version of the ground rules."""

    table = Evidence(open=(*BASE_COLUMNS, "ground_rules", "agreed"), committed=("member",))

    ground_rules = models.ForeignKey(GroundRules, on_delete=models.PROTECT, related_name="agreements")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    agreed = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ground_rules", "member"], name="agrees_to_a_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.member} to {self.ground_rules}"


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]


def held(text: str) -> list[tuple[str, str, str]]:
    """Return each red line in three: who holds it, the colon, and what they cannot accept."""
    return [line.partition(":") for line in lines_of(text)]
