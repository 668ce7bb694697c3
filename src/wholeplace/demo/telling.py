"""Tells the story of the demo, by the same actions real people would use."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from wholeplace.convene.issues.actions import name_issue, reframe_issue, take_part
from wholeplace.convene.issues.framing import ask_decision, propose_framing, second_decision
from wholeplace.convene.issues.models import Issue
from wholeplace.demo import (
    account,
    chapter_circle,
    chapter_evidence,
    chapter_hill,
    chapter_invited,
    chapter_issues,
    chapter_joining,
    chapter_lottery,
    chapter_mandates,
    chapter_needed,
    chapter_waiting,
    invitations,
    mark,
)
from wholeplace.demo.live import open_live
from wholeplace.demo.people import EVERYBODY, NAMED, VOTERS, DemoPerson
from wholeplace.demo.statements import STATEMENTS
from wholeplace.demo.story import (
    AREAS,
    COMPLAINTS,
    CONVERSATION,
    DECISION,
    FRAMINGS,
    MAIN_ISSUE,
    ORGANISATIONS,
    PLACE,
    SECOND_ISSUE,
    DemoIssue,
)
from wholeplace.demo.votes import DEMO_SEED, demo_votes
from wholeplace.kernel.actors import Actor, Door, machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.decisions.actions import answer_decision, close_decision, reply_to_objection
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.names import Stance
from wholeplace.kernel.decisions.rules import CONSENT
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.people import CivicVoice, HatKind, Membership
from wholeplace.kernel.places import Place, Sector
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.actions import (
    HeardBallot,
    HeardElsewhere,
    HeardStatement,
    take_in_conversation,
)
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.names import Answer, Moderation
from wholeplace.places.organisations.actions import add_organisation
from wholeplace.places.partnership.actions import add_area, found_place
from wholeplace.places.people.actions import (
    NewMember,
    admit_members,
    confirm_hat,
    grant_first_hat,
    operator_at_the_command_line,
    propose_hat,
)
from wholeplace.places.policies.actions import write_policy
from wholeplace.places.policies.names import PolicyKind

TAKE_PART = 36
FIRST = 18
"""People who take part before the others, and decide by consent how the issue is seen."""
DECIDED_IN = 5
"""Days the decision of the story is open."""
MORNING, EVENING = 9, 20
STEPS = 8
Say = Callable[[str, float], None]
"""Takes what is being told, and what share of the story is told."""


class Teller:
    """Tells the story in order, each deed a little later than the one before."""

    def __init__(self, say: Say) -> None:
        """Begin the story some weeks ago."""
        self._say = say
        self._begun = 0
        self.moment = now() - dt.timedelta(days=61)
        self.members: dict[str, Membership] = {}
        self.place = Place(slug=PLACE.slug)
        self.taking_part: Sequence[DemoPerson] = ()

    def say(self, step: str) -> None:
        """Say which step of the story begins."""
        self._say(step, self._begun / STEPS)
        self._begun += 1

    def later(self, **by: float) -> dt.datetime:
        """Let some time go by, and the night too when it has grown late."""
        self.moment += dt.timedelta(**by)
        if not MORNING <= self.moment.hour < EVENING:
            days = 1 if self.moment.hour >= EVENING else 0
            self.moment = (self.moment + dt.timedelta(days=days)).replace(hour=MORNING)
        return self.moment

    def next_morning(self) -> dt.datetime:
        """Let the rest of the day and the night go by."""
        morning = self.moment + dt.timedelta(days=1)
        self.moment = morning.replace(hour=MORNING, minute=0, second=0, microsecond=0)
        return self.moment

    def operator(self) -> Actor:
        """The operator, at the command line."""
        return replace(operator_at_the_command_line(self.place), at=self.later(minutes=3))

    def member(self, person: DemoPerson, *, hat: HatKind = HatKind.PARTICIPANT) -> Actor:
        """Somebody of the story, on a page."""
        member = self.members[person.email]
        return Actor(place=self.place, door=Door.PAGE, membership=member, hat=hat, at=self.later(minutes=7))

    def tell(self) -> Place:
        """Tell the whole story, and have the work after the replies done too."""
        self.found()
        self.admit()
        self.give_hats()
        mark.choose_mark(self)
        self.say_where_to_complain()
        issue = self.name(MAIN_ISSUE)
        rules = chapter_issues.tell_the_beginning(self, issue)
        chapter_issues.tell_the_agreement(self, rules, self.come_together(issue))
        asked = self.moment
        hill = self.hold_on_the_hill()
        conversation = self.converse(issue, asked=asked)
        invitations.invite_before(self.convening(), self.later)
        chapter_circle.tell_the_circle(self, issue)
        self.later(days=3)
        open_now = self.ask_again(issue)
        self.say("Working out where people agree")
        run_all_now()
        chapter_lottery.open_the_next_panel(self, issue)
        chapter_waiting.tell_what_waits(self, hill, open_now)
        chapter_mandates.tell_who_waits(self)
        chapter_lottery.tell_who_replaces(self)
        self.report(issue, conversation)
        run_all_now()
        return self.place

    def found(self) -> None:
        """Found the place, with its areas and organisations."""
        self.say("Founding the place")
        self.place = found_place(
            self.operator(),
            name=PLACE.name,
            summary=PLACE.summary,
            languages=list(PLACE.languages),
            colour=PLACE.colour,
        )
        self.areas = {name: add_area(self.operator(), place=self.place, name=name) for name in AREAS}
        self.organisations = {
            one.name: add_organisation(
                self.operator(), place=self.place, name=one.name, sector=Sector(one.sector)
            )
            for one in ORGANISATIONS
        }

    def admit(self) -> None:
        """Admit everybody, from the list the partners wrote."""
        self.say(f"Admitting {len(EVERYBODY)} people")
        people = [
            NewMember(
                email=person.email,
                name=person.name,
                voice=CivicVoice(person.voice),
                sector=Sector(person.sector),
                organisation=self.organisations.get(person.organisation),
                area=self.areas[person.area],
            )
            for person in EVERYBODY
        ]
        admitted = admit_members(self.operator(), place=self.place, people=people)
        self.members = {person.email: member for person, member in zip(EVERYBODY, admitted, strict=True)}

    def say_where_to_complain(self) -> None:
        """Put the notice on complaints into the place's own words."""
        convener, _second = self.wearers("convener")
        actor = self.member(convener, hat=HatKind.CONVENER)
        write_policy(actor, place=self.place, kind=PolicyKind.COMPLAINTS, text=COMPLAINTS, after=0)

    def give_hats(self) -> None:
        """Give the first hats by command, and the others by two people's word."""
        self.say("Giving out hats")
        first, second = self.wearers("convener")
        for person in (first, second):
            self._grant(person, HatKind.CONVENER)
        for person in self.wearers("operator"):
            self._grant(person, HatKind.OPERATOR)
        for person in NAMED:
            for code in person.hats:
                if code not in {"convener", "operator"}:
                    proposed = propose_hat(
                        self.member(first, hat=HatKind.CONVENER),
                        member=self.members[person.email],
                        kind=HatKind(code),
                    )
                    confirm_hat(self.member(second, hat=HatKind.CONVENER), hat=proposed)

    def wearers(self, code: str) -> Sequence[DemoPerson]:
        """Return the people of the story who wear a hat."""
        return [person for person in NAMED if code in person.hats]

    def _grant(self, person: DemoPerson, kind: HatKind) -> None:
        grant_first_hat(self.operator(), member=self.members[person.email], kind=kind)

    def name(self, issue: DemoIssue) -> Issue:
        """Have the convener name an issue."""
        convener = self.convening()
        return name_issue(
            convener,
            place=self.place,
            title=issue.title,
            happening=issue.happening,
            for_whom=issue.for_whom,
            tried=issue.tried,
            framing=issue.framing,
            audience=Audience.PUBLIC,
            area=self.areas.get(issue.area),
        )

    def come_together(self, issue: Issue) -> list[DemoPerson]:
        """Have people take part, until the framing is theirs and the convener can no longer change it; return them."""
        self.say("People take part")
        every = max(1, len(VOTERS) // TAKE_PART)
        cast = [person for person in NAMED if not person.hats or "convener" in person.hats]
        people = self.taking_part = list(dict.fromkeys([*cast, *VOTERS[::every]]))
        for person in people[:FIRST]:
            take_part(self.member(person), issue=issue)
        try:
            convener = self.convening()
            reframe_issue(convener, issue=issue, text="How can the seafront be kept quiet after dark?")
        except Refused:
            self.later(days=1)
        self.decide(issue)
        for person in people[FIRST:]:
            take_part(self.member(person), issue=issue)
        return people

    def decide(self, issue: Issue) -> None:
        """Have two framings proposed, and one adopted by those who take part, with an objection answered on the way."""
        self.say("Deciding how to see it")
        proposed = [
            propose_framing(
                self.named(one.by),
                issue=issue,
                standpoint=one.standpoint,
                text=one.text,
                evidence=one.evidence,
            )
            for one in FRAMINGS
        ]
        chapter_evidence.tell_the_evidence(self, proposed)
        asked = ask_decision(
            self.named(DECISION.asked_by),
            issue=issue,
            question=DECISION.question,
            framings=[proposed[0].pk],
            rule=CONSENT,
            days=DECIDED_IN,
            quorum=FIRST // 2,
            voice_quorum=1,
        )
        self.answer(second_decision(self.named(DECISION.seconded_by), decision=asked))

    def answer(self, decision: Decision) -> None:
        """Have people consent, one object and be answered, and the program close the decision when its time is over."""
        objector, closes = DECISION.objector, self.moment + dt.timedelta(days=DECIDED_IN)
        answer_decision(
            self.named(objector), decision=decision, answer=Stance.OBJECT, objection=DECISION.objection
        )
        for name in DECISION.consents:
            answer_decision(self.named(name), decision=decision, answer=Stance.CONSENT)
        (objection,) = decision.objections.all()
        reply_to_objection(
            self.named(DECISION.asked_by), decision=decision, objection=objection.pk, reply=DECISION.reply
        )
        for name in (*DECISION.asides, objector):
            answer_decision(self.named(name), decision=decision, answer=Stance.ASIDE)
        self.moment = max(self.moment, closes)
        close_decision(machine(self.place, "decisions", at=self.moment), decision=decision)

    def convening(self) -> Actor:
        """The first convener, in that hat."""
        return self.member(self.wearers("convener")[0], hat=HatKind.CONVENER)

    def named(self, name: str) -> Actor:
        """Somebody of the cast, as a participant."""
        return self.member(next(person for person in NAMED if person.name == name))

    def hold_on_the_hill(self) -> Issue:
        """Have the second issue named, and a conversation about it held to its end meanwhile; return the issue."""
        self.say("Holding a conversation to its end")
        issue = self.name(SECOND_ISSUE)
        chapter_issues.tell_the_hill(self, issue)
        chapter_needed.map_who_is_needed(self, issue)
        chapter_needed.keep_contacts(self)
        chapter_mandates.tell_the_mandates(self, issue)
        chapter_hill.tell_the_conversation(self, issue)
        chapter_needed.suggest_who_else(self, issue)
        chapter_invited.ask_many_to_speak(self, issue)
        chapter_lottery.tell_the_panel(self, issue)
        return issue

    def converse(self, issue: Issue, *, asked: dt.datetime) -> Conversation:
        """Have the conversation that was held for three weeks brought in."""
        self.say("Bringing in the conversation")
        self.moment = max(self.moment, asked + dt.timedelta(days=21))
        convener = self.convening()
        return take_in_conversation(
            convener,
            issue=issue,
            title=CONVERSATION.title,
            question=CONVERSATION.question,
            heard=conversation(),
        )

    def report(self, issue: Issue, conversation: Conversation) -> None:
        """Have the convener answer everybody who spoke, once it is worked out where people agree, and report back."""
        convener = self.convening()
        account.report(replace(convener, at=now()), issue=issue, conversation=conversation)

    def ask_again(self, issue: Issue) -> Conversation:
        """Have a conversation opened that is still open, in which whoever takes part has begun to answer; return it."""
        convener = self.wearers("convener")[0]
        opened = open_live(self.member, convener=convener, issue=issue, people=self.taking_part)
        chapter_joining.tell_who_came(self, opened)
        invitations.invite_into(self.convening(), self.later, opened)
        return opened


def conversation() -> HeardElsewhere:
    """Return the conversation of the story: its statements, and the ballots its model draws."""
    drawn = demo_votes(DEMO_SEED)
    ballots = tuple(
        HeardBallot(
            Answer.UNSEEN.value + letters,
            voter.voice,
            voter.sector,
            voter.name if voter.on_record else "",
        )
        for voter, letters in zip(drawn.voters, drawn.ballots(), strict=True)
    )
    statements = tuple(
        HeardStatement(
            one.number, one.text, Moderation.OUT if one.is_left_out else Moderation.IN, one.written.seeded
        )
        for one in STATEMENTS
    )
    digest = hashlib.sha256(repr((statements, ballots)).encode()).hexdigest()
    return HeardElsewhere(
        source="demo",
        digest=digest,
        statements=statements,
        ballots=ballots,
        votes=len(drawn.value),
        description=CONVERSATION.description,
    )


def tell(say: Say) -> Place:
    """Tell the story in an empty database, and return its place."""
    return Teller(say).tell()
