"""How somebody came to be a member without being admitted one by one, and what they said of an office."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT = dt.timedelta(days=1)
"""How long an address is kept that somebody typed and nobody proved."""


class Way(models.TextChoices):
    """By which door somebody joined."""

    OPEN_PAGE = "page", _("By the open page of a conversation")
    LINK = "link", _("By a personal link")


class Office(models.TextChoices):
    """How far it is checked that somebody is an elected member, as they said."""

    NONE = "none", _("Says nothing of an office")
    WAITING = "waiting", _("Says to be an elected member: to be checked")
    CONFIRMED = "confirmed", _("Elected member, as a convener checked")
    DECLINED = "declined", _("Not an elected member, as a convener found")
