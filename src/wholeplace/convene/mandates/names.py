"""What can be asked of an organisation, how far an asking has come, and how a mandate ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AskedFor(models.TextChoices):
    """What somebody asks the organisation they belong to for."""

    MANDATE = "mandate", _("A mandate for one person")
    STATEMENT = "statement", _("A word for all its people")
    WITHDRAWAL = "withdrawal", _("That its word for all is withdrawn")


class AskingState(models.TextChoices):
    """How far an asking has come, as it is kept."""

    WAITING = "waiting", _("To be sent")
    SENT = "sent", _("Sent")
    GIVEN = "given", _("Said yes to")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")
    OVER = "over", _("What it led to stands no more")


class AskingStanding(models.TextChoices):
    """How an asking stands at the moment it is read: a link runs out by itself."""

    WAITING = "waiting", _("Letter on its way")
    SENT = "sent", _("Waits for an answer")
    LAPSED = "lapsed", _("Not answered in time")
    GIVEN = "given", _("Said yes to")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")
    OVER = "over", _("Stands no more")


class Ending(models.TextChoices):
    """Why a mandate ended before its time was over."""

    REVOKED = "revoked", _("Revoked")
    LAID_DOWN = "laid_down", _("Laid down")
    RENEWED = "renewed", _("Renewed")


class MandateStanding(models.TextChoices):
    """How a mandate stands at the moment it is read: its time runs out by itself, and so it does when its member leaves."""

    STANDS = "stands", _("Stands")
    OVER = "over", _("Over")
    LEFT = "left", _("Ended: no longer of that organisation here")
    REVOKED = "revoked", _("Revoked")
    LAID_DOWN = "laid_down", _("Laid down")
    RENEWED = "renewed", _("Renewed since")
