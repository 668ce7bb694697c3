"""Anybody joins an open conversation in a minute: an address, its code, a name, and the first statement."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import opened, refusal_of
from tests.mediate.conversations.scanning import read_squares

from wholeplace.convene.issues.conditions import taking_part_now
from wholeplace.kernel.actors import machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.models import JobRun
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.outbox.queries import outbox_of
from wholeplace.kernel.people import CivicVoice, Membership, Person
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.joining import join, let_join, stop_joining
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.places.joining.actions import confirm_office, decline_office
from wholeplace.places.joining.models import Arrival
from wholeplace.places.joining.names import Office

__all__ = ["own_keys", "saltmarsh"]

SAM = "sam@new.example"
WHO = {"name": "Sam New", "voice": "public", "sector": "resident"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def public(saltmarsh: Scene) -> Conversation:
    """A conversation for everybody, which anybody can join."""
    issue = saltmarsh.name_issue(audience=Audience.PUBLIC)
    return let_join(saltmarsh.actor("amina"), conversation=opened(saltmarsh, issue=issue))


def at(conversation: Conversation, end: str = "join/") -> str:
    return f"/saltmarsh/conversations/live/{conversation.pk}/{end}"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def prove(client: Client, conversation: Conversation, email: str = SAM) -> Any:
    """Give an address on the join page and type the code of the letter."""
    asked = client.post(at(conversation), {"email": email})
    letter = outbox_of(None)[0]
    return client.post(asked["Location"], {"code": letter.subject.removeprefix("Your sign-in code: ")})


def joins(scene: Scene, conversation: Conversation, **other: Any) -> Membership:
    """Let somebody join whose address is proved."""
    who = {"name": "Sam New", "voice": CivicVoice.PUBLIC, "sector": Sector.RESIDENT, **other}
    person = Person.objects.named(SAM, name="")
    return join(machine(scene.place, "joining"), conversation=conversation, person=person, **who)


def test_a_poster_and_a_sheet_lead_straight_to_joining_while_anybody_can(
    public: Conversation, saltmarsh: Scene
) -> None:
    papers = [at(public, "poster/"), at(public, "paper/")]
    for paper in papers:
        page = Client().get(paper).text
        assert read_squares(page) == [f"{settings.PUBLIC_URL}{at(public)}"], paper
        assert "/saltmarsh/conversations/</strong>" in page
    stop_joining(saltmarsh.actor("amina"), conversation=public)
    closed = [Client().get(paper).text for paper in papers]
    assert [read_squares(page) for page in closed] == [[], []]
    assert "This conversation cannot be joined here" in closed[0]


class TestThePage:
    def test_a_visitor_gives_an_address_proves_it_says_who_they_are_and_answers(
        self, public: Conversation
    ) -> None:
        client = Client()
        assert "What would make evenings good?" in client.get(at(public)).content.decode()
        assert prove(client, public)["Location"] == at(public)
        assert "How do you speak here?" in client.get(at(public)).content.decode()
        joined = client.post(at(public), WHO)
        assert joined["Location"] == at(public, "answer/")
        assert "0 of 3 answered" in client.get(at(public, "answer/")).content.decode()
        member = Membership.objects.get(person__email=SAM)
        assert taking_part_now(public.issue).filter(member=member).exists()

    def test_who_is_a_member_already_is_led_straight_on(self, saltmarsh: Scene, public: Conversation) -> None:
        client = Client()
        prove(client, public, "rosa@saltmarsh.example")
        assert client.get(at(public))["Location"] == at(public, "answer/")
        assert Arrival.objects.count() == 0

    def test_nobody_joins_what_is_switched_off_and_a_conversation_for_members_is_not_there(
        self, saltmarsh: Scene, public: Conversation
    ) -> None:
        stop_joining(saltmarsh.actor("amina"), conversation=public)
        client = Client()
        shown = client.post(at(public), {"email": SAM}).content.decode()
        assert "ask the convener for an invitation" in shown
        assert Person.objects.filter(email=SAM).count() == 0
        assert client.get(at(opened(saltmarsh, issue=saltmarsh.name_issue(title="Ours")))).status_code == 404

    def test_an_address_is_sent_no_more_codes_a_minute_than_at_signing_in(self, public: Conversation) -> None:
        for _ in range(4):
            reply = Client().post(at(public), {"email": SAM})
        assert (reply.status_code, len(outbox_of(None))) == (200, 3)

    def test_an_address_that_nobody_proves_is_forgotten_after_a_day(self, public: Conversation) -> None:
        Client().post(at(public), {"email": "typed@new.example"})
        prove(Client(), public)
        assert "typed@new.example" not in str(list(JobRun.objects.values()))
        with migrating():
            JobRun.objects.filter(job="joining.forget").update(due=now() - dt.timedelta(seconds=1))
        assert Person.objects.filter(email="typed@new.example").exists()
        run_all_now()
        assert not Person.objects.filter(email="typed@new.example").exists()
        assert Person.objects.filter(email=SAM).exists()


class TestJoining:
    def test_it_is_one_deed_with_an_entry_for_each_part(self, saltmarsh: Scene, public: Conversation) -> None:
        before = set(Entry.objects.values_list("pk", flat=True))
        joins(saltmarsh, public)
        made = Entry.objects.exclude(pk__in=before).values_list("action", flat=True)
        assert sorted(made) == ["issue.take_part", "member.join"]

    def test_a_convener_alone_switches_it_on_once_and_for_what_everybody_reads(
        self, saltmarsh: Scene, public: Conversation
    ) -> None:
        amina, rosa = saltmarsh.actor("amina"), saltmarsh.actor("rosa")
        assert refusal_of(let_join, rosa, conversation=public) == "needs_hat"
        assert refusal_of(stop_joining, rosa, conversation=public) == "needs_hat"
        assert refusal_of(let_join, amina, conversation=public) == "joining_is_open"
        ours = opened(saltmarsh, issue=saltmarsh.name_issue(title="Ours"))
        assert refusal_of(let_join, amina, conversation=ours) == "joining_needs_public"
        stop_joining(amina, conversation=public)
        assert refusal_of(stop_joining, amina, conversation=public) == "joining_is_closed"
        assert refusal_of(joins, saltmarsh, public) == "joining_is_closed"

    def test_only_the_program_lets_in_and_nobody_twice(self, saltmarsh: Scene, public: Conversation) -> None:
        joins(saltmarsh, public)
        assert refusal_of(joins, saltmarsh, public) == "joined_already"
        person = Person.objects.named("eve@new.example", name="")
        who = {"person": person, "name": "Eve", "voice": CivicVoice.PUBLIC, "sector": Sector.OTHER}
        assert refusal_of(join, saltmarsh.actor("amina"), conversation=public, **who) == "not_by_command"

    def test_whoever_was_removed_by_two_does_not_walk_in_again(
        self, saltmarsh: Scene, public: Conversation
    ) -> None:
        member = joins(saltmarsh, public)
        with migrating():
            Membership.objects.filter(pk=member.pk).update(ended=now(), removal_reason="Shouted people down")
        assert refusal_of(joins, saltmarsh, public) == "was_removed"
        with migrating():
            Membership.objects.filter(pk=member.pk).update(removal_reason="")
        assert joins(saltmarsh, public).ended is None


class TestElectedMembers:
    def test_they_count_with_the_public_until_a_convener_has_checked(
        self, saltmarsh: Scene, public: Conversation
    ) -> None:
        member = joins(saltmarsh, public, voice=CivicVoice.POLITICIAN)
        arrival = Arrival.objects.get()
        assert (member.voice, arrival.office) == (CivicVoice.PUBLIC, Office.WAITING)
        convener = signed_in(saltmarsh.people["amina"].person)
        listed = convener.get("/saltmarsh/people/joined/").content.decode()
        assert ("Sam New" in listed, "Says: elected member" in listed) == (True, True)
        convener.post(f"/saltmarsh/people/joined/{arrival.pk}/confirm/", {"key": "once"})
        member.refresh_from_db()
        assert member.voice == CivicVoice.POLITICIAN

    def test_a_convener_alone_checks_it_and_once(self, saltmarsh: Scene, public: Conversation) -> None:
        joins(saltmarsh, public, voice=CivicVoice.POLITICIAN)
        arrival = Arrival.objects.get()
        assert refusal_of(decline_office, saltmarsh.actor("rosa"), arrival=arrival) == "needs_hat"
        assert refusal_of(confirm_office, saltmarsh.actor("rosa"), arrival=arrival) == "needs_hat"
        decline_office(saltmarsh.actor("amina"), arrival=arrival)
        assert Membership.objects.get(person__email=SAM).voice == CivicVoice.PUBLIC
        assert refusal_of(confirm_office, saltmarsh.actor("amina"), arrival=arrival) == "office_is_checked"

    def test_who_joined_is_shown_to_conveners_alone(self, saltmarsh: Scene, public: Conversation) -> None:
        joins(saltmarsh, public)
        shown = signed_in(saltmarsh.people["rosa"].person).get("/saltmarsh/people/joined/").content.decode()
        assert "Sam New" not in shown
