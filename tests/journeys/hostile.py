"""A place in which whatever people can write, and whatever an import can bring, is a payload."""

import base64
import csv
import datetime as dt
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import StringIO
from itertools import cycle
from pathlib import Path
from typing import Any
from unittest import mock
from zlib import compress, decompress

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import models
from django.test import TestCase, override_settings
from tests.journeys.hostile_invited import invite_in_payloads
from tests.journeys.hostile_lots import pool_in_payloads
from tests.journeys.hostile_map import contacts_in_payloads, map_in_payloads, suggestion_in_payloads
from tests.journeys.hostile_seated import seats_in_payloads
from tests.journeys.payloads import ENDLESS, corpus, pages_of_text, tamed

from wholeplace.account.exchange.models import Staged
from wholeplace.account.reports.actions import (
    add_follow_up,
    carry_statements,
    draft_report,
    leave_statements,
    publish_report,
)
from wholeplace.convene.changes.actions import (
    correct_reading,
    declare_change,
    give_reading,
    restate_change,
)
from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.expectations.actions import write_card
from wholeplace.convene.expectations.marking import mark
from wholeplace.convene.expectations.models import CardLine
from wholeplace.convene.expectations.names import PairingKind
from wholeplace.convene.expectations.ruling import draw_up_rules
from wholeplace.convene.expectations.settling import settle
from wholeplace.convene.ground_rules.actions import declare_ground_rules
from wholeplace.convene.issues.actions import (
    name_issue,
    reframe_issue,
    stop_taking_part,
    take_part,
)
from wholeplace.convene.issues.amending import describe_issue, move_issue
from wholeplace.convene.issues.circles import stand_for_circle
from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.framing import ask_decision, propose_framing, second_decision
from wholeplace.convene.issues.models import Issue, ProposedFraming
from wholeplace.convene.issues.names import Status
from wholeplace.convene.issues.rewording import reword_framing, withdraw_framing
from wholeplace.convene.lottery.models import SentPool
from wholeplace.convene.mandates.actions import ask_mandate, ask_statement
from wholeplace.convene.mandates.answering import decline_asking, give_mandate, send_asking
from wholeplace.convene.mandates.standing import publish_statement, second_statement
from wholeplace.convene.stakeholders.going_without import propose_absence
from wholeplace.convene.stakeholders.interests import declare_interest
from wholeplace.convene.stakeholders.models import SentSheet
from wholeplace.convene.wickedness.actions import answer_wickedness
from wholeplace.convene.wickedness.names import Answer as Finding
from wholeplace.convene.wickedness.names import Property
from wholeplace.kernel.actors import Actor, Door, machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.decisions.actions import answer_decision, reply_to_objection
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.names import Stance
from wholeplace.kernel.files.actions import take_back_file
from wholeplace.kernel.files.checking import Checked
from wholeplace.kernel.files.keeping import MOST_FILES
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.files.names import FileKind
from wholeplace.kernel.files.taking_down import hold_file
from wholeplace.kernel.guard import deriving, migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.canonical import canonical
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.people import CivicVoice, HatKind, Membership
from wholeplace.kernel.places import Place, Sector
from wholeplace.kernel.records import Audience
from wholeplace.kernel.tables import models_by_table
from wholeplace.mediate.conversations.actions import (
    HeardBallot,
    HeardElsewhere,
    HeardStatement,
    take_in_conversation,
)
from wholeplace.mediate.conversations.answering import answer_statement
from wholeplace.mediate.conversations.asides import REPLY_AT_MOST
from wholeplace.mediate.conversations.conditions import LONGEST, MOST_SEEDS, MOST_WRITTEN
from wholeplace.mediate.conversations.confiding import answer_aside, write_aside
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.moderation import answer_moderators, hold_statement
from wholeplace.mediate.conversations.moderation_reporting import report_statement
from wholeplace.mediate.conversations.names import Answer, Moderation, Reason
from wholeplace.mediate.conversations.opening import open_conversation, propose_close
from wholeplace.mediate.conversations.rooms import open_room
from wholeplace.mediate.conversations.rulings import WORDS_AT_MOST
from wholeplace.mediate.conversations.saying import say
from wholeplace.places.invited.actions import invite, send_invitation
from wholeplace.places.invited.models import WORDS_AT_MOST as WORDS_IN_A_LETTER
from wholeplace.places.organisations.actions import add_organisation
from wholeplace.places.partnership.actions import add_area, found_place
from wholeplace.places.people.actions import (
    admit_member,
    confirm_hat,
    grant_first_hat,
    operator_at_the_command_line,
    propose_hat,
)
from wholeplace.places.people.leaving import propose_removal
from wholeplace.places.policies.actions import write_policy
from wholeplace.places.policies.models import TEXT_AT_MOST
from wholeplace.places.policies.names import PolicyKind

SLUG = "hostile"
REASON = Membership._meta.get_field("removal_reason").max_length
ISSUES = 30
PLAIN_FILES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@dataclass
class Hostile:
    """The place, who wears what in it, and the records its pages show."""

    place: Place
    people: list[Membership] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    conversation: Conversation | None = None
    staged: Staged | None = None
    decision: Decision | None = None
    live: Conversation | None = None
    link: str = ""
    answer: str = ""
    ticket: str = ""
    wish: str = ""

    @property
    def operator(self) -> Actor:
        """Whoever runs the machine, at its command line."""
        return operator_at_the_command_line(self.place)

    @property
    def convener(self) -> Actor:
        """The first of the people, who holds every hat this scene needs."""
        return Actor(place=self.place, door=Door.PAGE, membership=self.people[0], hat=HatKind.CONVENER)


@contextmanager
def told(folder: Path) -> Iterator[Hostile]:
    """Tell the place inside a transaction that is rolled back."""
    with override_settings(
        KEYS=folder / "keys", HOME=folder, FILES=folder / "files", EMAIL_FILE_PATH=folder / "letters", STORAGES=PLAIN_FILES,
        PUBLIC_URL="http://testserver", DEMO=True,
    ):  # fmt: skip
        atomics = TestCase._enter_atomics()
        try:
            yield _tell()
        finally:
            TestCase._rollback_atomics(atomics)


def _tell() -> Hostile:
    scene, words = Hostile(Place(slug=SLUG)), cycle(corpus())
    scene.place = found_place(
        scene.operator, name=corpus()[0], summary="\n".join(corpus()[1:5]), languages=["en-gb"],
        colour="#0f5e6e",
    )  # fmt: skip
    _people_come(scene)
    _people_are_invited(scene)
    for number in range(ISSUES):
        _name(scene, [next(words) for _ in range(5)], ENDLESS[0][:120] if number == 1 else "")
    _much_is_said_of_the_first(scene)
    _managers_are_asked(scene)
    scene.conversation = take_in_conversation(
        scene.convener, issue=scene.issues[0], title=corpus()[10], question="\n".join(corpus()[11:18])[:500],
        heard=_heard(),
    )  # fmt: skip
    _it_is_reported_on(scene)
    _a_conversation_is_open(scene)
    _notices_are_written(scene)
    _an_import_waits(scene)
    _somebody_is_signed_in_with(scene, corpus())
    run_all_now()
    checkpoint(scene.place)
    newest = (
        f"After the checkpoint: {corpus()[2]}"  # its line says the same when the words of all others change
    )
    add_organisation(scene.operator, place=scene.place, name=newest, sector=Sector.OTHER)
    return scene


def _notices_are_written(scene: Hostile) -> None:
    """Each payload stands in a heading, a list and a paragraph of the privacy notice."""
    marks = cycle(("## ", "- ", ""))
    text = "\n\n".join(f"{next(marks)}{one}" for one in corpus())
    write_policy(
        scene.convener, place=scene.place, kind=PolicyKind.PRIVACY, text=text[:TEXT_AT_MOST], after=0
    )


def _people_come(scene: Hostile) -> None:
    for number, name in enumerate(corpus()):
        scene.people.append(
            admit_member(
                scene.operator,
                place=scene.place,
                email=f'"<b>{number}</b>&ran({number})"@x.example' if number % 2 else f"m{number}@x.example",
                name=name,
                voice=CivicVoice.PUBLIC,
                sector=Sector.RESIDENT,
                organisation=add_organisation(
                    scene.operator, place=scene.place, name=name, sector=Sector.OTHER
                ),
                area=add_area(scene.operator, place=scene.place, name=name),
            )
        )
    first, second, third, *others = scene.people
    for kind in (HatKind.CONVENER, HatKind.OPERATOR):
        grant_first_hat(scene.operator, member=first, kind=kind)
    grant_first_hat(scene.operator, member=second, kind=HatKind.CONVENER)
    proposed = propose_hat(scene.convener, member=third, kind=HatKind.SCRUTINEER)
    confirm_hat(replace(scene.convener, membership=second), hat=proposed)
    propose_removal(scene.convener, member=others[-1], reason="\n".join(corpus())[:REASON])
    for member in others[:20]:
        propose_hat(scene.convener, member=member, kind=HatKind.MODERATOR)


def _people_are_invited(scene: Hostile) -> None:
    """Invite people under hostile names, one at a hostile address, in hostile words; and write to one of them."""
    lines = StringIO()
    names = [one for one in corpus() if one.splitlines() == [one] and len(one) <= 200]
    for number, name in enumerate(names):
        address = f'"<b>{number}</b>&ran({number})"@y.example' if number % 2 else f"i{number}@y.example"
        csv.writer(lines, lineterminator="\n").writerow((address, name))
    words = "\n".join(corpus())[:WORDS_IN_A_LETTER]
    made = invite(scene.convener, place=scene.place, people=lines.getvalue(), words=words)
    sent = send_invitation(machine(scene.place, "invitations"), invitation=made[0])
    scene.link = Mail.objects.get(to=sent.email).text.partition("/join/")[2].partition("/")[0]


def _managers_are_asked(scene: Hostile) -> None:
    """Have members ask managers at hostile addresses, in hostile words; one gives, one speaks for all, one declines."""
    program, words = machine(scene.place, "mandates"), [one for one in corpus() if "ran(" in one]
    said = {"manager": words[0][:200], "words": "\n".join(words)[:1000]}
    until = now().date() + dt.timedelta(days=99)
    for number, text in enumerate(words[:20]):
        asker = replace(scene.convener, membership=scene.people[number], hat=HatKind.PARTICIPANT)
        limits = "\n".join(corpus()[number:])[:1000]
        address = f'"<b>{number}</b>&ran({number})"@z.example'
        asked = ask_mandate(asker, place=scene.place, email=address, until=until, limits=limits, **said)
        send_asking(program, asking=asked)
        if number % 3 == 0:
            give_mandate(program, asking=asked, giver=text[:200], terms=asked.terms)
        elif number % 3 == 1:
            decline_asking(program, asking=asked, reason=limits)
        beside = replace(
            asker, membership=scene.people[number + 1]
        )  # so that the convener gives the second word
        spoken = ask_statement(beside, place=scene.place, email=f"all{number}@z.example", text=text[:1000])
        for_all = publish_statement(program, asking=send_asking(program, asking=spoken), giver=text[:200])
        if number < 19:  # the last waits for its second word
            second_statement(scene.convener, for_all=for_all)


def _name(scene: Hostile, words: list[str], title: str = "") -> None:
    title, happening, for_whom, tried, framing = [title or words[0], *words[1:]]
    named = name_issue(
        scene.convener, place=scene.place, title=title, happening=happening, for_whom=for_whom, tried=tried,
        framing=framing, audience=Audience.PUBLIC, area=scene.people[3].area if scene.issues else None,
    )  # fmt: skip
    scene.issues.append(named)


def _much_is_said_of_the_first(scene: Hostile) -> None:
    """Frame one issue again and again, until every payload and every endless word has been a framing of it."""
    for text in pages_of_text(4000):
        reframe_issue(scene.convener, issue=scene.issues[0], text=text)
    _much_is_said_of_what_should_change(scene)
    map_in_payloads(scene.convener, scene.issues[0])
    contacts_in_payloads(scene.convener, scene.issues[0])
    scene.answer, scene.wish = invite_in_payloads(scene.convener, scene.issues[0])
    seats_in_payloads(scene.convener, scene.issues[0])
    scene.ticket = pool_in_payloads(scene.convener, scene.issues[0])
    take_part(scene.convener, issue=scene.issues[0])
    suggestion_in_payloads(scene.convener, scene.issues[0])
    declare_interest(
        scene.convener, issue=scene.issues[0], text=next(one for one in corpus() if "ran(" in one)[:500]
    )
    _the_first_is_decided_on(scene)


def _the_first_is_decided_on(scene: Hostile) -> None:
    """Propose framings, ask two people to decide on one, and have it objected to, as if the issue were a group's by now."""
    issue, second = scene.issues[0], replace(scene.convener, membership=scene.people[1])
    take_part(second, issue=issue)
    stop_taking_part(
        second, issue=issue, why=next(one for one in corpus() if "ran(" in one and len(one) <= 500)
    )
    take_part(second, issue=issue)
    for standpoint, text in zip(corpus(), pages_of_text(2000), strict=False):
        proposed = propose_framing(
            second, issue=issue, standpoint=standpoint[:120], text=text, evidence=text, reason=text
        )
    _one_is_withdrawn(second)
    _files_are_put_beside(second, proposed)
    held = KeptFile.objects.earliest("number")
    hold_file(scene.convener, file=held, because=next(one for one in corpus() if "ran(" in one)[:300])
    conditions = "wholeplace.convene.issues.conditions."
    with (
        mock.patch(f"{conditions}OWNED_FROM_PEOPLE", 2),
        mock.patch(f"{conditions}OWNED_FROM_ORGANISATIONS", 1),
        mock.patch("wholeplace.convene.issues.circle_conditions.CONSENT_AT_MOST", 1),
    ):
        stand_for_circle(second, issue=issue, words=next(one for one in corpus() if "ran(" in one)[:500])
        asked = ask_decision(
            second, issue=issue, question=corpus()[3], framings=[proposed.pk], rule="consent", days=7, quorum=2,
        )  # fmt: skip
        _two_parties_expect(scene, second)
    scene.decision = second_decision(scene.convener, decision=asked)
    words = next(iter(pages_of_text(2000)))
    answer_decision(second, decision=asked, answer=Stance.OBJECT, objection=words)
    objection = asked.objections.get()
    reply_to_objection(scene.convener, decision=asked, objection=objection.pk, reply=words)


def _two_parties_expect(scene: Hostile, second: Actor) -> None:
    """Have two parties say in payloads what they expect and offer, change it, differ, settle that and draw up ground rules.

    Each has one line that stands, and those two are marked: so whatever the words are, no others are suggested as alike.
    """
    issue, words = (
        scene.issues[0],
        [one[:300] for one in corpus() if "ran(" in one and one.splitlines() == [one]],
    )
    write_card(scene.convener, issue=issue, expects=words[0])
    write_card(second, issue=issue, offers=words[1])
    line, other = (CardLine.objects.get(text=one) for one in words[:2])
    mark(second, line=line, other=other, kind=PairingKind.MATCH, why=words[2])
    write_card(scene.convener, issue=issue, expects=words[3], after=1, reason=words[4])
    line = CardLine.objects.get(text=words[3])
    pairing = mark(second, line=line, other=other, kind=PairingKind.MISMATCH, why=words[5])
    settle(second, pairing=pairing, how=words[6])
    rules, red_lines = "\n".join(words[7:20]), "\n".join(f"who: {one}" for one in words[7:20])
    draw_up_rules(
        second, issue=issue, rules=rules, red_lines=red_lines, reason=words[8], lines=[line.pk, other.pk]
    )
    propose_absence(second, issue=issue, because=words[9], perspectives=[], voices=[CivicVoice.POLITICIAN])


def _one_is_withdrawn(author: Actor) -> None:
    """Say a framing anew in payloads, and withdraw it for such a reason."""
    first, words = ProposedFraming.objects.earliest("proposed"), [one for one in corpus() if "ran(" in one]
    said = {"standpoint": words[0][:120], "text": words[1], "evidence": words[2], "reason": words[3]}
    reword_framing(author, proposed=first, why=words[4], **said)
    withdraw_framing(author, proposed=first, because=words[5][:300])


def _files_are_put_beside(author: Actor, proposed: ProposedFraming) -> None:
    """Put files beside a framing whose names and descriptions are payloads, and take one back for such a reason."""
    drawn = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    words = [one for one in corpus() if "ran(" in one][:MOST_FILES]
    for number, word in enumerate(words):
        file = Checked(f"{word[:90]}.png", FileKind.PNG, drawn + bytes(number))
        made = add_evidence(author, proposed=proposed, file=file, description=word[:300])
    take_back_file(author, file=made, because=words[0][:300])


def _much_is_said_of_what_should_change(scene: Hostile) -> None:
    """Say in payloads what should change and how people work together, and have both changed."""
    issue, words = scene.issues[0], [one for one in corpus() if "ran(" in one and len(one) <= 60]
    pages = list(pages_of_text(900))
    said = {"outcome": words[20], "for_whom": words[21], "said_by": words[22], "indicator": words[23]}
    bare = {
        "issue": issue,
        "expectation": Expectation.EXPECTED,
        "unit": words[24][:60],
        "better": Better.DOWN,
    }
    change = declare_change(
        scene.convener, why=pages[0], **{name: one[:200] for name, one in said.items()}, **bare
    )
    for number, text in enumerate(words[:60]):
        day = dt.date(2020, 1, 1) + dt.timedelta(days=number)
        wrong = give_reading(
            scene.convener, change=change, day=day, value=Decimal(number), source=text[:200], note=text[:300]
        )
    correct_reading(
        scene.convener, change=change, reading=wrong, day=wrong.day, value=Decimal(7), source=words[25][:200],
        reason=words[26][:300],
    )  # fmt: skip
    restate_change(
        scene.convener, change=change, expectation=Expectation.NOT_EXPECTED, better=Better.DOWN, unit=words[31], why=pages[1], reason=pages[2],
        **dict.fromkeys(said, words[30][:200]),
    )  # fmt: skip
    lines = [one for one in words if not {":", "\n", "\r"} & {*one}][:20]
    red_lines = "\n".join(f"{one}: {one}" for one in lines)
    for number, page in enumerate(pages[:3]):
        declare_ground_rules(
            scene.convener, issue=issue, rules="\n".join(lines[number:]), red_lines=red_lines, reason=page
        )
    for about, page in zip(Property, pages * len(Property), strict=False):
        answer_wickedness(scene.convener, issue=issue, about=about, answer=Finding.YES, reason=page)
    move_issue(scene.convener, issue=issue, to=Status.RESTING, reason=pages[0])
    describe_issue(
        scene.convener, issue=issue, title=issue.title, happening=pages[0], for_whom=pages[1], tried=pages[2],
        reason=pages[0],
    )  # fmt: skip


def _heard() -> HeardElsewhere:
    """Return a conversation of two camps in which every payload, and every endless word, is a statement."""
    texts, chance = (*corpus(), *ENDLESS), random.Random(7)
    statements = tuple(
        HeardStatement(number, text, Moderation.OUT if number % 9 == 0 else Moderation.IN, number % 7 == 0)
        for number, text in enumerate(texts)
    )
    ballots = tuple(
        HeardBallot("".join(_answer(chance, one, person) for one in range(len(texts))), "public", "resident")
        for person in range(30)
    )
    named = tuple(HeardBallot("a" * len(texts), "politician", "council", name) for name in corpus()[:40])
    return HeardElsewhere(
        source="polis", digest="00", statements=statements, ballots=ballots + named,
        votes=len(texts) * len(ballots + named), description="\n".join(corpus())[:4000],
    )  # fmt: skip


def _it_is_reported_on(scene: Hostile) -> None:
    """Answer every statement with payloads, and let two versions of the report go out that are made of them."""
    assert scene.conversation is not None
    about, words = {"conversation": scene.conversation}, "\n".join(corpus())[:2000]
    step = {"text": words[:300], "owner": corpus()[5][:120], "due": dt.date(2999, 5, 3)}
    made = add_follow_up(scene.convener, **about, **step)
    run_all_now()  # a report waits for the figures
    statements = scene.conversation.statements.exclude(moderation=Moderation.OUT)
    numbers = list(statements.values_list("number", flat=True))
    carry_statements(scene.convener, **about, numbers=numbers[:20], into=made.pk)
    leave_statements(scene.convener, **about, numbers=numbers[20:], because=words)
    for _version in range(2):
        draft_report(
            scene.convener,
            **about,
            summary=words,
            missing=words,
            expected=words,
            not_expected=words,
            reason=words,
        )
        publish_report(scene.convener, **about)


def _a_conversation_is_open(scene: Hostile) -> None:
    """Open a conversation in which every payload that fits is a statement, and which somebody proposes to close early."""
    texts = [one for one in (*corpus(), *ENDLESS) if len(one) <= LONGEST and len(one.split()) > 0]
    scene.live = open_conversation(
        scene.convener, issue=scene.issues[0], title=corpus()[12], question="\n".join(corpus()[19:26])[:500],
        description="\n".join(corpus())[:4000], seeds=texts[:MOST_SEEDS], closes=now() + dt.timedelta(days=7),
    )  # fmt: skip
    for text in texts[MOST_SEEDS : MOST_SEEDS + MOST_WRITTEN]:
        say(scene.convener, conversation=scene.live, text=text)
    for name in (one for one in corpus() if 0 < len(one.strip()) <= 80):
        opens, closes = now(), now() + dt.timedelta(hours=2)
        open_room(scene.convener, conversation=scene.live, opens=opens, closes=closes, most=10, name=name)
    for number in (1, 2, 3):
        answer_statement(scene.convener, conversation=scene.live, number=number, answer=Answer.PASS)
    _moderators_look(scene, scene.live)
    _some_is_kept(scene, scene.live)
    scene.live = propose_close(scene.convener, conversation=scene.live, reason="\n".join(corpus())[:2000])


def _moderators_look(scene: Hostile, live: Conversation) -> None:
    """Have payloads given as reasons to report and to hold statements, and as their author's answers."""
    third = scene.people[2]
    proposed = propose_hat(scene.convener, member=third, kind=HatKind.MODERATOR)
    confirm_hat(replace(scene.convener, membership=scene.people[1]), hat=proposed)
    moderator = replace(scene.convener, membership=third, hat=HatKind.MODERATOR)
    written = live.statements.filter(author=scene.people[0])
    for number, statement in enumerate(written):
        words = "\n".join(corpus()[6 * number : 6 * number + 6])[:WORDS_AT_MOST]
        report_statement(moderator, statement=statement, reason=Reason.OTHER, words=words)
        hold_statement(moderator, statement=statement, reason=Reason.OTHER, words=words)
        answer_moderators(scene.convener, statement=statement, words=words)


def _some_is_kept(scene: Hostile, live: Conversation) -> None:
    """Keep payloads for whoever facilitates, who writes payloads back."""
    third = scene.people[2]
    proposed = propose_hat(scene.convener, member=third, kind=HatKind.FACILITATOR)
    confirm_hat(replace(scene.convener, membership=scene.people[1]), hat=proposed)
    facilitator = replace(scene.convener, membership=third, hat=HatKind.FACILITATOR)
    for text in [one for one in corpus() if 0 < len(one.strip()) <= LONGEST][:MOST_WRITTEN]:
        aside = write_aside(scene.convener, conversation=live, text=text)
        answer_aside(facilitator, aside=aside, reply="\n".join(corpus())[:REPLY_AT_MOST])


def _answer(chance: random.Random, number: int, person: int) -> str:
    agrees = (number % 2 == 0) == (person % 2 == 0)
    return chance.choice("adp") if chance.random() < 0.15 else "a" if agrees else "d"


def _an_import_waits(scene: Hostile) -> None:
    """Leave an import waiting whose report repeats what stood in its files."""
    rows = [{"label": one, "value": two} for one, two in zip(corpus()[:20], corpus()[20:40], strict=True)]
    with deriving():
        scene.staged = Staged.objects.create(
            place=scene.place, issue=scene.issues[0], by=scene.people[0], title=corpus()[30],
            question="\n".join(corpus()[40:46])[:500], content=b"", at=now(),
            report={"summary": rows, "findings": list(corpus()), "more": 3},
        )  # fmt: skip


def _somebody_is_signed_in_with(scene: Hostile, browsers: tuple[str, ...]) -> None:
    """Give the convener sessions whose browsers say of themselves what they like."""
    for browser in browsers:
        session = SessionStore()
        session.create()
        UserSession.objects.create(
            user=scene.people[0].person, ip="192.0.2.1", user_agent=browser, session_key=session.session_key
        )


def make_tame() -> None:
    """Change every payload in the database into words that are only words, and nothing else."""
    with migrating():
        for table, model in models_by_table().items():
            if table.startswith("wp_") or model is UserSession:
                for record in model._default_manager.all():
                    _soften(record)


def _softened(held: Any) -> Any:
    if isinstance(held, dict):
        return {name: _softened(value) for name, value in held.items()}
    if isinstance(held, list):
        return [_softened(value) for value in held]
    return tamed(held) if isinstance(held, str) else held


def _soften(record: models.Model) -> None:
    changed = []
    for column in record._meta.concrete_fields:
        held: Any = column.value_from_object(record)
        if isinstance(column, models.JSONField):
            soft: Any = _softened(held)
        elif isinstance(record, Leaf) and column.name == "data":
            soft = canonical(_softened(json.loads(held))).decode()
        elif isinstance(record, SentSheet | SentPool) and column.name == "content" and held:
            soft = compress(json.dumps(_softened(json.loads(decompress(bytes(held))))).encode())
        elif isinstance(held, str) and not column.primary_key:
            soft = tamed(held)
        else:
            continue
        if soft != held:
            setattr(record, column.attname, soft)
            changed.append(column.name)
    if changed:
        type(record)._default_manager.filter(pk=record.pk).update(
            **{name: getattr(record, name) for name in changed}
        )
