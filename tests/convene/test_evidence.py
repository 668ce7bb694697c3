"""Files as evidence: put beside a framing by whoever proposed it, seen by whoever may read it, and taken back with a reason."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import IO, Any

import pytest
from django.conf import settings
from django.test import Client
from tests.convene.deciding import FIVE, Group, wears
from tests.convene.files import TABLE, checked, empty_shelves, everything_on_disk, on_disk_at, proposed, put
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.account.scrutiny.packing import public_pack, scrutineers_pack
from wholeplace.convene.issues.actions import stop_taking_part
from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.actors import Viewer, machine
from wholeplace.kernel.files.actions import take_back_file
from wholeplace.kernel.files.models import KeptFile, Shelf
from wholeplace.kernel.files.names import FileKind
from wholeplace.kernel.files.queries import contents, files_visible_to
from wholeplace.kernel.files.shelves import clear, digest_of
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.models import JobRun
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.search.finding import find
from wholeplace.places.people.actions import admit_member
from wholeplace.places.people.leaving import leave
from wholeplace.places.yourself.actions import erase_person
from wholeplace.places.yourself.takeout import takeout_of

__all__ = ["elsewhere", "empty_shelves", "own_keys", "proposed", "saltmarsh"]

WHY = "It was the timetable of last winter"


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    return Group(saltmarsh).come_together()


@pytest.fixture
def file(group: Group, proposed: ProposedFraming) -> KeptFile:
    return put(group, proposed)


def unpacked(pack: IO[bytes]) -> bytes:
    """Return everything a zip holds, one after another."""
    with zipfile.ZipFile(pack) as file:
        return b"".join(file.read(name) for name in file.namelist())


def faults(scene: Scene) -> list[str]:
    return [fault.code for fault in check_place(scene.place)]


class TestPutting:
    def test_it_stands_beside_the_framing_and_lies_on_the_shelf(self, group: Group, file: KeptFile) -> None:
        assert (file.name, file.kind, file.size, file.number) == ("buses.csv", FileKind.CSV, len(TABLE), 1)
        assert contents(group.scene.viewer("tariq"), file) == TABLE
        assert on_disk_at(file).read_bytes() == TABLE
        assert on_disk_at(file).stat().st_mode & 0o777 == 0o600
        assert everything_on_disk() == [on_disk_at(file)]

    def test_its_name_is_nowhere_on_disk(self, group: Group, proposed: ProposedFraming) -> None:
        put(group, proposed, file=checked(name="Amina Yusuf.csv"))
        assert not [path for path in everything_on_disk() if "Amina" in str(path)]

    def test_the_record_names_its_digest_openly_and_commits_to_what_it_is_called(
        self, group: Group, file: KeptFile
    ) -> None:
        (shelf, row) = sorted(last(group.scene)["rows"], key=lambda one: one["table"], reverse=True)
        assert row["open"]["digest"] == file.digest
        assert sorted(row["committed"]) == ["because", "by", "description", "name"]
        assert sorted(shelf["committed"]) == ["salt"]
        assert faults(group.scene) == []

    def test_whoever_did_not_propose_the_framing_adds_nothing_to_it(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        said = {"proposed": proposed, "file": checked(), "description": "Buses"}
        for name in ("tariq", "amina"):
            assert refused(add_evidence, group.actor(name), **said) == "framing_is_not_yours"
        assert everything_on_disk() == []

    def test_whoever_stopped_taking_part_or_facilitates_adds_nothing_more(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        said = {"proposed": proposed, "file": checked(), "description": "Buses"}
        wears(group.scene, "rosa")
        assert refused(add_evidence, group.actor("rosa"), **said) == "facilitates_here"
        stop_taking_part(group.actor("rosa"), issue=group.issue)
        assert refused(add_evidence, group.actor("rosa"), **said) == "does_not_take_part"

    def test_a_sixth_is_one_too_many_until_one_is_taken_back(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        five = [put(group, proposed, file=checked(b"a,b\n1,%d\n" % n)) for n in range(5)]
        said = {"proposed": proposed, "file": checked(), "description": "Buses"}
        assert refused(add_evidence, group.actor("rosa"), **said) == "files_enough"
        take_back_file(group.actor("rosa"), file=five[0], because=WHY)
        assert put(group, proposed).number == 6

    def test_nobody_brings_more_than_their_share_within_a_day(
        self, group: Group, proposed: ProposedFraming, settings: Any
    ) -> None:
        settings.FILES_A_DAY_MB = 1
        put(group, proposed, file=checked(b"a" * 700_000))
        said = {"proposed": proposed, "file": checked(b"b" * 700_000), "description": "Buses"}
        assert refused(add_evidence, group.actor("rosa"), **said) == "files_enough_today"
        mine = {**said, "proposed": group.propose("tariq")}
        add_evidence(group.actor("tariq"), **mine)
        group.at += dt.timedelta(days=1)
        add_evidence(group.actor("rosa"), **said)

    def test_a_place_that_is_full_takes_no_more(
        self, group: Group, proposed: ProposedFraming, settings: Any
    ) -> None:
        settings.FILES_MB = 1
        put(group, proposed, file=checked(b"a" * 700_000))
        said = {"proposed": proposed, "file": checked(b"b" * 700_000), "description": "Buses"}
        assert refused(add_evidence, group.actor("rosa"), **said) == "files_full"

    def test_while_the_group_is_asked_and_once_it_decided_what_speaks_for_it_stays_as_it_stood(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        file = put(group, proposed)
        back, more = {"file": file, "because": WHY}, {"proposed": proposed, "file": checked(b"a,b\n9,9\n")}
        more["description"] = "More"
        decision = group.decide(proposed)
        assert refused(take_back_file, group.actor("rosa"), **back) == "group_is_asked"
        assert refused(add_evidence, group.actor("rosa"), **more) == "group_is_asked"
        group.consent(decision, *FIVE)
        group.close(decision)
        assert refused(take_back_file, group.actor("rosa"), **back) == "group_decided_on_it"
        assert refused(add_evidence, group.actor("rosa"), **more) == "group_decided_on_it"

    def test_whoever_left_and_came_back_takes_their_file_back(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        file = put(group, proposed)
        leave(group.actor("rosa"), member=group.scene.people["rosa"])
        assert refused(take_back_file, group.actor("tariq"), file=file, because=WHY) == "file_is_not_yours"
        before = group.scene.people["rosa"]
        group.scene.people["rosa"] = admit_member(
            group.scene.actor("amina"),
            place=group.scene.place,
            email=before.person.email,
            name=before.name,
            voice=before.voice,
            sector=before.sector,
        )
        assert take_back_file(group.actor("rosa"), file=file, because=WHY).taken_back is not None

    def test_the_same_file_sent_twice_under_one_key_is_one(
        self, group: Group, proposed: ProposedFraming
    ) -> None:
        said = {"proposed": proposed, "description": "Buses"}
        keyed = group.actor("rosa").keyed("once")
        made = add_evidence(keyed, file=checked(), **said)
        assert add_evidence(keyed, file=checked(), **said) == made
        assert refused(add_evidence, keyed, file=checked(b"other"), **said) == "already_sent"


class TestSeeing:
    def test_whoever_may_not_read_the_framing_finds_no_file(
        self, group: Group, file: KeptFile, elsewhere: Scene
    ) -> None:
        visitor, stranger = Viewer(group.scene.place), elsewhere.viewer("amina")
        assert list(files_visible_to(group.scene.viewer("tariq"))) == [file]
        assert list(files_visible_to(visitor)) == list(files_visible_to(stranger)) == []
        assert contents(stranger, file) is None

    def test_a_file_whose_framing_is_not_there_is_not_there(self, group: Group, file: KeptFile) -> None:
        assert files_visible_to(group.scene.viewer("tariq")).exists()
        with migrating():
            ProposedFraming.objects.update(audience="author")
        assert not files_visible_to(group.scene.viewer("tariq")).exists()

    def test_its_description_is_found_by_whoever_may_read_it(self, group: Group, file: KeptFile) -> None:
        found = find(group.scene.viewer("tariq"), "buses.csv")
        assert [one.kind.name for one in find(group.scene.viewer("tariq"), "last bus goes").found] == ["file"]
        assert found.found
        assert not find(Viewer(group.scene.place), "last bus goes").found

    def test_two_places_with_the_same_file_cannot_be_told_by_it(
        self, group: Group, file: KeptFile, elsewhere: Scene
    ) -> None:
        salt = Shelf.objects.get(place=group.scene.place).salt
        assert digest_of(salt, TABLE) == file.digest
        assert digest_of("00" * 32, TABLE) != file.digest

    def test_the_public_pack_names_digests_and_no_names(self, group: Group, file: KeptFile) -> None:
        checkpoint(group.scene.place)
        public = unpacked(public_pack(Viewer(group.scene.place)))
        assert file.digest.encode() in public
        for word in (b"buses.csv", b"When the last bus goes", TABLE, Shelf.objects.get().salt.encode()):
            assert word not in public
        wears(group.scene, "cllr", HatKind.SCRUTINEER)
        checkpoint(group.scene.place)
        opened = unpacked(scrutineers_pack(group.scene.actor("cllr", hat=HatKind.SCRUTINEER)))
        assert b"buses.csv" in opened


class TestServing:
    def test_it_is_handed_over_as_a_download_that_runs_nothing(self, group: Group, file: KeptFile) -> None:
        client = signed_in(group.scene, "tariq")
        answer = client.get(f"{file.get_absolute_url()}content/")
        assert answer.content == TABLE
        assert answer["Content-Disposition"] == 'attachment; filename="buses.csv"'
        assert answer["Content-Type"] == "text/csv"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert answer["Cache-Control"] == "private, no-store"
        head = client.head(f"{file.get_absolute_url()}content/")
        assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(len(TABLE)))

    def test_only_a_picture_is_shown_on_a_page(self, group: Group, proposed: ProposedFraming) -> None:
        drawn = put(group, proposed, file=checked(b"drawn", "hill.png", FileKind.PNG))
        table = put(group, proposed)
        client = signed_in(group.scene, "tariq")
        shown = client.get(drawn.picture_url)
        assert (shown["Content-Type"], shown["Content-Disposition"]) == (
            "image/png",
            'inline; filename="hill.png"',
        )
        assert shown["Content-Security-Policy"].endswith("sandbox")
        assert client.get(table.picture_url).status_code == 404
        page = client.get(group.issue.get_absolute_url()).content.decode()
        assert f'<img src="{drawn.picture_url}" alt="When the last bus goes"' in page

    def test_to_everybody_else_it_is_a_file_that_does_not_exist(
        self, group: Group, file: KeptFile, elsewhere: Scene
    ) -> None:
        unknown = file.get_absolute_url().replace(str(file.pk), str(group.issue.pk))
        stranger = signed_in(elsewhere, "amina")
        theirs = file.get_absolute_url().replace("/saltmarsh/", "/elsewhere/")
        for client, path in ((Client(), file.get_absolute_url()), (stranger, theirs)):
            for part in ("", "content/", "picture/"):
                answer = client.get(f"{path}{part}")
                assert answer.status_code == 404
        assert signed_in(group.scene, "tariq").get(unknown).status_code == 404

    def test_one_that_is_changed_or_missing_is_not_served_and_is_found_by_the_check(
        self, group: Group, file: KeptFile
    ) -> None:
        client, path = signed_in(group.scene, "tariq"), f"{file.get_absolute_url()}content/"
        on_disk_at(file).write_bytes(TABLE.replace(b"21:04", b"23:04"))
        assert client.get(path).status_code == 404
        assert faults(group.scene) == ["file_changed"]
        on_disk_at(file).unlink()
        assert client.get(path).status_code == 404
        assert faults(group.scene) == ["file_missing"]


class TestTakingBack:
    def test_what_it_held_goes_and_that_it_was_there_stays_with_the_reason(
        self, group: Group, file: KeptFile
    ) -> None:
        take_back_file(group.actor("rosa"), file=file, because=WHY)
        assert last(group.scene)["rows"][0]["open"]["taken_back"]
        client = signed_in(group.scene, "tariq")
        assert client.get(f"{file.get_absolute_url()}content/").status_code == 404
        page = client.get(group.issue.get_absolute_url()).content.decode()
        assert "buses.csv" in page
        assert "Taken back on" in page
        assert WHY in page
        assert everything_on_disk()
        run_all_now()
        assert everything_on_disk() == []
        assert faults(group.scene) == []

    def test_nobody_else_can_and_nobody_twice_nor_without_a_reason(
        self, group: Group, file: KeptFile
    ) -> None:
        for name in ("tariq", "amina"):
            assert refused(take_back_file, group.actor(name), file=file, because=WHY) == "file_is_not_yours"
        assert refused(take_back_file, group.actor("rosa"), file=file, because=" ") == "left_empty"
        take_back_file(group.actor("rosa"), file=file, because=WHY)
        again = {"file": KeptFile.objects.get(), "because": WHY}
        assert refused(take_back_file, group.actor("rosa"), **again) == "file_taken_back"

    def test_the_same_file_beside_another_framing_stays(self, group: Group, file: KeptFile) -> None:
        other = put(group, group.propose("tariq"), by="tariq")
        assert on_disk_at(other) == on_disk_at(file)
        take_back_file(group.actor("rosa"), file=file, because=WHY)
        run_all_now()
        assert contents(group.scene.viewer("ben"), other) == TABLE

    def test_whoever_is_erased_takes_their_files_along(self, group: Group, file: KeptFile) -> None:
        erase_person(
            machine(group.scene.place, "privacy"), member=group.scene.people["rosa"], keeps_words=False
        )
        assert JobRun.objects.filter(job="files.clear").exists()
        clear(group.scene.place)
        gone = KeptFile.objects.get()
        assert (gone.name, gone.description) == (ERASED, ERASED)
        assert everything_on_disk() == []
        assert faults(group.scene) == []
        assert not find(group.scene.viewer("tariq"), "last bus goes").found
        page = signed_in(group.scene, "tariq").get(gone.get_absolute_url())
        assert b"erased with the person" in page.content

    def test_what_was_erased_takes_up_no_room(
        self, group: Group, proposed: ProposedFraming, settings: Any
    ) -> None:
        settings.FILES_MB = 1
        put(group, proposed, file=checked(b"a" * 700_000))
        said = {"proposed": group.propose("tariq"), "file": checked(b"b" * 700_000), "description": "Buses"}
        assert refused(add_evidence, group.actor("tariq"), **said) == "files_full"
        erase_person(
            machine(group.scene.place, "privacy"), member=group.scene.people["rosa"], keeps_words=False
        )
        assert add_evidence(group.actor("tariq"), **said).number == 1

    def test_what_was_erased_is_none_of_the_five(self, group: Group, proposed: ProposedFraming) -> None:
        for number in range(5):
            put(group, proposed, file=checked(b"a,b\n1,%d\n" % number))
        said = {"proposed": proposed, "file": checked(), "description": "Buses"}
        assert refused(add_evidence, group.actor("rosa"), **said) == "files_enough"
        with migrating():
            KeptFile.objects.filter(number=1).update(name=ERASED, description=ERASED)
        assert put(group, proposed).number == 6

    def test_whoever_lets_their_words_be_kept_leaves_their_files_too(
        self, group: Group, file: KeptFile
    ) -> None:
        erase_person(
            machine(group.scene.place, "privacy"), member=group.scene.people["rosa"], keeps_words=True
        )
        clear(group.scene.place)
        assert contents(group.scene.viewer("tariq"), KeptFile.objects.get()) == TABLE


class TestShelves:
    def test_what_no_deed_committed_is_cleared_and_what_one_did_stays(
        self, group: Group, file: KeptFile
    ) -> None:
        orphan = on_disk_at(file).with_name("f" * 64)
        orphan.write_bytes(b"left by a deed that was never committed")
        assert clear(group.scene.place) == 1
        assert everything_on_disk() == [on_disk_at(file)]

    def test_a_deed_that_fails_at_the_end_leaves_no_row(
        self, group: Group, proposed: ProposedFraming, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_given: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("wholeplace.kernel.files.keeping.write", full)
        with pytest.raises(OSError, match="No space"):
            put(group, proposed)
        assert not KeptFile.objects.exists()

    def test_what_somebody_takes_away_holds_their_files(self, group: Group, file: KeptFile) -> None:
        mine, theirs = (
            unpacked(io.BytesIO(takeout_of(group.scene.viewer(one)))) for one in ("rosa", "tariq")
        )
        assert TABLE in mine
        assert TABLE not in theirs


def test_files_are_kept_outside_what_is_served_as_it_is() -> None:
    for served in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS):
        assert not Path(settings.FILES).is_relative_to(served)
