"""Which statements a convener looks at when they say what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Finding(models.TextChoices):
    """What the released landscape says of a statement."""

    SHARED = "shared", _("Common ground")
    BRIDGE = "bridge", _("Bridges between groups")
    DIVIDE = "divide", _("What divides")
    FEW = "few", _("Too few answers to show")


class Told(models.TextChoices):
    """Whether it was said what became of a statement."""

    OWED = "owed", _("Still owed an answer")
    GIVEN = "given", _("Answered")


class Sheet(models.TextChoices):
    """What of a report is set on paper."""

    WHOLE = "whole", _("The whole report")
    BRIEF = "brief", _("A brief of one page")


PRINTED_BY = {Sheet.WHOLE: "reports.print", Sheet.BRIEF: "reports.print_brief"}
"""The job that sets each on paper."""
