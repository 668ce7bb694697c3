"""A map is taken in from a spreadsheet: seen first, settled name by name, and then all of it or nothing."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.convene.conftest import plain_files
from tests.convene.mapping import CHARITY, mapped
from tests.convene.test_stakeholder_sheets import as_, plan
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_grids import book
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.issues.models import Amendment
from wholeplace.convene.stakeholders import actions, comparing
from wholeplace.convene.stakeholders.actions import Said, set_perspective_aside
from wholeplace.convene.stakeholders.jobs import forget_sheets
from wholeplace.convene.stakeholders.models import SHEETS_KEPT, Perspective, SentSheet, Tie
from wholeplace.convene.stakeholders.names import Relation, Whose
from wholeplace.convene.stakeholders.taking_in import (
    NewPerspective,
    NewTie,
    SaidOtherwise,
    take_in_perspectives,
)
from wholeplace.kernel.files.grids import Grid
from wholeplace.kernel.ledger.models import Entry
from wholeplace.ui.addresses import place_url

__all__ = ["elsewhere", "own_keys", "plain_files", "saltmarsh"]

NEW = NewPerspective(Said(Whose.GROUP, "Night workers"))
TIE = NewTie("Night workers", "Young carers", Relation.WORKS_WITH, "Both")


class TestTakingIn:
    def test_is_one_deed_of_a_convener_and_the_record_names_nobody(self, saltmarsh: Scene) -> None:
        there, amina, issue = mapped(saltmarsh), saltmarsh.actor("amina"), saltmarsh.issue()
        before = Entry.objects.count()
        changes = [SaidOtherwise(there.pk, {"knows": "The night"})]
        take_in_perspectives(amina, issue=issue, perspectives=[NEW], changes=changes, ties=[TIE])
        assert Entry.objects.count() == before + 1
        assert last(saltmarsh)["facts"] == {"made": 1, "changed": 1, "tied": 1}
        assert "Night workers" not in str(last(saltmarsh))
        assert Amendment.objects.get().before == {"knows": ""}
        assert str(Tie.objects.get()) == "Night workers works with Young carers"

    def test_nobody_else_does_and_nothing_is_no_deed(self, saltmarsh: Scene) -> None:
        issue = saltmarsh.issue()
        assert (
            refused(take_in_perspectives, saltmarsh.actor("rosa"), issue=issue, perspectives=[NEW])
            == "needs_hat"
        )
        assert (
            refused(take_in_perspectives, saltmarsh.actor("amina"), issue=issue, perspectives=[])
            == "map_says_it_already"
        )

    def test_a_map_that_changed_meanwhile_keeps_nothing_of_it(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        there, amina, issue = mapped(saltmarsh), saltmarsh.actor("amina"), saltmarsh.issue()
        far = NewTie("Night workers", "Nobody", Relation.FUNDS, "Us")
        set_perspective_aside(amina, perspective=mapped(saltmarsh, "Gone"), because="Twice")
        gone = Perspective.objects.get(name="Gone")
        for other in (
            {"perspectives": [NEW, NEW]},
            {"perspectives": [NewPerspective(Said(Whose.GROUP, "Young carers"))]},
            {"perspectives": [NEW], "changes": [SaidOtherwise(gone.pk, {"knows": "x"})]},
            {"perspectives": [NEW], "ties": [far]},
            {"perspectives": [NEW], "ties": [TIE, TIE]},
        ):
            assert refused(take_in_perspectives, amina, issue=issue, **other) == "map_has_changed"
        monkeypatch.setattr(actions, "MOST", 1)
        assert (
            refused(take_in_perspectives, amina, issue=issue, perspectives=[NEW]) == "too_many_perspectives"
        )
        assert sorted(Perspective.objects.values_list("name", flat=True)) == ["Gone", there.name]


def of(scene: Scene, *rows: list[str], says: str = "", **settled: str) -> Any:
    return plan(
        scene, scene.issue(), [Grid("", [["Name", "Sector", "What they know"], *rows])], says=says, **settled
    )


class TestComparing:
    def test_says_what_is_new_what_is_said_otherwise_and_what_is_there(self, saltmarsh: Scene) -> None:
        mapped(saltmarsh)
        mapped(saltmarsh, "Age Concern", **CHARITY)
        found = of(
            saltmarsh,
            ["Age Concern", "Voluntary and community", ""],
            ["Young carers", "Health", ""],
            ["Faith groups"],
        )
        assert [row.name for row in found.new] == ["Faith groups"]
        assert [(one.perspective.name, dict(one.to)) for one in found.changes] == [
            ("Young carers", {"sector": "health"})
        ]
        assert found.same == 1

    def test_names_nearly_the_same_are_asked_about_and_settled_either_way(self, saltmarsh: Scene) -> None:
        mapped(saltmarsh)
        rows = [["The YOUNG carer", "Health"], ["Faith group"], ["Faith Groups", "Faith"]]
        found = of(saltmarsh, *rows)
        assert [(one.name, one.other, one.where) for one in found.questions] == [
            ("The YOUNG carer", "Young carers", ""),
            ("Faith Groups", "Faith group", "Row 3"),
        ]
        assert len(found.new) == 3
        same = of(saltmarsh, *rows, **{one.key: comparing.SAME for one in found.questions})
        assert [(row.name, row.said.get("sector")) for row in same.new] == [("Faith group", "faith")]
        assert [dict(one.to) for one in same.changes] == [{"sector": "health"}]

    def test_two_rows_of_one_name_are_put_together_unless_they_contradict_one_another(
        self, saltmarsh: Scene
    ) -> None:
        found = of(saltmarsh, ["Faith groups", "Faith"], ["Faith groups", "", "The night"])
        assert [dict(row.said) for row in found.new] == [
            {"name": "Faith groups", "sector": "faith", "knows": "The night"}
        ]
        wrong = of(saltmarsh, ["Faith groups", "Faith"], ["Faith groups", "Health"])
        assert [str(one) for one in wrong.faults] == [
            "Row 3, Sector: Row 2 says otherwise of the same perspective. Leave one of them out."
        ]

    def test_a_thousand_are_the_most_and_what_is_off_the_map_does_not_count(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mapped(saltmarsh)
        gone = mapped(saltmarsh, "Gone")
        set_perspective_aside(saltmarsh.actor("amina"), perspective=gone, because="Twice")
        monkeypatch.setattr(comparing, "MOST", 2)
        assert of(saltmarsh, ["A"]).faults == []
        assert [str(one) for one in of(saltmarsh, ["A"], ["Beta"]).faults] == [
            "An issue can need 2 perspectives; with these it would need 3."
        ]

    def test_a_tie_needs_both_its_ends(self, saltmarsh: Scene) -> None:
        mapped(saltmarsh)
        rows = [
            ["From", "Type", "To"],
            ["Young carers", "funds", "Nobody"],
            ["Young carers", "funds", "Young carers"],
        ]
        found = plan(saltmarsh, saltmarsh.issue(), [Grid("", rows)], says="Us")
        assert [str(one) for one in found.faults] == [
            "Row 2: “Nobody” is neither on the map nor in this file.",
            "Row 3: Both ends are the same.",
        ]


class Sender:
    """Amina, who sends a spreadsheet and says yes to it."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.client = scene, as_(scene, "amina")
        self.address = place_url(scene.place, "import_perspectives", issue=scene.issue().pk)

    def send(self, *files: tuple[str, bytes], **answers: str) -> Any:
        return self.client.post(
            self.address,
            {"key": "k", "files": [SimpleUploadedFile(*one) for one in files], **answers},
            follow=True,
        )

    def say_yes(self, page: Any, **answers: str) -> Any:
        keys = dict(re.findall(r'name="(\w+)" value="(same)"', page.content.decode()))
        return self.client.post(page.request["PATH_INFO"], {**keys, "key": "once", **answers}, follow=True)


def text(reply: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", reply.content.decode())).split())


class TestPages:
    def test_a_workbook_is_seen_first_and_taken_in_on_a_second_press_that_counts_once(
        self, saltmarsh: Scene
    ) -> None:
        mapped(saltmarsh)
        sender = Sender(saltmarsh)
        sheets = {
            "People": [["Name", "Sector"], ["Faith groups", "Faith"], ["young carers", "Health"]],
            "Ties": [["From", "Type", "To"], ["Faith groups", "works with", "young carers"]],
            "Notes": [["Written by Amina"]],
        }
        page = sender.send(("map.xlsx", book(**sheets)), says="The vicar")
        assert "Nothing has been kept yet" in text(page)
        assert "“young carers” and “Young carers” (on the map)" in text(page)
        assert "Notes: The first row needs headings." in text(page)
        assert Perspective.objects.count() == 1
        unsettled = sender.client.post(page.request["PATH_INFO"], {"key": "first"})
        assert "Choose whether “young carers” and “Young carers” are the same." in text(unsettled)
        assert Perspective.objects.count() == 1
        after = sender.say_yes(page)
        assert "It is taken in: 1 perspective is new on the map, 1 is said otherwise, 1 tie is new." in text(
            after
        )
        assert sorted(Perspective.objects.values_list("name", "sector")) == [
            ("Faith groups", "faith"),
            ("Young carers", "health"),
        ]
        assert "This was taken in already" in text(sender.say_yes(page))
        assert (Perspective.objects.count(), Tie.objects.get().said_by) == (2, "The vicar")

    def test_what_was_pasted_with_a_fault_comes_back_to_be_mended(self, saltmarsh: Scene) -> None:
        sender = Sender(saltmarsh)
        page = sender.send(text="Name\tSector\nFaith groups\tFarming\n", says="Us")
        assert "Row 2, Sector: “Farming” is none of the choices" in text(page)
        assert "Faith groups\tFarming" in page.content.decode()
        assert "yes" not in re.findall(r'id="(\w+)"', page.content.decode())
        mended = sender.send(text="Name\tSector\nFaith groups\tFaith\n")
        sender.say_yes(mended)
        assert Perspective.objects.get().sector == "faith"

    @pytest.mark.parametrize(
        ("files", "told"),
        [
            ([], "Choose a file, or paste the rows below."),
            ([("a.csv", b"")], "There is nothing in this file."),
            ([("a.csv", b"\r\n,\r\n")], "There is nothing in it."),
            ([("a.csv", b"Name\n=cmd|' /C calc'!A0\n")], "“a.csv”: "),
            ([("a.csv", b"Name\nA")] * 3, "Choose one workbook, or two CSV files at most."),
        ],
    )
    def test_what_cannot_be_read_is_told_beside_the_file(
        self, saltmarsh: Scene, files: list[tuple[str, bytes]], told: str
    ) -> None:
        assert told in text(Sender(saltmarsh).send(*files))
        assert not SentSheet.objects.exists()

    def test_only_conveners_send_and_only_the_sender_sees_it(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        page = Sender(saltmarsh).send(text="Name\nFaith groups\n")
        assert page.status_code == 200
        address = page.request["PATH_INFO"]
        for client in (as_(saltmarsh, "ben"), as_(saltmarsh, "rosa")):
            assert client.get(address).status_code == 404
        assert as_(elsewhere, "amina").get(address).status_code == 403
        sending = Sender(saltmarsh).address
        assert "Why you cannot do this" in text(as_(saltmarsh, "rosa").get(sending))
        reply = as_(saltmarsh, "rosa").post(sending, {"text": "Name\nA\n"})
        assert (reply.status_code, SentSheet.objects.count()) == (200, 1)

    def test_what_was_sent_is_forgotten_after_a_day(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sender = Sender(saltmarsh)
        page = sender.send(text="Name\nFaith groups\n")
        forget_sheets(None)
        assert SentSheet.objects.exists()
        later = SentSheet.objects.get().at + SHEETS_KEPT * 1.01
        monkeypatch.setattr("wholeplace.kernel.clock.now", lambda: later)
        assert sender.client.get(page.request["PATH_INFO"]).status_code == 404
        forget_sheets(None)
        assert not SentSheet.objects.exists()
