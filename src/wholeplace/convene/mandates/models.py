"""What people ask of the organisation they belong to, the mandates they get, and what it says for all of its people."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.db import models
from django.urls import reverse

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.mandates.names import AskedFor, AskingState, Ending
from wholeplace.kernel.behalf import Resource
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST, Membership
from wholeplace.kernel.places import Organisation
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence

WORDS_AT_MOST = 1000
"""How long somebody's own words to their manager can be, the limits of a mandate, and what is said for all."""
DIGITS, PLACES = 12, 2
"""Figures an amount has in all, and after the point."""
AMOUNTS = ("money", "hours", "goods")
"""The columns that hold amounts."""


@dataclass(frozen=True)
class Terms:
    """What an organisation lets somebody do: in work time, in their own words, promising up to so much, until then."""

    until: dt.date | None
    in_work_time: bool = False
    own_words: bool = False
    money: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)
    goods: Decimal = Decimal(0)
    limits: str = ""

    @property
    def amounts(self) -> Mapping[Resource, Decimal]:
        """How much of what may be promised, nought too."""
        return {Resource.MONEY: self.money, Resource.TIME: self.hours, Resource.GOODS: self.goods}

    @property
    def columns(self) -> dict[str, Any]:
        """What each column holds that says it."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


class HasTerms(models.Model):
    """A row with terms, as they are asked for or given."""

    in_work_time = models.BooleanField(default=False)
    own_words = models.BooleanField(default=False)
    money = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, default=Decimal(0))
    hours = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, default=Decimal(0))
    goods = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, default=Decimal(0))
    until = models.DateField(null=True)
    """The last day it holds; none only where nothing of the kind is asked for."""
    limits = models.TextField(max_length=WORDS_AT_MOST, blank=True)

    class Meta:
        abstract = True

    @property
    def terms(self) -> Terms:
        """What it says, apart from the row it stands in."""
        return Terms(**{one.name: getattr(self, one.name) for one in fields(Terms)})


class Asking(HasTerms, Record):
    """Somebody asks a manager of the organisation they belong to for a word in writing, by a letter whose link works once."""

    table = Evidence(
        open=(
            *(*BASE_COLUMNS, "about", "in_work_time", "own_words"),
            *("until", "asked", "expires", "answered", "over"),
        ),
        committed=(
            *("by", "organisation", "issue", "renews", "statement", "state"),
            *("manager", "email", "words", "text", "reason", "digest", *AMOUNTS, "limits"),
        ),
    )

    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=12, choices=AskedFor.choices, default=AskedFor.MANDATE)
    manager = models.CharField(max_length=NAME_AT_MOST, blank=True)
    email = models.EmailField(max_length=ADDRESS_AT_MOST)
    words = models.TextField(max_length=WORDS_AT_MOST, blank=True)
    """What whoever asks says in the letter, in their own words."""
    issue = models.ForeignKey(Issue, null=True, on_delete=models.PROTECT, related_name="+")
    """The one issue a mandate is asked for; none for everything of the place."""
    renews = models.ForeignKey("Mandate", null=True, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey("StandingStatement", null=True, on_delete=models.PROTECT, related_name="+")
    """What is to be withdrawn."""
    text = models.TextField(max_length=WORDS_AT_MOST, blank=True)
    """What the organisation is asked to say for all of its people."""
    state = models.CharField(max_length=12, choices=AskingState.choices, default=AskingState.WAITING)
    asked = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    """What is kept of the link that was sent last: the one to answer by, then the one to take the word back by."""
    expires = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    reason = models.TextField(max_length=WORDS_AT_MOST, blank=True)
    """Why it was declined, or the word taken back, as told to whoever asked."""
    over = models.DateTimeField(null=True)
    """From when the days count after which the manager's address is forgotten; none while what was said stands without end."""

    class Meta:
        ordering = ["-asked"]

    def __str__(self) -> str:
        return self.get_about_display()

    def get_absolute_url(self) -> str:
        """Return where whoever asked finds it."""
        return reverse("your_mandates", kwargs={"place": self.place.slug})


class Mandate(HasTerms, Record):
    """An organisation says in writing that this member may take part, and how far."""

    table = Evidence(
        open=(
            *(*BASE_COLUMNS, "organisation", "asking", "issue", "renews", "in_work_time", "own_words"),
            *("given", "until", "ended", "ending"),
        ),
        committed=("member", "giver", *AMOUNTS, "limits"),
    )

    asking = models.ForeignKey(Asking, on_delete=models.PROTECT, related_name="mandates")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    issue = models.ForeignKey(Issue, null=True, on_delete=models.PROTECT, related_name="mandates")
    giver = models.CharField(max_length=NAME_AT_MOST)
    """What whoever gave it is in the organisation, as they said; never their name."""
    given = models.DateTimeField()
    renews = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="renewed_by")
    ended = models.DateTimeField(null=True)
    """When it ended before its time was over; what was done under it before stays valid."""
    ending = models.CharField(max_length=12, choices=Ending.choices, blank=True)

    class Meta:
        ordering = ["-given"]

    def __str__(self) -> str:
        return f"{self.member} for {self.organisation}"

    def get_absolute_url(self) -> str:
        """Return its own address."""
        return reverse("mandate", kwargs={"place": self.place.slug, "mandate": self.pk})

    @property
    def last_day(self) -> dt.date:
        """The last day it holds."""
        assert self.until is not None
        return self.until


class StandingStatement(Record):
    """What an organisation says for all of its people who take part, version after version."""

    table = Evidence(
        open=(*BASE_COLUMNS, "organisation", "asking", "version", "published", "seconded", "withdrawn"),
        committed=("text", "giver", "seconded_by"),
    )

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="statements")
    asking = models.ForeignKey(Asking, on_delete=models.PROTECT, related_name="statements")
    version = models.PositiveIntegerField()
    text = models.TextField(max_length=WORDS_AT_MOST)
    giver = models.CharField(max_length=NAME_AT_MOST)
    """What whoever gave it is in the organisation, as they said; never their name."""
    published = models.DateTimeField()
    """When whoever gave it said it; it stands, and the public reads it, from the second word on."""
    seconded = models.DateTimeField(null=True)
    seconded_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Who gave the second word: somebody else of the organisation, or a convener."""
    withdrawn = models.DateTimeField(null=True)
    """When it was withdrawn, or a newer version took its place."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="one_statement_of_a_version"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(withdrawn=None, seconded__isnull=False),
                name="one_statement_stands",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(withdrawn=None, seconded=None),
                name="one_statement_waits",
            ),
        ]
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.organisation}, version {self.version}"

    def get_absolute_url(self) -> str:
        """Return where the organisation's statements stand."""
        parts = {"place": self.place.slug, "organisation": self.organisation_id}
        return reverse("organisation", kwargs=parts)
