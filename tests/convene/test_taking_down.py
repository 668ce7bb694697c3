"""Somebody else's file: one holds it for 48 hours, two take it down with a reason; its owner is told, and answers."""

import datetime as dt
import io
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.convene.deciding import Group, wears
from tests.convene.files import TABLE, checked, everything_on_disk, put
from tests.convene.test_evidence import faults, unpacked
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.account.scrutiny.packing import public_pack
from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.actors import Actor, Viewer, machine
from wholeplace.kernel.files.actions import take_back_file
from wholeplace.kernel.files.models import FileRuling, KeptFile
from wholeplace.kernel.files.names import FileDeed
from wholeplace.kernel.files.queries import contents, files_waiting_for, rulings_on
from wholeplace.kernel.files.taking_down import (
    answer_about_file,
    come_back,
    hold_file,
    keep_file,
    propose_down,
    take_down,
)
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.people import Hat, HatKind, HatState
from wholeplace.kernel.search.finding import find
from wholeplace.kernel.second_words import HOLD
from wholeplace.places.people.actions import admit_member, take_off_hat
from wholeplace.places.people.leaving import leave
from wholeplace.places.yourself.actions import erase_person
from wholeplace.places.yourself.takeout import takeout_of
from wholeplace.ui.urls import urlpatterns as file_urls

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

WHY = "One can see in which house they live"
ANSWER = "They asked me to show it"


@pytest.fixture(autouse=True)
def empty_shelves(tmp_path: Path, settings: Any) -> Path:
    settings.FILES = tmp_path / "shelves"
    return settings.FILES


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    """Rosa puts files there; Tariq moderates, Amina and Ben convene, Cllr Dee only takes part."""
    wears(saltmarsh, "tariq", HatKind.MODERATOR)
    return Group(saltmarsh).come_together()


@pytest.fixture
def proposed(group: Group) -> ProposedFraming:
    return group.propose()


@pytest.fixture
def file(group: Group, proposed: ProposedFraming) -> KeptFile:
    return put(group, proposed)


def judge(group: Group, name: str = "tariq") -> Actor:
    hat = HatKind.MODERATOR if name == "tariq" else HatKind.CONVENER
    return replace(group.actor(name), hat=hat)


def down(group: Group, file: KeptFile) -> KeptFile:
    """Have a file taken down by two."""
    propose_down(judge(group), file=file, because=WHY)
    return take_down(judge(group, "ben"), file=file)


def shown(group: Group, path: str, name: str = "cllr") -> str:
    page = signed_in(group.scene, name).get(path)
    assert page.status_code == 200
    return page.content.decode()


def told(group: Group, name: str) -> list[str]:
    return list(Notice.objects.filter(member=group.scene.people[name]).values_list("title", flat=True))


def afresh(file: KeptFile) -> KeptFile:
    return KeptFile.objects.get(pk=file.pk)


def wears_for(group: Group, name: str, scope: uuid.UUID) -> Actor:
    """Have somebody moderate one record alone."""
    with migrating():
        Hat.objects.create(
            place=group.scene.place, membership=group.scene.people[name], kind=HatKind.MODERATOR, scope=scope,
            state=HatState.HELD, proposed=group.at,
        )  # fmt: skip
    return replace(group.actor(name), hat=None)


class TestWhoModeratesOneIssueAlone:
    def test_holds_a_file_beside_what_is_part_of_it_and_the_record_says_in_which_hat(
        self, group: Group, file: KeptFile
    ) -> None:
        cllr = wears_for(group, "cllr", group.issue.pk)
        hold_file(cllr, file=file, because=WHY)
        assert last(group.scene)["actor"]["hat"] == "moderator"
        assert contents(group.scene.viewer("cllr"), afresh(file)) == TABLE
        propose_down(judge(group), file=afresh(file), because=WHY)
        assert list(files_waiting_for(group.scene.viewer("cllr"))) == [file]
        assert "Agree to take this file down" in shown(group, f"{file.get_absolute_url()}take-down/")
        take_down(replace(cllr, hat=HatKind.MODERATOR), file=afresh(file))
        assert afresh(file).taken_down is not None

    def test_holds_nothing_elsewhere_and_is_not_told_of_it(self, group: Group, file: KeptFile) -> None:
        other = group.scene.name_issue(title="Another")
        cllr = wears_for(group, "cllr", other.pk)
        assert refused(hold_file, cllr, file=file, because=WHY) == "needs_hat"
        propose_down(judge(group), file=file, because=WHY)
        assert "Taking a file down waits for a second word" in told(group, "ben")
        assert told(group, "cllr") == []
        assert not files_waiting_for(group.scene.viewer("cllr")).exists()
        assert refused(take_down, cllr, file=afresh(file)) == "needs_hat"


class TestHolding:
    def test_nobody_is_handed_it_nor_told_what_it_is_called_but_why_it_is_held(
        self, group: Group, file: KeptFile
    ) -> None:
        where = (group.issue.get_absolute_url(), file.get_absolute_url())
        assert all("buses.csv" in shown(group, path) for path in where)
        assert contents(group.scene.viewer("cllr"), file) == TABLE
        hold_file(judge(group), file=file, because=WHY)
        for path in where:
            page = shown(group, path)
            assert "Held until" in page
            assert WHY in page
            assert "buses.csv" not in page
            assert "When the last bus goes" not in page
        held = afresh(file)
        assert contents(group.scene.viewer("cllr"), held) is None
        served = signed_in(group.scene, "cllr").get(f"{file.get_absolute_url()}content/")
        assert served.status_code == 404
        assert find(group.scene.viewer("cllr"), "buses.csv").found == []
        assert everything_on_disk()
        assert faults(group.scene) == []

    def test_who_decides_about_it_still_reads_it_and_whoever_put_it_there_does_not(
        self, group: Group, file: KeptFile
    ) -> None:
        held = hold_file(judge(group), file=file, because=WHY)
        assert contents(group.scene.viewer("ben"), held) == TABLE
        assert contents(group.scene.viewer("rosa"), held) is None
        assert "buses.csv" in shown(group, file.get_absolute_url(), "rosa")

    def test_it_comes_back_by_itself_after_48_hours_and_not_before(
        self, group: Group, file: KeptFile
    ) -> None:
        hold_file(judge(group), file=file, because=WHY)
        soon = machine(group.scene.place, "files", at=group.at + HOLD - dt.timedelta(minutes=1))
        assert refused(come_back, soon, file=file) == "file_is_held"
        come_back(replace(soon, at=group.at + HOLD), file=file)
        assert contents(group.scene.viewer("cllr"), afresh(file)) == TABLE
        assert "buses.csv" in shown(group, group.issue.get_absolute_url())
        assert refused(hold_file, judge(group, "ben"), file=file, because=WHY) == "file_was_held"

    def test_somebody_else_ends_it_at_once(self, group: Group, file: KeptFile) -> None:
        hold_file(judge(group), file=file, because=WHY)
        keep_file(judge(group, "ben"), file=file, words="It is the bus stop")
        assert contents(group.scene.viewer("cllr"), afresh(file)) == TABLE
        assert "It is the bus stop" in shown(group, file.get_absolute_url())
        assert refused(keep_file, judge(group, "ben"), file=file) == "file_is_left_alone"

    def test_only_who_moderates_or_convenes_does_and_nobody_with_their_own(
        self, group: Group, file: KeptFile
    ) -> None:
        said = {"file": file, "because": WHY}
        for deed in (hold_file, propose_down):
            assert refused(deed, group.actor("cllr"), **said) == "needs_hat"
            assert refused(deed, judge(group), file=file, because=" ") == "left_empty"
        wears(group.scene, "rosa", HatKind.MODERATOR)
        own = replace(group.actor("rosa"), hat=HatKind.MODERATOR)
        assert refused(hold_file, own, **said) == "file_is_yours"


class TestTakingDown:
    def test_it_stays_until_a_second_person_agrees(self, group: Group, file: KeptFile) -> None:
        propose_down(judge(group), file=file, because=WHY)
        assert contents(group.scene.viewer("cllr"), afresh(file)) == TABLE
        assert "Proposed to take down" in shown(group, file.get_absolute_url())
        assert refused(take_down, judge(group), file=file) == "own_word_counts_once"
        assert refused(take_down, group.actor("cllr"), file=file) == "needs_hat"
        assert refused(propose_down, judge(group, "ben"), file=file, because=WHY) == "word_is_given"

    def test_then_what_it_held_is_deleted_and_its_place_says_why(self, group: Group, file: KeptFile) -> None:
        down(group, file)
        run_all_now()
        assert everything_on_disk() == []
        for path in (group.issue.get_absolute_url(), file.get_absolute_url()):
            page = shown(group, path)
            assert "Two people took it down on" in page
            assert WHY in page
            assert "buses.csv" not in page
        for name in ("cllr", "rosa", "ben"):
            served = signed_in(group.scene, name).get(f"{file.get_absolute_url()}content/")
            assert served.status_code == 404
        assert find(group.scene.viewer("cllr"), "buses.csv").found == []

    def test_the_record_tells_of_both_words_and_every_proof_still_holds(
        self, group: Group, file: KeptFile
    ) -> None:
        down(group, file)
        line = last(group.scene)
        assert (line["action"], line["actor"]["hat"]) == ("file.take_down", "convener")
        assert line["rows"][0]["open"]["taken_down"]
        assert faults(group.scene) == []
        checkpoint(group.scene.place)
        public = unpacked(public_pack(Viewer(group.scene.place)))
        assert file.digest.encode() in public
        assert WHY.encode() not in public
        page = shown(group, "/saltmarsh/record/by-two/")
        assert "gave the second word, and a file was taken down" in page

    def test_nobody_brings_the_very_file_again(self, group: Group, file: KeptFile) -> None:
        down(group, file)
        said = {"file": checked(), "description": "Again", "proposed": ProposedFraming.objects.get()}
        assert refused(add_evidence, group.actor("rosa"), **said) == "file_was_taken_down"
        assert put(group, said["proposed"], file=checked(b"a,b\n1,2\n")).number == 2

    def test_a_first_word_counts_only_while_its_giver_may_give_it(self, group: Group, file: KeptFile) -> None:
        propose_down(judge(group), file=file, because=WHY)
        hat = group.scene.people["tariq"].hats.get(kind=HatKind.MODERATOR)
        take_off_hat(group.actor("tariq"), hat=hat)
        assert refused(take_down, judge(group, "ben"), file=file) == "first_word_lapsed"
        keep_file(judge(group, "ben"), file=file)
        assert afresh(file).first_word_by is None

    def test_whoever_put_it_there_may_take_it_back_meanwhile(self, group: Group, file: KeptFile) -> None:
        hold_file(judge(group), file=file, because=WHY)
        propose_down(judge(group), file=file, because=WHY)
        take_back_file(group.actor("rosa"), file=file, because="You are right")
        assert refused(take_down, judge(group, "ben"), file=file) == "file_taken_back"
        assert "Taken back on" in shown(group, group.issue.get_absolute_url())

    def test_agreeing_says_truly_what_becomes_of_what_it_holds(self, group: Group, file: KeptFile) -> None:
        propose_down(judge(group), file=file, because=WHY)
        page = shown(group, f"{file.get_absolute_url()}take-down/", "ben")
        assert "deleted for good, unless the same file stands elsewhere in this place" in page
        page = shown(group, f"{file.get_absolute_url()}take-back/", "rosa")
        assert "deleted for good, unless the same file stands elsewhere in this place" in page

    def test_the_same_file_beside_another_framing_stays(self, group: Group, file: KeptFile) -> None:
        other = put(group, group.propose("cllr"), by="cllr")
        down(group, file)
        run_all_now()
        assert contents(group.scene.viewer("rosa"), other) == TABLE


def pages_of(file: KeptFile) -> list[str]:
    """The address of every page about a file."""
    named = [one for one in file_urls if "<uuid:file>" in str(one.pattern)]
    assert len(named) >= 9
    return [reverse(one.name, kwargs={"place": file.place.slug, "file": file.pk}) for one in named]


def telling_pages(group: Group, file: KeptFile, words: str, name: str = "cllr") -> list[str]:
    """Those pages, of a file and of what it stands beside, on which a member reads words."""
    client = signed_in(group.scene, name)
    where = [*pages_of(file), group.issue.get_absolute_url()]
    return [path for path in where if words in client.get(path).content.decode()]


class TestItsName:
    """What a file is called that is kept from people: told to whoever put it there or decides, and to nobody else."""

    def test_no_page_tells_others_while_it_is_held(self, group: Group, file: KeptFile) -> None:
        assert f"{file.get_absolute_url()}take-back/" in telling_pages(group, file, "buses.csv")
        hold_file(judge(group), file=file, because=WHY)
        assert telling_pages(group, file, "buses.csv") == []
        assert telling_pages(group, file, "When the last bus goes") == []
        for name in ("rosa", "ben"):
            assert f"{file.get_absolute_url()}take-back/" in telling_pages(group, file, "buses.csv", name)

    def test_no_page_tells_others_once_it_is_taken_down(self, group: Group, file: KeptFile) -> None:
        down(group, file)
        assert telling_pages(group, file, "buses.csv") == []
        assert telling_pages(group, file, "buses.csv", "rosa")

    @pytest.mark.parametrize("deed", [hold_file, propose_down])
    def test_taking_it_back_meanwhile_does_not_bring_it_out_again(
        self, group: Group, file: KeptFile, deed: Any
    ) -> None:
        deed(judge(group), file=file, because=WHY)
        page = shown(group, f"{file.get_absolute_url()}take-back/", "rosa")
        assert "Its name and your reason stay hidden" in page
        take_back_file(group.actor("rosa"), file=file, because="They live at 4 Pier Road")
        for words in ("buses.csv", "When the last bus goes", "They live at 4 Pier Road"):
            assert telling_pages(group, file, words) == []
        page = shown(group, group.issue.get_absolute_url())
        assert ("Taken back on" in page, "File 1" in page) == (True, True)
        for name in ("rosa", "ben"):
            page = shown(group, file.get_absolute_url(), name)
            assert ("buses.csv" in page, "They live at 4 Pier Road" in page) == (True, True)
        soon = machine(group.scene.place, "files", at=group.at + HOLD)
        assert refused(come_back, soon, file=afresh(file)) == "file_taken_back"
        assert refused(keep_file, judge(group, "ben"), file=afresh(file)) == "file_taken_back"
        assert faults(group.scene) == []

    def test_taken_back_with_nothing_against_it_it_keeps_its_name(self, group: Group, file: KeptFile) -> None:
        hold_file(judge(group), file=file, because=WHY)
        keep_file(judge(group, "ben"), file=file)
        take_back_file(group.actor("rosa"), file=file, because="I found a better one")
        assert telling_pages(group, file, "buses.csv")
        assert telling_pages(group, file, "I found a better one")


class TestWhoseItIs:
    """A file is its owner's also after they left and came back, by another membership."""

    @pytest.fixture
    def back(self, group: Group, file: KeptFile) -> Scene:
        scene = group.scene
        leave(group.actor("rosa"), member=scene.people["rosa"])
        scene.people["rosa"] = admit_member(
            scene.operator,
            place=scene.place,
            email="rosa@saltmarsh.example",
            name="Rosa Again",
            voice="public",
            sector="resident",
        )
        return scene

    def test_they_are_told_and_read_its_name_and_answer(
        self, back: Scene, group: Group, file: KeptFile
    ) -> None:
        hold_file(judge(group), file=afresh(file), because=WHY)
        assert told(group, "rosa") == ["Your file is held for 48 hours"]
        assert "buses.csv" in shown(group, file.get_absolute_url(), "rosa")
        answer_about_file(back.actor("rosa"), file=afresh(file), words=ANSWER)
        assert ANSWER in shown(group, file.get_absolute_url())

    def test_they_decide_nothing_about_it_in_a_hat(self, back: Scene, group: Group, file: KeptFile) -> None:
        wears(back, "rosa", HatKind.MODERATOR)
        hold_file(judge(group), file=afresh(file), because=WHY)
        viewer = back.viewer("rosa")
        assert viewer.wears(HatKind.MODERATOR)
        assert contents(viewer, afresh(file)) is None
        assert not files_waiting_for(viewer).exists()
        assert files_waiting_for(back.viewer("ben")).exists()
        own = replace(back.actor("rosa"), hat=HatKind.MODERATOR)
        assert refused(keep_file, own, file=afresh(file)) == "file_is_yours"
        assert "A file is held for 48 hours" not in told(group, "rosa")

    def test_what_they_brought_today_counts_together(
        self, back: Scene, group: Group, file: KeptFile, settings: Any
    ) -> None:
        settings.FILES_A_DAY_MB = 1
        with migrating():
            KeptFile.objects.update(size=1_000_000)
        take_part(back.actor("rosa"), issue=group.issue)
        said = {"file": checked(b"a,b\n1,2\n"), "description": "More", "proposed": group.propose()}
        assert refused(add_evidence, group.actor("rosa"), **said) == "files_enough_today"


class TestTelling:
    def test_whoever_put_it_there_is_told_each_time_and_answers(self, group: Group, file: KeptFile) -> None:
        assert refused(answer_about_file, group.actor("rosa"), file=file, words=ANSWER) == "file_answered"
        hold_file(judge(group), file=file, because=WHY)
        assert refused(answer_about_file, group.actor("cllr"), file=file, words=ANSWER) == "file_is_not_yours"
        answer_about_file(group.actor("rosa"), file=file, words=ANSWER)
        assert ANSWER in shown(group, file.get_absolute_url())
        down(group, file)
        assert sorted(told(group, "rosa")) == [
            "Somebody proposes to take your file down",
            "Two people took your file down",
            "Your file is held for 48 hours",
        ]
        assert "Somebody answers what was done about their file" in told(group, "amina")

    def test_those_who_could_agree_are_told_and_led_there(self, group: Group, file: KeptFile) -> None:
        propose_down(judge(group), file=file, because=WHY)
        assert told(group, "ben") == ["Taking a file down waits for a second word"]
        assert told(group, "tariq") == told(group, "cllr") == []
        for name, led in (("ben", True), ("cllr", False), ("tariq", False)):
            assert ("A file waits for your word" in shown(group, "/saltmarsh/", name)) is led

    def test_a_visitor_reads_no_reasons_but_the_one_in_its_place(self, group: Group, file: KeptFile) -> None:
        hold_file(judge(group), file=file, because=WHY)
        answer_about_file(group.actor("rosa"), file=file, words=ANSWER)
        assert rulings_on(group.scene.viewer("cllr"), file).count() == 2
        assert not rulings_on(Viewer(group.scene.place), file).exists()


class TestPages:
    def test_each_deed_is_done_on_a_page_of_its_own(self, group: Group, file: KeptFile) -> None:
        path, tariq, ben, rosa = (
            file.get_absolute_url(),
            *(signed_in(group.scene, name) for name in ("tariq", "ben", "rosa")),
        )
        for client, kind in ((tariq, "moderator"), (ben, "convener")):
            client.post("/saltmarsh/hat/", {"hat": kind})
        assert f"{path}hold/" in tariq.get(path).content.decode()
        assert "Fill in “Why?”." in tariq.post(f"{path}hold/", {"because": ""}).content.decode()
        for client, page, answers in (
            (tariq, "hold", {"because": WHY}),
            (tariq, "propose-down", {"because": WHY}),
            (rosa, "answer", {"words": ANSWER}),
            (ben, "take-down", {"key": "x"}),
        ):
            assert f"{path}{page}/" in client.get(path).content.decode()
            asked = client.get(f"{path}{page}/")
            assert b"govuk-button" in asked.content
            assert client.post(f"{path}{page}/", answers).status_code == 302, page
        assert [FileDeed(one.deed) for one in FileRuling.objects.order_by("at")] == [
            FileDeed.HELD,
            FileDeed.PROPOSED,
            FileDeed.ANSWERED,
            FileDeed.TAKEN_DOWN,
        ]

    def test_keeping_one_is_a_page_too(self, group: Group, file: KeptFile) -> None:
        propose_down(judge(group), file=file, because=WHY)
        ben, path = signed_in(group.scene, "ben"), file.get_absolute_url()
        assert ben.post(f"{path}keep/", {"key": "x"}, follow=True).status_code == 200
        assert afresh(file).first_word_by is None


class TestPersonalData:
    def test_whoever_put_it_there_takes_it_along_while_it_is_held(self, group: Group, file: KeptFile) -> None:
        hold_file(judge(group), file=file, because=WHY)
        assert TABLE in unpacked(io.BytesIO(takeout_of(group.scene.viewer("rosa"))))

    def test_their_answer_goes_with_them_and_the_reasons_of_others_stay(
        self, group: Group, file: KeptFile
    ) -> None:
        hold_file(judge(group), file=file, because=WHY)
        answer_about_file(group.actor("rosa"), file=file, words=ANSWER)
        member = group.scene.people["rosa"]
        erase_person(machine(group.scene.place, "privacy"), member=member, keeps_words=False)
        assert dict(FileRuling.objects.values_list("deed", "words")) == {
            FileDeed.HELD: WHY,
            FileDeed.ANSWERED: ERASED,
        }
        assert faults(group.scene) == []
