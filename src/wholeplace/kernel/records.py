"""A record: a row of one place, seen by an audience."""

import uuid
from typing import TYPE_CHECKING, ClassVar, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.tables import Kind

if TYPE_CHECKING:
    from wholeplace.kernel.actors import Viewer


class Audience(models.TextChoices):
    """Who may see a record, from the fewest to everybody."""

    AUTHOR = "author", _("Me and the facilitator")
    TABLE = "table", _("My table")
    ISSUE = "issue", _("People who take part in the issue")
    PARTNERSHIP = "partnership", _("Members of the partnership")
    PUBLIC = "public", _("Everybody")


class Record(models.Model):
    """A row of one place; nothing of another place is ever reachable from it."""

    table: ClassVar[Kind]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("wp_kernel.Place", on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.PARTNERSHIP)

    class Meta:
        abstract = True


R = TypeVar("R", bound=Record)


def visible(records: "models.QuerySet[R]", viewer: "Viewer") -> "models.QuerySet[R]":
    """Return the records of the viewer's place that are for everybody, or for members when the viewer is one."""
    audiences = [Audience.PUBLIC]
    if viewer.membership is not None:
        audiences.append(Audience.PARTNERSHIP)
    return records.filter(place=viewer.place, audience__in=audiences)
