"""Somebody else's file: one holds it for 48 hours, two take it down with a reason; its owner is told, and answers."""

import datetime as dt
import uuid
from dataclasses import replace

from tests.convene.deciding import Group, wears
from tests.convene.files import TABLE, checked, everything_on_disk, put
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
from tests.kernel.scene import elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.logos import lies_there, logo
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.account.scrutiny.packing import public_pack
from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.actors import Actor, Viewer, machine
from wholeplace.kernel.files.actions import take_back_file
from wholeplace.kernel.files.models import FileRuling, KeptFile
from wholeplace.kernel.files.names import FileDeed
from wholeplace.kernel.files.queries import contents, files_waiting_for
from wholeplace.kernel.files.shelves import logo_of
from wholeplace.kernel.files.taking_down import (
    come_back,
    hold_file,
    keep_file,
    propose_down,
    take_down,
)
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.people import Hat, HatKind, HatState
from wholeplace.kernel.search.finding import find
from wholeplace.kernel.second_words import HOLD
from wholeplace.places.partnership.actions import set_logo
from wholeplace.places.people.actions import take_off_hat

__all__ = ["elsewhere", "empty_shelves", "file", "group", "own_keys", "proposed", "saltmarsh"]


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


def test_a_picture_that_is_taken_down_is_the_places_logo_no_more(
    group: Group, proposed: ProposedFraming
) -> None:
    mark = logo()
    file = put(group, proposed, file=mark)
    place = set_logo(group.actor("amina"), place=group.scene.place, logo=mark)
    assert (place.logo, logo_of(place)) == (file.digest, mark.content)
    down(group, file)
    place.refresh_from_db()
    assert (place.logo, place.logo_kind, place.logo_width, logo_of(place)) == ("", "", 0, None)
    run_all_now()
    assert not lies_there(place, file.digest)
    assert list(check_place(place)) == []
