"""A decision as it was declared, the people it belongs to, and what each of them answered."""

import datetime as dt

from django.db import models
from django.urls import reverse

from wholeplace.kernel.decisions.names import DecisionState, Outcome, Stance
from wholeplace.kernel.decisions.rules import RULES, Rule
from wholeplace.kernel.people import CivicVoice, Membership
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence

SECONDED_WITHIN = dt.timedelta(days=14)
"""How long a decision that was asked for waits for a second person."""


class Decision(Record):
    """A question put to a group under a rule declared beforehand, and what became of it."""

    table = Evidence(
        open=(
            *BASE_COLUMNS,
            "purpose",
            "about",
            "rule",
            "in_force",
            "quorum",
            "voice_quorum",
            "days",
            "fallback_days",
            "seats",
            "circle",
            "electors",
            "state",
            "asked",
            "opened",
            "deadline",
            "outcome",
            "chosen",
            "seated",
            "stood_down",
            "closed",
        ),
        committed=("question", "asked_by", "seconded_by"),
    )

    purpose = models.CharField(max_length=40)
    about = models.UUIDField(db_index=True)
    question = models.CharField(max_length=300)
    rule = models.CharField(max_length=12)
    in_force = models.CharField(max_length=12)
    """The rule answers are given under now: the declared one, or approval once consent fell back to it."""
    quorum = models.PositiveIntegerField()
    voice_quorum = models.PositiveIntegerField()
    days = models.PositiveIntegerField()
    fallback_days = models.PositiveIntegerField(default=0)
    """Days of approval that follow an objection which stands; with none, nothing is decided."""
    seats = models.PositiveIntegerField(default=0)
    """How many options can be adopted together, where the rule gives seats."""
    circle = models.UUIDField(null=True, db_index=True)
    """The circle that decides, by the record it is; none where everybody does whom the decision belongs to."""
    electors = models.PositiveIntegerField(default=0)
    state = models.CharField(
        max_length=10, choices=DecisionState.choices, default=DecisionState.WAITING, db_index=True
    )
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField()
    seconded_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    opened = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    chosen = models.PositiveIntegerField(null=True)
    seated = models.CharField(max_length=200, blank=True)
    """The numbers of the options given seats, with spaces between them, in the order they were seated."""
    stood_down = models.CharField(max_length=200, blank=True)
    """The numbers of the options that withdrew while it was open, with spaces between them: no seat goes to them."""
    closed = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about"],
                condition=models.Q(state=DecisionState.OPEN),
                name="one_open_decision_about_a_thing",
            )
        ]
        ordering = ["-asked"]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """Return the decision's own address."""
        return reverse("decision", kwargs={"place": self.place.slug, "decision": self.pk})

    @property
    def declared(self) -> Rule:
        """The rule it was asked under."""
        return RULES[self.rule]

    @property
    def lapses(self) -> dt.datetime:
        """When it lapses, unless somebody seconds it before."""
        return self.asked + SECONDED_WITHIN

    @property
    def seats_given(self) -> tuple[int, ...]:
        """The numbers of the options given seats, the first seated first."""
        return tuple(map(int, self.seated.split()))

    @property
    def without(self) -> frozenset[int]:
        """The numbers of the options that withdrew while it was open."""
        return frozenset(map(int, self.stood_down.split()))

    @property
    def fell_back(self) -> bool:
        """Whether an objection stood, and another rule decides in the end."""
        return self.in_force != self.rule


class Option(Record):
    """One thing the group can choose, by the record it names."""

    table = Evidence(open=(*BASE_COLUMNS, "decision", "number", "record"))

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="options")
    number = models.PositiveIntegerField()
    record = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="one_option_of_a_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"option {self.number}"


class Elector(Record):
    """Somebody a decision belongs to, with the voice and sector they had when it opened."""

    table = Evidence(open=(*BASE_COLUMNS, "decision"), committed=("member", "voice", "sector"))

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="electorate")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    voice = models.CharField(max_length=12, choices=CivicVoice.choices)
    sector = models.CharField(max_length=12, choices=Sector.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "member"], name="an_elector_once")]

    def __str__(self) -> str:
        return self.member.name


class Response(Record):
    """What an elector answers under one rule; it may change until the decision closes."""

    table = Evidence(
        open=(*BASE_COLUMNS, "decision", "elector", "rule", "answered"), committed=("answer", "approves")
    )

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="responses")
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="responses")
    rule = models.CharField(max_length=12)
    answer = models.CharField(max_length=10, choices=Stance.choices, blank=True)
    approves = models.CharField(max_length=200, blank=True)
    """The numbers of the options approved, with spaces between them."""
    answered = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["elector", "rule"], name="one_response_under_a_rule")]
        ordering = ["answered"]

    def __str__(self) -> str:
        return self.get_answer_display() or self.approves

    @property
    def options(self) -> frozenset[int]:
        """The numbers of the options approved."""
        return frozenset(map(int, self.approves.split()))


class Objection(Record):
    """What harm an elector sees in a proposal, and what was answered; it stands until they change their answer."""

    table = Evidence(
        open=(*BASE_COLUMNS, "decision", "elector", "in_confidence", "raised", "withdrawn", "replied"),
        committed=("text", "reply", "replied_by"),
    )

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="objections")
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    in_confidence = models.BooleanField(default=False)
    """Whether whoever objects is named to nobody."""
    raised = models.DateTimeField()
    reply = models.TextField(max_length=2000, blank=True)
    replied_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    replied = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["elector"], condition=models.Q(withdrawn=None), name="one_objection_stands"
            )
        ]
        ordering = ["raised"]

    def __str__(self) -> str:
        return self.text[:60]
