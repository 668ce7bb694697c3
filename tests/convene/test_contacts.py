"""The book of contacts: kept by conveners, seen by nobody else, filled from files that are seen first, and forgotten in time."""

import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.convene.conftest import plain_files
from tests.convene.deciding import wears
from tests.convene.mapping import mapped
from tests.convene.test_stakeholder_import import text
from tests.convene.test_stakeholder_sheets import as_
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_grids import book as workbook
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.account.scrutiny.packing import scrutineers_pack
from wholeplace.convene.stakeholders import book_taking_in, jobs
from wholeplace.convene.stakeholders.book import (
    add_contact,
    change_contact,
    drop_speaker,
    forget_contacts,
    note_speaker,
    remove_contacts,
)
from wholeplace.convene.stakeholders.book_matching import Known, Twice, figures
from wholeplace.convene.stakeholders.book_queries import (
    contacts_found,
    contacts_visible_to,
    guesses_visible_to,
)
from wholeplace.convene.stakeholders.book_sheets import NewContact, read_contacts
from wholeplace.convene.stakeholders.book_taking_in import Part, parts_of, take_in_contacts
from wholeplace.convene.stakeholders.conditions import CONTACTS_KEPT
from wholeplace.convene.stakeholders.jobs import forget
from wholeplace.convene.stakeholders.models import Contact, CouldSpeak, SentSheet
from wholeplace.convene.stakeholders.names import Ground
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer, machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.files.grids import Grid
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.models import Entry, Opening
from wholeplace.kernel.ledger.sequencer import sequence
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Sector
from wholeplace.kernel.privacy.personal import holdings, subject_of
from wholeplace.places.yourself.actions import erase_person
from wholeplace.ui.addresses import place_url

__all__ = ["elsewhere", "own_keys", "plain_files", "saltmarsh"]

WHENCE = {"origin": "The tenants' list", "ground": Ground.PUBLISHED}
ADA = {"name": "Ada Quill", "email": "ada@quill.example", "phone": "01632 960 001", "organisation": "Tenants"}


def added(scene: Scene, *, by: str = "amina", **other: Any) -> Contact:
    return add_contact(scene.actor(by), place=scene.place, **{**WHENCE, **ADA, **other})


class TestKeeping:
    def test_a_convener_puts_somebody_in_and_changes_them_and_the_record_names_nobody(
        self, saltmarsh: Scene
    ) -> None:
        made = added(saltmarsh, email="ADA@quill.example")
        row = last(saltmarsh)["rows"][0]
        assert not [word for word in ("Ada Q", "quill", "01632 960", "Tenants") if word in str(row)]
        assert {"name", "email", "phone", "address", "organisation", "note", "origin", "by"} == set(
            row["committed"]
        )
        change_contact(
            saltmarsh.actor("ben"), contact=made, **WHENCE, **{**ADA, "name": "Ada Q", "sector": Sector.FAITH}
        )
        made.refresh_from_db()
        assert (made.name, made.email, made.sector, made.by) == (
            "Ada Q",
            "ada@quill.example",
            "faith",
            saltmarsh.people["ben"],
        )

    def test_nobody_else_does_nobody_stands_there_twice_and_nobody_is_nameless(
        self, saltmarsh: Scene
    ) -> None:
        assert refused(added, saltmarsh, by="rosa") == "needs_hat"
        made = added(saltmarsh)
        assert refused(added, saltmarsh, name="Other") == "contact_is_there"
        assert refused(added, saltmarsh, email="ada@") == "address_is_wrong"
        assert refused(added, saltmarsh, name=" ", organisation="\u200b", email="") == "who_is_it"
        rosa = saltmarsh.actor("rosa")
        assert refused(change_contact, rosa, contact=made, **WHENCE, **ADA) == "needs_hat"
        remove_contacts(saltmarsh.actor("amina"), place=saltmarsh.place, contacts=[made.pk])
        assert (
            refused(change_contact, saltmarsh.actor("amina"), contact=made, **WHENCE, **ADA)
            == "contact_is_forgotten"
        )

    def test_only_conveners_of_the_place_read_it(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        made = added(saltmarsh)
        note_speaker(saltmarsh.actor("amina"), contact=made, perspective=mapped(saltmarsh))
        assert contacts_visible_to(saltmarsh.viewer("ben")).get() == made
        assert guesses_visible_to(saltmarsh.viewer("ben")).get().contact == made
        for viewer in (
            saltmarsh.viewer("rosa"),
            saltmarsh.viewer("olwen"),
            elsewhere.viewer("amina"),
            Viewer(saltmarsh.place),
        ):
            assert not contacts_visible_to(viewer).exists()
            assert not guesses_visible_to(viewer).exists()

    @pytest.mark.parametrize(
        ("asked", "count"),
        [
            ({"words": "QUILL"}, 1),
            ({"words": "tenants"}, 1),
            ({"sector": "health"}, 1),
            ({"reach": "nothing"}, 1),
            ({}, 2),
        ],
    )
    def test_they_are_found_by_what_is_asked(
        self, saltmarsh: Scene, asked: dict[str, str], count: int
    ) -> None:
        added(saltmarsh)
        added(saltmarsh, name="", organisation="The Trust", email="", phone="", sector=Sector.HEALTH)
        assert len(contacts_found(saltmarsh.viewer("amina"), **asked)) == count

    def test_not_even_a_scrutineer_opens_it(self, saltmarsh: Scene) -> None:
        note_speaker(saltmarsh.actor("amina"), contact=added(saltmarsh), perspective=mapped(saltmarsh))
        wears(saltmarsh, "cllr", HatKind.SCRUTINEER)
        run_all_now()
        checkpoint(saltmarsh.place)
        opener = saltmarsh.actor("cllr", hat=HatKind.SCRUTINEER)
        with scrutineers_pack(opener) as file, zipfile.ZipFile(file) as packed:
            opened = packed.read("openings.jsonl").decode()
        assert "Young carers" in opened
        assert not [word for word in ("Ada Q", "quill", "01632 960", "Tenants") if word in opened]


class TestSpeaking:
    def test_who_could_speak_is_noted_once_and_dropped_again(self, saltmarsh: Scene) -> None:
        made, perspective, amina = added(saltmarsh), mapped(saltmarsh), saltmarsh.actor("amina")
        assert (
            refused(note_speaker, saltmarsh.actor("rosa"), contact=made, perspective=perspective)
            == "needs_hat"
        )
        noted = note_speaker(amina, contact=made, perspective=perspective)
        assert refused(note_speaker, amina, contact=made, perspective=perspective) == "could_speak_already"
        assert refused(drop_speaker, saltmarsh.actor("rosa"), guess=noted) == "needs_hat"
        drop_speaker(amina, guess=noted)
        assert not CouldSpeak.objects.exists()


class TestForgetting:
    def test_what_is_removed_is_erased_from_the_record_too_and_every_proof_holds(
        self, saltmarsh: Scene
    ) -> None:
        made, amina = added(saltmarsh), saltmarsh.actor("amina")
        note_speaker(amina, contact=made, perspective=mapped(saltmarsh))
        assert Opening.objects.filter(content__contains="quill").exists()
        assert (
            refused(remove_contacts, saltmarsh.actor("rosa"), place=saltmarsh.place, contacts=[made.pk])
            == "needs_hat"
        )
        assert remove_contacts(amina, place=saltmarsh.place, contacts=[made.pk]) == 1
        assert (
            refused(remove_contacts, amina, place=saltmarsh.place, contacts=[made.pk]) == "no_contact_chosen"
        )
        made.refresh_from_db()
        assert {made.name, made.email, made.phone, made.organisation, made.origin} == {ERASED}
        assert not Opening.objects.filter(content__contains="quill").exists()
        assert not CouldSpeak.objects.exists()
        sequence(saltmarsh.place)
        assert list(check_place(saltmarsh.place)) == []

    def test_whoever_is_not_used_for_a_year_is_forgotten_by_night(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        added(saltmarsh)
        kept = added(saltmarsh, email="bea@x.example", name="Bea")
        assert refused(forget_contacts, saltmarsh.actor("amina"), place=saltmarsh.place) == "not_by_command"
        later = kept.used + CONTACTS_KEPT + dt.timedelta(days=1)
        monkeypatch.setattr("wholeplace.kernel.clock.now", lambda: later - dt.timedelta(days=30))
        note_speaker(saltmarsh.actor("amina"), contact=kept, perspective=mapped(saltmarsh))
        monkeypatch.setattr("wholeplace.kernel.clock.now", lambda: later)
        monkeypatch.setattr("wholeplace.convene.stakeholders.jobs.AT_ONCE", 1)
        monkeypatch.setattr("wholeplace.convene.stakeholders.book.AT_ONCE", 1)
        forget(None)
        assert [one.name for one in contacts_visible_to(saltmarsh.viewer("amina"))] == ["Bea"]

    def test_a_member_is_shown_what_the_book_says_of_them(self, saltmarsh: Scene) -> None:
        rosa = saltmarsh.people["rosa"]
        added(saltmarsh)
        assert not shown_to(saltmarsh, "rosa")
        theirs = added(saltmarsh, email=rosa.person.email, name="Rosa L")
        assert shown_to(saltmarsh, "rosa") == [theirs]


def shown_to(scene: Scene, name: str) -> list[Contact]:
    subject = subject_of(scene.people[name])
    return [row for one in holdings() if one.model is Contact and one.erased for row in one.of(subject)]


HEADS = ["Name", "E-mail", "Phone", "Organisation", "Sector", "Note"]


def read_of(*rows: list[str]) -> Sequence[NewContact]:
    read = read_contacts([Grid("", [HEADS, *rows])], areas=[])
    assert not read.faults
    return read.contacts


def take_in(
    scene: Scene, *rows: list[str], known: Known = Known.FILL, twice: Twice = Twice.ONCE, by: str = "amina"
) -> None:
    parts = parts_of(scene.place, read_of(*rows), known=known, twice=twice)
    for part in parts or [Part([], {})]:
        take_in_contacts(scene.actor(by), place=scene.place, part=part, known=known, **WHENCE)


def kept(*columns: str) -> list[tuple[str, ...]]:
    return list(Contact.objects.order_by("added", "name").values_list(*columns))


class TestTakingIn:
    def test_is_one_deed_and_the_record_names_nobody(self, saltmarsh: Scene) -> None:
        before = Entry.objects.count()
        take_in(
            saltmarsh,
            ["Ada", "ada@x.example"],
            ["Bea", "", "01632 960002", "Tenants", "Health", "Calls back"],
        )
        assert Entry.objects.count() == before + 1
        assert last(saltmarsh)["facts"] == {"made": 2, "changed": 0}
        assert kept("name", "sector", "origin") == [
            ("Ada", "", WHENCE["origin"]),
            ("Bea", "health", WHENCE["origin"]),
        ]
        sequence(saltmarsh.place)
        assert list(check_place(saltmarsh.place)) == []

    def test_nobody_else_does_and_an_empty_file_is_no_deed(self, saltmarsh: Scene) -> None:
        assert refused(take_in, saltmarsh, ["Ada"], by="rosa") == "needs_hat"
        assert refused(take_in, saltmarsh) == "no_contacts_in_file"

    @pytest.mark.parametrize(
        "row",
        [
            ["A. Quill", "ADA@quill.example"],
            ["ada quill", "", "+44 (0)1632 960001"],
            ["", "", "0044 1632960001", "Another body"],
            ["Ada  Quill", "", "", "the tenant"],
        ],
    )
    def test_somebody_in_the_book_is_known_by_mail_by_phone_or_by_name_and_body(
        self, saltmarsh: Scene, row: list[str]
    ) -> None:
        added(saltmarsh)
        take_in(saltmarsh, [*row, *[""] * (5 - len(row)), "New"])
        assert kept("email", "note") == [("ada@quill.example", "New")]

    @pytest.mark.parametrize(
        "row",
        [
            ["Bea Quill", "", "01632 960001"],
            ["Ada Quill", "", "", "Another body"],
            ["Ada", "a@quill.example"],
        ],
    )
    def test_who_shares_a_phone_or_a_name_alone_is_somebody_else(
        self, saltmarsh: Scene, row: list[str]
    ) -> None:
        added(saltmarsh)
        take_in(saltmarsh, row)
        assert Contact.objects.count() == 2

    @pytest.mark.parametrize(
        ("known", "phones"),
        [
            (Known.FILL, ["01632 960 001"]),
            (Known.REPLACE, ["999999"]),
            (Known.LEAVE, ["01632 960 001"]),
            (Known.APART, ["01632 960 001", "999999"]),
        ],
    )
    def test_what_becomes_of_those_in_the_book_is_as_was_chosen(
        self, saltmarsh: Scene, known: Known, phones: list[str]
    ) -> None:
        added(saltmarsh)
        take_in(saltmarsh, ["Ada Quill", ADA["email"], "999999", "Tenants", "Faith"], known=known)
        assert sorted(phone for (phone,) in kept("phone")) == phones
        changed = known in {Known.FILL, Known.REPLACE}
        assert (kept("sector")[0] == ("faith",)) is changed

    def test_rows_that_stand_twice_are_put_together_or_kept_apart(self, saltmarsh: Scene) -> None:
        rows = [["Ada", "a@x.example"], ["Ada B", "A@x.example", "", "", "Faith"], ["Cy"]]
        take_in(saltmarsh, *rows)
        assert kept("name", "sector") == [("Ada", "faith"), ("Cy", "")]
        take_in(saltmarsh, *rows, known=Known.APART, twice=Twice.APART)
        assert Contact.objects.count() == 5

    @pytest.mark.parametrize(
        ("table", "told"),
        [
            (
                [["Name", "E-mail"], ["Ada", "ada@"]],
                "Row 2, E-mail: “ada@” is not an e-mail address we can write to.",
            ),
            (
                [["Name", "E-mail"], [], ["", "a@x.example"]],
                "Row 3, Name: Say who it is: a name, or an organisation.",
            ),
            ([["Name", "Sector"], ["Ada", "Moon"]], "Row 2, Sector: “Moon” is none of the choices: Council"),
            ([["Name"], ["x" * 201]], "Row 2, Name: It has 201 characters; 200 are the most."),
        ],
    )
    def test_every_fault_is_told_by_row_and_column(self, table: list[list[str]], told: str) -> None:
        (fault,) = read_contacts([Grid("", table)], areas=[]).faults
        assert str(fault).startswith(told)

    def test_address_books_head_their_columns_in_their_own_way(self) -> None:
        heads = [
            "Last Name",
            "First name",
            "E-mail address",
            "MOBILE",
            "Street",
            "Postcode",
            "Company",
            "Birthday",
        ]
        row = ["Quill", "Ada", "Ada@X.example", "1234567", "1 Quay", "SM1 1AA", "Tenants", "1 May"]
        (made,) = read_contacts([Grid("Cover", [["By Amina"]]), Grid("", [heads, row])], areas=[]).contacts
        assert made == NewContact(2, {
            "name": "Ada Quill", "email": "ada@x.example", "phone": "1234567", "address": "1 Quay, SM1 1AA",
            "organisation": "Tenants",
        })  # fmt: skip
        assert read_contacts([Grid("", [["Shoe"], ["9"]])], areas=[]).broken.startswith(
            "The first row needs headings"
        )

    def test_a_phone_number_is_compared_by_its_figures(self) -> None:
        assert len({figures(one) for one in ("+44 (0)1632 960001", "01632-960001", "0044 1632 960001")}) == 1


class Book:
    """Amina, who takes a file of contacts in."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.client = scene, as_(scene, "amina")

    def at(self, page: str, **parts: Any) -> str:
        return place_url(self.scene.place, page, **parts)

    def send(self, content: bytes, name: str = "a.csv", **other: str) -> Any:
        answers = {"key": "k", "origin": "The council's list", "ground": "task", **other}
        return self.client.post(
            self.at("import_contacts"), {"file": SimpleUploadedFile(name, content), **answers}, follow=True
        )


class TestPages:
    def test_a_file_is_read_beside_the_reply_seen_first_and_taken_in_as_chosen(
        self, saltmarsh: Scene
    ) -> None:
        added(saltmarsh)
        book = Book(saltmarsh)
        rows = [
            HEADS,
            ["Ada Quill", "ada@quill.example", "", "", "Faith"],
            ["Bea", "b@x.example"],
            ["Bea B", "b@x.example"],
            ["Cy", "c@"],
        ]
        waiting = book.send(workbook(People=rows), "a.xlsx")
        assert "The file is being read" in text(waiting)
        assert "A file of contacts waits for you" in text(book.client.get(book.at("contacts")))
        run_all_now()
        address = waiting.request["PATH_INFO"]
        page = book.client.get(address)
        assert "Nothing has been kept yet. 1 contact is new. 1 is in the book already." in text(page)
        for told in (
            "1 row seems to stand in the file twice. 1 row has a fault.",
            "Row 5, E-mail: “c@”",
            "Row 2: Ada Quill",
            "the same e-mail",
            "Sector",
        ):
            assert told in text(page)
        chosen = {"key": "x", "known": "fill", "twice": "once"}
        assert "Mend the file, and send it again" in text(
            book.client.post(address, {**chosen, "wrong": "mend"})
        )
        run_all_now()
        assert Contact.objects.count() == 1
        going = book.client.post(address, {**chosen, "wrong": "leave_out"}, follow=True)
        assert "The contacts are being put in the book" in text(going)
        book.client.post(address, {**chosen, "wrong": "leave_out"})
        run_all_now()
        assert "Its contacts are in the book." in text(book.client.get(address, follow=True))
        assert kept("name", "sector", "origin") == [
            ("Ada Quill", "faith", "The tenants' list; The council's list"),
            ("Bea", "", "The council's list"),
        ]
        assert bytes(SentSheet.objects.get().content) == b""

    def test_a_run_that_is_broken_off_goes_on_where_it_was_and_takes_nobody_in_twice(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(book_taking_in, "IN_ONE_DEED", 1)
        broken: list[str] = []

        def break_off(*deed: Any, part: Part, **said: Any) -> None:
            if part.new[0]["name"] == "Bea" and not broken:
                broken.append("here")
                raise InterruptedError
            take_in_contacts(*deed, part=part, **said)

        monkeypatch.setattr(jobs, "take_in_contacts", break_off)
        book = Book(saltmarsh)
        waiting = book.send(b"Name\nAda\nBea\nCy\n")
        run_all_now()
        address = waiting.request["PATH_INFO"]
        book.client.post(address, {"key": "x", "known": "apart", "twice": "apart"})
        run_all_now()
        assert (broken, kept("name")) == (["here"], [("Ada",)])
        soon = clock.now() + dt.timedelta(minutes=1)
        monkeypatch.setattr(clock, "now", lambda: soon)
        run_all_now()
        assert kept("name") == [("Ada",), ("Bea",), ("Cy",)]
        assert "Its contacts are in the book." in text(book.client.get(address, follow=True))

    def test_a_file_that_is_no_table_says_so_and_what_was_typed_is_kept(self, saltmarsh: Scene) -> None:
        book = Book(saltmarsh)
        waiting = book.send(b"%PDF-1.4 not a table")
        run_all_now()
        page = book.client.get(waiting.request["PATH_INFO"])
        assert re.search("Save it again|It is no table|damaged", text(page))
        assert 'value="The council&#x27;s list"' in page.content.decode()
        assert "How do you come to have these addresses?" in text(book.send(b"Name\nAda\n", origin=""))

    def test_conveners_alone_come_here(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        made, book = added(saltmarsh), Book(saltmarsh)
        sent = book.send(b"Name\nAda\n").request["PATH_INFO"]
        assert "Ada Quill" in text(book.client.get(book.at("contacts")))
        for page in ("contacts", "add_contact", "import_contacts"):
            told = text(as_(saltmarsh, "rosa").get(book.at(page)))
            assert "Why you cannot" in told
            assert "Ada" not in told
        for address in (made.get_absolute_url(), book.at("change_contact", contact=made.pk), sent):
            assert as_(saltmarsh, "rosa").get(address).status_code == 404
            assert as_(elsewhere, "amina").get(address).status_code == 403
        assert as_(saltmarsh, "ben").get(sent).status_code == 404
        assert Client().get(book.at("contacts")).status_code == 302

    def test_those_chosen_are_named_once_more_and_then_erased(self, saltmarsh: Scene) -> None:
        made, book = added(saltmarsh), Book(saltmarsh)
        added(saltmarsh, email="bea@x.example", name="Bea")
        removing = book.at("remove_contacts")
        asked = book.client.post(removing, {f"chosen_{made.pk}": str(made.pk)})
        assert "Ada Quill" in text(asked)
        assert Contact.objects.filter(name="Ada Quill").exists()
        after = book.client.post(removing, {"key": "k", "chosen": str(made.pk), "sure": "yes"}, follow=True)
        assert "1 contact is erased." in text(after)
        assert [one.name for one in contacts_visible_to(saltmarsh.viewer("amina"))] == ["Bea"]

    def test_a_contact_is_put_in_changed_and_noted_for_a_perspective(self, saltmarsh: Scene) -> None:
        perspective, book = mapped(saltmarsh), Book(saltmarsh)
        said = {"key": "a", "origin": "Herself", "ground": "agreed", "name": "Ada"}
        page = book.client.post(book.at("add_contact"), said, follow=True)
        assert "They are in the book." in text(page)
        made = Contact.objects.get()
        book.client.post(book.at("change_contact", contact=made.pk), {**said, "key": "b", "phone": "123456"})
        noting = book.at("note_speaker", perspective=perspective.pk)
        assert "Ada, 123456" in text(book.client.get(noting, {"q": "ada"}))
        assert "Nobody like that" in text(book.client.get(noting, {"q": "zz"}))
        book.client.post(noting, {"key": "c", "contact": made.pk})
        noted = text(book.client.get(perspective.get_absolute_url()))
        assert "Who could speak for them Ada" in noted
        assert "Ada" not in text(as_(saltmarsh, "rosa").get(perspective.get_absolute_url()))
        assert "Young carers" in text(book.client.get(made.get_absolute_url()))
        dropping = book.at("drop_speaker", guess=CouldSpeak.objects.get().pk)
        assert "The note is dropped." in text(book.client.post(dropping, {"key": "d"}, follow=True))


def test_whoever_is_erased_is_noted_for_nobody_any_more(saltmarsh: Scene) -> None:
    rosa, perspective = saltmarsh.people["rosa"], mapped(saltmarsh)
    made = added(saltmarsh, email=rosa.person.email)
    noted = note_speaker(saltmarsh.actor("amina"), contact=made, perspective=perspective)
    assert guesses_visible_to(saltmarsh.viewer("amina")).get() == noted
    erase_person(machine(saltmarsh.place, "privacy"), member=rosa, keeps_words=True)
    assert not CouldSpeak.objects.exists()
    assert "[erased]" not in text(as_(saltmarsh, "amina").get(perspective.get_absolute_url()))


def test_contacts_kept_apart_under_one_address_can_be_changed_but_for_it(saltmarsh: Scene) -> None:
    made, amina = added(saltmarsh), saltmarsh.actor("amina")
    take_in(saltmarsh, ["Bea Quill", ADA["email"]], known=Known.APART)
    change_contact(amina, contact=made, **WHENCE, **{**ADA, "phone": "01632 960 002"})
    assert ("Ada Quill", "01632 960 002") in kept("name", "phone")
    other = added(saltmarsh, email="cy@moon.example")
    assert refused(change_contact, amina, contact=other, **WHENCE, **ADA) == "contact_is_there"


def test_another_choice_is_heard_where_the_first_was_refused(
    saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch, plain_files: None
) -> None:
    added(saltmarsh)
    book = Book(saltmarsh)
    waiting = book.send(b"Name,E-mail,Phone\nBea,ada@quill.example,999999\n")
    run_all_now()
    address = waiting.request["PATH_INFO"]

    def no(*_given: Any, **_named: Any) -> None:
        raise Refused("needs_hat", hat="Convener")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(jobs, "take_in_contacts", no)
        book.client.post(address, {"key": "x", "known": "fill"})
        run_all_now()
    book.client.post(address, {"key": "y", "known": "apart"})
    run_all_now()
    assert sorted(kept("name")) == [("Ada Quill",), ("Bea",)]
