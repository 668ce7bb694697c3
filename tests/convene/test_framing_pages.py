"""The pages on which people frame an issue and decide: what each reader is shown, and what they can do there."""

import html
import re
import uuid
import zipfile
from typing import Any

import pytest
from django.test import Client
from tests.convene.deciding import ABOVE, HARM, YOUNG, Group, wears
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.account.scrutiny.packing import scrutineers_pack
from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.models import Decision, Objection
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.people import HatKind
from wholeplace.places.partnership.home import next_step as first_step

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

NEW = "There is nowhere that is ours, and nobody has agreed when the evening ends"


@pytest.fixture
def group(saltmarsh: Scene, settings: Any) -> Group:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    saltmarsh.name_issue(audience="public")
    return Group(saltmarsh).come_together()


def browser(group: Group, name: str = "") -> Client:
    client = Client()
    if name:
        person = group.scene.people[name].person
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def read(client: Client, path: str) -> str:
    """Return what stands in the main part of a page, as a reader reads it."""
    page = client.get(path, follow=True).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def post(client: Client, path: str, **answers: object) -> str:
    """Send a form, and return where it leads, or nothing where it comes back."""
    reply = client.post(path, {"key": uuid.uuid4().hex, **answers})
    return reply.headers.get("Location", "")


def opened(group: Group) -> str:
    """Return everything the scrutineer's pack opens."""
    wears(group.scene, "cllr", HatKind.SCRUTINEER)
    run_all_now()
    checkpoint(group.scene.place)
    actor = group.scene.actor("cllr", hat=HatKind.SCRUTINEER)
    with scrutineers_pack(actor) as file, zipfile.ZipFile(file) as packed:
        return packed.read("openings.jsonl").decode()


def reframed(group: Group) -> None:
    """Have one of two rivals adopted with an objection answered, and the issue reframed later."""
    first = group.propose()
    group.propose("tariq", text=ABOVE, standpoint="people who live above the promenade")
    decision = group.decide(first)
    group.reply(group.object(decision))
    group.consent(decision, *FIVE)
    group.close(decision)
    group.wait(30)
    again = group.propose(
        "ben", text=NEW, standpoint="both of them", reason="They met, and want the same hour"
    )
    group.adopt(again)


class TestTheIssuesPage:
    def test_it_shows_the_framing_in_force_the_rivals_what_came_before_and_what_each_decision_changed(
        self, group: Group
    ) -> None:
        reframed(group)
        page = read(browser(group, "cllr"), group.issue.get_absolute_url())
        in_force, rivals, decided, earlier = (
            page.index(one)
            for one in (
                "Adopted by the group",
                "Other ways of seeing it",
                "Decided together",
                "Earlier framings",
            )
        )
        assert in_force < rivals < decided < earlier
        assert NEW in page[in_force:rivals]
        assert "They met, and want the same hour" in page[in_force:rivals]
        assert "Before" in page[in_force:rivals]
        assert YOUNG in page[in_force:rivals]
        assert ABOVE in page[rivals:decided]
        assert YOUNG in page[rivals:decided]
        assert page[decided:earlier].count("Adopted Shall we frame it so") == 2
        assert YOUNG in page[earlier:]
        assert "We lack places, not buses" in page[earlier:]

    def test_the_scrutineers_pack_holds_all_of_it(self, group: Group) -> None:
        reframed(group)
        told = opened(group)
        for words in (YOUNG, ABOVE, NEW, HARM, "A place of our own quietens the rest", "They met"):
            assert words in told, words

    def test_somebody_elses_name_is_for_members(self, group: Group) -> None:
        reframed(group)
        address = group.issue.get_absolute_url()
        assert "Rosa Lind (member of the public)" in read(browser(group, "olwen"), address)
        visitor = read(browser(group), address)
        assert "people who live above the promenade" in visitor.lower()
        assert not [one.name for one in group.scene.people.values() if one.name in visitor]

    def test_where_nobody_has_proposed_anything_it_says_who_can(self, group: Group) -> None:
        page = read(browser(group, "rosa"), group.issue.get_absolute_url())
        assert "Nobody has proposed another framing. Whoever takes part can say how the issue looks" in page
        assert "Ask the group to decide" not in page


class TestProposingAndAsking:
    def test_people_frame_and_decide_from_page_to_page(self, group: Group) -> None:
        issue = group.issue.get_absolute_url()
        rosa, ben = browser(group, "rosa"), browser(group, "ben")
        assert post(rosa, f"{issue}framings/propose/", standpoint="us", text=YOUNG) == f"{issue}#rivals"
        (proposed,) = ProposedFraming.objects.all()
        terms = {"question": "So?", "rule": "consent", "days": 7, "quorum": 3, "voice_quorum": 1}
        address = post(rosa, f"{issue}decide/", framings=[proposed.pk], fallback_days=3, **terms)
        (decision,) = Decision.objects.all()
        assert (address, decision.fallback_days) == (decision.get_absolute_url(), 3)
        assert post(ben, f"{address}second/") == address
        assert post(ben, address, answer="object", objection=HARM) == f"{address}#answers"
        (objection,) = Objection.objects.all()
        reply = f"/saltmarsh/issues/objections/{objection.pk}/answer/"
        assert post(rosa, reply, reply="Because") == f"{address}#objections"
        assert post(ben, address, answer="consent") == f"{address}#answers"
        page = read(rosa, address)
        assert f"Withdrawn {HARM}" in page
        assert "Because" in page
        assert "1 of 5 has answered" in page

    def test_a_decision_that_waits_can_be_withdrawn_by_whoever_asked(self, group: Group) -> None:
        decision = group.ask(group.propose())
        address = decision.get_absolute_url()
        assert "Withdraw it" not in read(browser(group, "ben"), address)
        assert post(browser(group, "ben"), f"{address}withdraw/") == ""
        assert post(browser(group, "rosa"), f"{address}withdraw/") == address
        assert Decision.objects.get().state == DecisionState.WITHDRAWN

    def test_a_reason_is_asked_for_once_a_framing_was_adopted(self, group: Group) -> None:
        address = f"{group.issue.get_absolute_url()}framings/propose/"
        asked = "Why should it be seen differently now?"
        assert asked not in read(browser(group, "rosa"), address)
        group.adopt(group.propose())
        assert asked in read(browser(group, "rosa"), address)

    def test_more_than_twenty_are_offered_approval_only(
        self, group: Group, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        group.propose()
        address = f"{group.issue.get_absolute_url()}decide/"
        assert "if an objection still stands" in read(browser(group, "rosa"), address)
        monkeypatch.setattr("wholeplace.convene.issues.asking.electorate_of", lambda _issue: range(21))
        page = read(browser(group, "rosa"), address)
        assert "Up to 20 people can decide by consent. You are more" in page
        assert "if an objection still stands" not in page


class TestTheDecisionsPage:
    def test_it_says_how_many_have_answered_and_never_who_has_not(self, group: Group) -> None:
        decision = group.decide(group.propose())
        group.consent(decision, "rosa", "cllr")
        page = read(browser(group, "olwen"), decision.get_absolute_url())
        assert "2 of 5 have answered" in page
        assert "Cllr Dee Marsh (politician) Consents" in page
        assert group.scene.people["ben"].name not in page
        assert "You did not take part when this decision opened" in page

    def test_a_visitor_reads_the_question_the_terms_and_the_end_and_no_figures_or_names(
        self, group: Group
    ) -> None:
        decision = group.decide(group.propose())
        group.object(decision)
        open_page = read(browser(group), decision.get_absolute_url())
        assert "It counts if at least 3 people answer." in open_page
        assert YOUNG in open_page
        group.consent(decision, *FIVE)
        group.close(decision)
        closed = read(browser(group), decision.get_absolute_url())
        assert "What came of it Adopted." in closed
        for page in (open_page, closed):
            assert HARM not in page
            assert "answered." not in page.replace("of those who answered", "")
            assert not [one.name for one in group.scene.people.values() if one.name in page]

    def test_above_an_objection_that_was_withdrawn_it_says_that_there_was_one(self, group: Group) -> None:
        decision = group.decide(group.propose())
        group.reply(group.object(decision))
        group.consent(decision, *FIVE)
        group.close(decision)
        page = read(browser(group, "rosa"), decision.get_absolute_url())
        result = page[page.index("What came of it") : page.index("What was proposed")]
        assert "0 objected. No objection stands, so it is adopted. 1 objection was raised and withdrawn." in (
            result
        )

    def test_the_readers_own_answer_can_be_changed(self, group: Group) -> None:
        decision = group.decide(group.propose())
        address = decision.get_absolute_url()
        assert "Give your answer" in read(browser(group, "rosa"), address)
        group.consent(decision, "rosa")
        assert "Change your answer" in read(browser(group, "rosa"), address)
        page = browser(group, "rosa").get(address).content.decode()
        assert re.search(r'value="consent"[^>]*checked', page)

    def test_a_decision_that_fell_back_shows_both_rounds(self, group: Group) -> None:
        decision = group.decide(group.propose(), fallback_days=3)
        group.consent(decision, "rosa", "cllr")
        group.object(decision)
        group.at = decision.deadline
        decision = group.close(decision)
        page = read(browser(group, "rosa"), decision.get_absolute_url())
        assert "An objection stands, so approval decides, as was declared beforehand." in page
        assert "Which do you approve?" in page

    def test_whoever_is_no_member_is_led_to_sign_in_when_they_answer(self, group: Group) -> None:
        decision = group.decide(group.propose())
        answer = {"answer": "consent"}
        assert "/sign-in/" in post(browser(group), decision.get_absolute_url(), **answer)


class TestTheNextStep:
    def test_it_leads_to_what_a_decision_waits_for(self, group: Group) -> None:
        def step(name: str) -> str:
            found = first_step(group.scene.viewer(name))
            return found.title if found else ""

        decision = group.ask(group.propose())
        assert step("ben") == "Second a decision"
        second_decision(group.actor("ben"), decision=decision)
        assert step("rosa") == "It is yours to decide"
        group.object(decision, "cllr")
        assert step("rosa") == "Answer an objection"
        group.consent(decision, *FIVE)
        assert step("cllr") not in {"It is yours to decide", "Answer an objection"}
        assert first_step(Viewer(group.scene.place)) is None

    def test_the_issues_page_shows_it_too(self, group: Group) -> None:
        group.decide(group.propose())
        assert "It is yours to decide" in read(browser(group, "rosa"), group.issue.get_absolute_url())
        assert "It is yours to decide" not in read(browser(group, "olwen"), group.issue.get_absolute_url())
