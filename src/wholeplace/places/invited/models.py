"""The table of invitations: each bound to one address and one place, its link kept as a digest alone."""

from django.db import models

from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST, Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence
from wholeplace.places.invited.names import InvitationState

WORDS_AT_MOST = 1000
"""How long a convener's own words in the letter can be."""


class Invitation(Record):
    """An invitation to become a member, sent to one address as a link that works once."""

    table = Evidence(
        open=(*BASE_COLUMNS, "by", "state", "asked", "due", "expires", "onward"),
        committed=("email", "name", "words", "digest", "member"),
    )

    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    """In whose name the letter is written."""
    email = models.EmailField(max_length=ADDRESS_AT_MOST)
    name = models.CharField(max_length=NAME_AT_MOST, blank=True)
    words = models.TextField(max_length=WORDS_AT_MOST, blank=True)
    """What whoever invites says in the letter, in their own words."""
    onward = models.UUIDField(null=True)
    """What it leads to after joining; nothing for the place's first page."""
    state = models.CharField(max_length=10, choices=InvitationState.choices, default=InvitationState.WAITING)
    asked = models.DateTimeField()
    due = models.DateTimeField()
    """When the letter may go."""
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    """What is kept of the link that was sent last, to know it again; nothing once it was taken back."""
    expires = models.DateTimeField(null=True)
    member = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "email"],
                condition=~models.Q(state=InvitationState.ACCEPTED) & ~models.Q(email=ERASED),
                name="one_invitation_of_an_address",
            )
        ]

    def __str__(self) -> str:
        return self.email


class LeftAlone(Record):
    """An address that wants no invitations from a place, known by a digest under the place's key alone."""

    table = Evidence(open=(*BASE_COLUMNS, "since"), committed=("digest",))

    digest = models.CharField(max_length=64)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "digest"], name="left_alone_once")]

    def __str__(self) -> str:
        return f"left alone since {self.since:%Y-%m-%d}"
