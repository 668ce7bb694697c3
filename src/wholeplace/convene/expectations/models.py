"""Cards on which each party says what it expects, offers and cannot accept, and what people found beside one another."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wholeplace.convene.expectations.names import Ending, LineKind, PairingKind
from wholeplace.convene.ground_rules.models import held, lines_of
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.behalf import Resource
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Organisation
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence

LONGEST = 300
"""Characters of a line, and of a sentence about one."""


class Card(Record):
    """What one party of an issue expects, can offer and cannot accept: an organisation, or somebody who is of none."""

    table = Evidence(open=(*BASE_COLUMNS, "issue", "version", "begun"), committed=("organisation", "member"))

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="cards")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Whose own it is, where it is no organisation's."""
    version = models.PositiveIntegerField(default=1)
    begun = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "organisation"], name="one_card_of_an_organisation"),
            models.UniqueConstraint(fields=["issue", "member"], name="one_card_of_a_person"),
            models.CheckConstraint(
                condition=Q(organisation=None, member__isnull=False)
                | Q(organisation__isnull=False, member=None),
                name="a_card_is_of_one_party",
            ),
        ]
        ordering = ["begun"]

    def __str__(self) -> str:
        return str(self.organisation if self.organisation is not None else self.member)

    def get_absolute_url(self) -> str:
        """Return the card's own address."""
        return reverse("expectation_card", kwargs={"place": self.place.slug, "card": self.pk})


class CardLine(Record):
    """One thing a party expects, offers or cannot accept; it stands until the party drops it, and stays readable then."""

    table = Evidence(
        open=(*BASE_COLUMNS, "card", "kind", "number", "resource", "written", "dropped"),
        committed=("text", "quantity", "by", "dropped_by", "because"),
    )

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=8, choices=LineKind.choices)
    number = models.PositiveIntegerField()
    """Its place in its list."""
    text = models.CharField(max_length=LONGEST)
    resource = models.CharField(max_length=8, choices=Resource.choices, blank=True)
    quantity = models.DecimalField(max_digits=11, decimal_places=2, null=True)
    """How much is offered, where it was said."""
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    written = models.DateTimeField()
    dropped = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=LONGEST, blank=True)
    """Why it was dropped, or said otherwise."""

    class Meta:
        ordering = ["number", "written"]

    def __str__(self) -> str:
        return self.text

    @property
    def amount(self) -> Decimal | None:
        """How much is offered, without needless noughts."""
        return None if self.quantity is None else Decimal(f"{self.quantity.normalize():f}")

    def get_absolute_url(self) -> str:
        """Return where it stands on its card."""
        return self.card.get_absolute_url()


class Pairing(Record):
    """Two lines of two cards match, or do not fit together, as somebody who takes part sees it and says why."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "kind", "line", "other", "party", "marked", "taken_back"),
        committed=("why", "by"),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="pairings")
    kind = models.CharField(max_length=8, choices=PairingKind.choices)
    line = models.ForeignKey(CardLine, on_delete=models.PROTECT, related_name="pairings")
    other = models.ForeignKey(CardLine, null=True, on_delete=models.PROTECT, related_name="paired_with")
    """The line of the other party; none where that party says nothing about what is expected of it."""
    party = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="+")
    """The card of the other party."""
    why = models.CharField(max_length=LONGEST)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    marked = models.DateTimeField()
    taken_back = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "other"], condition=Q(taken_back=None), name="two_lines_are_paired_once"
            ),
            models.UniqueConstraint(
                fields=["line", "party"],
                condition=Q(taken_back=None, other=None),
                name="what_nobody_offers_is_marked_once",
            ),
        ]
        ordering = ["marked"]

    def __str__(self) -> str:
        return self.why

    def get_absolute_url(self) -> str:
        """Return its own address."""
        return reverse("pairing", kwargs={"place": self.place.slug, "pairing": self.pk})


class Settling(Record):
    """What a party says of a mismatch: how it is settled, that both live with it, or until when it is parked."""

    table = Evidence(
        open=(*BASE_COLUMNS, "pairing", "number", "kind", "party", "said", "until", "confirmed"),
        committed=("words", "by", "confirmed_by"),
    )

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="settlings")
    number = models.PositiveIntegerField()
    """The newest of a mismatch counts."""
    kind = models.CharField(max_length=8, choices=Ending.choices)
    words = models.CharField(max_length=LONGEST)
    party = models.ForeignKey(Card, null=True, on_delete=models.PROTECT, related_name="+")
    """For which party it was said; for none where a convener parked it."""
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    said = models.DateTimeField()
    until = models.DateField(null=True)
    """The day on which what is parked is open again."""
    confirmed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pairing", "number"], name="one_settling_of_a_number")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        """Return the page of the mismatch it is about."""
        return self.pairing.get_absolute_url()


class Dismissal(Record):
    """Somebody said of two lines that were suggested as alike that they have nothing to do with each other."""

    table = Evidence(open=(*BASE_COLUMNS, "line", "other", "dismissed"), committed=("by",))

    line = models.ForeignKey(CardLine, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(CardLine, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    dismissed = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "other"], name="dismissed_once")]

    def __str__(self) -> str:
        return f"{self.line} / {self.other}"


class ProposedRules(Record):
    """Ground rules somebody drew up from what the parties settled, for the group to decide on."""

    table = Evidence(
        open=(*BASE_COLUMNS, "issue", "proposed"), committed=("rules", "red_lines", "reason", "by")
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="proposed_rules")
    rules = models.TextField(max_length=4000)
    """A ground rule on each line."""
    red_lines = models.TextField(max_length=4000, blank=True)
    """A red line on each line: who holds it, a colon, and what they cannot accept."""
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    proposed = models.DateTimeField()

    class Meta:
        ordering = ["-proposed"]

    def __str__(self) -> str:
        day = date_format(timezone.localtime(self.proposed), "j F Y")
        return _("ground rules, as proposed on {day}").format(day=day)

    @property
    def each(self) -> list[str]:
        """The ground rules one by one."""
        return lines_of(self.rules)

    @property
    def each_red_line(self) -> list[tuple[str, str]]:
        """The red lines one by one: who holds it, and what they cannot accept."""
        return [(holder.strip(), text.strip()) for holder, _, text in held(self.red_lines)]

    def get_absolute_url(self) -> str:
        """Return the page on which it is read, and put to the group."""
        return reverse("proposed_rules", kwargs={"place": self.place.slug, "drawn": self.pk})


def alike(line: str) -> str:
    """Return what two lines have in common that say the same, however they end."""
    return line.rstrip(" .").casefold()
