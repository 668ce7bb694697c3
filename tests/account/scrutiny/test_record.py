"""The record as it is read and checked: what a line leads to, one line's proof, and who opened what is closed."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_tree import checked, converse, give_hat

from wholeplace.account.scrutiny.packing import public_pack, scrutineers_pack
from wholeplace.account.scrutiny.queries import Lines, check_line, deeds_of_two, lines_visible_to
from wholeplace.cli import main
from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger import subtrees, writer
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.models import Entry, Leaf, Subtree
from wholeplace.kernel.ledger.sequencer import sequence
from wholeplace.kernel.ledger.subtrees import inclusion_proof_of
from wholeplace.kernel.ledger.tree import inclusion_proof, leaf_hash
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience
from wholeplace.places.partnership.actions import add_area
from wholeplace.places.people.actions import confirm_hat, propose_hat

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


class TestLines:
    def test_a_line_leads_to_what_its_deed_made(self, saltmarsh: Scene) -> None:
        issue = saltmarsh.name_issue(audience=Audience.PUBLIC)
        assert lines_visible_to(Viewer(saltmarsh.place))[0].about == issue

    def test_a_line_leads_nobody_to_what_they_may_not_see(self, saltmarsh: Scene) -> None:
        issue = saltmarsh.name_issue(audience=Audience.PARTNERSHIP)
        assert lines_visible_to(saltmarsh.viewer("rosa"))[0].about == issue
        assert lines_visible_to(Viewer(saltmarsh.place))[0].about is None

    def test_both_words_stand_in_a_list_of_their_own(self, saltmarsh: Scene) -> None:
        hat = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.MEDIATOR)
        confirm_hat(saltmarsh.actor("ben"), hat=hat)
        lines = deeds_of_two(saltmarsh.viewer("rosa"))[:9]
        assert [(line.sentence, str(line.about)) for line in lines] == [
            ("A convener gave the second word for the hat of mediator", "Rosa Lind (Mediator)"),
            ("A convener proposed the hat of mediator for a member", "Rosa Lind (Mediator)"),
        ]
        assert [line.about for line in deeds_of_two(Viewer(saltmarsh.place))[:9]] == [None, None]


@pytest.fixture
def grown(saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A place whose tree has more than two blocks of leaves, put in some at a time."""
    monkeypatch.setattr(subtrees, "SIZE", 8)
    for number in range(21):
        add_area(saltmarsh.actor("amina"), place=saltmarsh.place, name=f"Area {number}")
        if number % 5 == 0:
            sequence(saltmarsh.place)
    sequence(saltmarsh.place)
    return saltmarsh


def hashes_of(scene: Scene) -> list[bytes]:
    leaves = Leaf.objects.filter(place=scene.place).order_by("index").values_list("data", flat=True)
    return [leaf_hash(data.encode()) for data in leaves]


class TestProofs:
    def test_every_proof_is_the_one_that_all_leaves_give(self, grown: Scene) -> None:
        hashes = hashes_of(grown)
        assert Subtree.objects.filter(place=grown.place).count() == len(hashes) // 8 >= 3
        for size in range(1, len(hashes) + 1):
            for index in range(size):
                assert inclusion_proof_of(grown.place, index, size) == inclusion_proof(index, size, hashes)

    def test_leaves_from_before_blocks_were_kept_are_read_themselves(self, grown: Scene) -> None:
        hashes = hashes_of(grown)
        with migrating():
            Subtree.objects.filter(number=1).delete()
        for index in range(len(hashes)):
            assert inclusion_proof_of(grown.place, index, len(hashes)) == inclusion_proof(
                index, len(hashes), hashes
            )

    def test_a_changed_block_fails_the_line_and_is_found(self, grown: Scene) -> None:
        checkpoint(grown.place)
        entry = str(Entry.objects.filter(place=grown.place).latest("at").pk)
        checked_line = check_line(grown.viewer("rosa"), entry)
        assert checked_line is not None
        assert checked_line.agrees
        with migrating():
            Subtree.objects.filter(number=0).update(root="0" * 64)
        checked_line = check_line(grown.viewer("rosa"), entry)
        assert checked_line is not None
        assert not checked_line.agrees
        assert [fault.table for fault in check_place(grown.place)] == ["wp_kernel_subtree"]

    def test_a_changed_line_does_not_fit_its_checkpoint(self, grown: Scene) -> None:
        checkpoint(grown.place)
        leaf = Leaf.objects.filter(entry__action="area.add").order_by("index")[3]
        with migrating():
            Leaf.objects.filter(pk=leaf.pk).update(data=leaf.data.replace("Area 3", "Area 4"))
        found = check_line(Viewer(grown.place), str(leaf.entry_id))
        assert found is not None
        assert not found.agrees


class TestOpening:
    @pytest.fixture
    def watched(self, saltmarsh: Scene) -> Scene:
        give_hat(saltmarsh, "tariq", HatKind.SCRUTINEER)
        checkpoint(saltmarsh.place)
        return saltmarsh

    def test_it_stands_in_the_record_before_anything_is_handed_out(self, watched: Scene) -> None:
        scrutineers_pack(watched.actor("tariq", hat=HatKind.SCRUTINEER)).close()
        said = json.loads(Leaf.objects.get(entry__action="record.open").data)
        assert said["actor"] == {"hat": "scrutineer", "membership": str(watched.people["tariq"].pk)}
        line = lines_visible_to(Viewer(watched.place))[0]
        assert line.sentence.startswith("A scrutineer opened what the record keeps closed, up to its leaf ")

    def test_how_far_packing_is_comes_to_its_end_though_a_line_has_many_leaves(
        self, watched: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writer, "MOST_ROWS_IN_A_PART", 1)
        converse(watched)
        checkpoint(watched.place)
        shares: list[float] = []
        public_pack(Viewer(watched.place), shares.append).close()
        entries = Entry.objects.filter(place=watched.place).count()
        assert shares == sorted(shares)
        assert shares[-1] == pytest.approx(1 - 0.5 / entries)

    def test_nobody_else_opens_it_and_nothing_is_written(self, watched: Scene) -> None:
        with pytest.raises(Refused):
            scrutineers_pack(watched.actor("amina"))
        assert not Entry.objects.filter(action="record.open").exists()

    def test_the_public_pack_comes_from_the_command_line_and_verifies(
        self, watched: Scene, tmp_path: Path
    ) -> None:
        done = run("pack", "saltmarsh", str(tmp_path / "record.zip"))
        assert done.exit_code == 0, done.output
        code, said = checked((tmp_path / "record.zip").read_bytes(), tmp_path)
        assert code == 0, said
        assert not Entry.objects.filter(action="record.open").exists()

    def test_the_scrutineers_pack_is_opened_for_a_scrutineer_by_name(
        self, watched: Scene, tmp_path: Path
    ) -> None:
        file = tmp_path / "record.zip"
        done = run("pack", "saltmarsh", str(file), "--open-as", "tariq@saltmarsh.example")
        assert done.exit_code == 0, done.output
        with zipfile.ZipFile(file) as packed:
            assert "openings.jsonl" in packed.namelist()
        assert Entry.objects.filter(action="record.open").count() == 1

    @pytest.mark.parametrize(
        ("arguments", "code", "said"),
        [
            (("nowhere", "x.zip"), 2, "There is no place with the short name nowhere"),
            (("saltmarsh", "x.zip", "--open-as", "nobody@x.example"), 2, "is not a member of"),
            (("saltmarsh", "x.zip", "--open-as", "amina@saltmarsh.example"), 1, "Refused: This needs the Scrutineer"),
            (("saltmarsh", "/no/such/folder/x.zip"), 2, "cannot be written"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_packed_is_said(
        self, watched: Scene, arguments: tuple[str, ...], code: int, said: str
    ) -> None:
        done = run("pack", *arguments)
        assert done.exit_code == code
        assert said in done.output


def test_a_page_of_lines_asks_for_their_records_once(saltmarsh: Scene, django_assert_max_num_queries) -> None:
    for number in range(12):
        add_area(saltmarsh.actor("amina"), place=saltmarsh.place, name=f"Area {number}")
    with django_assert_max_num_queries(8):
        assert len(lines_visible_to(saltmarsh.viewer("rosa"))[:25]) > 12


def test_lines_are_counted_and_taken_one_by_one(saltmarsh: Scene) -> None:
    lines = lines_visible_to(Viewer(saltmarsh.place))
    assert isinstance(lines, Lines)
    assert lines[0] == lines[:1][0]
    assert len(lines) == Entry.objects.filter(place=saltmarsh.place).count()


def test_members_read_who_acted_in_a_hat_and_visitors_do_not(saltmarsh: Scene) -> None:
    hat = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.MEDIATOR)
    confirm_hat(saltmarsh.actor("ben"), hat=hat)
    issue = saltmarsh.name_issue(audience=Audience.PUBLIC)
    take_part(saltmarsh.actor("rosa"), issue=issue)
    by = [
        [line.by for line in lines_visible_to(viewer)[:4]]
        for viewer in (saltmarsh.viewer("tariq"), Viewer(saltmarsh.place))
    ]
    assert by == [["", "Amina Yusuf", "Ben Carter", "Amina Yusuf"], [""] * 4]
