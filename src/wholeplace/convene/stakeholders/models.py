"""The perspectives an issue needs, and how they stand to one another."""

import datetime as dt
import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wholeplace.convene.issues.models import Issue, TakingPart
from wholeplace.convene.stakeholders.names import Ground, Level, Relation, Standing, Whose
from wholeplace.kernel.people import ADDRESS_AT_MOST, CivicVoice, Membership
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Derived, Evidence

SPEAKER_HERE = "speaker_here"
"""Under which name a perspective that was read among many says whether its speaker takes part in the issue still."""
LEFT_OUT = "left_out_listed"
"""Under which name a proposal to go on without some has, read along, the perspectives it leaves out."""
SHEETS_KEPT = dt.timedelta(days=1)
"""How long what somebody sent is kept until they say yes to it."""


class Perspective(Record):
    """A view of an issue that the work on it needs: a person's, a body's, or that of people without a body."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "whose", "sector", "voice", "area", "interest", "influence", "standing", "added",
            "part_of"),
        committed=(
            "name", "knows", "gains", "loses", "spoken_for_by", "speaker", "hint", "because", "answer", "by",
            "settled_by",
        ),
    )  # fmt: skip

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="perspectives")
    whose = models.CharField(max_length=8, choices=Whose.choices)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=12, choices=Sector.choices, blank=True)
    voice = models.CharField(max_length=12, choices=CivicVoice.choices, blank=True)
    area = models.ForeignKey("wp_kernel.Area", null=True, on_delete=models.PROTECT, related_name="+")
    knows = models.TextField(max_length=1000, blank=True)
    """What they know that others do not."""
    gains = models.TextField(max_length=1000, blank=True)
    loses = models.TextField(max_length=1000, blank=True)
    interest = models.PositiveSmallIntegerField(choices=Level.choices, null=True)
    influence = models.PositiveSmallIntegerField(choices=Level.choices, null=True)
    spoken_for_by = models.CharField(max_length=200, blank=True)
    """Who speaks for it, in words, where that is no member."""
    speaker = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """The member who speaks for it."""
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.NEEDED)
    hint = models.CharField(max_length=200, blank=True)
    """Who could speak for it, as whoever suggested it thinks: nobody has asked them, and nobody is spoken for by that."""
    because = models.CharField(max_length=500, blank=True)
    """Why it is suggested, in the words of whoever suggested it."""
    answer = models.CharField(max_length=500, blank=True)
    """Why it was not taken up, was set aside, or why the group goes on without it."""
    part_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="holds")
    """The perspective that holds it already, where it was set aside for that."""
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    added = models.DateTimeField()
    settled_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Who took up a suggestion or did not, or set it aside."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "name"],
                condition=models.Q(standing__in=[Standing.SUGGESTED, Standing.NEEDED]),
                name="one_perspective_by_that_name",
            )
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("perspective", kwargs={"place": self.place.slug, "perspective": self.pk})

    @property
    def speaking(self) -> Membership | None:
        """The member who speaks for it; whoever has left the partnership, or takes part no more, does no longer."""
        return self.speaker if self.speaker_id is not None and self._speaker_is_here() else None

    def _speaker_is_here(self) -> bool:
        """Say whether whoever speaks for it takes part in its issue: as it was read along, or else as it is now."""
        told = vars(self).get(SPEAKER_HERE)
        if told is not None:
            return bool(told)
        parts = TakingPart.objects.filter(issue=self.issue_id, member=self.speaker_id)
        return parts.filter(left=None, member__ended=None).exists()

    @property
    def spoken_for(self) -> str:
        """Who speaks for it, in words; nothing where nobody does."""
        speaking = self.speaking
        return speaking.name if speaking is not None else self.spoken_for_by

    @property
    def is_spoken_for(self) -> bool:
        """Whether somebody speaks for it; the name of who that is need not be read to tell."""
        return bool(self.spoken_for_by) or (self.speaker_id is not None and self._speaker_is_here())


class Absence(Record):
    """That the work goes on without some whom an issue needs, and why: proposed by somebody, so once the group decided it."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", *CivicVoice.values, "proposed", "decided", "decision"),
        committed=("because", "by"),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="absences")
    public = models.BooleanField(default=False)
    """Whether it goes on without a voice of the public."""
    politician = models.BooleanField(default=False)
    professional = models.BooleanField(default=False)
    because = models.CharField(max_length=500)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    proposed = models.DateTimeField()
    decided = models.DateTimeField(null=True)
    decision = models.ForeignKey("wp_kernel.Decision", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-proposed"]

    def __str__(self) -> str:
        day = date_format(timezone.localtime(self.proposed), "j F Y")
        return _("going on without some, as proposed on {day}").format(day=day)

    def get_absolute_url(self) -> str:
        """Return the page on which it is read, and put to the group."""
        return reverse("absence", kwargs={"place": self.place.slug, "absence": self.pk})

    @property
    def voices(self) -> list[CivicVoice]:
        """The civic voices it goes on without."""
        return [voice for voice in CivicVoice if getattr(self, voice.value)]

    @property
    def left_out(self) -> list[tuple[uuid.UUID, str]]:
        """The perspectives it goes on without, each by its id and name, as they were read along with it."""
        listed = vars(self).get(LEFT_OUT) or ()
        return sorted(((uuid.UUID(one["id"]), one["name"]) for one in listed), key=lambda one: one[1])


class Tie(Record):
    """How one perspective stands to another, on what evidence, and who says so."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "first", "second", "relation", "said", "ended"),
        committed=("evidence", "said_by", "by", "ended_because", "ended_by"),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(Perspective, on_delete=models.PROTECT, related_name="ties_from")
    second = models.ForeignKey(Perspective, on_delete=models.PROTECT, related_name="ties_to")
    relation = models.CharField(max_length=12, choices=Relation.choices)
    evidence = models.CharField(max_length=500, blank=True)
    said_by = models.CharField(max_length=200)
    """Who says so: a body, a group of people or a source, in words."""
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    said = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    """When it was said to be so no longer."""
    ended_because = models.CharField(max_length=300, blank=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second", "relation"],
                condition=models.Q(ended=None),
                name="one_tie_of_a_kind_between_two",
            )
        ]
        ordering = ["said"]

    def __str__(self) -> str:
        return f"{self.first} {Relation(self.relation).label} {self.second}"

    def get_absolute_url(self) -> str:
        """Return where it stands on the page of the first of the two."""
        return f"{self.first.get_absolute_url()}#ties"


class Contact(Record):
    """Somebody who could be invited, as conveners keep their address: nobody else ever reads it."""

    table = Evidence(
        open=(*BASE_COLUMNS, "sector", "area", "ground", "added", "used"),
        committed=("name", "email", "phone", "address", "organisation", "note", "origin", "by"),
    )

    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=ADDRESS_AT_MOST, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=400, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    """The body they belong to, in words."""
    sector = models.CharField(max_length=12, choices=Sector.choices, blank=True)
    area = models.ForeignKey("wp_kernel.Area", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    origin = models.CharField(max_length=300)
    """How the place comes to have their address; a tombstone stands here once they are forgotten."""
    ground = models.CharField(max_length=12, choices=Ground.choices)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    added = models.DateTimeField()
    used = models.DateTimeField(db_index=True)
    """When they were put here, changed or linked to a perspective last; a year later they are forgotten."""

    class Meta:
        ordering = ["name", "organisation"]

    def __str__(self) -> str:
        return self.name or self.organisation

    def get_absolute_url(self) -> str:
        """Return the address of their page."""
        return reverse("contact", kwargs={"place": self.place.slug, "contact": self.pk})


class CouldSpeak(Record):
    """That a contact could speak for a perspective: a convener's guess, until they are asked."""

    table = Evidence(open=(*BASE_COLUMNS, "perspective", "added"), committed=("contact", "by"))

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="could_speak")
    perspective = models.ForeignKey(Perspective, on_delete=models.PROTECT, related_name="could_speak")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    added = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "perspective"], name="one_link_of_contact_and_perspective"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact}: {self.perspective}"


class SentSheet(models.Model):
    """What somebody sent to be taken in: kept for a day, so that they see first what it comes to."""

    table = Derived("an upload kept for a day", personal=("content", "by", "says", "report"))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("wp_kernel.Place", on_delete=models.CASCADE, related_name="+")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="+")
    """The issue whose map it is for; none where it holds contacts."""
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    content = models.BinaryField()
    says = models.CharField(max_length=300, blank=True)
    """Who says what is in it, where it does not say so itself; or how one comes to have these addresses."""
    ground = models.CharField(max_length=12, choices=Ground.choices, blank=True)
    report = models.JSONField(default=dict)
    """What was found in it, and what was chosen about that."""
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    """When it was taken in; only that is kept then, for a button that is pressed again."""

    def __str__(self) -> str:
        return str(self.pk)


class Note(Record):
    """What somebody notes of a perspective, for the audience they give it and no other."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "perspective", "written", "taken_back"), committed=("text", "by")
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="+")
    perspective = models.ForeignKey(Perspective, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    written = models.DateTimeField()
    taken_back = models.DateTimeField(null=True)
    """Since when nobody but its author reads it."""

    class Meta:
        ordering = ["written"]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Return where it stands on the page of its perspective."""
        return f"{self.perspective.get_absolute_url()}#notes"


class Interest(Record):
    """What somebody who takes part in an issue stands to gain or lose by it themselves, as they declare it."""

    table = Evidence(open=(*BASE_COLUMNS, "issue", "declared", "ended"), committed=("text", "by"))

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="interests")
    text = models.CharField(max_length=500)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    declared = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    """Since when it is so no longer."""

    class Meta:
        ordering = ["declared"]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Return the page on which the interests declared in an issue stand."""
        return reverse("interests", kwargs={"place": self.place.slug, "issue": self.issue_id})
