"""People, how each belongs to a place, and the hats they wear there."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence, Foreign

NAME_AT_MOST = 200
ADDRESS_AT_MOST = 254
"""How long a person's name and address can be."""


class CivicVoice(models.TextChoices):
    """The three voices whose difference makes the work civic."""

    PUBLIC = "public", _("Public")
    POLITICIAN = "politician", _("Politicians")
    PROFESSIONAL = "professional", _("Professionals")


class HatKind(models.TextChoices):
    """What a person may be asked to do here, beyond taking part."""

    CONVENER = "convener", _("Convener")
    PARTICIPANT = "participant", _("Participant")
    FACILITATOR = "facilitator", _("Facilitator")
    MEDIATOR = "mediator", _("Mediator")
    MODERATOR = "moderator", _("Moderator")
    SPONSOR = "sponsor", _("Sponsor")
    SCRUTINEER = "scrutineer", _("Scrutineer")
    OPERATOR = "operator", _("Operator")


class PersonManager(BaseUserManager["Person"]):
    """Finds and makes people by address; nobody has a password."""

    def named(self, email: str, *, name: str) -> "Person":
        """Return the person at this address, made on first mention."""
        address = email.strip().lower()
        person, made = self.get_or_create(email=address, defaults={"name": name})
        if made:
            person.set_unusable_password()
            person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody who can sign in; what they do in a place is in their membership there."""

    table = Foreign("who can sign in, in any place", personal=("email", "name", "password", "last_login"))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, max_length=ADDRESS_AT_MOST)
    name = models.CharField(max_length=NAME_AT_MOST)
    is_active = models.BooleanField(default=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.name


class Membership(Record):
    """A person in a place: with a civic voice and a sector, perhaps on behalf of an organisation."""

    table = Evidence(
        open=(*BASE_COLUMNS, "ended", "removal_proposed_by"),
        committed=("person", "name", "voice", "sector", "organisation", "area", "joined", "removal_reason"),
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    name = models.CharField(max_length=NAME_AT_MOST)
    voice = models.CharField(max_length=12, choices=CivicVoice.choices)
    sector = models.CharField(max_length=12, choices=Sector.choices)
    organisation = models.ForeignKey(
        "wp_kernel.Organisation", null=True, on_delete=models.PROTECT, related_name="members"
    )
    area = models.ForeignKey("wp_kernel.Area", null=True, on_delete=models.PROTECT, related_name="+")
    joined = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    removal_proposed_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    removal_reason = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "person"], condition=models.Q(ended=None), name="one_membership_at_a_time"
            )
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def is_same_person_as(self, other: "Membership | None") -> bool:
        """Say whether somebody is who this is, in this membership or another: whoever leaves and comes back has a new one."""
        return other is not None and self.person_id == other.person_id


class HatState(models.TextChoices):
    """How far the granting of a hat has come."""

    PROPOSED = "proposed", _("Waiting for a second word")
    HELD = "held", _("Held")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


class Hat(Record):
    """A hat proposed to, held by or taken from a member, for the whole place or one record of it."""

    table = Evidence(
        open=(
            *BASE_COLUMNS,
            "membership",
            "kind",
            "scope",
            "state",
            "proposed_by",
            "decided_by",
            "end_proposed_by",
            "proposed",
            "decided",
        )
    )

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="hats")
    kind = models.CharField(max_length=12, choices=HatKind.choices)
    scope = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=HatState.choices, default=HatState.PROPOSED)
    proposed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    end_proposed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    proposed = models.DateTimeField()
    decided = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "kind", "scope"],
                condition=models.Q(state__in=["proposed", "held"], scope__isnull=False),
                name="one_hat_of_a_kind_for_a_record",
            ),
            models.UniqueConstraint(
                fields=["membership", "kind"],
                condition=models.Q(state__in=["proposed", "held"], scope__isnull=True),
                name="one_hat_of_a_kind_for_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership.name} ({HatKind(self.kind).label})"

    @property
    def waits(self) -> bool:
        """Whether a second word is still to come."""
        return self.state == HatState.PROPOSED or self.end_proposed_by_id is not None
