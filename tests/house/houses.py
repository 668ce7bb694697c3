"""A place and everybody in it, of whom everything private carries a word of its own."""

from dataclasses import dataclass, field
from typing import Any

from wholeplace.account.exchange.models import Staged
from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.ground_rules.models import GroundRules
from wholeplace.convene.invitations.models import AccessNeeds, IssueInvitation, SponsorWords
from wholeplace.convene.issues.models import Amendment, Candidacy, Issue
from wholeplace.convene.lottery.models import Lottery, Registration, Seat, SentPool
from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement
from wholeplace.convene.stakeholders.models import (
    Absence,
    Contact,
    CouldSpeak,
    Interest,
    Note,
    Perspective,
    SentSheet,
    Tie,
)
from wholeplace.kernel.actors import Actor, Door, Viewer
from wholeplace.kernel.decisions.models import Decision, Objection
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.people import Hat, HatKind, Membership
from wholeplace.kernel.places import Area, Organisation, Place
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.asides import Aside
from wholeplace.mediate.conversations.models import Conversation, Room
from wholeplace.places.invited.models import Invitation
from wholeplace.places.joining.models import Arrival
from wholeplace.places.people.actions import (
    operator_at_the_command_line,
)


@dataclass
class House:
    """A place and everybody in it, by the hat they wear; `second` is another convener, `waiting` a proposed hat, `ending` one
    that somebody proposed to take off. The second convener proposes to remove the newcomer, asks for a decision about each
    issue, objects in it, reports on what was said, and has begun to correct the report; `removed` is a member no more."""

    place: Place
    people: dict[str, Membership] = field(default_factory=dict)
    issues: dict[Audience, Issue] = field(default_factory=dict)
    conversations: dict[Audience, Conversation] = field(default_factory=dict)
    live: dict[Audience, Conversation] = field(default_factory=dict)
    decisions: dict[Audience, Decision] = field(default_factory=dict)
    candidacies: dict[Audience, Candidacy] = field(default_factory=dict)
    changes: dict[Audience, ExpectedChange] = field(default_factory=dict)
    expected: dict[Audience, Any] = field(default_factory=dict)
    """What its parties expect of one another, as `expecting` tells it."""
    readings: dict[Audience, Reading] = field(default_factory=dict)
    rules: dict[Audience, GroundRules] = field(default_factory=dict)
    perspectives: dict[Audience, Perspective] = field(default_factory=dict)
    asides: dict[Audience, Aside] = field(default_factory=dict)
    """What the convener keeps for whoever facilitates."""
    notes: dict[Audience, Note] = field(default_factory=dict)
    interests: dict[Audience, Interest] = field(default_factory=dict)
    absences: dict[Audience, Absence] = field(default_factory=dict)
    ties: dict[Audience, Tie] = field(default_factory=dict)
    moves: dict[Audience, Amendment] = field(default_factory=dict)
    restated: dict[Audience, Amendment] = field(default_factory=dict)
    files: dict[Audience, KeptFile] = field(default_factory=dict)
    area: Area | None = None
    organisation: Organisation | None = None
    trust: Organisation | None = None
    """The body of the second convener, who takes part for another than everybody else."""
    waiting: Hat | None = None
    ending: Hat | None = None
    staged: Staged | None = None
    contact: Contact | None = None
    guess: CouldSpeak | None = None
    sheet: SentSheet | None = None
    book: SentSheet | None = None
    lotteries: dict[Audience, Lottery] = field(default_factory=dict)
    registration: Registration | None = None
    """Somebody who registered for the public panel on its page."""
    ticket: str = ""
    """The secret in their letter, by which they open their own page."""
    people_sent: SentPool | None = None
    """A file of people that waits to be taken into its pool."""
    arrival: Arrival | None = None
    invitation: Invitation | None = None
    link: str = ""
    asking: Asking | None = None
    asked_for_all: Asking | None = None
    for_all: StandingStatement | None = None
    mandate: Mandate | None = None
    letter: str = ""
    """The secret in the letter that asks a manager."""
    given: str = ""
    """The secret in the letter that confirms what another one gave."""
    vouched: SponsorWords | None = None
    asked: IssueInvitation | None = None
    """The invitation to speak for a perspective that was answered with maybe."""
    needs: AccessNeeds | None = None
    answer: str = ""
    """The secret in its letter, by which it is answered."""
    wish: str = ""
    """The secret in its letter, by which no more invitations come."""
    seated: Seat | None = None
    """The seat of somebody who was drawn for a panel, and asked."""
    seat_link: str = ""
    """The secret in the letter that asks them."""
    room: Room | None = None
    return_code: str = ""
    """By which the guest who came in by the room comes back."""

    def word(self, what: str) -> str:
        """Return the word only this thing of this place carries."""
        return f"{what}zq{self.place.slug}".replace("-", "")

    def actor(self, name: str, *, hat: HatKind = HatKind.PARTICIPANT) -> Actor:
        """Somebody of the place, on a page."""
        return Actor(place=self.place, door=Door.PAGE, membership=self.people[name], hat=hat)

    def objection(self, audience: Audience = Audience.PUBLIC) -> Objection:
        """What the second convener objects, in the decision about an issue."""
        return Objection.objects.get(decision=self.decisions[audience])

    def viewer(self, name: str) -> Viewer:
        """Somebody of the place, reading."""
        return Viewer(self.place, self.people[name])

    @property
    def operator(self) -> Actor:
        """Whoever runs the machine, at its command line."""
        return operator_at_the_command_line(self.place)
