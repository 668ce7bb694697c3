"""A wicked issue, how it is framed, and who takes part in it."""

from django.db import models
from django.urls import reverse

from wholeplace.convene.issues.names import Status
from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence


class Issue(Record):
    """Something that nobody owns and the partnership wants to change."""

    table = Evidence(
        open=(*BASE_COLUMNS, "named_by", "named", "status", "area"),
        committed=("title", "happening", "for_whom", "tried"),
    )

    title = models.CharField(max_length=120)
    happening = models.TextField(max_length=4000)
    for_whom = models.TextField(max_length=2000)
    tried = models.TextField(max_length=4000, blank=True)
    named_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    named = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WORKED_ON)
    area = models.ForeignKey("wp_kernel.Area", null=True, on_delete=models.PROTECT, related_name="+")
    """The part of the place it is most at home in; none where it is the whole place's."""

    class Meta:
        ordering = ["-named"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the issue's own address."""
        return reverse("issue", kwargs={"place": self.place.slug, "issue": self.pk})

    def get_circle_url(self) -> str:
        """Return the page about the circle that may decide for those who take part."""
        return reverse("circle", kwargs={"place": self.place.slug, "issue": self.pk})


class ProposedFraming(Record):
    """One way of seeing an issue, proposed from a named standpoint; rivals stand side by side, and stay, withdrawn or not."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "proposed", "replaces", "withdrawn", "on_behalf_of"),
        committed=("standpoint", "text", "evidence", "reason", "by", "because"),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="proposed_framings")
    standpoint = models.CharField(max_length=120)
    """Who sees it so, as in “young people on the seafront”."""
    text = models.TextField(max_length=4000)
    evidence = models.TextField(max_length=4000, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    """Why it should be seen anew, where one was adopted before."""
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(
        "wp_kernel.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The organisation whoever proposed it spoke for; none for themselves."""
    proposed = models.DateTimeField()
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    """The one it says anew, where the group had decided on that as it stood; none any more once it is withdrawn."""
    withdrawn = models.DateTimeField(null=True)
    because = models.CharField(max_length=300, blank=True)
    """Why it was withdrawn."""

    class Meta:
        ordering = ["proposed"]

    def __str__(self) -> str:
        return self.standpoint

    @property
    def stands(self) -> bool:
        """Whether it can be decided on: it was neither withdrawn nor said anew."""
        return self.withdrawn is None and getattr(self, "replaced_by", None) is None

    def get_absolute_url(self) -> str:
        """Return where it stands on its issue's page."""
        return f"{self.issue.get_absolute_url()}#rivals"


class Framing(Record):
    """How an issue is framed, version after version: provisional until the people who take part adopt one."""

    table = Evidence(
        open=(
            *BASE_COLUMNS,
            "issue",
            "by",
            "version",
            "provisional",
            "written",
            "adopted_from",
            "decision",
        ),
        committed=("text",),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="framings")
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """The convener who set it, while it was provisional; one that a group adopted is nobody's."""
    version = models.PositiveIntegerField(default=1)
    provisional = models.BooleanField(default=True)
    written = models.DateTimeField()
    adopted_from = models.ForeignKey(
        ProposedFraming, null=True, on_delete=models.PROTECT, related_name="adopted"
    )
    decision = models.ForeignKey(
        "wp_kernel.Decision", null=True, on_delete=models.PROTECT, related_name="framings"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "version"], name="one_framing_of_a_version")]
        ordering = ["-version"]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Return where it stands on its issue's page."""
        return f"{self.issue.get_absolute_url()}#understand"


class Circle(Record):
    """People whom everybody who takes part in an issue chose, so that their consent decides."""

    table = Evidence(open=(*BASE_COLUMNS, "issue", "decision", "chosen"))

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="circles")
    decision = models.ForeignKey("wp_kernel.Decision", on_delete=models.PROTECT, related_name="+")
    """The decision that chose them."""
    chosen = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision"], name="one_circle_of_a_decision")]
        ordering = ["-chosen"]

    def __str__(self) -> str:
        return f"circle chosen on {self.chosen:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Return the page about the circle of its issue."""
        return self.issue.get_circle_url()


class Candidacy(Record):
    """Somebody who takes part stands for the circle of an issue, and perhaps sits in it: by their own word alone."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "stood", "withdrawn", "circle"), committed=("member", "words")
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="candidacies")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=500, blank=True)
    """What they say to those who choose."""
    stood = models.DateTimeField()
    circle = models.ForeignKey(Circle, null=True, on_delete=models.PROTECT, related_name="seats")
    """The circle they were given a seat in."""
    withdrawn = models.DateTimeField(null=True)
    """When they no longer stood, or left their seat."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "member"],
                condition=models.Q(withdrawn=None, circle=None),
                name="stands_once",
            )
        ]
        ordering = ["stood"]

    def __str__(self) -> str:
        return self.member.name

    def get_absolute_url(self) -> str:
        """Return the page about the circle of its issue."""
        return self.issue.get_circle_url()


class TakingPart(Record):
    """A member takes part in an issue."""

    table = Evidence(open=(*BASE_COLUMNS, "issue", "since", "left"), committed=("member", "why"))

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="taking_part")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="takes_part_in")
    since = models.DateTimeField()
    left = models.DateTimeField(null=True)
    why = models.CharField(max_length=500, blank=True)
    """Why they left, where they said so: for conveners, who keep account of who came and left."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "member"], condition=models.Q(left=None), name="takes_part_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.issue}"


class Amendment(Record):
    """A change to what is said of an issue, or of something that belongs to it: before, after, why, and by whose word."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "about", "asked", "done"),
        committed=("before", "after", "reason", "by", "seconded_by"),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="amendments")
    about = models.UUIDField(db_index=True)
    """The record it changes: the issue itself, or one that belongs to it."""
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField()
    seconded_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Whoever gave the second word, where it took two."""
    done = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked"]

    def __str__(self) -> str:
        return self.reason[:60] or str(self.about)

    def get_absolute_url(self) -> str:
        """Return the page on which a second word is given, or that it was."""
        page, part = (
            ("second_move", "amendment") if self.about == self.issue_id else ("second_change", "restatement")
        )
        return reverse(page, kwargs={"place": self.place.slug, part: self.pk})
