"""The chapter on a conversation that was held here: opened, answered, closed, worked out, decided on and answered in turn."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from wholeplace.account.reports.actions import (
    add_follow_up,
    carry_statements,
    draft_report,
    leave_statements,
    publish_report,
)
from wholeplace.convene.changes.models import ExpectedChange
from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.framing import ask_decision, propose_framing, second_decision
from wholeplace.convene.issues.models import Issue
from wholeplace.demo.chapter_circle import end
from wholeplace.demo.chapter_expectations import tell_what_holds, tell_what_they_expect
from wholeplace.demo.chapter_issues import declared
from wholeplace.demo.hill import (
    APPROVED,
    BY_GUESTS,
    DESCRIPTION,
    FRAMINGS,
    LEFT,
    NEXT_STEPS,
    QUESTION,
    RUNG,
    SEEDS,
    STATEMENTS,
    TITLE,
    WHICH,
    WORDS,
    WRITTEN,
    Becomes,
)
from wholeplace.demo.people import NAMED, VOTERS, DemoPerson
from wholeplace.demo.story import SECOND_ISSUE
from wholeplace.kernel.actors import machine
from wholeplace.kernel.clock import telling_of
from wholeplace.kernel.decisions.actions import approve_options
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.rules import APPROVAL
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.people import CivicVoice, HatKind
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Record
from wholeplace.mediate.conversations.answering import answer_statement, go_on_record
from wholeplace.mediate.conversations.conditions import REMINDED
from wholeplace.mediate.conversations.guests import say_as_guest
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.moderation import accept_statement
from wholeplace.mediate.conversations.names import Answer
from wholeplace.mediate.conversations.opening import open_conversation
from wholeplace.mediate.conversations.paper import type_sheet
from wholeplace.mediate.conversations.rooms import answer_as_guest, enter_room, new_code, open_room
from wholeplace.mediate.conversations.saying import say

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller

OPEN_FOR: Final = dt.timedelta(days=12)
CLOSES_AT = 19
EVERY: Final = 3
"""Of those who work for the surgery or the council, every so many-th takes part."""
ON_THE_RECORD: Final = ("Cllr Dennis Oakshott", "Cllr Judith Harkaway", "Cllr Nasreen Qureshi")
GUESTS: Final = 5
SHEETS: Final = 80
ROOM_NAME: Final = "Church hall on the hill"
ROOM_LASTS: Final = dt.timedelta(hours=6)
TRUST_SERVICES: Final = frozenset({"council", "health", "police", "fire", "other"})
LEANS: Final = {True: 0.78, False: 0.3}
"""How likely somebody trusts services first: whoever works for one, and whoever does not."""
STOPS_AT = 16
"""Statements that the less patient answer before they stop; the others answer all."""
SEED: Final = 6
"""The draw the story tells."""
DECIDE_IN = 3
LETTERS_APART = 7
"""Hours from what became of statements to the letters of that day: nobody gets two within twenty."""
ANSWER = 32
"""How many answer when the group decides."""


def tell_the_conversation(teller: "Teller", issue: Issue) -> None:
    """Have a conversation held to its end, the issue seen anew by what was said, and everybody who spoke answered."""
    rung = declared(teller, issue, RUNG)
    people = come_together(teller, issue)
    tell_what_they_expect(teller, issue)
    tell_what_holds(teller, issue, people)
    conversation = open_conversation(
        teller.convening(),
        issue=issue,
        title=TITLE,
        question=QUESTION,
        description=DESCRIPTION,
        seeds=[one.text for one in SEEDS],
        closes=(teller.moment + OPEN_FOR).replace(hour=CLOSES_AT, minute=0, second=0, microsecond=0),
    )
    tell_what_was_said(teller, conversation, people)
    let_it_close(teller, conversation)
    decision = decide(teller, issue, people)
    let_letters_go_out(teller)
    answer_everybody(teller, conversation, rung=rung, decision=decision)


def come_together(teller: "Teller", issue: Issue) -> Sequence[DemoPerson]:
    """Have the cast, people who live on the hill, and some whose work is there, take part; return them."""
    cast = [person for person in NAMED if not person.hats or "convener" in person.hats]
    town = [person for person in VOTERS if person not in NAMED]
    live_there = [one for one in town if one.area == SECOND_ISSUE.area and one.sector == "resident"]
    work_there = [one for one in town if one.sector in {"health", "council"}][::EVERY]
    people = [
        *(one for one in cast if one.voice != "politician" or one.name in ON_THE_RECORD),
        *live_there,
        *work_there,
    ]
    for person in people:
        take_part(teller.member(person), issue=issue)
    return people


def tell_what_was_said(teller: "Teller", conversation: Conversation, people: Sequence[DemoPerson]) -> None:
    """Have statements written and answered: by members, by guests in a hall, and on paper."""
    chance = np.random.default_rng(SEED)
    for one in WRITTEN:
        say(teller.named(one.by), conversation=conversation, text=one.text)
    tell_the_hall(teller, conversation, chance)
    (moderator,) = teller.wearers("moderator")
    for written in conversation.statements.filter(seed=False):
        accept_statement(teller.member(moderator, hat=HatKind.MODERATOR), statement=written)
    for name in ON_THE_RECORD:
        go_on_record(teller.named(name), conversation=conversation)
    for person in people:
        services = person.sector in TRUST_SERVICES and person.voice != "public"
        actor = replace(teller.member(person), at=teller.later(minutes=50))
        for number, answer in drawn(chance, works_for_one=services).items():
            answer_statement(actor, conversation=conversation, number=number, answer=answer)
    for number in range(1, SHEETS + 1):
        type_sheet(
            teller.convening(),
            conversation=conversation,
            number=number,
            voice=CivicVoice.PUBLIC,
            sector=Sector.RESIDENT,
            answers=drawn(chance, works_for_one=False),
        )


def tell_the_hall(teller: "Teller", conversation: Conversation, chance: np.random.Generator) -> None:
    """Have guests come to a hall for an afternoon, write two statements, and answer."""
    convener = teller.convening()
    opens = teller.next_morning()  # so that it closes on the day it opens, whenever the story is told
    room = open_room(
        convener,
        conversation=conversation,
        opens=opens,
        closes=opens + ROOM_LASTS,
        most=GUESTS,
        name=ROOM_NAME,
    )
    teller.moment = opens + dt.timedelta(minutes=30)  # the same day, however late it opened
    by = machine(teller.place, "rooms", at=teller.moment)
    guests = [
        enter_room(by, room=room, voice=CivicVoice.PUBLIC, sector=Sector.RESIDENT, code=new_code())
        for _guest in range(GUESTS)
    ]
    for guest, one in zip(guests, BY_GUESTS, strict=False):
        say_as_guest(by, conversation=conversation, guest=guest, text=one.text)
    for guest in guests:
        for number, answer in drawn(chance, works_for_one=False).items():
            answer_as_guest(by, conversation=conversation, guest=guest, number=number, answer=answer)


def drawn(chance: np.random.Generator, *, works_for_one: bool) -> dict[int, Answer]:
    """Return how somebody answers, who works for a service or does not: in a draw of their own, as far as they go."""
    services = chance.random() < LEANS[works_for_one]
    most = STOPS_AT if chance.random() < 1 / 3 else len(STATEMENTS)
    answers = {}
    for place in chance.permutation(len(STATEMENTS))[:most]:
        one = STATEMENTS[place]
        share = one.services if services else one.neighbours
        passes, agrees = chance.random() < 0.06, chance.random() < share
        answers[int(place) + 1] = Answer.PASS if passes else Answer.AGREE if agrees else Answer.DISAGREE
    return answers


def let_it_close(teller: "Teller", conversation: Conversation) -> None:
    """Let the program remind people, close the conversation at its time, and work out where they agree."""
    closes = conversation.closes or teller.moment
    for moment in (closes - REMINDED, closes):
        with telling_of(moment):
            run_all_now()
    teller.moment = closes
    conversation.refresh_from_db()


def decide(teller: "Teller", issue: Issue, people: Sequence[DemoPerson]) -> Decision:
    """Have three framings proposed by what was said, and one adopted that most of both sides approve."""
    proposed = [
        propose_framing(teller.named(one.by), issue=issue, standpoint=one.standpoint, text=one.text)
        for one in FRAMINGS
    ]
    asked = ask_decision(
        teller.named(FRAMINGS[0].by),
        issue=issue,
        question=WHICH,
        framings=[one.pk for one in proposed],
        rule=APPROVAL,
        days=DECIDE_IN,
        quorum=ANSWER // 2,
    )
    decision = second_decision(teller.named(FRAMINGS[1].by), decision=asked)
    for place, person in enumerate(people[:ANSWER]):
        options = list(APPROVED[place % len(APPROVED)])
        approve_options(teller.member(person), decision=decision, options=options)
    end(teller, decision, days=DECIDE_IN)
    return decision


def answer_everybody(
    teller: "Teller", conversation: Conversation, *, rung: ExpectedChange, decision: Decision
) -> None:
    """Have the convener say what became of each statement, and let the report go out."""
    issue = conversation.issue
    targets: dict[Becomes, Record] = {
        Becomes.CHANGE: rung,
        Becomes.FRAMING: issue.framings.latest("version"),
        Becomes.DECISION: decision,
    }
    for becomes, step in NEXT_STEPS.items():
        convener = teller.convening()
        due = teller.moment.date() + dt.timedelta(days=step.days)
        targets[becomes] = add_follow_up(
            convener, conversation=conversation, text=step.text, owner=step.owner, due=due
        )
    for becomes, target in targets.items():
        carry_statements(
            teller.convening(), conversation=conversation, numbers=numbers(becomes), into=target.pk
        )
    for becomes, because in LEFT.items():
        leave_statements(
            teller.convening(), conversation=conversation, numbers=numbers(becomes), because=because
        )
    teller.later(hours=LETTERS_APART)
    let_letters_go_out(teller)
    draft_report(teller.convening(), conversation=conversation, **WORDS)
    publish_report(teller.convening(), conversation=conversation)


def let_letters_go_out(teller: "Teller") -> None:
    """Have whoever was told something get it by letter, as they do once a day."""
    with telling_of(teller.moment):
        enqueue("notices.write", place=None)
        run_all_now()


def numbers(becomes: Becomes) -> list[int]:
    """Return the numbers of the statements of which this became."""
    return [number for number, one in enumerate(STATEMENTS, start=1) if one.becomes is becomes]
