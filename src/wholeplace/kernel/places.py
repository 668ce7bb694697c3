"""A place, its areas, and the organisations at work in it."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence


class Sector(models.TextChoices):
    """The part of public life an organisation, or a person, belongs to."""

    COUNCIL = "council", _("Council")
    HEALTH = "health", _("Health")
    POLICE = "police", _("Police")
    FIRE = "fire", _("Fire and rescue")
    EDUCATION = "education", _("Education")
    VOLUNTARY = "voluntary", _("Voluntary and community")
    BUSINESS = "business", _("Business")
    FAITH = "faith", _("Faith")
    RESIDENT = "resident", _("Residents")
    OTHER = "other", _("Other")


class Place(models.Model):
    """A town, county or neighbourhood with one partnership: its memberships."""

    table = Evidence(
        open=(
            "id",
            "slug",
            "name",
            "summary",
            "languages",
            "colour",
            "founded",
            "logo",
            "logo_kind",
            "logo_width",
            "logo_height",
        )
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    summary = models.CharField(max_length=300, blank=True)
    languages = models.JSONField(default=list)
    colour = models.CharField(max_length=7, default="#0f5e6e")
    founded = models.DateTimeField()
    logo = models.CharField(max_length=64, blank=True, default="")
    """The digest its logo lies under on the place's shelf; nothing where it has none, and shows the program's own mark."""
    logo_kind = models.CharField(max_length=8, blank=True, default="")
    logo_width = models.PositiveIntegerField(default=0)
    logo_height = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name

    @property
    def logo_url(self) -> str:
        """The address its logo is shown from, if it has one; another logo has another address."""
        return reverse("place_logo", kwargs={"place": self.slug, "digest": self.logo}) if self.logo else ""


class Area(Record):
    """A named part of a place: a ward, a village, an estate."""

    table = Evidence(open=(*BASE_COLUMNS, "name"))

    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="one_area_by_that_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Organisation(Record):
    """A body at work in a place, on whose behalf people may act."""

    table = Evidence(open=(*BASE_COLUMNS, "name", "sector"))

    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=12, choices=Sector.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="one_organisation_by_that_name")
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
