"""The tree of a place: every entry in it once, in the order written, signed, whoever sequences and whatever key."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from django.db import IntegrityError, transaction
from tests.kernel.scene import Scene, at_once, elsewhere, on_disk, own_keys, saltmarsh, shared_saltmarsh

from wholeplace.account.scrutiny.packing import public_pack, scrutineers_pack
from wholeplace.convene.issues.actions import stop_taking_part, take_part
from wholeplace.kernel.actors import Actor, Door, Viewer
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.guard import writing_evidence, writing_ledger
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.checkpointing import checkpoint, note_restore, rotate_key
from wholeplace.kernel.ledger.checkpoints import verify_checkpoint
from wholeplace.kernel.ledger.keyfiles import KeyFileError
from wholeplace.kernel.ledger.keys import key_path, origin_of
from wholeplace.kernel.ledger.models import Alias, Checkpoint, Entry, Leaf, Opening, Tree, VerifyingKey
from wholeplace.kernel.ledger.sequencer import sequence
from wholeplace.kernel.ledger.tree import leaf_hash, root
from wholeplace.kernel.people import Hat, HatKind, HatState
from wholeplace.mediate.conversations.actions import (
    HeardBallot,
    HeardElsewhere,
    HeardStatement,
    take_in_conversation,
)
from wholeplace.mediate.conversations.models import Ballot

__all__ = ["elsewhere", "on_disk", "own_keys", "saltmarsh", "shared_saltmarsh"]

CANARY = "adpadpadpaddaaappp"


def signed(pack: Callable[[Any], IO[bytes]], reader: Viewer | Actor) -> bytes:
    """Return a pack of the record as it stands, signed first."""
    checkpoint(reader.place)
    with pack(reader) as file:
        return file.read()


def indexes(scene: Scene) -> list[int | None]:
    return list(Leaf.objects.filter(place=scene.place).order_by("pk").values_list("index", flat=True))


def root_now(scene: Scene) -> bytes:
    data = Leaf.objects.filter(place=scene.place).order_by("index").values_list("data", flat=True)
    return root([leaf_hash(text.encode()) for text in data])


def give_hat(scene: Scene, name: str, kind: HatKind) -> None:
    """Put a hat on somebody, in the way scenes may; the ledger says so too."""
    from wholeplace.kernel.actions import Action

    def give(act: object, *, member: object) -> None:
        hat = Hat.objects.create(
            place=scene.place,
            membership=member,
            kind=kind,
            state=HatState.HELD,
            proposed=act.at,
            decided=act.at,
        )
        act.record(hat)
        act.say(kind=kind)

    how = ("{actor}", lambda *_: None, None, None, "member", False, False, frozenset(Door))
    Action("hat.grant_first", "Give", give, *how)(scene.operator, member=scene.people[name])


def converse(scene: Scene) -> None:
    """Take in a conversation whose ballots hold a canary."""
    statements = tuple(HeardStatement(n, f"Statement {n}", 1, seed=False) for n in range(18))
    ballots = (
        HeardBallot(CANARY, "public", "resident"),
        *[HeardBallot("a" * 18, "public") for _ in range(11)],
    )
    heard = HeardElsewhere("polis", "0" * 64, statements, ballots, votes=12 * 18)
    take_in_conversation(
        scene.actor("amina"), issue=scene.issue(), title="Late", question="Why?", heard=heard
    )


class TestSequencing:
    def test_waiting_leaves_get_their_places_without_a_gap(self, saltmarsh: Scene) -> None:
        assert set(indexes(saltmarsh)) == {None}
        size = sequence(saltmarsh.place)
        assert indexes(saltmarsh) == list(range(size))
        saltmarsh.issue()
        assert sequence(saltmarsh.place) == size + 1
        assert indexes(saltmarsh) == list(range(size + 1))

    def test_nothing_new_leaves_the_tree_as_it_was(self, saltmarsh: Scene) -> None:
        sequence(saltmarsh.place)
        before = Tree.objects.values().get()
        sequence(saltmarsh.place)
        assert Tree.objects.values().get() == before

    def test_each_place_has_a_tree_of_its_own(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        sizes = [sequence(saltmarsh.place), sequence(elsewhere.place)]
        assert [indexes(saltmarsh), indexes(elsewhere)] == [list(range(size)) for size in sizes]

    def test_leaves_stand_in_the_order_written_even_by_a_clock_that_went_back(self, saltmarsh: Scene) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        with writing_ledger():
            Entry.objects.filter(action="issue.take_part").update(at="2020-01-01T00:00:00Z")
        stop_taking_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        sequence(saltmarsh.place)
        order = Leaf.objects.filter(part=0).order_by("index").values_list("entry__action", flat=True)
        assert list(order)[-2:] == ["issue.take_part", "issue.stop_taking_part"]

    def test_several_sequencers_at_once_make_one_tree(self, shared_saltmarsh: Scene) -> None:
        scene = shared_saltmarsh

        def work(number: int) -> int:
            if number % 2:
                scene.name_issue(title=f"Issue {number}")
            return sequence(scene.place)

        sizes = at_once(8, work)
        assert not [one for one in sizes if isinstance(one, Exception)]
        size = sequence(scene.place)
        assert sorted(indexes(scene)) == list(range(size))
        assert checkpoint(scene.place).root == root_now(scene).hex()
        assert list(check_place(scene.place)) == []


class TestCheckpoints:
    def test_a_checkpoint_signs_the_tree_as_it_stands(self, saltmarsh: Scene) -> None:
        made = checkpoint(saltmarsh.place)
        signed = verify_checkpoint(made.text, [VerifyingKey.objects.get().text])
        assert (signed.size, signed.root) == (Leaf.objects.count(), root_now(saltmarsh))
        assert signed.origin == origin_of(saltmarsh.place)

    def test_an_unchanged_tree_keeps_its_checkpoint(self, saltmarsh: Scene) -> None:
        first = checkpoint(saltmarsh.place)
        assert checkpoint(saltmarsh.place) == first
        saltmarsh.issue()
        assert checkpoint(saltmarsh.place) != first
        assert Checkpoint.objects.count() == 2

    def test_a_lost_key_is_said_to_be_lost_and_no_other_signs_in_its_place(self, saltmarsh: Scene) -> None:
        checkpoint(saltmarsh.place)
        path = key_path(saltmarsh.place, generation=1)
        kept = path.read_bytes()
        path.unlink()
        saltmarsh.issue()
        with pytest.raises(KeyFileError, match="saltmarsh is not in"):
            checkpoint(saltmarsh.place)
        assert not path.exists()
        path.write_bytes(kept)
        path.chmod(0o600)
        assert checkpoint(saltmarsh.place).size == Leaf.objects.count()

    def test_another_key_in_its_file_signs_nothing(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        for scene in (saltmarsh, elsewhere):
            checkpoint(scene.place)
        ours, theirs = (key_path(scene.place, generation=1) for scene in (saltmarsh, elsewhere))
        ours.write_bytes(theirs.read_bytes())
        saltmarsh.issue()
        with pytest.raises(KeyFileError):
            checkpoint(saltmarsh.place)

    def test_the_record_keeps_its_name_when_the_address_changes(self, saltmarsh: Scene, settings) -> None:
        checkpoint(saltmarsh.place)
        before = origin_of(saltmarsh.place)
        settings.PUBLIC_URL = "https://another.example"
        saltmarsh.issue()
        assert (
            verify_checkpoint(checkpoint(saltmarsh.place).text, [VerifyingKey.objects.get().text]).origin
            == before
        )
        assert list(check_place(saltmarsh.place)) == []


class TestAChangeOfKey:
    def test_only_an_operator_changes_the_key(self, saltmarsh: Scene) -> None:
        with pytest.raises(Refused, match="Operator"):
            rotate_key(saltmarsh.actor("amina"), place=saltmarsh.place)
        assert not VerifyingKey.objects.exists()

    def test_the_entry_names_both_keys_and_the_next_checkpoint_has_both_signatures(
        self, saltmarsh: Scene
    ) -> None:
        new = rotate_key(saltmarsh.actor("olwen"), place=saltmarsh.place)
        old = VerifyingKey.objects.exclude(pk=new.pk).get()
        facts = json.loads(Leaf.objects.filter(entry__action="ledger.rotate_key").get().data)["facts"]
        assert facts == {"old": old.text, "new": new.text, "from_size": new.from_size}
        assert new.from_size == Checkpoint.objects.get().size
        first = checkpoint(saltmarsh.place)
        saltmarsh.issue()
        second = checkpoint(saltmarsh.place)
        both = [old.text, new.text]
        signers = [
            [key.text() for key in verify_checkpoint(one.text, both).signed_by] for one in (first, second)
        ]
        assert signers == [[new.text, old.text], [new.text]]

    def test_two_changes_in_a_row_and_a_place_still_has_no_fault(
        self, saltmarsh: Scene, tmp_path: Path
    ) -> None:
        for _ in range(2):
            rotate_key(saltmarsh.actor("olwen"), place=saltmarsh.place)
        checkpoint(saltmarsh.place)
        assert list(check_place(saltmarsh.place)) == []
        code, said = checked(signed(public_pack, Viewer(saltmarsh.place)), tmp_path)
        assert code == 0, said
        assert "The key changed 2 times, each time with the old key's word." in said

    def test_without_the_old_keys_word_the_pack_is_refused(
        self, saltmarsh: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from wholeplace.kernel.ledger import checkpointing

        whole = checkpointing.sign_checkpoint
        monkeypatch.setattr(
            checkpointing, "sign_checkpoint", lambda key, **how: whole(key, **{**how, "also": []})
        )
        rotate_key(saltmarsh.actor("olwen"), place=saltmarsh.place)
        code, said = checked(signed(public_pack, Viewer(saltmarsh.place)), tmp_path)
        assert code == 1
        assert "the old key did not sign the next checkpoint" in said


def checked(pack: bytes, folder: Path, *more: str) -> tuple[int, str]:
    """Check a pack with the verifier inside it, as a stranger would."""
    path = folder / "pack.zip"
    path.write_bytes(pack)
    with zipfile.ZipFile(path) as file:
        file.extract("verify.py", folder)
    done = subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py"), str(path), *more],
        capture_output=True, text=True, check=False, env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


class TestPacks:
    @pytest.fixture
    def place(self, saltmarsh: Scene) -> Scene:
        """A place with a conversation, a change of key and a scrutineer."""
        converse(saltmarsh)
        rotate_key(saltmarsh.actor("olwen"), place=saltmarsh.place)
        give_hat(saltmarsh, "tariq", HatKind.SCRUTINEER)
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        return saltmarsh

    def test_both_packs_verify_away_from_the_program(self, place: Scene, tmp_path: Path) -> None:
        for pack in (
            signed(public_pack, Viewer(place.place)),
            signed(scrutineers_pack, place.actor("tariq", hat=HatKind.SCRUTINEER)),
        ):
            code, said = checked(pack, tmp_path)
            assert code == 0, said
            assert "Result: nothing was changed." in said

    def test_no_answer_and_no_salt_of_ballots_is_in_a_pack(self, place: Scene) -> None:
        assert Ballot.objects.filter(answers=CANARY).count() == 1
        salts = [bytes(one.salt).hex() for one in Opening.objects.filter(field="rows")]
        aliases = [bytes(one.salt).hex() for one in Alias.objects.all()]
        words = (
            whole(signed(scrutineers_pack, place.actor("tariq", hat=HatKind.SCRUTINEER))),
            whole(signed(public_pack, Viewer(place.place))),
        )
        assert (len(salts), len(aliases)) == (1, 1)
        assert "Nowhere to go after dark" in words[0]  # what may be opened is found
        assert "Nowhere to go after dark" not in words[1]
        for text in words:
            assert not [word for word in (CANARY, *salts, *aliases) if word in text]

    def test_only_a_scrutineer_is_given_openings(self, place: Scene) -> None:
        with pytest.raises(Refused):
            signed(scrutineers_pack, place.actor("amina"))

    def test_a_newer_checkpoint_shows_that_the_place_was_rolled_back(
        self, saltmarsh: Scene, tmp_path: Path
    ) -> None:
        old = signed(public_pack, Viewer(saltmarsh.place))
        saltmarsh.issue()
        minutes = tmp_path / "minutes.txt"
        minutes.write_text(f"Resolved.\n\n{checkpoint(saltmarsh.place).text}")
        code, said = checked(old, tmp_path, "--checkpoint", str(minutes))
        assert code == 1
        assert "ROLLED BACK" in said
        code, said = checked(
            signed(public_pack, Viewer(saltmarsh.place)), tmp_path, "--checkpoint", str(minutes)
        )
        assert code == 0, said

    def test_a_restore_is_on_record_and_in_the_verifiers_words(
        self, saltmarsh: Scene, tmp_path: Path
    ) -> None:
        note_restore(saltmarsh.operator, place=saltmarsh.place, size=3)
        code, said = checked(signed(public_pack, Viewer(saltmarsh.place)), tmp_path)
        assert code == 0, said
        assert "says that a backup was restored" in said

    def test_a_restore_is_noted_at_the_command_line_alone(self, saltmarsh: Scene) -> None:
        with pytest.raises(Refused):
            note_restore(saltmarsh.actor("olwen", door=Door.API), place=saltmarsh.place, size=3)


def whole(pack: bytes) -> str:
    """Return everything a pack holds as one text."""
    import io

    with zipfile.ZipFile(io.BytesIO(pack)) as file:
        return "\n".join(file.read(name).decode() for name in file.namelist())


def test_a_leaf_cannot_take_anothers_place(saltmarsh: Scene) -> None:
    sequence(saltmarsh.place)
    with pytest.raises(IntegrityError), transaction.atomic(), writing_ledger(), writing_evidence(set()):
        Leaf.objects.filter(index=1).update(index=0)
