"""Who was invited to speak for a perspective on an issue, the words of those who vouch for it, and letters for the post."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from wholeplace.convene.invitations.names import Called, Reply, ReplyBy, State, Way
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.models import Contact, Perspective
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST, Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Derived, Evidence
from wholeplace.kernel.text import number_to_dial

WORDS_AT_MOST = 1000
"""How long the words of a convener, a sponsor or somebody who answers can be."""
LETTERS_KEPT = dt.timedelta(days=1)
"""How long letters that were set for the post are kept: they are set again, with new codes, for whoever asks later."""
OPEN = (State.WAITING, State.SENT)
"""States of an invitation that goes on."""
OTHER = ("other_name", "other_reach")
"""What somebody said of whom they would ask instead."""
SAID = ("because", *OTHER)
"""What somebody said with their answer, in their words."""
PRIVATE = (
    *(
        "contact",
        "invited",
        "name",
        "email",
        "address",
        "phone",
        "sponsor",
        "words",
        "digest",
        "code",
        "member",
    ),
    *("reply", "reply_by", "recorded_by", "because", "other_name", "other_reach", "other", "call"),
)
"""What only conveners and sponsors read of an invitation, and not even a scrutineer opens."""


class SponsorWords(Record):
    """Why a sponsor would like somebody there who speaks for a perspective: asked for, given and taken back by themselves."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "perspective", "asked", "written", "taken_back"),
        committed=("by", "text", "asked_by"),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="+")
    perspective = models.ForeignKey(Perspective, on_delete=models.PROTECT, related_name="sponsor_words")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    """The sponsor: nobody else ever writes here."""
    text = models.TextField(max_length=WORDS_AT_MOST, blank=True)
    asked_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField(null=True)
    """When a convener asked for these words; never, where the sponsor wrote unasked."""
    written = models.DateTimeField(null=True)
    taken_back = models.DateTimeField(null=True)
    """Since when they go in no letter that is not sent yet; where nothing was written, when the asking was declined."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["perspective", "by"],
                condition=Q(taken_back=None),
                name="one_word_of_a_sponsor",
            )
        ]
        ordering = ["written", "asked"]

    def __str__(self) -> str:
        return self.by.name

    @property
    def stands(self) -> bool:
        """Whether the words may go in a letter."""
        return self.written is not None and self.taken_back is None

    def get_absolute_url(self) -> str:
        """Return the page on which a sponsor writes for this perspective."""
        parts = {"place": self.place.slug, "perspective": self.perspective_id}
        return reverse("sponsor_words", kwargs=parts)


class IssueInvitation(Record):
    """Somebody is asked to speak for a perspective on an issue, whether they are a member already or not."""

    table = Evidence(
        open=(
            *(*BASE_COLUMNS, "issue", "perspective", "by", "way", "state", "asked", "due", "sent", "expires"),
            *("printed", "reminds", "reminded", "tries", "called", "replied", "linked"),
        ),
        committed=PRIVATE,
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="invitations")
    perspective = models.ForeignKey(Perspective, on_delete=models.PROTECT, related_name="invitations")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    """In whose name it goes out."""
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="invitations")
    invited = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """The member who is asked, where it is one."""
    name = models.CharField(max_length=NAME_AT_MOST, blank=True)
    email = models.EmailField(max_length=ADDRESS_AT_MOST, blank=True)
    address = models.CharField(max_length=400, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=8, choices=Way.choices)
    sponsor = models.ForeignKey(SponsorWords, null=True, on_delete=models.PROTECT, related_name="invitations")
    """Whose words go with it."""
    words = models.TextField(max_length=WORDS_AT_MOST, blank=True)
    """What the convener says, in their own words."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked = models.DateTimeField()
    due = models.DateTimeField()
    """When it may go."""
    sent = models.DateTimeField(null=True)
    printed = models.DateTimeField(null=True)
    """When it was set for the post last, with the code and link it has now."""
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    """What is kept of the link that was sent or printed last, to know it again; nothing once it was taken back."""
    code = models.CharField(max_length=64, blank=True, db_index=True)
    """What is kept of the short code of a letter or a call, under the place's key."""
    expires = models.DateTimeField(null=True)
    """Until when it waits for an answer; once there is one, it can be changed until the issue ends."""
    reminds = models.BooleanField(default=False)
    """Whether a reminder goes by itself, once."""
    reminded = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    """How often somebody called."""
    called = models.DateTimeField(null=True)
    call = models.CharField(max_length=12, choices=Called.choices, blank=True)
    """What became of the last call."""
    reply = models.CharField(max_length=10, choices=Reply.choices, blank=True)
    reply_by = models.CharField(max_length=10, choices=ReplyBy.choices, blank=True)
    recorded_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Who typed in what was said on the phone."""
    replied = models.DateTimeField(null=True)
    because = models.TextField(max_length=WORDS_AT_MOST, blank=True)
    """Why they say no, or what they say besides."""
    other_name = models.CharField(max_length=NAME_AT_MOST, blank=True)
    """Whom they would ask instead: a suggestion, in the book only once a convener takes it up."""
    other_reach = models.CharField(max_length=300, blank=True)
    other = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    """The contact a convener made of that suggestion."""
    linked = models.DateTimeField(null=True)
    """When a personal link went to an address that whoever answered by a code gave."""
    member = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Who takes part by it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["perspective", "email"],
                condition=Q(state__in=OPEN) & ~Q(email="") & ~Q(email=ERASED),
                name="one_invitation_of_an_email",
            ),
            models.UniqueConstraint(
                fields=["perspective", "invited"],
                condition=Q(state__in=OPEN),
                name="one_invitation_of_a_member",
            ),
            models.UniqueConstraint(
                fields=["perspective", "contact"],
                condition=Q(state__in=OPEN),
                name="one_invitation_of_a_contact",
            ),
        ]
        ordering = ["-asked"]

    def __str__(self) -> str:
        return self.name or self.email or self.phone

    @property
    def vouched(self) -> SponsorWords | None:
        """The words of a sponsor that go with it, unless they were taken back."""
        return self.sponsor if self.sponsor is not None and self.sponsor.stands else None

    @property
    def dialled(self) -> str:
        """The phone number as a phone dials it; nothing where it is none."""
        return number_to_dial(self.phone)

    def get_absolute_url(self) -> str:
        """Return the page on which conveners, and the sponsor whose words it carries, read it."""
        parts = {"place": self.place.slug, "issue_invitation": self.pk}
        return reverse("issue_invitation", kwargs=parts)


class AccessNeeds(Record):
    """What somebody needs to take part: asked once, kept for every event, for whoever sets events up and nobody else."""

    table = Evidence(
        open=(*BASE_COLUMNS, "said", "withdrawn"),
        committed=("member", "access", "language", "childcare", "travel"),
    )

    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="access_needs")
    access = models.TextField(max_length=WORDS_AT_MOST, blank=True)
    """To come in, to sit, to hear, to see, to eat, to rest."""
    language = models.CharField(max_length=120, blank=True)
    """In which they would rather speak, or be interpreted."""
    childcare = models.CharField(max_length=300, blank=True)
    travel = models.CharField(max_length=300, blank=True)
    """What it costs them to come, and how they would."""
    said = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)
    """Since when nothing of it is kept."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(withdrawn=None), name="needs_said_once")
        ]

    def __str__(self) -> str:
        return f"what {self.member} needs"

    def get_absolute_url(self) -> str:
        """Return the page on which one says what one needs."""
        return reverse("your_needs", kwargs={"place": self.place.slug})


class LetterFile(models.Model):
    """Letters set for the post, as one file, kept for a day."""

    table = Derived(
        "letters on paper, set again for whoever asks", personal=("content", "by", "address", "phone")
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("wp_kernel.Place", on_delete=models.CASCADE, related_name="+")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    content = models.BinaryField(default=b"")
    count = models.PositiveIntegerField(default=0)
    """Letters in it."""
    address = models.CharField(max_length=120, blank=True)
    """Where letters come back to that reach nobody, and where whoever has no internet writes."""
    phone = models.CharField(max_length=40, blank=True)
    """Where whoever has no internet calls."""
    made = models.DateTimeField()
    """When their codes were drawn."""
    set = models.DateTimeField(null=True)
    """When the file was there."""

    def __str__(self) -> str:
        return str(self.pk)
