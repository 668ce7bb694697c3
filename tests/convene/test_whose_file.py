"""Whose file it is: who reads what it is called while it is kept from people, who is told of it, and what goes with its owner."""

import io
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from tests.convene.deciding import Group, wears
from tests.convene.files import TABLE, checked
from tests.convene.judging import (
    ANSWER,
    WHY,
    afresh,
    down,
    empty_shelves,
    file,
    group,
    judge,
    proposed,
    shown,
    told,
)
from tests.convene.test_evidence import faults, unpacked
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.kernel.actors import Viewer, machine
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
)
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.second_words import HOLD
from wholeplace.places.people.actions import admit_member
from wholeplace.places.people.leaving import leave
from wholeplace.places.yourself.actions import erase_person
from wholeplace.places.yourself.takeout import takeout_of
from wholeplace.ui.urls import urlpatterns as file_urls

__all__ = ["elsewhere", "empty_shelves", "file", "group", "own_keys", "proposed", "saltmarsh"]


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
