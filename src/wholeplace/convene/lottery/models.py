"""A lottery for the seats of a panel: its targets, who registered, the draws that were committed to, and who sits."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.lottery.names import Asked, Differ, Fairness, Outcome, SeatState, Source
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST, Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Derived, Evidence

TITLE_AT_MOST, WORDS_AT_MOST, VALUE_AT_MOST = 200, 2000, 120
TICKET_AT_MOST, OUTSIDE_ID_AT_MOST = 12, 120
TO_DRAWN_AT_MOST, ANSWER_WITHIN = 600, 14


class Lottery(Record):
    """A panel whose seats are drawn by lot among those who registered, so that it resembles the place."""

    table = Evidence(
        open=(
            *(*BASE_COLUMNS, "issue", "seats", "method", "one_of_a_household", "asks"),
            *("made", "opened", "closes", "closed", "ended", "answer_within"),
        ),
        committed=("by", "title", "about", "consent", "to_drawn"),
    )

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="lotteries")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE_AT_MOST)
    """What the panel is called."""
    about = models.TextField(max_length=WORDS_AT_MOST)
    """What it is for, when it meets and what those who sit get, for whoever thinks of registering."""
    seats = models.PositiveIntegerField()
    method = models.CharField(max_length=8, choices=Fairness.choices, default=Fairness.LEXIMIN)
    one_of_a_household = models.BooleanField(default=True)
    """Whether at most one person of a household is drawn."""
    asks = models.JSONField(default=list)
    """What the registration page asks for besides the name: values of `Asked`."""
    consent = models.TextField(max_length=WORDS_AT_MOST, blank=True)
    """What whoever registers agrees to, in the convener's words."""
    to_drawn = models.TextField(max_length=TO_DRAWN_AT_MOST, blank=True)
    """What letters to those who are drawn say besides, in the convener's words."""
    answer_within = models.PositiveSmallIntegerField(default=ANSWER_WITHIN)
    """How many days whoever is written to has to answer; an answer that comes later counts while the seat is free."""
    made = models.DateTimeField()
    opened = models.DateTimeField(null=True)
    """Since when people can register on the page."""
    closes = models.DateTimeField(null=True)
    """Until when they can."""
    closed = models.DateTimeField(null=True)
    """When a convener closed it, before then or at all."""
    ended = models.DateTimeField(null=True)
    """When the panel had met, or was given up; some time after it everybody in the pool is forgotten."""

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page on which everybody reads how it is drawn."""
        return reverse("lottery", kwargs={"place": self.place.slug, "lottery": self.pk})

    def asks_for(self, what: Asked) -> bool:
        """Say whether the registration page asks for this."""
        return what.value in self.asks


class Feature(Record):
    """Something in which the panel should resemble the place, and the question that asks for it."""

    table = Evidence(open=(*BASE_COLUMNS, "lottery", "number"), committed=("name", "question"))

    lottery = models.ForeignKey(Lottery, on_delete=models.PROTECT, related_name="features")
    number = models.PositiveSmallIntegerField()
    """Where it stands among the others."""
    name = models.CharField(max_length=VALUE_AT_MOST)
    question = models.CharField(max_length=300, blank=True)
    """How the registration page asks; its name, where nobody says."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lottery", "name"], name="one_feature_by_that_name")]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name


class Target(Record):
    """How many people of the panel have one value of a feature: at least, at most, and how far either may give way."""

    table = Evidence(
        open=(
            *(*BASE_COLUMNS, "feature", "number", "least", "most", "least_flex", "most_flex", "population"),
        ),
        committed=("value",),
    )

    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="targets")
    number = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=VALUE_AT_MOST)
    least = models.PositiveIntegerField()
    most = models.PositiveIntegerField()
    least_flex = models.PositiveIntegerField()
    most_flex = models.PositiveIntegerField()
    population = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    """Its share of those who live in the place, in per cent, where somebody said."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feature", "value"], name="one_target_of_a_value")]
        ordering = ["feature__number", "number"]

    def __str__(self) -> str:
        return self.value


class Registration(Record):
    """Somebody who can be drawn: known in every draw by their ticket alone."""

    table = Evidence(
        open=(*BASE_COLUMNS, "lottery", "source", "at", "withdrawn", "set_aside"),
        committed=(
            *("ticket", "outside_id", "name", "email", "phone", "address", "household", "answers"),
            *("digest", "digest_again", "typed_in_by", "same_as", "gone_as"),
        ),
    )

    lottery = models.ForeignKey(Lottery, on_delete=models.PROTECT, related_name="registrations")
    ticket = models.CharField(max_length=TICKET_AT_MOST)
    """A random code, on their own page and in the published pool, where it says nothing of who they are."""
    outside_id = models.CharField(max_length=OUTSIDE_ID_AT_MOST, blank=True)
    """What told them apart in the file they came in, by which they are known again; published nowhere."""
    source = models.CharField(max_length=8, choices=Source.choices)
    name = models.CharField(max_length=NAME_AT_MOST, blank=True)
    email = models.EmailField(max_length=ADDRESS_AT_MOST, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=400, blank=True)
    household = models.CharField(max_length=80, blank=True)
    """What those who live together have in common here; nothing, where nobody is known to live with them."""
    answers = models.JSONField(default=dict)
    """For each feature, by its id, the id of the target that counts them."""
    at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    """What is kept of the link to their own page, to know it again."""
    digest_again = models.CharField(max_length=64, blank=True, db_index=True)
    """What is kept of the link that went out as somebody registered once more under their address; it leads there too."""
    typed_in_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn = models.DateTimeField(null=True)
    """Since when nothing of who they are is kept."""
    gone_as = models.JSONField(default=list)
    """Digests under a key outside the database by which no file brings back whoever withdrew, until the pool is forgotten."""
    set_aside = models.DateTimeField(null=True)
    """Since when it does not count, because the same person is in the pool by another."""
    same_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lottery", "ticket"], name="one_ticket_of_a_code"),
            models.UniqueConstraint(
                fields=["lottery", "email"],
                condition=Q(source=Source.PAGE, withdrawn=None, set_aside=None)
                & ~Q(email="")
                & ~Q(email=ERASED),
                name="one_registration_of_an_email",
            ),
        ]
        ordering = ["at"]

    def __str__(self) -> str:
        return self.name or self.ticket

    @property
    def is_emptied(self) -> bool:
        """Whether nothing of who they are is kept: they withdrew, or had all that leads to them erased."""
        return self.withdrawn is not None or self.name == ERASED

    @property
    def counts(self) -> bool:
        """Whether it can be drawn."""
        return self.withdrawn is None and self.set_aside is None


class Apart(Record):
    """That two registrations that look alike are of two people, or of two homes, as somebody found out."""

    table = Evidence(open=(*BASE_COLUMNS, "lottery", "about", "at"), committed=("first", "second", "by"))

    lottery = models.ForeignKey(Lottery, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=8, choices=Differ.choices, default=Differ.PERSON)
    """In what they are apart: whoever is somebody else may live in the same home."""
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second", "about"], name="apart_once")]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"


class SentPool(models.Model):
    """A file of people that was sent to come into a pool: kept for a day, so that one sees first what it comes to."""

    table = Derived("an upload kept for a day", personal=("content", "by", "report"))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("wp_kernel.Place", on_delete=models.CASCADE, related_name="+")
    lottery = models.ForeignKey(Lottery, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    report = models.JSONField(default=dict)
    """Which columns hold what, as was chosen, and why it could not be taken in."""
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    """When it was taken in; only that is kept then, for a button that is pressed again."""

    def __str__(self) -> str:
        return self.name


class DrawingUp(models.Model):
    """Chances and panels as they were worked out, until a draw is committed to or they are worked out anew."""

    table = Derived("worked out again from the pool and the targets")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("wp_kernel.Place", on_delete=models.CASCADE, related_name="+")
    lottery = models.ForeignKey(Lottery, on_delete=models.CASCADE, related_name="drawings_up")
    method = models.CharField(max_length=8, choices=Fairness.choices)
    asked = models.DateTimeField()
    of = models.CharField(max_length=64)
    """The digest of pool and terms it was worked out from."""
    stop = models.BooleanField(default=False)
    """Whether somebody asked for the best there is by now."""
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WORKING)
    found = models.JSONField(default=dict)
    """What came of it, as `drawing_up.Found` writes it."""
    done = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lottery", "method"], name="drawn_up_by_a_method")]

    def __str__(self) -> str:
        return f"{self.lottery_id} by {self.method}"


class Draw(Record):
    """A draw of so many seats: everything that decides it stands in the record before the public value exists."""

    table = Evidence(
        open=(
            *(*BASE_COLUMNS, "lottery", "number", "seats", "method", "committed", "terms_digest", "pool_digest"),
            *("panels_digest", "answers_digest", "commitment", "finished", "least", "bound", "people", "awaited"),
            *("secret_told", "drawn", "taken_back"),
        ),
        committed=("by", "awaits", "value", "value_source", "because", "kinds", "tickets", "never"),
        digested=("terms", "pool", "panels"),
    )  # fmt: skip

    lottery = models.ForeignKey(Lottery, on_delete=models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField()
    """Which of the lottery's draws it is, those taken back among them."""
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField()
    method = models.CharField(max_length=8, choices=Fairness.choices)
    committed = models.DateTimeField()
    terms = models.JSONField()
    """Seats, method, whether one of a household is drawn at most, and each target."""
    pool = models.JSONField()
    """A place for each ticket: its seal, and the numbers of its kind and household: enough to draw, and nothing of who somebody is."""
    tickets = models.JSONField()
    """The ticket at each place, for whoever checks the draw."""
    panels = models.JSONField()
    """The lottery over panels: for each the kind of whoever sits in each seat, and how many balls it has in the urn."""
    kinds = models.JSONField()
    """For each kind the numbers of the targets that count its people: for whoever checks that every panel meets them."""
    terms_digest = models.CharField(max_length=64)
    pool_digest = models.CharField(max_length=64)
    panels_digest = models.CharField(max_length=64)
    answers_digest = models.CharField(max_length=64)
    """The salted digest of what the kinds answered."""
    commitment = models.CharField(max_length=64)
    """The digest of the secret half of the seed, which is kept outside the database until it is told."""
    least = models.DecimalField(max_digits=15, decimal_places=14)
    """The chance of whoever can be drawn and has the least."""
    bound = models.DecimalField(max_digits=15, decimal_places=14)
    """Above which no lottery lifts the least chance, proved."""
    finished = models.BooleanField(default=True)
    """Whether it is proved to be the best; where somebody stopped it, the best there was by then."""
    people = models.PositiveIntegerField()
    never = models.PositiveIntegerField()
    """How many of them no panel holds."""
    awaits = models.CharField(max_length=300)
    """The public value that is the other half, named before it exists."""
    awaited = models.DateTimeField()
    """When it will be there, and not before."""
    value = models.CharField(max_length=300, blank=True)
    value_source = models.CharField(max_length=300, blank=True)
    """Where everybody can look it up: named before with the value, and said more exactly once it is there."""
    secret_told = models.CharField(max_length=64, blank=True)
    """The secret half of the seed, once it is drawn."""
    drawn = models.DateTimeField(null=True)
    taken_back = models.DateTimeField(null=True)
    because = models.CharField(max_length=500, blank=True)
    """Why a draw was taken back before its value was there."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lottery", "number"], name="one_draw_of_a_number"),
            models.UniqueConstraint(
                fields=["lottery"], condition=Q(drawn=None, taken_back=None), name="one_draw_at_a_time"
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return _("{panel}, draw {number}").format(panel=self.lottery.title, number=self.number)

    @property
    def fills_up(self) -> bool:
        """Whether it is for seats that became free, rather than for the whole panel."""
        return self.seats < self.lottery.seats

    @property
    def gap(self) -> Decimal:
        """By which part the least chance stays below its bound."""
        return max(1 - self.least / self.bound, Decimal(0)) if self.bound else Decimal(0)

    def get_absolute_url(self) -> str:
        """Return the page on which everybody reads how it is drawn."""
        return self.lottery.get_absolute_url()


class Seat(Record):
    """A seat on the panel, and whoever was drawn for it."""

    table = Evidence(
        open=(*BASE_COLUMNS, "draw", "asked", "reminded", "until", "answered"),
        committed=("registration", "state", "because", "told_by"),
    )

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="taken_seats")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="seats")
    state = models.CharField(max_length=10, choices=SeatState.choices, default=SeatState.DRAWN)
    asked = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    """When they were written to once more."""
    until = models.DateTimeField(null=True)
    """By when the last letter asked them to answer."""
    answered = models.DateTimeField(null=True)
    because = models.CharField(max_length=500, blank=True)
    """Why they cannot come, in their words."""
    told_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Who typed in what they said on the phone or by the post."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration"], name="one_seat_a_person")]
        ordering = ["draw__number", "pk"]

    def __str__(self) -> str:
        return str(self.registration)
