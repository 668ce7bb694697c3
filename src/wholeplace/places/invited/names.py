"""What becomes of an invitation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InvitationState(models.TextChoices):
    """How far an invitation has come, as it is kept."""

    WAITING = "waiting", _("To be sent")
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Joined")
    REVOKED = "revoked", _("Taken back")
    KEPT_BACK = "kept_back", _("Kept back")


class Standing(models.TextChoices):
    """How an invitation stands at the moment it is read: a link runs out by itself, and no letter goes for whoever no longer convenes."""

    WAITING = "waiting", _("Letter to be sent")
    SENT = "sent", _("Link works")
    LAPSED = "lapsed", _("Link ran out")
    ACCEPTED = "accepted", _("Joined")
    REVOKED = "revoked", _("Taken back")
    KEPT_BACK = "kept_back", _("Letter kept back")
