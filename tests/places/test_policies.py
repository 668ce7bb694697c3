"""What stands at the foot of a place's pages: its notices, in whose words, since when, and changing them."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import signed_in

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.privacy.periods import PERIODS
from wholeplace.places.policies.actions import write_policy
from wholeplace.places.policies.names import PolicyKind
from wholeplace.places.policies.queries import first_words, in_force, versions_of
from wholeplace.ui.prose import Block, blocks_of

__all__ = ["own_keys", "saltmarsh"]

TERMS = "## Be kind\n\n- speak for yourself\n- <b>listen</b>"


def writes(scene: Scene, name: str = "amina", *, text: str = TERMS, after: int = 0) -> int:
    kind = PolicyKind.TERMS
    return write_policy(scene.actor(name), place=scene.place, kind=kind, text=text, after=after).version


def code_of(scene: Scene, name: str = "amina", **said: object) -> str:
    with pytest.raises(Refused) as refused:
        writes(scene, name, **said)  # type: ignore[arg-type]
    return refused.value.refusal.code


class TestWritingANotice:
    def test_puts_it_in_the_places_own_words_and_keeps_every_earlier_version(self, saltmarsh: Scene) -> None:
        assert [writes(saltmarsh), writes(saltmarsh, "ben", text="Be brave", after=1)] == [1, 2]
        viewer = saltmarsh.viewer("rosa")
        assert in_force(viewer, PolicyKind.TERMS).text == "Be brave"
        assert [one.version for one in versions_of(viewer, PolicyKind.TERMS)] == [2, 1, 0]
        assert in_force(viewer, PolicyKind.COMPLAINTS).version == 0

    def test_leaves_one_line_with_the_version_and_not_the_words(self, saltmarsh: Scene) -> None:
        writes(saltmarsh)
        entry = last(saltmarsh)
        assert (entry["action"], entry["facts"]) == ("policy.write", {"notice": "terms", "version": 1})
        assert "listen" not in str(entry)
        assert "wrote version 1 of the notice on terms" in Client().get("/saltmarsh/record/").text
        assert list(check_place(saltmarsh.place)) == []

    def test_is_a_conveners_in_that_hat_and_nobody_elses(self, saltmarsh: Scene) -> None:
        assert [code_of(saltmarsh, name) for name in ("rosa", "olwen")] == ["needs_hat", "needs_hat"]
        as_participant = saltmarsh.actor("amina", hat=HatKind.PARTICIPANT)
        refusal = write_policy.refusal(as_participant)
        assert refusal is not None
        assert refusal.code == "in_another_hat"

    def test_that_changes_nothing_or_goes_over_somebody_elses_words_is_refused(
        self, saltmarsh: Scene
    ) -> None:
        writes(saltmarsh)
        assert code_of(saltmarsh, text=f"{TERMS}  \r\n", after=1) == "policy_as_it_is"
        assert code_of(saltmarsh, text="Older", after=0) == "policy_changed_meanwhile"
        assert code_of(saltmarsh, text=" \n ", after=1) == "left_empty"


class TestTheFoot:
    def test_of_a_places_pages_leads_to_all_four_and_a_visitor_can_read_each(self, saltmarsh: Scene) -> None:
        client = Client()
        home = client.get("/saltmarsh/").text
        for kind in PolicyKind.values:
            assert f'href="/saltmarsh/{kind}/"' in home
            assert client.get(f"/saltmarsh/{kind}/").status_code == 200

    @pytest.mark.parametrize("address", ["/", "/sign-in/", "/sign-in/?next=//evil.example/saltmarsh/"])
    def test_of_pages_outside_every_place_leads_to_what_wholeplace_says_itself(
        self, saltmarsh: Scene, address: str
    ) -> None:
        page = Client().get(address).text
        for kind in PolicyKind.values:
            assert f'href="/{kind}/"' in page
            assert Client().get(f"/{kind}/").status_code == 200
        assert 'href="/saltmarsh/privacy/"' not in page

    def test_of_the_page_where_one_signs_in_to_a_place_is_that_places(self, saltmarsh: Scene) -> None:
        client = Client()
        led = client.get("/saltmarsh/people/")
        assert led["Location"].startswith("/sign-in/?next=/saltmarsh/")
        for page in (client.get(led["Location"]).text, client.get("/sign-in/?next=/saltmarsh/").text):
            for kind in PolicyKind.values:
                assert f'href="/saltmarsh/{kind}/"' in page
                assert f'href="/{kind}/"' not in page
        assert 'href="/privacy/"' in client.get("/sign-in/?next=/nowhere/").text

    def test_says_by_when_a_complaint_is_answered_and_where_to_write(
        self, saltmarsh: Scene, settings: object
    ) -> None:
        settings.CONTACT = "help@saltmarsh.example"  # type: ignore[attr-defined]
        page = Client().get("/saltmarsh/complaints/").text
        assert "Within 30 days" in page
        assert "help@saltmarsh.example" in page


@pytest.mark.parametrize("address", ["/privacy/", "/saltmarsh/privacy/"])
def test_the_notice_on_privacy_names_the_exception_what_members_see_and_who_holds_the_database(
    saltmarsh: Scene, address: str
) -> None:
    page = Client().get(address).text
    told = (
        "can answer on the record",
        "young people too",
        "They hold its database",
        "counted again",
        "which lies in a file beside the database",
        "Whoever holds both that file and the database could work out who answered what",
        "what each guest and each sheet of paper said",
        "comes in as a guest, with the code of a room, gives no name and no address",
        "What their return code is known by is kept, and the code itself is not.",
        "Of a room its name, its code, when it opens and closes",
        "Whoever types the sheet in reads it.",
        "Kept are the number written on it, the civic voice, the sector and the answers",
        "joins and takes it over",
        "called guest_ and the conversation&#x27;s number",
        "It holds their return code, no script can read it",
    )
    assert [words for words in told if words not in page] == []


class TestWhatGoesByItself:
    """A table below the notice on privacy, made of the constants the program goes by: no place writes it."""

    @pytest.mark.parametrize("address", ["/privacy/", "/saltmarsh/privacy/"])
    def test_is_said_with_the_periods_that_the_jobs_go_by(self, saltmarsh: Scene, address: str) -> None:
        page = Client().get(address).text
        assert "What this program deletes by itself, and when" in page
        told = {str(row[0]): row[1] for row in gone_of(page)}
        assert told["The words and the address of a letter"] == "30 days"
        assert told["What a member was told, on their page of notices"] == "90 days"
        assert len(told) == len(list(PERIODS))

    def test_stays_whatever_a_place_writes_above_it(self, saltmarsh: Scene) -> None:
        kind, before = PolicyKind.PRIVACY, gone_of(Client().get("/saltmarsh/privacy/").text)
        text = "We keep letters for a thousand years"
        write_policy(saltmarsh.actor("amina"), place=saltmarsh.place, kind=kind, text=text, after=0)
        page = Client().get("/saltmarsh/privacy/").text
        assert text in page
        assert gone_of(page) == before != []

    def test_is_left_to_the_table_by_the_words_wholeplace_begins_with(
        self, saltmarsh: Scene, settings: Any
    ) -> None:
        settings.BACKUPS_DAYS = 41
        said = first_words(PolicyKind.PRIVACY, place=saltmarsh.place).text
        assert re.findall(r"\b\d+ (?:days?|hours?)\b", said) == ["41 days"]

    def test_is_said_of_privacy_alone_and_not_of_a_version_no_longer_in_force(self, saltmarsh: Scene) -> None:
        for address in ("/saltmarsh/terms/", "/terms/", "/saltmarsh/policies/privacy/0/"):
            assert "deletes by itself" not in Client().get(address).text


def gone_of(page: str) -> list[tuple[str, str]]:
    """Return what goes and after how long, as the page says it."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page.rsplit("<tbody", maxsplit=1)[-1], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [(unescape(strip_tags(what)).strip(), strip_tags(after).strip()) for what, after in cells]


class TestThePages:
    def test_show_headings_and_lists_and_what_looks_like_html_as_it_was_typed(self, saltmarsh: Scene) -> None:
        writes(saltmarsh)
        page = Client().get("/saltmarsh/terms/").text
        assert '<h2 class="govuk-heading-m" dir="auto">Be kind</h2>' in page
        assert "<li>&lt;b&gt;listen&lt;/b&gt;</li>" in page

    def test_offer_a_convener_to_change_it_and_say_what_was_done(self, saltmarsh: Scene) -> None:
        client = signed_in(saltmarsh, "amina")
        form = client.get("/saltmarsh/policies/terms/change/").context["form"]
        assert "Be kind" not in form.initial["text"]
        reply = client.post("/saltmarsh/policies/terms/change/", {"text": TERMS, "after": 0}, follow=True)
        assert reply.request["PATH_INFO"] == "/saltmarsh/terms/"
        assert "This is version 1 of the notice." in reply.text

    def test_show_an_earlier_version_as_no_longer_in_force_and_none_that_never_was(
        self, saltmarsh: Scene
    ) -> None:
        writes(saltmarsh)
        client = Client()
        assert "no longer in force" in client.get("/saltmarsh/policies/terms/0/").text
        assert "no longer in force" not in client.get("/saltmarsh/policies/terms/1/").text
        gone = [f"/saltmarsh/policies/{wrong}/" for wrong in ("terms/2", "rules/0")]
        assert [client.get(one).status_code for one in gone] == [404, 404]


def test_text_written_at_length_is_read_as_headings_lists_and_paragraphs() -> None:
    text = "# One\nA line\nand another\n- first\n* second\n\n\n-not an item\n##neither"
    assert blocks_of(text) == [
        Block("heading", ["One"]),
        Block("paragraph", ["A line", "and another"]),
        Block("list", ["first", "second"]),
        Block("paragraph", ["-not an item", "##neither"]),
    ]
    assert blocks_of(" \n ") == []
