"""The stranger's verifier: what it confirms, what it finds, and what it refuses to read."""

import functools
import io
import json
import random
import subprocess
import sys
import time
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from tests.kernel.ledger.scene import (
    ORIGIN,
    Story,
    files_of,
    key_of,
    signed_again,
    story,
    unpacked,
    zipped,
)

from wholeplace.kernel.ledger import verify
from wholeplace.kernel.ledger.checkpoints import KeyPeriod, sign_checkpoint, verifying_key
from wholeplace.kernel.ledger.tree import leaf_hash, root

TOLD = story()
SHORT = story(14)


@pytest.fixture(autouse=True, scope="module")
def each_signature_is_worked_out_once():
    """Keep the verdict on each signature, because hundreds of packs share theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "signature_holds", functools.cache(verify.signature_holds))
        yield


@pytest.fixture
def check(tmp_path, capsys):
    """Check a pack, and return the exit code and what was said."""

    def run(pack: bytes | dict[str, bytes], minutes: str = "") -> tuple[int, str]:
        path = tmp_path / "pack.zip"
        path.write_bytes(zipped(pack) if isinstance(pack, dict) else pack)
        more = []
        if minutes:
            (tmp_path / "minutes.txt").write_text(minutes, encoding="utf-8")
            more = ["--checkpoint", str(tmp_path / "minutes.txt")]
        code = verify.main([str(path), *more])
        return code, capsys.readouterr().out

    return run


def in_force(files: dict[str, bytes], name: str, old: bytes, new: bytes) -> dict[str, bytes]:
    """Change a file, and sign the sums again as the holder of the key could."""
    assert files[name].count(old) >= 1
    return signed_again(files | {name: files[name].replace(old, new, 1)}, TOLD.keys[-1])


def test_an_untouched_public_pack_is_confirmed(check):
    code, said = check(TOLD.public())
    assert (code, "PROBLEM" in said) == (0, False)
    assert f"{len(TOLD.leaves)} leaves have the hashes they had; 41 of them are entries." in said
    assert f"{TOLD.ballots:,} rows of wp_mediate_ballot in 8 batches" in said
    assert "The key changed 1 times, each time with the old key's word." in said
    assert f"{len(TOLD.openings)} more are not opened in this pack" in said


def test_an_untouched_scrutineers_pack_is_confirmed_and_tells_what_was_erased(check):
    erased = sum(opened.salt is None for opened in TOLD.openings)
    code, said = check(TOLD.scrutineers())
    assert code == 0
    assert f"{len(TOLD.releases)} releases and {len(TOLD.openings) - erased} opened contents are what" in said
    assert f"{erased} committed contents were erased; 0 more are not opened" in said
    assert erased > 0


def test_it_says_what_it_does_not_prove(check):
    said = check(TOLD.public())[1]
    assert all(line in said for line in verify.NOT_PROVED.splitlines())


@pytest.mark.parametrize("seed", range(8))
def test_25_random_mutations_by_somebody_without_the_key_are_all_found(check, seed):
    chance, files = random.Random(seed), files_of(SHORT.scrutineers())
    for _ in range(25):
        name = chance.choice(sorted(files))
        code, _said = check(files | {name: mutated(files[name], chance)})
        assert code in {1, 2}, name


@pytest.mark.parametrize("seed", range(8))
def test_25_random_mutations_by_the_holder_of_the_key_are_all_found(check, seed):
    chance, files = random.Random(1000 + seed), files_of(SHORT.scrutineers())
    for _ in range(25):
        name = chance.choice(["leaves.jsonl", "openings.jsonl", "releases.jsonl"])
        changed = with_one_letter_changed(files[name], chance)
        code, said = check(signed_again(files | {name: changed}, SHORT.keys[-1]))
        assert (code, "sums" in said.split("This does not prove")[0]) == (1, False), said


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Flip a bit, or drop, double or swap lines."""
    lines = data.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    way = chance.choice(["flip", "drop", "double", "swap"])
    if way == "drop":
        return b"".join(lines[:at] + lines[at + 1 :])
    if way == "double":
        return b"".join(lines[: at + 1] + lines[at:])
    if way == "swap" and len(set(lines)) > 1:
        other = next(number for number, line in enumerate(lines) if line != lines[at])
        lines[at], lines[other] = lines[other], lines[at]
        return b"".join(lines)
    where = chance.randrange(len(data))
    return data[:where] + bytes([data[where] ^ 1 << chance.randrange(8)]) + data[where + 1 :]


def with_one_letter_changed(data: bytes, chance: random.Random) -> bytes:
    where = chance.choice([at for at in range(len(data)) if data[at : at + 1].isalnum()])
    letters = [letter for letter in b"abcdefghijklmnopqrstuvwxyz0123456789" if letter != data[where] | 32]
    return data[:where] + bytes([chance.choice(letters)]) + data[where + 1 :]


def test_a_changed_leaf_is_named_with_its_entry(check):
    entry = json.loads(TOLD.leaves[0])["id"]
    code, said = check(in_force(files_of(TOLD.public()), "leaves.jsonl", b'"count":0', b'"count":9'))
    assert code == 1
    assert f"Leaf 0 was changed (entry {entry}" in said
    assert "History was rewritten" not in said


def test_a_missing_leaf_is_named(check):
    files = files_of(TOLD.public())
    lines = files["leaves.jsonl"].splitlines(keepends=True)
    code, said = check(signed_again(files | {"leaves.jsonl": b"".join(lines[:5] + lines[6:])}, TOLD.keys[-1]))
    assert code == 1
    assert "Leaf 5 is missing or moved: leaf 6 stands in its place." in said


def test_rehashed_history_is_placed_between_the_last_good_and_the_first_bad_checkpoint(check):
    sizes = [int(text.split("\n")[1]) for text in TOLD.checkpoints]
    forged = TOLD.again()
    at = sizes[1] + 2
    forged.leaves[at] = forged.leaves[at].replace("page", "api")
    files = files_of(TOLD.public()) | {"leaves.jsonl": rehashed(forged)}
    code, said = check(signed_again(files, TOLD.keys[-1]))
    assert code == 1
    assert f"History was rewritten from leaf {sizes[1]} to leaf {sizes[2] - 1}" in said
    assert "was changed (entry" not in said


def rehashed(forged: Story) -> bytes:
    """Return the leaves with hashes that fit them."""
    return b"".join(
        f'{{"hash":"{leaf_hash(leaf.encode()).hex()}","index":{index},"leaf":{leaf}}}\n'.encode()
        for index, leaf in enumerate(forged.leaves)
    )


def test_history_rewritten_with_every_checkpoint_signed_again_is_found_by_a_checkpoint_from_minutes(check):
    forged = TOLD.again()
    forged.leaves[3] = forged.leaves[3].replace("page", "api")
    forged.checkpoints = [signed_over(forged, text) for text in TOLD.checkpoints]
    assert check(forged.public())[0] == 0  # the holder of the key can do this, and only minutes show it
    code, said = check(forged.public(), minutes=TOLD.checkpoints[2])
    size = int(TOLD.checkpoints[2].split("\n")[1])
    assert code == 1
    assert f"History was rewritten from leaf 0 to leaf {size - 1} (the beginning to" in said
    assert "see the checkpoint you gave" in said


def signed_over(forged: Story, text: str) -> str:
    """Sign a checkpoint again over forged leaves, with the keys that signed it."""
    size = int(text.split("\n")[1])
    hashes = [leaf_hash(leaf.encode()) for leaf in forged.leaves[:size]]
    keys = [key for key in (key_of(2), key_of(1)) if key_hash(key) in text]
    return sign_checkpoint(keys[0], origin=ORIGIN, size=size, root=root(hashes), also=keys[1:])


def key_hash(key) -> str:
    """Return how the lines that a key signs begin."""
    import base64

    raw = bytes.fromhex(verifying_key(key, origin=ORIGIN).split("+")[1])
    return f"— {ORIGIN} {base64.b64encode(raw).decode()[:5]}"


def test_a_pack_older_than_the_minutes_is_called_rolled_back(check):
    newer = TOLD.again()
    newer.deed()
    code, said = check(TOLD.public(), minutes=newer.checkpoint())
    assert code == 1
    assert "ROLLED BACK: the checkpoint you gave knows" in said


@pytest.mark.parametrize(
    "written", ["{0}", "> {0}", "Item 4.\n\n  {1} {2} {3}.", "\ufeff{1}\r\n{2}\r\n{3}\r\n"]
)
def test_a_checkpoint_from_minutes_is_understood_however_it_was_pasted(check, written):
    text = TOLD.checkpoints[1]
    code, said = check(TOLD.public(), minutes=written.format(text.replace("\n", "\n> "), *text.split("\n")))
    assert code == 0
    assert "and 1 given" in said


def test_a_checkpoint_of_another_place_does_not_vouch_for_this_one(check):
    code, said = check(TOLD.public(), minutes=TOLD.checkpoints[1].replace(ORIGIN, "elsewhere.example/south"))
    assert code == 1
    assert "of another place: elsewhere.example/south" in said


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252", "latin-1"])
def test_minutes_are_read_in_whatever_encoding_they_were_saved(check, tmp_path, capsys, encoding):
    (tmp_path / "saved.txt").write_text(f"Café, item 4.\n\n{TOLD.checkpoints[1]}".replace("—", "-"), encoding)
    check(TOLD.public())
    code = verify.main([str(tmp_path / "pack.zip"), "--checkpoint", str(tmp_path / "saved.txt")])
    assert (code, "and 1 given" in capsys.readouterr().out) == (0, True)


def test_minutes_that_cannot_be_read_are_named_with_how_to_save_them_and_the_pack_is_not_blamed(check):
    _code, said = check(TOLD.public(), minutes="PK\x03\x04 a document of another program")
    (line,) = said.splitlines()
    assert line.endswith("minutes.txt: it holds no checkpoint. Save it as plain text (.txt), in UTF-8")
    assert "pack.zip" not in line


def test_it_says_how_many_leaves_the_pack_holds_and_up_to_when(check):
    _code, said = check(TOLD.public())
    at = json.loads(files_of(TOLD.public())["leaves.jsonl"].splitlines()[-1])["leaf"].get("at", "")
    size = int(TOLD.checkpoints[-1].split("\n")[1])
    assert said.startswith(f"Evidence pack of {ORIGIN}, up to {at}")
    assert said.splitlines()[0].endswith(f": {size:,} leaves")


def test_minutes_without_a_checkpoint_are_an_error(check):
    code, said = check(TOLD.public(), minutes="Apologies were received.")
    assert code == 2
    assert "holds no checkpoint" in said


def test_a_checkpoint_that_lost_its_signature_is_named(check):
    size = TOLD.checkpoints[1].split("\n")[1]
    signed = TOLD.checkpoints[1].rsplit(" ", 1)[1].strip().encode()
    code, said = check(in_force(files_of(TOLD.public()), "checkpoints.txt", signed, b"A" * 91 + b"="))
    assert code == 1
    assert f"The checkpoint at {size} leaves is not signed by the key of that time." in said


def test_the_new_key_may_not_sign_for_the_time_of_the_old_one(check):
    forged = TOLD.again()
    body = TOLD.checkpoints[0].split("\n")
    hashes = [leaf_hash(leaf.encode()) for leaf in TOLD.leaves[: int(body[1])]]
    forged.checkpoints[0] = sign_checkpoint(key_of(2), origin=ORIGIN, size=len(hashes), root=root(hashes))
    code, said = check(forged.public())
    assert code == 1
    assert "is not signed by the key of that time" in said


def test_a_change_of_key_needs_the_old_keys_word(check):
    alone = Story(random.Random(2))
    alone.deed()
    alone.rotate()
    alone.cosigns = False
    alone.checkpoint()
    code, said = check(alone.public())
    assert code == 1
    assert "Leaf 1 changes the key: the old key did not sign the next checkpoint." in said


def test_a_key_that_no_entry_names_is_found(check):
    forged = TOLD.again()
    forged.periods.append(KeyPeriod(verifying_key(key_of(3), origin=ORIGIN), len(TOLD.leaves)))
    code, said = check(forged.public())
    assert code == 1
    assert "There are 3 keys, and 1 entries that change the key." in said


def test_an_entry_that_lacks_a_part_is_found(check):
    short = Story(random.Random(3))
    short.deed(parts=2)
    short.checkpoint()
    code, said = check(short.public())
    assert code == 1
    assert "speaks of 2 parts, and has 0." in said


def test_ballots_counted_twice_are_found(check):
    twice = Story(random.Random(4))
    twice.votes()
    twice.ballots -= 5
    twice.votes()
    twice.checkpoint()
    code, said = check(twice.public())
    assert code == 1
    assert "of wp_mediate_ballot are counted twice, or wrongly" in said


ENTRY, PART = TOLD.leaves[0], next(leaf for leaf in TOLD.leaves if '"part":1' in leaf)
BEFORE = TOLD.leaves[TOLD.leaves.index(PART) - 1]


@pytest.mark.parametrize(
    "leaves",
    [
        [ENTRY, ENTRY],
        [ENTRY.replace('"schema":1', '"schema":2')],
        [ENTRY.replace('"parts":0', '"parts":0,"parts":0')],
        [ENTRY.replace(",", ", ")],
        [PART],
        [BEFORE.replace('"parts":3', '"parts":2'), PART, PART],
    ],
)
def test_leaves_that_never_fitted_together_are_found_though_all_is_signed(check, leaves):
    forged = Story(random.Random(6))
    forged.deed()
    forged.checkpoint()
    files = files_of(forged.public())
    forged.leaves = leaves
    more = {"leaves.jsonl": rehashed(forged), "checkpoints.txt": forged.checkpoint().encode()}
    code, said = check(signed_again(files | more, forged.keys[-1]))
    assert code == 1
    assert "Leaf 0" in said or "Leaf 1" in said or "Leaf 2" in said


def test_checkpoints_out_of_order_are_found(check):
    forged = TOLD.again()
    forged.checkpoints[:2] = forged.checkpoints[1::-1]
    code, said = check(forged.public())
    assert code == 1
    assert "follows one at" in said


def test_a_key_that_begins_elsewhere_than_its_entry_says_is_found(check):
    forged = TOLD.again()
    forged.periods[1] = KeyPeriod(forged.periods[1].key, forged.periods[1].from_size - 1)
    code, said = check(forged.public())
    assert code == 1
    assert "is not the one leaf" in said


def test_a_key_whose_hash_is_not_its_own_is_not_read(check):
    hashed = TOLD.periods[0].key.split("+")[1].encode()
    code, said = check(in_force(files_of(TOLD.public()), "keys.json", hashed, b"00000000"))
    assert code == 2
    assert "its keys.json or checkpoints.txt was changed" in said


def test_leaves_after_the_last_checkpoint_are_not_vouched_for(check):
    longer = TOLD.again()
    longer.deed()
    files = files_of(TOLD.public()) | {"leaves.jsonl": rehashed(longer)}
    code, said = check(signed_again(files, TOLD.keys[-1]))
    assert code == 1
    assert "nothing vouches for them" in said


def test_another_content_under_the_same_commitment_is_found_even_when_the_salt_gives_it_a_byte(check):
    opened = next(one for one in TOLD.openings if one.salt is not None)
    moved = (opened.salt[:-1].hex(), json.dumps(chr(opened.salt[-1]) + opened.content, ensure_ascii=False))
    files = files_of(TOLD.scrutineers())
    old = f'"content":{json.dumps(opened.content, ensure_ascii=False)}'.encode()
    line = next(line for line in files["openings.jsonl"].splitlines() if opened.row.encode() in line)
    new = line.replace(opened.salt.hex().encode(), moved[0].encode()).replace(
        old, f'"content":{moved[1]}'.encode()
    )
    assert new != line
    assert check(in_force(files, "openings.jsonl", line, new))[0] == 1


def test_a_file_added_to_the_zip_is_named(check):
    code, said = check(files_of(TOLD.public()) | {"READ ME FIRST.html": b"lies"})
    assert code == 1
    assert "READ ME FIRST.html is no part of the pack." in said


def test_what_a_pack_says_cannot_steer_the_terminal(check):
    files = files_of(TOLD.public())
    code, said = check(files | {"\x1b[2Jsecret.html": b""})
    assert code == 1
    assert "\x1b" not in said


def test_it_runs_alone_in_a_folder_with_nothing_but_python(tmp_path):
    folder = unpacked(TOLD.scrutineers(), tmp_path / "pack")
    (folder / "my notes.txt").write_text("mine")
    (tmp_path / "minutes.txt").write_text(f"Item 9. {TOLD.checkpoints[-1]}", encoding="utf-8")
    alone = [sys.executable, "-I", "-S", "verify.py"]
    good = subprocess.run(
        [*alone, "--checkpoint", "../minutes.txt"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (good.returncode, good.stderr) == (0, "")
    assert "Result: nothing was changed." in good.stdout
    (folder / "sentences.txt").write_text("0\tnow\tNothing happened\n")
    bad = subprocess.run([*alone, "."], cwd=folder, capture_output=True, text=True, check=False)
    assert (bad.returncode, bad.stderr) == (1, "")
    assert "sentences.txt was changed since the pack was made" in bad.stdout


def test_it_is_one_short_file_of_the_standard_library_for_python_3_8():
    import ast

    source = Path(verify.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert len(source.splitlines()) < 400
    assert imported <= set(sys.stdlib_module_names)


def hostile(*members: tuple[str, bytes]) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return made.getvalue()


def locked(pack: bytes) -> bytes:
    """Mark the first file of a zip as encrypted, in the list at its end."""
    at = pack.index(b"PK\x01\x02") + 8
    return pack[:at] + bytes([pack[at] | 1]) + pack[at + 1 :]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("pack", "because"),
    [
        (lambda: b"", "zip"),
        (lambda: b"Not a zip at all.", "zip"),
        (lambda: TOLD.public()[:-40], "zip"),
        (lambda: TOLD.public()[:2000], "zip"),
        (lambda: hostile(("readme.txt", b"hello")), "it lacks leaves.jsonl"),
        (lambda: hostile(("../../etc/passwd", b"x")), "leads out of it"),
        (lambda: hostile(("/etc/passwd", b"x")), "leads out of it"),
        (lambda: hostile(("..\\boot.ini", b"x")), "leads out of it"),
        (lambda: hostile(("C:boot.ini", b"x")), "leads out of it"),
        (lambda: hostile(("leaves.jsonl", b"1"), ("leaves.jsonl", b"2")), "two files of the same name"),
        (lambda: hostile(("leaves.jsonl", b"0" * 40_000_000)), "would swell"),
        (lambda: locked(TOLD.public()), "locked"),
        (
            lambda: zipped(files_of(TOLD.public()) | {"keys.json": b"[]"}),
            "keys.json or checkpoints.txt was changed",
        ),
        (
            lambda: zipped(files_of(TOLD.public()) | {"keys.json": b"[" * 100_000}),
            "was changed, or is damaged",
        ),
        (lambda: zipped(files_of(TOLD.public()) | {"checkpoints.txt": b"\n"}), "was changed, or is damaged"),
        (lambda: zipped(files_of(TOLD.public()) | {"sums.txt": b"\xff\xfe"}), "decode"),
    ],
)
def test_what_is_no_pack_is_refused_in_plain_words(check, pack, because):
    code, said = check(pack())
    assert code == 2
    assert "Cannot read" in said
    assert because in said


def test_a_pack_that_is_not_there_is_refused(tmp_path, capsys):
    assert verify.main([str(tmp_path / "none.zip")]) == 2
    assert verify.main([str(tmp_path)]) == 2
    assert "it lacks leaves.jsonl" in capsys.readouterr().out


@pytest.mark.soak
def test_a_hundred_thousand_entries_are_checked_in_under_10_seconds(check):
    told = Story(random.Random(5))
    for number in range(100_000):
        told.deed() if number % 4 else told.statement(f"said {number}")
    told.checkpoint()
    pack = told.scrutineers()
    began = time.perf_counter()
    code, said = check(pack)
    took = time.perf_counter() - began
    assert code == 0, said
    assert took < 10, f"{took:.1f} s"


def test_the_same_leaf_hash_is_counted_by_hand():
    leaf = TOLD.leaves[0].encode()
    assert leaf_hash(leaf) == sha256(b"\x00" + leaf).digest()
