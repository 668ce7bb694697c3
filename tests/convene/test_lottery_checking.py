"""Checking a draw from its file: by the program for strangers, by ours, and against a pack of the record."""

import ast
import copy
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.convene.deciding import wears
from tests.convene.drawing_lots import (
    AWAITED,
    VALUE,
    a_drawn_panel,
    committed,
    lottery,
)
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.account.scrutiny.packing import public_pack, scrutineers_pack
from wholeplace.analysis.lottery import Urn
from wholeplace.analysis.lottery import drawn as drawn_by_us
from wholeplace.convene.lottery import draw_again
from wholeplace.convene.lottery.commands import lottery as command
from wholeplace.convene.lottery.draw_again import NoDraw, checks, on_record
from wholeplace.convene.lottery.drawing import draw_panel, take_draw_back
from wholeplace.convene.lottery.models import Draw, Lottery, Registration
from wholeplace.convene.lottery.packing import RULES, pack_of, packed, whole_pack_of
from wholeplace.convene.lottery.pools import digest_of
from wholeplace.convene.lottery.seeds import seed_of
from wholeplace.convene.lottery.verifying import checks_of
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.people import HatKind

__all__ = ["lottery", "own_keys", "saltmarsh"]
pytestmark = pytest.mark.django_db

FILE = dict[str, Any]
PROGRAM = Path(draw_again.__file__)


@pytest.fixture
def draw(saltmarsh: Scene, lottery: Lottery) -> Draw:
    """Its draw, once it is drawn."""
    return a_drawn_panel(saltmarsh, lottery)


def file_of(draw: Draw) -> FILE:
    """Return everybody's file of a draw, as it is read."""
    return dict(json.loads(packed(pack_of(draw))))


def whole_file_of(draw: Draw) -> FILE:
    """Return the scrutineer's file of a draw, as it is read."""
    return dict(json.loads(packed(whole_pack_of(draw))))


def wrong(pack: FILE) -> list[str]:
    return [one.name for one in checks_of(pack) if one.holds is False]


def alone(folder: Path, pack: Any, *more: str) -> tuple[int, str]:
    """Run the program for strangers in a folder of its own, with nothing but Python; return its code and what it says."""
    program, file = folder / "draw_again.py", folder / "draw.json"
    program.write_bytes(PROGRAM.read_bytes())
    file.write_bytes(pack if isinstance(pack, bytes) else packed(pack))
    asked = [sys.executable, "-I", "-S", program.name, file.name, *more]
    ran = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    return ran.returncode, ran.stdout


def ours(folder: Path, pack: Any, *more: str) -> Result:
    file = folder / "draw.json"
    file.write_bytes(pack if isinstance(pack, bytes) else packed(pack))
    return CliRunner().invoke(command, ["verify", str(file), *more])


def another_value(pack: FILE) -> None:
    """Take the first value by which others are drawn: of fifteen people some other value may draw the same five."""
    for value in map(str, range(100)):
        seed = seed_of(pack["secret"], value)
        if draw_again.drawn(pack["pool"], pack["panels"], seed)[1] != [one[0] for one in pack["drawn"]]:
            pack["value"] = value
            return


def another_panel(pack: FILE) -> None:
    pack["panels"]["balls"][0] -= 1
    pack["panels"]["balls"][-1] += 1


def another_place(pack: FILE) -> None:
    taken = {place for place, _ticket, _salt in pack["drawn"]}
    place = next(place for place in range(len(pack["pool"])) if place not in taken)
    pack["drawn"][0] = [place, *pack["tickets"][place]]


def another_ticket(pack: FILE) -> None:
    pack["drawn"][0][1] = "ANOT-HER1"


def a_kind_of_ones_own(pack: FILE) -> None:
    """Have one person drawn for certain, in every panel, by a kind that nobody else is of."""
    own = len(pack["kinds"])
    pack["kinds"].append(pack["kinds"][0])
    first = next(place for place, (_seal, kind, _home) in enumerate(pack["pool"]) if kind == 0)
    pack["pool"][first][1] = own
    for panel in pack["panels"]["panels"]:
        if 0 in panel:
            panel[panel.index(0)] = own


def another_kind(pack: FILE) -> None:
    for one in pack["kinds"]:
        one[0] = 0


def another_seal(pack: FILE) -> None:
    pack["tickets"][0], pack["tickets"][1] = pack["tickets"][1], pack["tickets"][0]


def a_target_and_its_digest(pack: FILE) -> None:
    """Forge consistently: what is changed has its digest worked out anew."""
    pack["terms"]["targets"][0]["max"] += 1
    pack["digests"]["terms"] = digest_of(pack["terms"])


TERMS, POOL, PANELS, ANSWERS = (
    f"the digest of the {name} is the one this file states" for name in ("terms", "pool", "panels", "answers")
)
FOLLOWS = "secret and value draw the places that this file states"
CHANGES: list[tuple[Callable[[FILE], Any], str]] = [
    (lambda pack: pack["terms"].update(seats=4), TERMS),
    (lambda pack: pack["terms"].update(seats=4), "every panel fills all 4 seats"),
    (lambda pack: pack["pool"].reverse(), POOL),
    (lambda pack: pack["pool"].append(pack["pool"][0]), "no two places of the pool have the same seal"),
    (another_panel, PANELS),
    (
        lambda pack: pack["panels"]["balls"].append(1),
        "each panel has balls, and all together 1,000,000,000,000,000",
    ),
    (
        lambda pack: pack["panels"]["panels"].__setitem__(0, [0] * pack["terms"]["seats"]),
        "no panel takes more people of a kind than the pool has",
    ),
    (lambda pack: pack.update(secret="0" * 64), "the secret fits the commitment"),
    (another_value, FOLLOWS),
    (another_place, FOLLOWS),
    (another_ticket, "each ticket drawn opens the seal of its place"),
    (another_seal, "every seal opens to the ticket of its place"),
    (lambda pack: pack["tickets"].append(pack["tickets"][0]), "no ticket stands twice in the pool"),
    (another_kind, ANSWERS),
    (another_kind, "every panel meets every target"),
    (lambda pack: pack.update(least="0.5"), "the least chance is the one stated"),
    (lambda pack: pack.update(bound="0.9"), "the least chance comes up to the bound stated"),
    (lambda pack: pack.update(bound="0"), "the least chance comes up to the bound stated"),
    (
        lambda pack: pack.update(committed=pack["terms"]["awaited"]),
        "it was committed to before its value could be known",
    ),
    (lambda pack: pack.update(drawn_at=pack["committed"]), "it was drawn once its value could be known"),
    (
        lambda pack: [one.__setitem__(2, 0) for one in pack["pool"]],
        "no two who were drawn are of one household",
    ),
]


class TestByStrangers:
    def test_a_draw_is_worked_out_again_with_nothing_but_python(self, draw: Draw, tmp_path: Path) -> None:
        code, said = alone(tmp_path, file_of(draw))
        assert (code, "NO  " in said) == (0, False), said
        last = said.splitlines()[-1]
        assert (
            last
            == "Result: everything that this file can show holds. 1 more could not be looked at with this file: each ? says why."
        )
        code, said = alone(tmp_path, whole_file_of(draw))
        assert (code, "  ?  " in said, "NO  " in said) == (0, False, False), said
        assert said.splitlines()[-1] == "Result: everything that this file can show holds."

    def test_before_it_is_drawn_it_says_what_cannot_be_looked_at_yet(
        self, saltmarsh: Scene, lottery: Lottery, tmp_path: Path
    ) -> None:
        code, said = alone(tmp_path, whole_file_of(committed(saltmarsh, lottery)))
        assert code == 0
        assert f"    ?  {FOLLOWS} (it is not drawn yet)" in said

    @pytest.mark.parametrize(("change", "found"), CHANGES)
    def test_whatever_is_changed_is_found_by_both_programs(
        self, draw: Draw, tmp_path: Path, change: Callable[[FILE], Any], found: str
    ) -> None:
        pack = whole_file_of(draw)
        assert wrong(pack) == []
        changed = copy.deepcopy(pack)
        change(changed)
        assert found in wrong(changed)
        code, said = alone(tmp_path, changed)
        assert (code, f"   NO  {found}" in said) == (1, True), said
        assert " not hold" in said.splitlines()[-1]

    def test_it_says_what_was_expected_and_what_was_found(self, draw: Draw, tmp_path: Path) -> None:
        pack = file_of(draw)
        another_value(pack)
        seed = seed_of(pack["secret"], pack["value"])
        panel, places = draw_again.drawn(pack["pool"], pack["panels"], seed)
        said = alone(tmp_path, pack)[1]
        assert f"they draw panel {panel} and places {places}, stated are" in said
        assert said.splitlines()[-1].startswith("Result: 1 thing does not hold.")

    @pytest.mark.parametrize(
        "lacks", ["panels", "terms.awaited", "digests.answers", "secret", "tickets", "drawn_at"]
    )
    def test_what_a_file_lacks_is_named(self, draw: Draw, tmp_path: Path, lacks: str) -> None:
        pack = whole_file_of(draw)
        *within, name = lacks.split(".")
        del (pack[within[0]] if within else pack)[name]
        code, said = alone(tmp_path, pack)
        assert (code, f"it lacks “{lacks}”" in said) == (2, True)
        assert said.splitlines()[-1] == "Result: nothing could be checked."
        done = ours(tmp_path, pack)
        assert (done.exit_code, f"it lacks “{lacks}”" in done.output) == (2, True)

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"7", b'{"format": "other"}', b"\xff"])
    def test_what_is_no_draw_is_told_apart(self, tmp_path: Path, content: bytes) -> None:
        assert alone(tmp_path, content)[0] == 2
        assert ours(tmp_path, content).exit_code == 2

    @pytest.mark.parametrize(
        "path", ["terms", "pool", "panels", "digests", "drawn", "kinds", "least", "secret"]
    )
    @pytest.mark.parametrize("other", [None, 7, "x", [], {}, [["x"]]])
    def test_whatever_stands_in_a_file_it_ends_in_a_word(self, draw: Draw, path: str, other: Any) -> None:
        try:
            holds = all(one.holds for one in checks({**whole_file_of(draw), path: other}))
        except NoDraw as said:
            holds = not str(said)
        assert not holds

    @pytest.mark.parametrize("kind", [-1, 10**6, "0", None, True, [0], {}])
    def test_a_panel_of_kinds_that_are_none_holds_in_neither_file(self, draw: Draw, kind: Any) -> None:
        for pack in (file_of(draw), whole_file_of(draw)):
            pack["panels"]["panels"][0][0] = kind
            pack["digests"]["panels"] = digest_of(pack["panels"])
            for looked in (checks, checks_of):
                try:
                    found = [one.name for one in looked(pack) if one.holds is False]
                except NoDraw:
                    found = ["it is no draw"]
                assert found
            if isinstance(kind, int):
                assert {"every kind is a number, counted from 0", CHANGES[6][1]} & {*wrong(pack)}

    def test_its_file_can_be_read_by_eye(self, draw: Draw) -> None:
        lines = packed(pack_of(draw)).decode().splitlines()
        assert max(len(one) for one in lines) < 300
        assert [one for one in RULES.splitlines() if sum(one in line for line in lines) != 1] == []

    def test_what_a_file_says_cannot_steer_the_terminal(self, draw: Draw, tmp_path: Path) -> None:
        pack = file_of(draw)
        pack["value_source"] = "\x1b[2Jlotto"
        assert "\x1b" not in alone(tmp_path, pack)[1]
        assert "\x1b" not in ours(tmp_path, pack).output

    def test_nothing_beside_the_terms_passes_for_what_was_named_before(
        self, draw: Draw, tmp_path: Path
    ) -> None:
        said = alone(tmp_path, {**file_of(draw), "awaits": "Something else"})[1]
        assert "Something else" not in said
        assert draw.awaits in said

    def test_a_number_with_a_fraction_is_none(self, draw: Draw, tmp_path: Path) -> None:
        pack = file_of(draw)
        pack["panels"]["balls"] = [float(one) for one in pack["panels"]["balls"]]
        assert alone(tmp_path, pack)[0] == 2

    def test_it_draws_as_we_do_from_any_urn(self) -> None:
        chance = random.Random(8)
        for number in range(400):
            kinds = chance.randint(1, 6)
            homes = list(range(60)) if number % 2 else [chance.randrange(60) for _ in range(60)]
            pool = [[f"seal {place}", chance.randrange(kinds), homes[place]] for place in range(60)]
            panels = [
                [chance.randrange(kinds) for _seat in range(chance.randint(1, 8))]
                for _panel in range(chance.randint(1, 5))
            ]
            balls = [chance.randint(1, 10**15) for _panel in panels]
            secret, value = f"{chance.random()}", f" {chance.random()} \uff14"
            urn = Urn(panels, balls, [kind for _s, kind, _h in pool], [home for _s, _k, home in pool])
            try:
                wanted = drawn_by_us(urn, seed=seed_of(secret, value))
            except ZeroDivisionError:
                continue
            told = {"panels": panels, "balls": balls}
            assert tuple(draw_again.drawn(pool, told, draw_again.seed_of(secret, value))[1]) == wanted

    def test_it_is_one_short_file_of_the_standard_library_for_python_3_8(self) -> None:
        source = PROGRAM.read_text(encoding="utf-8")
        tree = ast.parse(source, feature_version=(3, 8))
        imported = {
            (node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        assert imported <= set(sys.stdlib_module_names)


class TestByOurs:
    def test_a_drawn_panel_is_worked_out_again_from_its_file(self, draw: Draw, tmp_path: Path) -> None:
        done = ours(tmp_path, whole_file_of(draw))
        assert (done.exit_code, "NO  " in done.output, "?  " in done.output) == (0, False, False), done.output
        for said in (draw.pool_digest, draw.commitment, draw.value, draw.value_source, draw.awaits):
            assert said in done.output
        assert done.output.splitlines()[-1] == "Result: everything that this file can show holds."
        pack = file_of(draw)
        another_value(pack)
        done = ours(tmp_path, pack)
        assert (done.exit_code, "Result: 1 thing does not hold." in done.output) == (1, True)

    def test_it_says_the_same_to_other_programs(self, draw: Draw, tmp_path: Path) -> None:
        said = json.loads(ours(tmp_path, whole_file_of(draw), "--json").output)
        assert (said["holds"], said["result"]) == (True, "Result: everything that this file can show holds.")
        assert {one["holds"] for one in said["checks"]} == {True}
        assert said["stated"]["commitment"] == draw.commitment
        assert said["stated"]["awaited"] == draw.terms["awaited"]
        assert said["digests"]["pool"] == draw.pool_digest

    def test_it_says_whether_people_who_are_alike_are_of_one_kind(self, draw: Draw) -> None:
        pack = whole_file_of(draw)
        a_kind_of_ones_own(pack)
        assert "people who are alike are of one kind, and nobody else" in wrong(pack)

    def test_everybodys_file_says_nothing_of_who_they_are(self, draw: Draw) -> None:
        said = packed(pack_of(draw)).decode()
        assert "Resident 1" in json.dumps([str(one) for one in Registration.objects.all()])
        assert "Resident" not in said
        assert "home.example" not in said
        assert not {"kinds", "tickets"} & json.loads(said).keys()
        drawn = {ticket for _place, ticket, _salt in json.loads(said)["drawn"]}
        others = {one.ticket for one in Registration.objects.all()} - drawn
        assert others
        assert [ticket for ticket in others if ticket in said] == []
        assert "kinds" in whole_pack_of(draw)
        assert wrong(json.loads(said)) == []


class TestOnRecord:
    @pytest.fixture
    def record(self, saltmarsh: Scene, draw: Draw, tmp_path: Path) -> Path:
        """The public pack of the place, after the draw."""
        return self.written(saltmarsh, tmp_path)

    @staticmethod
    def written(scene: Scene, folder: Path) -> Path:
        checkpoint(scene.place)
        path = folder / "pack.zip"
        path.write_bytes(public_pack(Viewer(scene.place)).read())
        return path

    def test_the_public_pack_says_the_same_as_the_file(
        self, draw: Draw, record: Path, tmp_path: Path
    ) -> None:
        for pack in (file_of(draw), whole_file_of(draw)):
            code, said = alone(tmp_path, pack, "--pack", record.name)
            assert (code, "NO  " in said) == (0, False), said
            done = ours(tmp_path, pack, "--pack", str(record))
            assert (done.exit_code, "NO  " in done.output) == (0, False), done.output
            assert done.output.count("says the same: place, number, ") == 2
            assert "the pack of the record is as it was when it was signed" in done.output

    def test_a_consistent_forgery_is_found(self, draw: Draw, record: Path, tmp_path: Path) -> None:
        pack = file_of(draw)
        a_target_and_its_digest(pack)
        assert alone(tmp_path, pack)[0] == 0
        code, said = alone(tmp_path, pack, "--pack", record.name)
        assert (code, f"terms_digest: the record has {draw.terms_digest}" in said) == (1, True), said
        done = ours(tmp_path, pack, "--pack", str(record))
        assert (done.exit_code, f"terms_digest: the record has {draw.terms_digest}" in done.output) == (
            1,
            True,
        )

    @pytest.mark.parametrize(
        ("change", "column"),
        [
            ({"committed": "2020-01-01T00:00:00+00:00"}, "committed"),
            ({"commitment": "0" * 64}, "commitment"),
            ({"number": 7}, "number"),
            ({"least": "0.2"}, "least"),
            ({"finished": False}, "finished"),
            ({"secret": "another"}, "secret_told"),
            ({"drawn_at": "2090-01-01T00:00:00+00:00"}, "drawn"),
            ({"place": "elsewhere"}, "place"),
        ],
    )
    def test_each_column_that_differs_is_named(
        self, draw: Draw, record: Path, change: FILE, column: str
    ) -> None:
        said = [one.said for one in on_record({**file_of(draw), **change}, record) if one.holds is False]
        assert said
        assert all(one.startswith(f"{column}: the record has ") for one in said)

    def test_what_the_scrutineers_pack_opens_is_compared_too(
        self, saltmarsh: Scene, draw: Draw, tmp_path: Path
    ) -> None:
        wears(saltmarsh, "olwen", HatKind.SCRUTINEER)
        checkpoint(saltmarsh.place)
        path = tmp_path / "opened.zip"
        path.write_bytes(scrutineers_pack(saltmarsh.actor("olwen", hat=HatKind.SCRUTINEER)).read())
        pack = whole_file_of(draw)
        assert [one for one in on_record(pack, path) if one.holds is not True] == []
        pack["kinds"][0], pack["value"], pack["tickets"][0][0] = [9], "4 8 15", "ANOTHER"
        said = " ".join(one.said for one in on_record(pack, path) if one.holds is False)
        assert all(f"{name}: the record has" in said for name in ("kinds", "tickets", "value"))

    def test_a_draw_that_is_taken_back_or_not_on_record_is_told(
        self, saltmarsh: Scene, lottery: Lottery, tmp_path: Path
    ) -> None:
        made = committed(saltmarsh, lottery)
        take_draw_back(saltmarsh.actor("amina"), draw=made, because="Too early.")
        record = self.written(saltmarsh, tmp_path)
        back = "no line of the record takes this draw back"
        assert [one.name for one in on_record(file_of(made), record) if one.holds is False] == [back]
        none = "one line of the record commits to this draw"
        strange = {**file_of(made), "draw": "another"}
        assert [one.name for one in on_record(strange, record) if one.holds is False] == [none]

    def test_a_pack_from_before_the_draw_says_that_it_is_older(
        self, saltmarsh: Scene, lottery: Lottery, tmp_path: Path
    ) -> None:
        made = committed(saltmarsh, lottery)
        record = self.written(saltmarsh, tmp_path)
        later = replace(saltmarsh.actor("amina"), at=clock.now() + 2 * AWAITED)
        drawn = draw_panel(later, draw=made, value=VALUE, value_source="lotto.example")
        found = on_record(file_of(drawn), record)
        unseen = "a line of the record says that it was drawn"
        assert [one.name for one in found if one.holds is not True] == [unseen]

    def test_a_pack_that_was_unpacked_or_changed_is_read_too(
        self, draw: Draw, record: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "unpacked"
        with zipfile.ZipFile(record) as packed:
            packed.extractall(folder)
        assert alone(tmp_path, file_of(draw), "--pack", folder.name)[0] == 0
        leaves = folder / "leaves.jsonl"
        pack = file_of(draw)
        pack["commitment"] = "0" * 64
        leaves.write_text(leaves.read_text().replace(draw.commitment, "0" * 64))
        done = ours(tmp_path, pack, "--pack", str(folder))
        assert "   NO  the pack of the record is as it was when it was signed" in done.output
        assert "commitment: the record has" not in done.output

    def test_what_is_no_pack_is_told(self, draw: Draw, tmp_path: Path) -> None:
        (tmp_path / "no.zip").write_bytes(b"nothing")
        code, said = alone(tmp_path, file_of(draw), "--pack", "no.zip")
        assert (code, "the pack cannot be read" in said) == (2, True)
        done = ours(tmp_path, file_of(draw), "--pack", str(tmp_path / "no.zip"))
        assert (done.exit_code, "cannot be read" in done.output) == (2, True)
