"""What members, visitors and managers see of mandates."""

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.convene.asking import (
    BOSS,
    GIVER,
    SAID,
    UNTIL,
    ask,
    given,
    link_to,
    program,
    published,
    said_for_all,
    sent,
    terms,
)
from tests.convene.test_mandate_links import YES, pressed
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.test_leaving import signed_in

from wholeplace.convene.expectations.actions import write_card
from wholeplace.convene.expectations.models import CardLine
from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.models import Issue, ProposedFraming
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.mandates.answering import decline_asking, revoke_mandate
from wholeplace.convene.mandates.models import Asking, Mandate
from wholeplace.convene.mandates.panel import panel_context
from wholeplace.convene.mandates.queries import with_words
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Audience
from wholeplace.places.people.actions import NewMember, admit_members
from wholeplace.ui.addresses import place_url
from wholeplace.ui.ways import way_on

__all__ = ["own_keys", "saltmarsh"]

YOURS = "/saltmarsh/mandates/"
DAY = f"{UNTIL.day} {UNTIL:%B %Y}"
BADGE = (
    "saltmarsh Health Trust lets them take part, in work time and in their own words, until"
    f" {DAY}. By word of: “{GIVER}”, as they call themselves. Nobody here has checked it."
)


def read(client: Client, path: str) -> str:
    """Return a page's words, its tags left out."""
    reply = client.get(path)
    assert reply.status_code == 200, path
    (main,) = re.findall(r"<main.*?</main>", reply.content.decode(), re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


class TestMembers:
    def test_a_member_asks_in_one_step_and_reads_what_became_of_it(self, saltmarsh: Scene) -> None:
        tariq = signed_in(saltmarsh, "tariq")
        assert "Ask my manager" in read(tariq, YOURS)
        answers = {
            **YES,
            "email": BOSS,
            "manager": "Sam Head",
            "words": "Please",
            "issue": "",
            "money": "£1,500",
        }
        reply = tariq.post(f"{YOURS}ask/", answers, follow=True)
        assert f"A letter goes to {BOSS}." in html.unescape(reply.content.decode())
        assert sent(saltmarsh, Asking.objects.get()).money == 1500
        assert "Waits for an answer" in read(tariq, YOURS)
        decline_asking(program(saltmarsh), asking=Asking.objects.get(), reason="Not this winter")
        told = read(tariq, YOURS)
        assert ("Declined" in told, "They say: Not this winter" in told) == (True, True)

    def test_what_cannot_be_asked_stands_beside_its_answer(self, saltmarsh: Scene) -> None:
        tariq = signed_in(saltmarsh, "tariq")
        page = tariq.post(f"{YOURS}ask/", {**YES, "email": "tariq@saltmarsh.example"}).content.decode()
        assert 'id="id_email_error"' in page
        assert "there is nobody to ask" in read(signed_in(saltmarsh, "rosa"), YOURS)
        assert "there is nobody to ask" in read(signed_in(saltmarsh, "rosa"), f"{YOURS}ask/")

    def test_one_takes_back_lays_down_and_asks_anew(self, saltmarsh: Scene) -> None:
        tariq, made = signed_in(saltmarsh, "tariq"), given(saltmarsh)
        asking = ask(saltmarsh, email="b@x.example")
        assert tariq.post(f"{YOURS}askings/{asking.pk}/take-back/", {"key": "k"}).status_code == 302
        assert "You can promise up to £500 and 20 hours for it." in read(tariq, YOURS)
        again = tariq.get(f"{YOURS}ask/?renews={made.pk}").content.decode()
        assert [f'value="{one}"' in again for one in ("500", BOSS, "Sam Head")] == [True, True, True]
        assert tariq.post(f"{made.get_absolute_url()}lay-down/", {"key": "k"}).status_code == 302
        over = read(tariq, YOURS)
        assert ("Laid down" in over, "saltmarsh Health Trust let you take part" in over) == (True, True)
        ben = signed_in(saltmarsh, "ben")
        assert ben.get(f"{YOURS}askings/{asking.pk}/take-back/").status_code == 404
        assert ben.get(f"{YOURS}ask/?renews={made.pk}").status_code == 404

    def test_the_badge_stands_beside_the_name_in_words_and_goes_with_the_mandate(
        self, saltmarsh: Scene
    ) -> None:
        rosa, made = signed_in(saltmarsh, "rosa"), given(saltmarsh)
        published(saltmarsh, email="c@x.example")
        told = read(rosa, "/saltmarsh/people/")
        assert (f"Mandate {BADGE}" in told, told.count(f"for all of its people: “{SAID}”")) == (True, 2)
        mandate = read(rosa, made.get_absolute_url())
        assert ("£500 and 20 hours" in mandate, BOSS in mandate, "Sam Head" in mandate) == (
            True,
            False,
            False,
        )
        revoke_mandate(program(saltmarsh), asking=made.asking)
        assert BADGE not in read(rosa, "/saltmarsh/people/")
        assert "Revoked" in read(rosa, made.get_absolute_url())
        about = f"{YOURS}organisations/{made.organisation_id}/"
        assert ["Of them with a mandate" in read(who, about) for who in (rosa, Client())] == [False, True]

    def test_many_badges_cost_no_more_statements_than_one(self, saltmarsh: Scene) -> None:
        rosa = signed_in(saltmarsh, "rosa")

        def statements() -> int:
            with CaptureQueriesContext(connection) as asked:
                rosa.get("/saltmarsh/people/")
            return len(asked)

        given(saltmarsh)
        statements()  # the first visit remembers that there was one
        one = statements()
        given(saltmarsh, name="ben")
        given(saltmarsh, name="amina")
        assert statements() == one


class TestOrganisations:
    def test_what_is_said_for_all_waits_for_a_third_and_the_public_reads_it_only_then(
        self, saltmarsh: Scene
    ) -> None:
        made = said_for_all(saltmarsh)
        about, seconds = made.get_absolute_url(), f"{YOURS}for-all/{made.pk}/second/"
        rosa, ben = signed_in(saltmarsh, "rosa"), signed_in(saltmarsh, "ben")

        def reads() -> tuple[bool, ...]:
            own = read(rosa, "/saltmarsh/people/"), read(rosa, f"{YOURS}organisations/")
            return (SAID in read(Client(), about), SAID in own[0], "Said in public" in own[1])

        assert reads() == (False, False, False)
        assert "Nobody here has checked it" in read(rosa, about)
        assert "Give the second word" not in read(rosa, about)
        assert ben.post(seconds, {"key": "k"}).status_code == 302
        assert reads() == (True, True, True)

    def test_the_page_says_of_each_how_many_from_five_up_and_what_it_says_for_all(
        self, saltmarsh: Scene
    ) -> None:
        given(saltmarsh)
        published(saltmarsh, email="c@x.example")
        told = read(Client(), f"{YOURS}organisations/")
        assert "saltmarsh Council Council Fewer than 5 Fewer than 5 Nothing yet" in told
        assert "saltmarsh Health Trust Health Fewer than 5 Fewer than 5 Said in public since" in told
        body = saltmarsh.organisations["Health Trust"]
        nurses = [
            NewMember(f"n{number}@x.example", f"N {number}", CivicVoice.PROFESSIONAL, Sector.HEALTH, body)
            for number in range(9)
        ]
        for number, member in enumerate(
            admit_members(saltmarsh.operator, place=saltmarsh.place, people=nurses)
        ):
            saltmarsh.people[f"n{number}"] = member
            if number < 4:
                given(saltmarsh, name=f"n{number}")
        assert "saltmarsh Health Trust Health 11 5 Said in public" in read(Client(), f"{YOURS}organisations/")

    def test_old_versions_stay_readable_and_names_are_for_members(self, saltmarsh: Scene) -> None:
        made = published(saltmarsh)
        given(saltmarsh, email="b@x.example")
        given(saltmarsh, name="ben")
        published(saltmarsh, "They may, in work time.", email="c@x.example")
        visitor, member = (
            read(Client(), made.get_absolute_url()),
            read(signed_in(saltmarsh, "rosa"), made.get_absolute_url()),
        )
        for told in (visitor, member):
            assert ("They may, in work time." in told, "Version 1" in told, SAID in told) == (
                True,
                True,
                True,
            )
        assert ("Tariq Aziz" in visitor, "Tariq Aziz" in member) == (False, True)


class TestIssuePanel:
    def test_it_says_how_many_organisations_gave_their_word_and_to_members_whose_people(
        self, saltmarsh: Scene
    ) -> None:
        issue = saltmarsh.name_issue(audience=Audience.PUBLIC)
        other = saltmarsh.name_issue(title="Another")

        def told(viewer: Viewer, about: Issue = issue) -> Mapping[str, Any]:
            found = issues_visible_to(saltmarsh.viewer("rosa"))
            return panel_context(viewer, with_words(viewer, found).get(pk=about.pk))

        visitor = Viewer(saltmarsh.place)
        assert told(visitor)["told"].startswith("No organisation")
        given(saltmarsh, issue=issue)
        assert told(visitor)["told"].startswith("1 organisation has said in writing")
        assert told(visitor, other)["told"].startswith("No organisation")
        given(saltmarsh, name="amina")
        published(saltmarsh, email="c@x.example")
        assert (
            told(visitor)["told"] == "2 organisations have said in writing that their people may take part."
        )
        asks = [told(saltmarsh.viewer(name))["asks"] for name in ("ben", "tariq", "rosa")]
        assert (told(visitor)["asks"], asks) == (False, [True, False, False])
        assert told(saltmarsh.viewer("tariq"), other)["asks"]
        assert "2 organisations have said in writing" in read(Client(), issue.get_absolute_url())
        who = f"{YOURS}issues/{issue.pk}/"
        member, anybody = read(signed_in(saltmarsh, "ben"), who), read(Client(), who)
        assert [name in member for name in ("Amina Yusuf", "Tariq Aziz", SAID)] == [True, True, True]
        assert [name in anybody for name in ("Amina Yusuf", "Tariq Aziz", SAID)] == [False, False, True]


class TestOnBehalfOf:
    def test_one_speaks_for_oneself_until_one_chooses_the_organisation_one_belongs_to(
        self, saltmarsh: Scene
    ) -> None:
        tariq, body = signed_in(saltmarsh, "tariq"), str(saltmarsh.organisations["Health Trust"].pk)

        def header() -> str:
            (said,) = re.findall(r'wp-who__as">Participant, (.*?)</span>', tariq.get(YOURS).content.decode())
            return str(said)

        assert header() == "for myself"
        back = {"next": YOURS}
        assert tariq.post("/saltmarsh/behalf/", {"behalf": body, **back})["Location"] == YOURS
        assert header() == "for saltmarsh Health Trust"
        tariq.post("/saltmarsh/behalf/", {"behalf": "", "next": "https://elsewhere.example/"})
        assert header() == "for myself"
        other = str(saltmarsh.organisations["Council"].pk)
        assert tariq.post("/saltmarsh/behalf/", {"behalf": other}).status_code == 404
        assert signed_in(saltmarsh, "rosa").post("/saltmarsh/behalf/", {"behalf": body}).status_code == 404

    def test_a_form_says_on_whose_behalf_it_is_written_and_what_was_said_keeps_it(
        self, saltmarsh: Scene
    ) -> None:
        issue = saltmarsh.name_issue(audience=Audience.PUBLIC)
        for name in ("tariq", "rosa"):
            take_part(saltmarsh.actor(name), issue=issue)
        tariq, body = signed_in(saltmarsh, "tariq"), str(saltmarsh.organisations["Health Trust"].pk)
        form = f"/saltmarsh/issues/{issue.pk}/framings/propose/"
        assert "On whose behalf do you write this?" in read(tariq, form)
        assert "On whose behalf do you write this?" not in read(signed_in(saltmarsh, "rosa"), form)

        def chosen() -> list[str]:
            page = tariq.get(form).content.decode()
            return re.findall(r'name="behalf" value="([^"]*)"[^>]*checked', page)

        assert chosen() == [""]
        tariq.post("/saltmarsh/behalf/", {"behalf": body})
        assert chosen() == [body]
        answers = {"standpoint": "nurses", "text": "We are rung too late", "key": "one"}
        tariq.post(form, {**answers, "behalf": body})
        tariq.post(form, {**answers, "behalf": "", "key": "two"})
        kept = [one.on_behalf_of_id for one in ProposedFraming.objects.order_by("proposed")]
        assert [str(one) for one in kept] == [body, "None"]
        told = read(Client(), issue.get_absolute_url())
        assert told.count("Proposed for saltmarsh Health Trust,") == 1
        member = read(signed_in(saltmarsh, "ben"), issue.get_absolute_url())
        assert "Proposed by Tariq Aziz (member of the public) for saltmarsh Health Trust," in member
        wrong = {**answers, "behalf": str(saltmarsh.organisations["Council"].pk), "key": "three"}
        assert tariq.post(form, wrong).status_code == 200
        assert ProposedFraming.objects.count() == 2

    def test_a_program_says_by_the_api_for_whom_it_speaks(self, saltmarsh: Scene) -> None:
        issue, tariq = saltmarsh.issue(), signed_in(saltmarsh, "tariq")
        take_part(saltmarsh.actor("tariq"), issue=issue)
        path = "/api/v1/saltmarsh/actions/issue.propose_framing"
        body = {"issue": str(issue.pk), "standpoint": "us", "text": "So"}

        def sent(named: str) -> int:
            headers = {"On-Behalf-Of": named}
            return tariq.post(path, body, content_type="application/json", headers=headers).status_code

        own, other = (str(saltmarsh.organisations[name].pk) for name in ("Health Trust", "Council"))
        assert [sent(named) for named in (own, "", other, "x", str(issue.pk))] == [200, 200, 409, 404, 404]
        kept = [one.on_behalf_of_id for one in ProposedFraming.objects.order_by("proposed")]
        assert [str(one) for one in kept] == [own, "None"]


class TestManagers:
    def test_a_manager_reads_what_is_asked_and_gives_less(self, saltmarsh: Scene) -> None:
        sent(saltmarsh)
        path, manager = link_to(), Client()
        page = manager.get(path).content.decode()
        told = html.unescape(page)
        assert "Tariq Aziz asks you whether they may take part" in told
        assert ("They need a nurse" in told, "goods" in re.findall(r'name="(\w+)"', page)) == (True, False)
        less = {**YES, "money": "120.50", "own_words": "", "limits": "Not to the press"}
        assert manager.post(path, less).status_code == 302
        made = Mandate.objects.get()
        assert made.terms == terms(money=Decimal("120.50"), own_words=False, limits="Not to the press")

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"entitled": ""}, "Say that you may speak for the organisation, or say no instead."),
            ({"giver": ""}, "Fill in “What are you there?”."),
            ({"money": "900"}, "This goes further than what was asked for."),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_given(
        self, saltmarsh: Scene, wrong: dict[str, Any], said: str
    ) -> None:
        sent(saltmarsh)
        reply = pressed_with(link_to(), wrong)
        assert (reply.status_code, said in html.unescape(reply.content.decode())) == (200, True)
        assert not Mandate.objects.exists()

    def test_a_manager_says_no_and_is_told_what_follows(self, saltmarsh: Scene) -> None:
        sent(saltmarsh)
        reply = Client().post(f"{link_to()}no/", {"reason": "Not this winter", "key": "k"}, follow=True)
        assert "Tariq Aziz is told, with your reason." in html.unescape(reply.content.decode())
        assert Asking.objects.get().state == "declined"

    def test_nobody_gives_themselves_a_mandate(self, saltmarsh: Scene) -> None:
        sent(saltmarsh)
        own = signed_in(saltmarsh, "tariq")
        for reply in (own.get(link_to()), pressed(link_to(), own)):
            assert (reply.status_code, "Nobody gives themselves a mandate" in reply.content.decode()) == (
                403,
                True,
            )
        assert not Mandate.objects.exists()


def pressed_with(path: str, wrong: dict[str, Any]) -> Any:
    return Client().post(path, {**YES, **wrong})


def test_a_refused_promise_leads_to_asking_for_as_much(saltmarsh: Scene) -> None:
    issue, tariq = saltmarsh.issue(), signed_in(saltmarsh, "tariq")
    take_part(saltmarsh.actor("tariq"), issue=issue)
    body = saltmarsh.people["tariq"].organisation
    assert body is not None
    for_it = replace(saltmarsh.actor("tariq"), on_behalf_of=body)
    write_card(for_it, issue=issue, offers="A nurse on Tuesdays")
    tariq.post("/saltmarsh/behalf/", {"behalf": body.pk})
    page = place_url(saltmarsh.place, "say_how_much", line=CardLine.objects.get().pk)
    refused = tariq.post(page, {"resource": "time", "quantity": "12", "key": "k"}).content.decode()
    (way,) = re.findall(r'href="([^"]*/mandates/ask/[^"]*)"', html.unescape(refused))
    assert way == f"/saltmarsh/mandates/ask/?hours=12&issue={issue.pk}"
    asks = tariq.get(way).content.decode()
    assert 'value="12"' in asks
    assert f'value="{issue.pk}" selected' in asks
    assert way_on(saltmarsh.place, Refusal("gone"), issue) is None
