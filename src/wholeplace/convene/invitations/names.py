"""By which way somebody is invited to speak for a perspective, how far that has come, and what they say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """By which way an invitation reaches whoever is asked."""

    EMAIL = "email", _("By e-mail")
    LETTER = "letter", _("By letter")
    PHONE = "phone", _("By phone")
    NOTICE = "notice", _("By notice, as a member")


class State(models.TextChoices):
    """How far an invitation has come, as it is kept."""

    WAITING = "waiting", _("To be sent")
    SENT = "sent", _("Sent")
    REVOKED = "revoked", _("Taken back")
    KEPT_BACK = "kept_back", _("Kept back")


class Reply(models.TextChoices):
    """What somebody who is asked says; nothing while they have not said anything."""

    YES = "yes", _("Yes")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("No")
    ASK_OTHER = "ask_other", _("I cannot, but ask somebody else")
    WITHDRAWN = "withdrawn", _("Answer taken back")


class ReplyBy(models.TextChoices):
    """By which door an answer came."""

    LINK = "link", _("By the link of an e-mail")
    CODE = "code", _("By the code of a letter or a call")
    SIGNED_IN = "signed_in", _("Signed in")
    PHONE = "phone", _("By phone, typed in by whoever called")


class Called(models.TextChoices):
    """What became of a call."""

    REACHED = "reached", _("I reached them")
    NOT_REACHED = "not_reached", _("Nobody answered: try again")
    WRONG_NUMBER = "wrong_number", _("The number is wrong")


class Standing(models.TextChoices):
    """How an invitation stands at the moment it is read."""

    WAITING = "waiting", _("To be sent")
    SENT = "sent", _("Waits for an answer")
    LAPSED = "lapsed", _("Not answered in time")
    WRONG_NUMBER = "wrong_number", _("The number is wrong")
    JOINED = "joined", _("Takes part")
    YES = "yes", _("Said yes")
    MAYBE = "maybe", _("Said maybe")
    NO = "no", _("Said no")
    ASK_OTHER = "ask_other", _("Named somebody else")
    WITHDRAWN = "withdrawn", _("Took their answer back")
    REVOKED = "revoked", _("Taken back")
    KEPT_BACK = "kept_back", _("Kept back")


class Reached(models.TextChoices):
    """How far the work has come to hear a perspective."""

    LEFT = "left", _("Came, and left")
    NEEDED = "needed", _("Nobody asked yet")
    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Said yes")
    THERE = "there", _("Spoken for")
    WITHOUT = "without", _("Gone without, by decision")


TO_BE_DONE = (Way.LETTER, Way.PHONE)
"""Ways in which somebody carries the invitation themselves, by the post or on the phone."""
