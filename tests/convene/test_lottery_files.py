"""People come into a pool from the files other programs write, and every fault is named by row and column before anything is kept."""

import codecs
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from tests.convene.pooling import NIA, answers, main, opened, program, registered, set_up, typed
from tests.convene.test_lottery_pool import committed
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import refusal_of
from tests.places.test_leaving import signed_in

from wholeplace.convene.invitations.codes import as_typed
from wholeplace.convene.lottery.composing import composed
from wholeplace.convene.lottery.exporting import remaining_sheet
from wholeplace.convene.lottery.models import Lottery, Registration, SentPool
from wholeplace.convene.lottery.pool_jobs import forget_files, take_in_file
from wholeplace.convene.lottery.pool_sheets import Person, guessed, people_in, read_file
from wholeplace.convene.lottery.pool_showing import pool_sheet
from wholeplace.convene.lottery.queries import features_of
from wholeplace.convene.lottery.registering import Details, withdraw
from wholeplace.convene.lottery.sending import ask_to_take_in
from wholeplace.convene.lottery.taking_in import IN_ONE_DEED, Part, parts_in, planned, take_in
from wholeplace.convene.lottery.targeting import set_targets, wanted_of
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.models import JobRun
from wholeplace.kernel.ledger.models import Entry, Leaf, Opening
from wholeplace.kernel.ledger.tombstones import ERASED

__all__ = ["own_keys", "saltmarsh"]
HEAD = "external_id,first_name,last_name,email,mobile_number,primary_address1,primary_zip,Age,Area"
ROWS = (
    "A1,Nia,Rees,Nia@Quay.example,01632 960001,1 Quay Street,SA1 2AB,Under 40,Harbour",
    "A2,Bo,Lee,,,7 Hill Road,SA1 9ZZ,40 and over,Hill",
)


class Runs:
    """A run that tells nobody how far it is."""

    def progress(self, *_said: object) -> None:
        """Say nothing."""


def csv_of(*rows: str, head: str = HEAD) -> bytes:
    return "\r\n".join((head, *rows)).encode()


def looked_at(lottery: Lottery, content: bytes, name: str = "people.csv") -> Any:
    features = features_of(lottery)
    sheet = read_file(content, name=name)
    return people_in(sheet, lottery, features, guessed(sheet, features))


def send(scene: Scene, lottery: Lottery, content: bytes, name: str = "people.csv") -> Any:
    client = signed_in(scene, "amina")
    file = SimpleUploadedFile(name, content)
    return client, client.post(
        f"/saltmarsh/lotteries/{lottery.pk}/pool/file/", {"content": file}, follow=True
    )


def taken_in(scene: Scene, content: bytes) -> Lottery:
    """Open registration, and take a file into the pool."""
    lottery = opened(scene)
    send(scene, lottery, content)
    ask_to_take_in(SentPool.objects.get())
    take_in_file(Runs(), place=scene.place, sent=SentPool.objects.get())  # type: ignore[arg-type]
    return lottery


def sheet(*rows: str) -> bytes:
    book, written = Workbook(), io.BytesIO()
    for row in (HEAD, *rows):
        book.active.append(row.split(","))  # type: ignore[union-attr] # a new book has a sheet
    book.save(written)
    return written.getvalue()


class TestReading:
    @pytest.mark.parametrize(
        "content",
        [
            csv_of(*ROWS),
            codecs.BOM_UTF8 + csv_of(*ROWS),
            csv_of(*ROWS).decode().encode("utf-16"),
            csv_of(*(one.replace(",", ";") for one in ROWS), head=HEAD.replace(",", ";")),
            sheet(*ROWS),
        ],
    )
    def test_a_file_is_read_however_it_was_written(self, saltmarsh: Scene, content: bytes) -> None:
        found = looked_at(set_up(saltmarsh), content)
        assert found.faults == []
        assert [one.said["outside_id"] for one in found.new] == ["A1", "A2"]
        assert found.new[0].said == {
            "outside_id": "A1",
            "name": "Nia Rees",
            "email": "nia@quay.example",
            "phone": "01632 960001",
            "address": "1 Quay Street, SA1 2AB",
        }

    def test_letters_of_western_windows_are_read(self, saltmarsh: Scene) -> None:
        found = looked_at(
            set_up(saltmarsh), csv_of(ROWS[0].replace("Nia,", "Zoë,")).decode().encode("cp1252")
        )
        assert found.new[0].said["name"] == "Zoë Rees"

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            (ROWS[1].replace("Hill\n", ""), ""),
            (ROWS[1].replace(",Hill", ",Marsh"), "people.csv, row 3, Area: “Marsh” is in no target."),
            (ROWS[1].replace("40 and over", ""), "people.csv, row 3, Age: This is empty."),
            (ROWS[1].replace("A2", "A1"), "people.csv, row 3, external_id: “A1” stands in row 2 already."),
            (
                ROWS[1].replace("Lee,,", "Lee,no,"),
                "people.csv, row 3, email: “no” is not an e-mail address we can write to.",
            ),
            (
                ROWS[1].replace("Bo", "B" * 151),
                "people.csv, row 3, first_name: It has 155 characters; 150 are the most.",
            ),
        ],
    )
    def test_every_fault_is_named_by_its_row_and_column(self, saltmarsh: Scene, row: str, told: str) -> None:
        found = looked_at(set_up(saltmarsh), csv_of(ROWS[0], row))
        assert [str(one) for one in found.faults] == ([told] if told else [])
        assert found.wrong == bool(told)
        assert len(found.new) == (1 if told else 2)

    def test_a_column_that_is_missing_is_named(self, saltmarsh: Scene) -> None:
        found = looked_at(set_up(saltmarsh), b"name,Age\nAnn,Under 40")
        assert [str(one) for one in found.faults] == ["people.csv, row 1: There is no column headed Area."]

    def test_what_tells_people_apart_in_a_file_is_kept_and_published_nowhere(self, saltmarsh: Scene) -> None:
        lottery = taken_in(saltmarsh, csv_of(*ROWS))
        made = Registration.objects.get(name="Nia Rees")
        assert made.outside_id == "A1"
        assert as_typed(made.ticket)  # drawn by the program
        assert set(composed(lottery).pool.ids).isdisjoint({"A1", "A2"})
        leaves = Leaf.objects.filter(entry__action="lottery.take_in").values_list("data", flat=True)
        rows = [row for one in leaves for row in json.loads(one).get("rows", ())]
        assert ["outside_id" in row["committed"] for row in rows] == [True, True]
        assert Opening.objects.filter(row=str(made.pk), content="A1").exists()

    def test_a_second_file_knows_the_same_person_again_whatever_else_it_says(self, saltmarsh: Scene) -> None:
        lottery = taken_in(saltmarsh, csv_of(*ROWS))
        made = Registration.objects.get(name="Nia Rees")
        again = ROWS[0].replace("Nia,Rees,Nia@Quay.example,01632 960001,1 Quay Street", "Ann,Reed,,,")
        assert looked_at(lottery, csv_of(again)).known == [(2, "Ann Reed", made.ticket)]

    def test_exports_give_the_id_a_file_brought_and_else_the_ticket(self, saltmarsh: Scene) -> None:
        lottery = taken_in(saltmarsh, csv_of(*ROWS))
        made = typed(saltmarsh, lottery, Details("Ann"))
        ids = {"A1", "A2", made.ticket}
        pool = list(Registration.objects.filter(lottery=lottery))
        assert {row[0] for row in pool_sheet(pool, features_of(lottery)).rows} == ids
        assert {row[0] for row in remaining_sheet(pool, features_of(lottery)).rows} == ids

    def test_the_id_a_file_brought_goes_with_whoever_withdraws(self, saltmarsh: Scene) -> None:
        taken_in(saltmarsh, csv_of(*ROWS))
        made = Registration.objects.get(name="Nia Rees")
        assert Opening.objects.filter(row=str(made.pk), content="A1").exists()  # it was there
        gone = withdraw(program(saltmarsh), registration=made)
        assert gone.outside_id == ERASED
        assert not Opening.objects.filter(row=str(made.pk), content="A1").exists()
        sheet = remaining_sheet([gone], features_of(gone.lottery))
        assert [row[0] for row in sheet.rows] == [gone.ticket]

    def test_whoever_is_in_the_pool_already_is_passed_over(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        there = registered(saltmarsh, lottery)
        found = looked_at(lottery, csv_of(*ROWS))
        assert found.known == [(2, "Nia Rees", there.ticket)]
        assert [one.said["name"] for one in found.new] == ["Bo Lee"]

    @pytest.mark.parametrize("head", [HEAD, HEAD.replace("external_id", "told")])
    def test_no_file_brings_back_whoever_withdrew(self, saltmarsh: Scene, head: str) -> None:
        """By the id of the file they came in, and where another has none, by their name with an address."""
        lottery = taken_in(saltmarsh, csv_of(*ROWS))
        assert len(looked_at(lottery, csv_of(*ROWS, head=head)).known) == 2
        gone = withdraw(program(saltmarsh), registration=Registration.objects.get(name="Nia Rees"))
        found = looked_at(lottery, csv_of(*ROWS, head=head))
        assert (found.withdrew, len(found.known), found.new) == ([(2, "Nia Rees")], 1, [])
        assert len(gone.gone_as) == 4
        assert not any(said in str(gone.gone_as) for said in ("A1", "nia", "1 Quay Street"))
        _client, page = send(saltmarsh, lottery, csv_of(*ROWS, head=head))
        assert "1 withdrew from this pool, and is passed over." in main(page)

    def test_whoever_withdrew_registers_again_themselves(self, saltmarsh: Scene) -> None:
        lottery = taken_in(saltmarsh, csv_of(*ROWS))
        withdraw(program(saltmarsh), registration=Registration.objects.get(name="Nia Rees"))
        assert registered(saltmarsh, lottery).counts

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no book"])
    def test_what_is_no_table_is_said_so(self, saltmarsh: Scene, content: bytes) -> None:
        _client, page = send(saltmarsh, set_up(saltmarsh), content)
        assert page.status_code == 400
        assert not SentPool.objects.exists()


class TestTakingIn:
    def test_a_file_is_looked_over_and_taken_in_once_somebody_says_so(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        client, page = send(
            saltmarsh, lottery, csv_of(*ROWS, ROWS[1].replace("A2", "A3").replace(",Hill", ",?"))
        )
        told = main(page)
        assert (
            "2 people are new. 1 row has a fault and is left out. Nobody has been put in the pool yet."
            in told
        )
        assert "people.csv, row 4, Area: “?” is in no target." in told
        assert "first_name, last_name" in told
        assert not Registration.objects.exists()
        path = page.redirect_chain[-1][0]
        assert "being taken in" in main(client.post(path, {"key": "k"}, follow=True))
        assert JobRun.objects.filter(job="lottery.take_in_file").count() == 1
        take_in_file(Runs(), place=saltmarsh.place, sent=SentPool.objects.get())  # type: ignore[arg-type]
        assert "2 people came into the pool." in main(client.get(path, follow=True))
        assert {(one.outside_id, one.name, one.source) for one in Registration.objects.all()} == {
            ("A1", "Nia Rees", "file"),
            ("A2", "Bo Lee", "file"),
        }
        assert Entry.objects.filter(action="lottery.take_in").count() == 1
        assert bytes(SentPool.objects.get().content) == b""

    def test_other_columns_can_be_chosen(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        rows = [one.replace("first_name,last_name", "who,kin") for one in (HEAD,)]
        client, page = send(saltmarsh, lottery, csv_of(*ROWS, head=rows[0]))
        path = page.redirect_chain[-1][0]
        sent = {
            "columns_chosen": "yes",
            "name": ["kin"],
            "address": [],
            "email": "",
            "phone": "",
            "outside_id": "",
        }
        told = main(client.post(path, sent, follow=True))
        assert "Everybody is given a fresh ticket. What tells people apart in the file" in told
        assert "Rees" in told
        assert "SA1 2AB" not in told

    def test_a_run_that_is_broken_off_goes_on_where_it_was(self, saltmarsh: Scene, monkeypatch: Any) -> None:
        monkeypatch.setattr("wholeplace.convene.lottery.taking_in.IN_ONE_DEED", 1)
        lottery = opened(saltmarsh)
        rows = [f",{one},,,,,,Under 40,Hill" for one in ("Ann", "Bo", "Cy")]
        send(saltmarsh, lottery, csv_of(*rows))
        ask_to_take_in(SentPool.objects.get())

        class Breaks(Runs):
            def progress(self, done: int, *_said: object) -> None:
                if done == 2:
                    raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            take_in_file(Breaks(), place=saltmarsh.place, sent=SentPool.objects.get())  # type: ignore[arg-type]
        assert Registration.objects.count() == 2
        take_in_file(Runs(), place=saltmarsh.place, sent=SentPool.objects.get())  # type: ignore[arg-type]
        assert sorted(Registration.objects.values_list("name", flat=True)) == ["Ann", "Bo", "Cy"]

    def test_taking_in_is_for_conveners_until_a_draw_is_committed_to(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        part = Part(
            [
                Person(
                    2,
                    {"outside_id": "A1", "name": "Ann", "email": "", "phone": "", "address": ""},
                    answers(lottery),
                )
            ],
            "d",
        )
        assert refusal_of(lambda: take_in(saltmarsh.actor("rosa"), lottery=lottery, part=part)) == "needs_hat"
        take_in(saltmarsh.actor("amina"), lottery=lottery, part=part)
        amina = saltmarsh.actor("amina")
        assert refusal_of(lambda: take_in(amina, lottery=lottery, part=part)) == "nobody_in_file"
        committed(lottery)
        assert refusal_of(lambda: take_in(amina, lottery=lottery, part=part)) == "draw_is_committed"

    def test_a_refusal_is_told_on_the_files_page(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        client, page = send(saltmarsh, lottery, csv_of(*ROWS))
        ask_to_take_in(SentPool.objects.get())
        committed(lottery)
        take_in_file(Runs(), place=saltmarsh.place, sent=SentPool.objects.get())  # type: ignore[arg-type]
        assert "A draw is committed to" in main(client.get(page.redirect_chain[-1][0]))
        assert not Registration.objects.exists()

    def test_what_is_refused_after_a_break_asks_for_the_file_again(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        client, page = send(saltmarsh, lottery, csv_of(*ROWS))
        ask_to_take_in(SentPool.objects.get())

        class Breaks(Runs):
            def progress(self, done: int, of: int, *_said: object) -> None:
                if (done, of) == (0, 1) and SentPool.objects.get().report.get("planned"):
                    raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            take_in_file(Breaks(), place=saltmarsh.place, sent=SentPool.objects.get())  # type: ignore[arg-type]
        committed(lottery)
        take_in_file(Runs(), place=saltmarsh.place, sent=SentPool.objects.get())  # type: ignore[arg-type]
        told = main(client.get(page.redirect_chain[-1][0]))
        assert "Send the file again" in told
        assert "A draw is committed to" in told

    def test_targets_that_changed_since_a_file_was_looked_over_take_nobody_in_whom_none_counts(
        self, saltmarsh: Scene
    ) -> None:
        lottery, amina = set_up(saltmarsh), saltmarsh.actor("amina")
        (part,) = parts_in(planned(looked_at(lottery, csv_of(*ROWS)).new))
        wanted = [one for one in wanted_of(lottery) if one.value != "Hill"]
        set_targets(amina, lottery=lottery, targets=wanted)
        assert refusal_of(lambda: take_in(amina, lottery=lottery, part=part)) == "file_does_not_fit"
        assert not Registration.objects.exists()

    def test_targets_that_change_while_a_file_is_taken_in_are_told_on_its_page(
        self, saltmarsh: Scene
    ) -> None:
        lottery = set_up(saltmarsh)
        client, page = send(saltmarsh, lottery, csv_of(*ROWS))
        ask_to_take_in(SentPool.objects.get())

        class Changes(Runs):
            def progress(self, done: int, of: int, *_said: object) -> None:
                if (done, of) == (0, 1) and SentPool.objects.get().report.get("planned"):
                    wanted = [one for one in wanted_of(lottery) if one.value != "Hill"]
                    set_targets(saltmarsh.actor("amina"), lottery=lottery, targets=wanted)

        take_in_file(Changes(), place=saltmarsh.place, sent=SentPool.objects.get())  # type: ignore[arg-type]
        told = main(client.get(page.redirect_chain[-1][0]))
        assert "The targets changed after this file was looked over." in told
        assert "“Hill” is in no target." in told

    def test_a_file_is_thrown_away_after_a_day_and_is_its_senders_alone(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        _client, page = send(saltmarsh, lottery, csv_of(*ROWS))
        assert signed_in(saltmarsh, "ben").get(page.redirect_chain[-1][0]).status_code == 404
        forget_files(None)  # type: ignore[arg-type]
        assert SentPool.objects.exists()
        with migrating():
            SentPool.objects.update(at=lottery.made.replace(year=2020))
        forget_files(None)  # type: ignore[arg-type]
        assert not SentPool.objects.exists()

    def test_a_large_file_comes_in_part_after_part(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        rows = [
            f"P{one},N{one},X,n{one}@b.example,07700 9{one:05d},{one} Hill,SA1 2AB,Under 40,Hill"
            for one in range(2500)
        ]
        send(saltmarsh, lottery, csv_of(*rows))
        ask_to_take_in(SentPool.objects.get())
        take_in_file(Runs(), place=saltmarsh.place, sent=SentPool.objects.get())  # type: ignore[arg-type]
        assert Registration.objects.count() == 2500 > IN_ONE_DEED
        assert Entry.objects.filter(action="lottery.take_in").count() == 2

    def test_what_the_pool_gives_out_it_takes_in_again(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        made = typed(saltmarsh, lottery, Details("=1+1", NIA.email, "1", "2 Quay"))
        sent = signed_in(saltmarsh, "amina").get(f"/saltmarsh/lotteries/{lottery.pk}/pool/pool.csv").content
        assert looked_at(lottery, sent).known == [(2, "=1+1", made.ticket)]
