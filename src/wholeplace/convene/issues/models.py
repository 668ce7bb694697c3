"""A wicked issue, how it is framed, and who takes part in it."""

from django.db import models
from django.urls import reverse

from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence


class Issue(Record):
    """Something that nobody owns and the partnership wants to change."""

    table = Evidence(
        open=(*BASE_COLUMNS, "named_by", "named"), committed=("title", "happening", "for_whom", "tried")
    )

    title = models.CharField(max_length=120)
    happening = models.TextField(max_length=4000)
    for_whom = models.TextField(max_length=2000)
    tried = models.TextField(max_length=4000, blank=True)
    named_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    named = models.DateTimeField()

    class Meta:
        ordering = ["-named"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the issue's own address."""
        return reverse("issue", kwargs={"place": self.place.slug, "issue": self.pk})


class Framing(Record):
    """One way of seeing an issue: provisional until the people who take part adopt one."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "by", "version", "provisional", "written"), committed=("text",)
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="framings")
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    provisional = models.BooleanField(default=True)
    written = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "version"], name="one_framing_of_a_version")]
        ordering = ["-version"]

    def __str__(self) -> str:
        return self.text[:60]


class TakingPart(Record):
    """A member takes part in an issue."""

    table = Evidence(open=(*BASE_COLUMNS, "issue", "since", "left"), committed=("member",))

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="taking_part")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="takes_part_in")
    since = models.DateTimeField()
    left = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "member"], condition=models.Q(left=None), name="takes_part_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.issue}"
