"""A place in which everything private carries a word of its own, beside another place; told through the actions."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

from django.core.cache import cache
from django.db import transaction
from django.test import TestCase, override_settings
from django.utils import timezone
from tests.house.contacting import keep_contacts
from tests.house.expecting import expect
from tests.house.houses import House
from tests.house.inviting import ask_to_speak
from tests.house.lots import open_lotteries
from tests.house.sitting import draw_a_panel
from tests.house.talking import open_a_room, stage, talk

from wholeplace.account.reports.actions import (
    add_follow_up,
    carry_statements,
    draft_report,
    leave_statements,
    publish_report,
)
from wholeplace.convene.changes.actions import (
    declare_change,
    give_reading,
    restate_change,
)
from wholeplace.convene.changes.evidence import add_evidence_of_reading
from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.ground_rules.actions import declare_ground_rules
from wholeplace.convene.invitations.needing import say_needs
from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.amending import move_issue
from wholeplace.convene.issues.circles import stand_for_circle
from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.framing import ask_decision, propose_framing, second_decision
from wholeplace.convene.issues.names import Status
from wholeplace.convene.issues.rewording import reword_framing, withdraw_framing
from wholeplace.convene.mandates.actions import ask_mandate, ask_statement
from wholeplace.convene.mandates.answering import give_mandate, send_asking
from wholeplace.convene.mandates.models import Asking, Terms
from wholeplace.convene.mandates.standing import publish_statement, second_statement
from wholeplace.convene.stakeholders.actions import describe_perspective, map_perspective
from wholeplace.convene.stakeholders.going_without import propose_absence
from wholeplace.convene.stakeholders.interests import declare_interest
from wholeplace.convene.stakeholders.names import Relation, Whose
from wholeplace.convene.stakeholders.noting import write_note
from wholeplace.convene.stakeholders.suggesting import suggest_perspective
from wholeplace.convene.stakeholders.tying import say_tie
from wholeplace.convene.wickedness.actions import answer_wickedness
from wholeplace.convene.wickedness.names import Answer, Property
from wholeplace.kernel.actors import machine
from wholeplace.kernel.decisions.actions import answer_decision
from wholeplace.kernel.decisions.names import Stance
from wholeplace.kernel.files.checking import Checked
from wholeplace.kernel.files.names import FileKind
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.people import CivicVoice, HatKind, Person
from wholeplace.kernel.places import Place, Sector
from wholeplace.kernel.records import Audience
from wholeplace.places.invited.actions import invite, send_invitation
from wholeplace.places.joining.actions import join_place
from wholeplace.places.joining.models import Arrival
from wholeplace.places.joining.names import Way
from wholeplace.places.organisations.actions import add_organisation
from wholeplace.places.partnership.actions import add_area, found_place, set_logo
from wholeplace.places.people.actions import (
    admit_member,
    confirm_hat,
    grant_first_hat,
    propose_end_of_hat,
    propose_hat,
)
from wholeplace.places.people.leaving import propose_removal, remove_member

GIVEN_FIRST = (HatKind.CONVENER, HatKind.OPERATOR)


def tell(slug: str) -> House:
    """Found a place, with somebody in every hat, a public and a partnership's issue, and a conversation about each."""
    house = House(Place(slug=slug))
    house.place = found_place(
        house.operator, name=slug.title(), summary="", languages=["en-gb"], colour="#0f5e6e"
    )
    house.area = add_area(house.operator, place=house.place, name="Old Harbour")
    house.organisation = add_organisation(
        house.operator, place=house.place, name=f"{slug} Council", sector=Sector.COUNCIL
    )
    house.trust = add_organisation(
        house.operator, place=house.place, name=f"{slug} Trust", sector=Sector.HEALTH
    )
    for name in [*(kind.value for kind in HatKind), "second", "newcomer", "removed"]:
        _admit(house, name)
    _somebody_joins(house)
    _give_hats(house)
    _somebody_is_invited(house)
    logo = Checked("logo.png", FileKind.PNG, house.word("logo").encode(), width=200, height=100)
    house.place = set_logo(house.actor("convener", hat=HatKind.CONVENER), place=house.place, logo=logo)
    second = house.actor("second", hat=HatKind.CONVENER)
    house.people["newcomer"] = propose_removal(
        second, member=house.people["newcomer"], reason=house.word("removal")
    )
    gone = propose_removal(second, member=house.people["removed"], reason=house.word("whyremoved"))
    remove_member(house.actor("convener", hat=HatKind.CONVENER), member=gone)
    for audience in (Audience.PUBLIC, Audience.PARTNERSHIP):
        talk(house, audience)
        _decide(house, audience)
        _say(house, audience)
        _map(house, audience)
        with _as_if_the_groups():
            house.expected[audience] = expect(house, audience)
            _leave_out(house, audience)
        _report(house, audience)
    _managers_are_asked(house)
    stage(house)
    keep_contacts(house)
    ask_to_speak(house)
    draw_a_panel(house)
    open_lotteries(house)
    words = {name: house.word(f"needs{name}") for name in ("access", "language", "childcare", "travel")}
    house.needs = say_needs(house.actor("second"), place=house.place, **words)
    open_a_room(house)
    run_all_now()
    checkpoint(house.place)
    return house


def _admit(house: House, name: str) -> None:
    word = house.word(f"name{name}")
    house.people[name] = admit_member(
        house.operator,
        place=house.place,
        email=f"{house.word(f'mail{name}')}@{house.place.slug}.example",
        name=word,
        voice=CivicVoice.PUBLIC,
        sector=Sector.RESIDENT,
        organisation=house.trust if name == "second" else house.organisation,
        area=house.area,
    )


def _give_hats(house: House) -> None:
    for kind in GIVEN_FIRST:
        grant_first_hat(house.operator, member=house.people[kind.value], kind=kind)
    grant_first_hat(house.operator, member=house.people["second"], kind=HatKind.CONVENER)
    first, second = (house.actor(name, hat=HatKind.CONVENER) for name in ("convener", "second"))
    for kind in HatKind:
        if kind not in (*GIVEN_FIRST, HatKind.PARTICIPANT):
            proposed = propose_hat(first, member=house.people[kind.value], kind=kind)
            confirm_hat(second, hat=proposed)
    house.waiting = propose_hat(second, member=house.people["newcomer"], kind=HatKind.MODERATOR)
    house.ending = propose_end_of_hat(second, hat=house.people["mediator"].hats.get())


@contextmanager
def _as_if_the_groups() -> Iterator[None]:
    """Let an issue be a group's, and the group too many to consent together, as soon as two take part."""
    conditions = "wholeplace.convene.issues.conditions."
    with (
        mock.patch("wholeplace.convene.issues.circle_conditions.CONSENT_AT_MOST", 1),
        mock.patch(f"{conditions}OWNED_FROM_PEOPLE", 2),
        mock.patch(f"{conditions}OWNED_FROM_ORGANISATIONS", 1),
    ):
        yield


def _decide(house: House, audience: Audience) -> None:
    """Propose a framing, ask the two who take part to decide on it, and object, as if the issue were a group's by now."""
    issue, second = house.issues[audience], house.actor("second")
    take_part(second, issue=issue)
    words = {what: house.word(f"{what}{audience.value}") for what in ("standpoint", "evidence")}
    proposed = propose_framing(second, issue=issue, text=house.word(f"rival{audience.value}"), **words)
    held = house.word(f"filecontent{audience.value}").encode()
    house.files[audience] = add_evidence(
        second,
        proposed=proposed,
        file=Checked(f"{house.word(f'filename{audience.value}')}.png", FileKind.PNG, held),
        description=house.word(f"fileshows{audience.value}"),
    )
    _think_better_of_it(house, audience)
    with _as_if_the_groups():
        asked = ask_decision(
            second,
            issue=issue,
            question=house.word(f"asked{audience.value}"),
            framings=[proposed.pk],
            rule="consent",
            days=7,
            quorum=2,
        )
        house.candidacies[audience] = stand_for_circle(
            second, issue=issue, words=house.word(f"brings{audience.value}")
        )
    house.decisions[audience] = second_decision(house.actor("convener"), decision=asked)
    answer_decision(
        second,
        decision=asked,
        answer=Stance.OBJECT,
        objection=house.word(f"harm{audience.value}"),
    )


def _think_better_of_it(house: House, audience: Audience) -> None:
    """Propose a framing, say it anew, and withdraw it."""
    issue, second = house.issues[audience], house.actor("second")
    said = {what: house.word(f"dropped{what}{audience.value}") for what in ("standpoint", "text")}
    dropped = propose_framing(second, issue=issue, **said)
    said["text"] = house.word(f"droppedanew{audience.value}")
    dropped = reword_framing(second, proposed=dropped, why=house.word(f"whyanew{audience.value}"), **said)
    withdraw_framing(second, proposed=dropped, because=house.word(f"whywithdrawn{audience.value}"))


def _say(house: House, audience: Audience) -> None:
    """Say of an issue what is expected to change, take a reading, declare ground rules and answer a question."""
    issue, convener = house.issues[audience], house.actor("convener", hat=HatKind.CONVENER)

    def word(what: str) -> str:
        return house.word(f"{what}{audience.value}")

    change = declare_change(
        convener, issue=issue, expectation=Expectation.EXPECTED, outcome=word("outcome"), for_whom=word("whom"),
        why=word("whychange"), said_by=word("saidby"), indicator=word("indicator"), unit=word("unit"),
        better=Better.DOWN,
    )  # fmt: skip
    house.changes[audience] = change
    house.readings[audience] = give_reading(
        convener,
        change=change,
        day=dt.date(2026, 1, 31),
        value=Decimal(41),
        source=word("source"),
        note=word("note"),
    )
    add_evidence_of_reading(
        convener,
        reading=house.readings[audience],
        file=Checked(f"{word('readingfile')}.csv", FileKind.CSV, word("readingcontent").encode()),
        description=word("readingshows"),
    )
    red = f"{word('holder')}: {word('redline')}"
    house.rules[audience] = declare_ground_rules(convener, issue=issue, rules=word("rule"), red_lines=red)
    answer_wickedness(
        convener, issue=issue, about=Property.DEFINITION, answer=Answer.YES, reason=word("wicked")
    )
    with _as_if_the_groups():
        house.moves[audience] = move_issue(
            house.actor("second"), issue=issue, to=Status.ENDED, reason=word("whyended")
        )
        house.restated[audience] = restate_change(
            house.actor("second"), change=change, expectation=Expectation.NOT_EXPECTED, outcome=word("outcome"),
            for_whom=word("whom"), said_by=word("saidby"), why=word("whynot"), reason=word("whyrestated"),
        )  # fmt: skip


def _map(house: House, audience: Audience) -> None:
    """Put on the map whom an issue needs, suggest somebody else, say how the two stand to one another, and speak for one."""
    issue, convener = house.issues[audience], house.actor("convener", hat=HatKind.CONVENER)

    def word(what: str) -> str:
        return house.word(f"{what}{audience.value}")

    about = {what: word(what) for what in ("knows", "gains", "loses")}
    needed = map_perspective(
        convener, issue=issue, whose=Whose.GROUP, name=word("needed"), spoken_for_by=word("speaks"), area=house.area, **about
    )  # fmt: skip
    described = {"whose": Whose.GROUP, "name": word("needed"), "spoken_for_by": word("speaks"), **about}
    describe_perspective(convener, perspective=needed, area=None, **described, reason=word("whysaidanew"))
    suggested = suggest_perspective(
        house.actor("second"),
        issue=issue,
        whose=Whose.BODY,
        name=word("suggested"),
        because=word("whythey"),
        hint=word("hintof"),
    )
    house.perspectives[audience] = needed
    house.ties[audience] = say_tie(
        convener,
        issue=issue,
        first=needed,
        second=suggested,
        relation=Relation.FUNDS,
        said_by=word("tiesaidby"),
        evidence=word("tieevidence"),
    )
    for private in (Audience.AUTHOR, Audience.ISSUE, Audience.PARTNERSHIP):
        house.notes[audience] = write_note(
            house.actor("second"),
            perspective=needed,
            text=word(f"notefor{private.value}x"),
            audience=private,
        )
    house.interests[audience] = declare_interest(house.actor("second"), issue=issue, text=word("interest"))


def _leave_out(house: House, audience: Audience) -> None:
    """Have somebody propose to go on without a voice of politicians."""
    because = house.word(f"whywithout{audience.value}")
    house.absences[audience] = propose_absence(
        house.actor("second"), issue=house.issues[audience], because=because, perspectives=[],
        voices=[CivicVoice.POLITICIAN],
    )  # fmt: skip


def _report(house: House, audience: Audience) -> None:
    """Answer everybody who spoke, let the report go out, and begin to correct it."""
    second, about = (
        house.actor("second", hat=HatKind.CONVENER),
        {"conversation": house.conversations[audience]},
    )
    step = {what: house.word(f"{what}{audience.value}") for what in ("nextstep", "owner")}
    step["text"] = step.pop("nextstep")
    made = add_follow_up(second, **about, due=dt.date(2999, 5, 3), **step)
    carry_statements(second, **about, numbers=[1, 2], into=made.pk)
    leave_statements(second, **about, numbers=[3, 4, 5], because=house.word(f"because{audience.value}"))
    for when in ("", "draft"):
        words = {
            what: house.word(f"{when}{what}{audience.value}") for what in ("summary", "missing", "expected")
        }
        draft_report(
            second, **about, **words, reason=house.word(f"draftreason{audience.value}") if when else ""
        )
        if not when:
            run_all_now()  # a report waits for the figures
            publish_report(second, **about)


def _somebody_joins(house: House) -> None:
    """Let somebody join by themselves who says to be an elected member."""
    person = Person.objects.named(f"{house.word('mailjoined')}@{house.place.slug}.example", name="")
    member = join_place(
        machine(house.place, "joining"),
        place=house.place,
        person=person,
        name=house.word("namejoined"),
        voice=CivicVoice.POLITICIAN,
        sector=Sector.COUNCIL,
        way=Way.OPEN_PAGE,
    )
    house.arrival = Arrival.objects.get(member=member)


def _somebody_is_invited(house: House) -> None:
    """Have the convener invite somebody by a personal link, and keep the link that is in the letter alone."""
    address = f"{house.word('mailinvited')}@{house.place.slug}.example"
    (made,) = invite(
        house.actor("convener", hat=HatKind.CONVENER),
        place=house.place,
        people=f"{address}, {house.word('nameinvited')}",
        words=house.word("wordsinvited"),
    )
    house.invitation = send_invitation(machine(house.place, "invitations"), invitation=made)
    house.link = Mail.objects.get(to=address).text.partition("/join/")[2].partition("/")[0]


def _managers_are_asked(house: House) -> None:
    """Have the second convener ask three managers, of whom one gives a mandate and one speaks for all; and ask a fourth."""
    second, program = house.actor("second"), machine(house.place, "mandates")

    def asked(ask: Any, who: str, **said: Any) -> Asking:
        email = f"{house.word(f'mail{who}')}@{house.place.slug}.example"
        made = ask(second, place=house.place, email=email, manager=house.word(f"name{who}"), **said)
        return send_asking(program, asking=made)

    until = timezone.localdate() + dt.timedelta(days=99)
    words = {"words": house.word("wordsasked"), "limits": house.word("limitsasked")}
    first = asked(ask_mandate, "givermanager", until=until, money=Decimal(70))
    terms = Terms(until, money=Decimal(70), limits=house.word("limitsgiven"))
    house.mandate = give_mandate(program, asking=first, giver=house.word("rolegiver"), terms=terms)
    house.given = _secret_to(first)
    spoken = asked(ask_statement, "chief", text=house.word("forall"))
    said = publish_statement(program, asking=spoken, giver=house.word("rolechief"))
    second_statement(house.actor("convener", hat=HatKind.CONVENER), for_all=said)
    other = asked(ask_statement, "otherchief", text=house.word("otherforall"))
    house.for_all = publish_statement(program, asking=other, giver=house.word("roleotherchief"))
    house.asking = asked(ask_mandate, "manager", until=until, **words)
    house.letter = _secret_to(house.asking)
    house.asked_for_all = asked(ask_statement, "nextchief", text=house.word("nextforall"))


def _secret_to(asking: Asking) -> str:
    letter = Mail.objects.filter(to=asking.email).latest("asked")
    return letter.text.partition("/mandates/")[2].split("/")[1]


@dataclass
class Town:
    """Two places that must know nothing of each other, and somebody who belongs to neither."""

    here: House
    there: House
    stranger: Person


@contextmanager
def told(folder: Path) -> Iterator[Town]:
    """Tell the town inside a transaction that is rolled back, as a test does, so that many tests can share it."""
    plain = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        KEYS=folder / "keys", HOME=folder, FILES=folder / "files", STORAGES=plain, DEMO=False, PUBLIC_URL="https://town.example",
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    ):  # fmt: skip
        atomics = TestCase._enter_atomics()
        try:
            yield Town(
                tell("saltmarsh"), tell("elsewhere"), Person.objects.named("sam@nowhere.example", name="Sam")
            )
        finally:
            TestCase._rollback_atomics(atomics)


@contextmanager
def undone() -> Iterator[None]:
    """Undo afterwards whatever is done inside, and forget what is kept for a while, such as how often a link was guessed."""
    inside: Any = transaction.atomic()
    inside._from_testcase = True  # actions ask to be outermost; a test's own transaction does not count
    with inside:
        yield
        transaction.set_rollback(True)
    cache.clear()
