"""A person's own page: what they said, what is kept about them, putting it right, taking it away, having it erased."""

import csv
import datetime as dt
import io
import json
import zipfile
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from django.test import Client
from tests.convene.deciding import Group
from tests.kernel.jobs_scene import FakeClock, fake_clock
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import signed_in
from tests.places.test_notices import NoRun
from tests.places.test_people import refused

from wholeplace.convene.issues.rewording import reword_framing
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Door
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.tombstones import NOBODY
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.outbox.queries import outbox_of
from wholeplace.kernel.people import CivicVoice, HatKind, Membership
from wholeplace.kernel.places import Sector
from wholeplace.kernel.privacy.models import Erasure, ErasureState
from wholeplace.places.partnership.actions import add_area
from wholeplace.places.yourself.actions import ask_erasure, correct_member, withdraw_erasure
from wholeplace.places.yourself.commands import privacy
from wholeplace.places.yourself.jobs import erase_those_due, forget_sessions

__all__ = ["elsewhere", "fake_clock", "own_keys", "saltmarsh"]

PAGE, DATA, ERASE = "/saltmarsh/yourself/", "/saltmarsh/yourself/data/", "/saltmarsh/yourself/erase/"
WHOLE = {"keeps_words": "no"}


def afresh(scene: Scene, name: str, *, minutes: int = 0) -> Client:
    """Return the browser of somebody who signed in by a code so many minutes ago."""
    client = signed_in(scene, name)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "code", "at": clock.now().timestamp() - 60 * minutes}
    ]
    session["account_authentication_methods_user"] = str(scene.people[name].person.pk)
    session.save()
    return client


def right(scene: Scene, who: str = "rosa", **other: Any) -> dict[str, Any]:
    member = scene.people[who]
    now = {"name": member.name, "voice": member.voice, "sector": member.sector}
    return {"member": member, **now, **other}


def asks(scene: Scene, name: str = "rosa", *, keeps_words: bool = False) -> Erasure:
    return ask_erasure(scene.actor(name), member=scene.people[name], keeps_words=keeps_words)


class TestOnesOwnPage:
    def test_shows_what_one_said_and_what_became_of_it(self, saltmarsh: Scene) -> None:
        group = Group(saltmarsh).come_together()
        group.adopt(group.propose(text="We lack a place of our own"))
        group.propose(text="And a light", reason="It is dark")
        decision = group.decide(group.propose("tariq", reason="Cold"), by="rosa")
        group.object(decision, "rosa")
        group.reply(decision.objections.get())
        shown = signed_in(saltmarsh, "rosa").get(PAGE).text
        for said in (
            "We lack a place of our own", "The group adopted it.", "Nobody asked for a decision on it yet.",
            "You asked for a decision", "Open.", "It was answered: A place of our own quietens the rest",
            saltmarsh.issue().title,
        ):  # fmt: skip
            assert said in shown, said

    def test_shows_nobody_what_another_said(self, saltmarsh: Scene) -> None:
        Group(saltmarsh).come_together().propose(text="Only mine")
        assert "Only mine" in signed_in(saltmarsh, "rosa").get(PAGE).text
        assert "Only mine" not in signed_in(saltmarsh, "ben").get(PAGE).text

    def test_says_what_to_do_where_nothing_was_said_yet(self, saltmarsh: Scene) -> None:
        shown = signed_in(saltmarsh, "rosa").get(PAGE).text
        assert "See what we work on" in shown
        assert "You take part in no issue yet." in shown


def opened(reply: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(reply.content))


class TestTakingOnesDataAway:
    def test_takes_a_sign_in_of_the_last_ten_minutes(self, saltmarsh: Scene) -> None:
        for client in (signed_in(saltmarsh, "rosa"), afresh(saltmarsh, "rosa", minutes=11)):
            reply = client.post(DATA)
            assert (reply["Content-Type"], "Sign in again" in reply.text) == (
                "text/html; charset=utf-8",
                True,
            )
        assert afresh(saltmarsh, "rosa", minutes=9).post(DATA)["Content-Type"] == "application/zip"

    def test_somebody_elses_fresh_sign_in_in_the_same_browser_counts_for_nothing(
        self, saltmarsh: Scene
    ) -> None:
        client = afresh(saltmarsh, "ben")
        client.force_login(
            saltmarsh.people["rosa"].person, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        assert "Sign in again" in client.post(DATA).text

    def test_signing_in_again_leads_back_to_it_by_a_code(self, saltmarsh: Scene) -> None:
        client = signed_in(saltmarsh, "rosa")
        again = f"/sign-in/again/?next={quote(DATA, safe='')}"
        assert f'href="{again}"' in client.get(DATA).text
        client.post(again, {"email": saltmarsh.people["rosa"].person.email, "next": DATA})
        code = outbox_of(None)[0].subject.removeprefix("Your sign-in code: ")
        reply = client.post(f"/sign-in/code/?next={DATA}", {"code": code})
        assert reply["Location"] == DATA
        assert client.post(DATA)["Content-Type"] == "application/zip"

    def test_holds_everything_one_filled_in_and_nothing_of_anybody_else(self, saltmarsh: Scene) -> None:
        group = Group(saltmarsh).come_together()
        group.propose(text="mine zq", evidence="shown zq", reason="anew zq", standpoint="here zq")
        decision = group.decide(group.propose("tariq", text="theirs zq"), by="ben", question="asked zq")
        group.object(decision, "rosa", words="harm zq")
        group.object(decision, "cllr", words="another zq")
        pack = opened(afresh(saltmarsh, "rosa").post(DATA))
        whole = {name: pack.read(name).decode() for name in pack.namelist()}
        data = json.loads(whole["data.json"])
        assert {"Your membership", "Framings you proposed", "What you objected"} <= {
            one["title"] for one in data["held"]
        }
        for text in (whole["index.html"], whole["data.json"]):
            for mine in ("mine zq", "shown zq", "anew zq", "here zq", "harm zq", "rosa@saltmarsh.example"):
                assert mine in text, mine
        said = "\n".join(whole.values())
        for theirs in ("theirs zq", "another zq", "Tariq", "Amina", "ben@saltmarsh.example"):
            assert theirs not in said, theirs

    def test_no_cell_of_it_is_a_formula(self, saltmarsh: Scene) -> None:
        Group(saltmarsh).come_together().propose(text="=1+1", standpoint="@SUM(1)")
        pack = opened(afresh(saltmarsh, "rosa").post(DATA))
        (name,) = [one for one in pack.namelist() if one.endswith("-proposedframing.csv")]
        heads, row = csv.reader(io.StringIO(pack.read(name).decode("utf-8-sig")))
        told = dict(zip(heads, row, strict=True))
        assert (told["Text"], told["Standpoint"]) == ("'=1+1", "'@SUM(1)")

    def test_its_page_tells_it_in_plain_words_and_shows_no_marks_of_the_program(
        self, saltmarsh: Scene
    ) -> None:
        group = Group(saltmarsh).come_together()
        proposed = group.propose(text="mine zq", standpoint="here zq")
        group.object(group.decide(group.propose("tariq"), by="ben"), "rosa", words="harm zq")
        before = {"standpoint": "here zq", "text": "other zq", "why": "better zq"}
        reword_framing(group.actor("rosa"), proposed=proposed, **before)
        page = opened(afresh(saltmarsh, "rosa").post(DATA)).read("index.html").decode()
        assert "<dt>How the issue looks from there</dt><dd>other zq</dd>" in page
        assert "<dd>How the issue looks from there: mine zq</dd>" in page
        for raw in (str(proposed.pk), "{&#x27;", "<table", "<th"):
            assert raw not in page, raw

    def test_its_page_reads_without_any_program_and_escapes_what_people_wrote(self, saltmarsh: Scene) -> None:
        Group(saltmarsh).come_together().propose(text="<script>alert(1)</script>")
        page = opened(afresh(saltmarsh, "rosa").post(DATA)).read("index.html").decode()
        assert ("<script>" in page, "&lt;script&gt;" in page, "default-src &#x27;none" in page) == (
            False, True, False,
        )  # fmt: skip
        assert "What is not in it, and why" in page


class TestPuttingRight:
    def test_a_member_puts_right_their_own_name_area_and_sector(self, saltmarsh: Scene) -> None:
        area = add_area(saltmarsh.actor("amina"), place=saltmarsh.place, name="Old Harbour")
        correct_member(
            saltmarsh.actor("rosa"), **right(saltmarsh, name="Rosa Lindqvist", sector=Sector.FAITH, area=area)
        )
        member = Membership.objects.get(pk=saltmarsh.people["rosa"].pk)
        assert (member.name, member.sector, member.area, member.person.name) == (
            "Rosa Lindqvist", Sector.FAITH, area, "Rosa Lindqvist",
        )  # fmt: skip
        entry = last(saltmarsh)
        assert (entry["action"], list(entry["actor"])) == ("member.correct", ["as"])
        assert "Lind" not in json.dumps(entry)

    def test_a_convener_does_it_for_somebody_who_is_told_by_a_letter(self, saltmarsh: Scene) -> None:
        correct_member(saltmarsh.actor("amina"), **right(saltmarsh, name="Rosa L."))
        (letter,) = outbox_of(saltmarsh.place)
        assert (letter.to, letter.subject) == (
            "rosa@saltmarsh.example",
            "What is kept about you was put right",
        )
        assert last(saltmarsh)["actor"]["hat"] == "convener"

    @pytest.mark.parametrize("name", ["tariq", "olwen"])
    def test_nobody_else_does(self, saltmarsh: Scene, name: str) -> None:
        assert refused(correct_member, saltmarsh.actor(name), **right(saltmarsh)) == "only_oneself"

    def test_who_is_a_politician_is_checked_by_a_convener_who_is_somebody_else(
        self, saltmarsh: Scene
    ) -> None:
        for name, voice in (("rosa", "politician"), ("cllr", "public"), ("amina", "politician")):
            by = saltmarsh.actor(name)
            assert refused(correct_member, by, **right(saltmarsh, name, voice=voice)) == "voice_is_checked"
        correct_member(saltmarsh.actor("rosa"), **right(saltmarsh, voice=CivicVoice.PROFESSIONAL))
        done = correct_member(saltmarsh.actor("amina"), **right(saltmarsh, voice=CivicVoice.POLITICIAN))
        assert done.voice == CivicVoice.POLITICIAN

    def test_what_shows_nothing_does_not_fit_or_is_of_another_place_is_refused(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        there = add_area(elsewhere.actor("amina"), place=elsewhere.place, name="There")
        by = saltmarsh.actor("rosa")
        assert refused(correct_member, by, **right(saltmarsh, name=" ")) == "left_empty"
        assert refused(correct_member, by, **right(saltmarsh, name="x" * 201)) == "does_not_fit"
        assert refused(correct_member, by, **right(saltmarsh, area=there)) == "gone"

    def test_the_page_begins_with_what_is_kept_and_says_afterwards_what_was_done(
        self, saltmarsh: Scene
    ) -> None:
        client = signed_in(saltmarsh, "rosa")
        assert 'value="Rosa Lind"' in client.get("/saltmarsh/yourself/correct/").text
        said = {"name": "Rosa L.", "voice": "public", "sector": "resident"}
        shown = client.post("/saltmarsh/yourself/correct/", said, follow=True).text
        assert "What is kept about you is put right." in shown
        path = f"/saltmarsh/people/{saltmarsh.people['rosa'].pk}/correct/"
        shown = signed_in(saltmarsh, "amina").post(path, {**said, "voice": "politician"}, follow=True).text
        assert "What is kept about Rosa L. is put right." in shown


class TestAskingToBeErased:
    def test_waits_seven_days_and_tells_the_operator_who_looks_at_what_others_wrote(
        self, saltmarsh: Scene
    ) -> None:
        asked = asks(saltmarsh)
        assert (asked.due - asked.asked, asked.state) == (dt.timedelta(days=7), ErasureState.ASKED)
        told = Notice.objects.get(member=saltmarsh.people["olwen"])
        assert "Rosa Lind asked to be erased" in told.text
        assert last(saltmarsh)["action"] == "erasure.ask"
        assert list(last(saltmarsh)["actor"]) == ["as"]

    def test_is_for_oneself_alone_and_only_once(self, saltmarsh: Scene) -> None:
        rosa = {"member": saltmarsh.people["rosa"], "keeps_words": True}
        assert refused(ask_erasure, saltmarsh.actor("amina"), **rosa) == "only_oneself"
        asks(saltmarsh)
        assert refused(ask_erasure, saltmarsh.actor("rosa"), **rosa) == "erasure_is_asked"
        assert refused(withdraw_erasure, saltmarsh.actor("amina"), member=rosa["member"]) == "only_oneself"

    def test_only_on_the_page_which_asks_for_a_fresh_sign_in(self, saltmarsh: Scene) -> None:
        rosa = saltmarsh.people["rosa"]
        by = saltmarsh.actor("rosa", door=Door.API)
        assert refused(ask_erasure, by, member=rosa, keeps_words=True) == "not_by_command"
        assert "Sign in again" in signed_in(saltmarsh, "rosa").post(ERASE, WHOLE).text
        assert "Sign in again" in afresh(saltmarsh, "rosa", minutes=11).post(ERASE, WHOLE).text
        assert not Erasure.objects.exists()
        shown = afresh(saltmarsh, "rosa").post(ERASE, WHOLE, follow=True).text
        assert ("You asked to be erased from this place." in shown, "Take it back" in shown) == (True, True)
        assert Erasure.objects.get().keeps_words is False

    def test_can_be_taken_back_and_asked_again(self, saltmarsh: Scene) -> None:
        asks(saltmarsh)
        shown = signed_in(saltmarsh, "rosa").post("/saltmarsh/yourself/keep/", {"key": "once"}, follow=True)
        assert "You stay. Nothing was erased." in shown.text
        assert last(saltmarsh)["action"] == "erasure.withdraw"
        rosa = saltmarsh.people["rosa"]
        assert refused(withdraw_erasure, saltmarsh.actor("rosa"), member=rosa) == "erasure_is_not_asked"
        asks(saltmarsh)
        assert [fault.code for fault in check_place(saltmarsh.place)] == []

    def test_a_convener_is_told_what_to_do_before_they_can(self, saltmarsh: Scene) -> None:
        shown = afresh(saltmarsh, "amina").get(ERASE).text
        assert "A place needs at least 2 with the Convener hat beside you." in shown

    def test_the_page_says_what_goes_what_stays_and_how_long_backups_hold(
        self, saltmarsh: Scene, settings: Any
    ) -> None:
        settings.BACKUPS_DAYS = 41
        shown = afresh(saltmarsh, "rosa").get(ERASE).text
        for said in (
            "What goes",
            "What you decide",
            "What stays, without your name, and why",
            "after 41 days",
        ):
            assert said in shown, said


class TestCarryingOut:
    def test_is_done_when_seven_days_are_over_and_not_before(
        self, saltmarsh: Scene, fake_clock: FakeClock
    ) -> None:
        asks(saltmarsh)
        fake_clock.forward(days=6, hours=23)
        erase_those_due(NoRun())  # type: ignore[arg-type]
        rosa = Membership.objects.get(pk=saltmarsh.people["rosa"].pk)
        assert rosa.name == "Rosa Lind"
        fake_clock.forward(hours=2)
        erase_those_due(NoRun())  # type: ignore[arg-type]
        rosa.refresh_from_db()
        assert (rosa.name, Erasure.objects.get().state) == (NOBODY, ErasureState.DONE)
        assert not Notice.objects.filter(text__contains="Rosa").exists()
        assert [fault.code for fault in check_place(saltmarsh.place)] == []

    def test_is_not_done_once_taken_back(self, saltmarsh: Scene, fake_clock: FakeClock) -> None:
        asks(saltmarsh)
        withdraw_erasure(saltmarsh.actor("rosa"), member=saltmarsh.people["rosa"])
        fake_clock.forward(days=8)
        erase_those_due(NoRun())  # type: ignore[arg-type]
        assert Membership.objects.get(pk=saltmarsh.people["rosa"].pk).name == "Rosa Lind"

    def test_waits_and_tells_why_where_too_few_conveners_would_be_left(
        self, saltmarsh: Scene, fake_clock: FakeClock
    ) -> None:
        from tests.convene.deciding import wears

        wears(saltmarsh, "cllr", HatKind.CONVENER)
        asks(saltmarsh, "amina")
        asked = Erasure.objects.get()
        hat = saltmarsh.people["cllr"].hats.get()
        from wholeplace.places.people.actions import take_off_hat

        take_off_hat(saltmarsh.actor("cllr", hat=HatKind.CONVENER), hat=hat)
        fake_clock.forward(days=8)
        erase_those_due(NoRun())  # type: ignore[arg-type]
        asked.refresh_from_db()
        told = Notice.objects.get(member=saltmarsh.people["amina"], title="You cannot be erased yet")
        assert asked.state == ErasureState.ASKED
        assert "at least 2" in told.text

    def test_the_operator_does_it_for_a_letter_by_command(self, saltmarsh: Scene) -> None:
        quoting = Group(saltmarsh).come_together().propose("tariq", text="Ask Rosa about it")
        named = ["--place", "saltmarsh", "--email", "Rosa@saltmarsh.example"]
        listed = CliRunner().invoke(privacy, ["mentions", *named, "--json"])
        where = {"table": "wp_convene_proposedframing", "row": str(quoting.pk), "column": "text"}
        assert json.loads(listed.output) == {"mentions": [where]}
        done = CliRunner().invoke(privacy, ["erase", *named, "--yes"])
        assert (done.exit_code, "Backups made before hold the person still" in done.output) == (0, True)
        assert Membership.objects.get(pk=saltmarsh.people["rosa"].pk).name == NOBODY
        again = CliRunner().invoke(privacy, ["erase", *named, "--yes"])
        assert (again.exit_code, "Nobody in Saltmarsh has, or had, the address" in again.output) == (2, True)

    def test_the_command_says_why_it_is_refused_and_asks_before_it_erases(self, saltmarsh: Scene) -> None:
        named = ["erase", "--place", "saltmarsh", "--email", "amina@saltmarsh.example"]
        refused_ = CliRunner().invoke(privacy, [*named, "--yes"])
        assert (refused_.exit_code, "at least 2" in refused_.output) == (1, True)
        assert CliRunner().invoke(privacy, named, input="n\n").exit_code == 1
        assert Membership.objects.get(pk=saltmarsh.people["amina"].pk).name == "Amina Yusuf"


def test_where_somebody_was_signed_in_is_forgotten_once_it_has_run_out(
    saltmarsh: Scene, fake_clock: FakeClock
) -> None:
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    for days in (-1, 1):
        client = signed_in(saltmarsh, "rosa")
        key = client.session.session_key
        Session.objects.filter(pk=key).update(expire_date=fake_clock.at + dt.timedelta(days=days))
        UserSession.objects.create(
            user=saltmarsh.people["rosa"].person, ip="192.0.2.1", user_agent=f"{days}", session_key=key
        )
    forget_sessions(NoRun())  # type: ignore[arg-type]
    assert (Session.objects.count(), [one.user_agent for one in UserSession.objects.all()]) == (1, ["1"])
