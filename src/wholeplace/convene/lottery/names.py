"""How somebody came to be in a pool, what they are asked for, and how a seat on a panel stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fairness(models.TextChoices):
    """What is made as great as can be among the chances of those who can be drawn."""

    LEXIMIN = "leximin", _("The least chance, then the next, and so on")
    MAXIMIN = "maximin", _("The least chance alone")
    NASH = "nash", _("The product of all chances")


class Asked(models.TextChoices):
    """What the registration page asks for so that whoever is drawn can be reached."""

    EMAIL = "email", _("E-mail address")
    PHONE = "phone", _("Phone number")
    ADDRESS = "address", _("Postal address")


class Source(models.TextChoices):
    """By which way somebody came into the pool."""

    PAGE = "page", _("Registered on the page")
    PAPER = "paper", _("Typed in from paper")
    FILE = "file", _("Came in a file")


class Stage(models.TextChoices):
    """How far a lottery has come, at the moment it is read."""

    SETTING_UP = "setting_up", _("Being set up")
    OPEN = "open", _("Open for registration")
    CLOSED = "closed", _("Registration is over")
    COMMITTED = "committed", _("Waits for the public value")
    DRAWN = "drawn", _("Drawn")
    ENDED = "ended", _("Ended")


class SeatState(models.TextChoices):
    """How a seat on the panel stands."""

    DRAWN = "drawn", _("Drawn, to be asked")
    ASKED = "asked", _("Asked")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Cannot come")
    WITHDRAWN = "withdrawn", _("Withdrew")


class Outcome(models.TextChoices):
    """What came of working out a lottery."""

    WORKING = "working", _("Being worked out")
    READY = "ready", _("Worked out")
    IMPOSSIBLE = "impossible", _("No panel meets every target")
    UNFINISHED = "unfinished", _("Stopped before any panel was found")


class Reach(models.TextChoices):
    """By which way whoever was drawn is asked."""

    EMAIL = "email", _("By e-mail")
    LETTER = "letter", _("By letter")
    PHONE = "phone", _("By phone")
    NOWHERE = "nowhere", _("No way to reach them is known")


class Coming(models.TextChoices):
    """What somebody says who was drawn."""

    YES = "yes", _("Yes, I take my seat")
    NO = "no", _("No, I cannot come")


class Differ(models.TextChoices):
    """In what two registrations that look alike are apart."""

    PERSON = "person", _("Two people")
    HOME = "home", _("Two homes")


HOLDING = (SeatState.DRAWN, SeatState.ASKED, SeatState.CONFIRMED)
"""States in which whoever was drawn has the seat."""
