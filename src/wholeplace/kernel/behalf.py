"""On behalf of which body somebody acts, and how much they may promise for it."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Organisation


class Resource(models.TextChoices):
    """What can be promised by the amount."""

    MONEY = "money", _("Money, in pounds")
    TIME = "time", _("Time, in hours")
    GOODS = "goods", _("Goods, by their value in pounds")


Limits = Callable[[Membership, Organisation, dt.datetime, Collection[uuid.UUID]], Mapping[Resource, Decimal]]
"""How much of what a member may promise for their body at a moment, in these records: nothing of what is not named."""

_told: list[Limits] = []


def declare_limits(of: Limits) -> None:
    """Have asked from here on how much somebody may promise: the first feature that knows answers for all."""
    _told[:] = [of]


def limits_of(
    member: Membership, body: Organisation, at: dt.datetime, within: Collection[uuid.UUID] = ()
) -> Mapping[Resource, Decimal]:
    """Return how much of what a member may promise for a body; nothing where nobody ever gave them leave.

    `within` names what the promise is about, and what that stands in: leave may be given for one issue alone.
    """
    return _told[0](member, body, at, within) if _told else {}


def still_speaks_for(member: Membership | None, body: Organisation | None) -> Organisation | None:
    """Return the organisation something was said for, where whoever says it anew still belongs to it."""
    return body if member is not None and body is not None and member.organisation_id == body.pk else None
