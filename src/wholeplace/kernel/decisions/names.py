"""The states of a decision, what can be answered, and how it may end."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionState(models.TextChoices):
    """How far a decision has come."""

    WAITING = "waiting", _("Waiting for a second person")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Not seconded in time")


class Stance(models.TextChoices):
    """What an elector can say to a proposal, where consent decides."""

    CONSENT = "consent", _("I consent: it is good enough for now, and safe enough to try")
    OBJECT = "object", _("I object: it would do harm, and I say which")
    ASIDE = "aside", _("I stand aside: others may decide")


class Outcome(models.TextChoices):
    """How a decision ends, or, where an objection stands and a fallback was declared, goes on."""

    ADOPTED = "adopted", _("adopted")
    NO_QUORUM = "no_quorum", _("too few answered, so nothing is decided")
    OBJECTED = "objected", _("an objection stands, so nothing is decided")
    FELL_BACK = "fell_back", _("an objection stands, so approval decides")
    NOT_CARRIED = "not_carried", _("too few stand behind it, so nothing is decided")
    TIED = "tied", _("two or more were approved by as many, so nothing is decided")
    AMENDED = "amended", _("amended to meet an objection, and the group is asked anew")
