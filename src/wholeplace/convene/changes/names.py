"""Whether something is expected to change, and which way is better."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Expectation(models.TextChoices):
    """What is said of an outcome: that it should change, or that it should not be hoped for."""

    EXPECTED = "expected", _("We expect it to change")
    NOT_EXPECTED = "not", _("We do not expect it to change")


class Better(models.TextChoices):
    """Which way of an indicator is better."""

    DOWN = "down", _("Less is better")
    UP = "up", _("More is better")
