"""Signed notes and checkpoints: the published format, and nothing but it."""

import base64
import os
import random
import stat
import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.kernel.ledger.scene import ORIGIN, key_of

from wholeplace.kernel.ledger import keyfiles
from wholeplace.kernel.ledger.checkpoints import (
    KeyPeriod,
    NoteError,
    PublicKey,
    key_in_force,
    load_key,
    load_or_create_key,
    parse_checkpoint,
    sign_checkpoint,
    verify_checkpoint,
    verifying_key,
)
from wholeplace.kernel.ledger.keyfiles import KeyFileError
from wholeplace.kernel.ledger.notes import parse_note, sign_note, verify_note
from wholeplace.kernel.ledger.tree import leaf_hash

# The example in the documentation of the notes that Go's checksum database signs.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = (
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ROOT = leaf_hash(b"root")
KEY = verifying_key(key_of(1), origin=ORIGIN)
SIGNED = sign_checkpoint(key_of(1), origin=ORIGIN, size=300, root=ROOT)


def test_the_published_note_verifies_with_its_published_key():
    text, signed_by = verify_note(f"{TEXT}\n{LINE}", [PETER])
    assert text == TEXT
    assert [key.text() for key in signed_by] == [PETER]


def test_a_published_checkpoint_is_read():
    found = parse_checkpoint(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa "
        "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    )
    assert (found.origin, found.size, len(found.root)) == ("example.com/behind-the-sofa", 20852163, 32)


def test_a_checkpoint_is_three_lines_an_empty_one_and_a_signature():
    lines = SIGNED.split("\n")
    assert lines[:4] == [ORIGIN, "300", base64.b64encode(ROOT).decode(), ""]
    assert lines[4].startswith(f"— {ORIGIN} ")
    assert lines[5:] == [""]


def test_a_signed_checkpoint_verifies_and_says_who_signed():
    found = verify_checkpoint(SIGNED, [KEY])
    assert (found.origin, found.size, found.root, found.extensions) == (ORIGIN, 300, ROOT, ())
    assert [key.text() for key in found.signed_by] == [KEY]


def test_extension_lines_are_signed_too():
    text = sign_checkpoint(key_of(1), origin=ORIGIN, size=1, root=ROOT, extensions=["close of the vote"])
    assert verify_checkpoint(text, [KEY]).extensions == ("close of the vote",)
    with pytest.raises(NoteError):
        verify_checkpoint(text.replace("close", "start"), [KEY])


def test_after_a_change_of_key_both_keys_sign():
    new = verifying_key(key_of(2), origin=ORIGIN)
    text = sign_checkpoint(key_of(2), origin=ORIGIN, size=300, root=ROOT, also=[key_of(1)])
    assert [key.text() for key in verify_checkpoint(text, [KEY, new]).signed_by] == [new, KEY]
    assert [key.text() for key in verify_checkpoint(text, [KEY]).signed_by] == [KEY]


def test_every_single_changed_letter_of_a_checkpoint_is_rejected():
    for at, letter in enumerate(SIGNED):
        changed = SIGNED[:at] + ("A" if letter != "A" else "B") + SIGNED[at + 1 :]
        with pytest.raises(NoteError):
            verify_checkpoint(changed, [KEY])


def test_a_wrong_signature_of_a_known_key_spoils_a_note_that_another_key_signed():
    new = verifying_key(key_of(2), origin=ORIGIN)
    good, bad = SIGNED, sign_checkpoint(key_of(2), origin=ORIGIN, size=301, root=ROOT)
    mixed = good + bad.rsplit("\n\n", 1)[1]
    assert verify_checkpoint(mixed, [KEY]).size == 300
    with pytest.raises(NoteError, match="does not fit"):
        verify_checkpoint(mixed, [KEY, new])


def test_a_checkpoint_that_no_known_key_signed_is_rejected():
    with pytest.raises(NoteError, match="No known key"):
        verify_checkpoint(SIGNED, [verifying_key(key_of(2), origin=ORIGIN)])


def test_a_key_of_another_name_does_not_vouch():
    with pytest.raises(NoteError, match="No known key"):
        verify_checkpoint(SIGNED, [verifying_key(key_of(1), origin="elsewhere.example/south")])


@pytest.mark.parametrize(
    "body",
    [
        f"{ORIGIN}\n300\n",
        f"{ORIGIN}\n0300\n{base64.b64encode(ROOT).decode()}\n",
        f"{ORIGIN}\n-1\n{base64.b64encode(ROOT).decode()}\n",
        f"{ORIGIN}\n٣\n{base64.b64encode(ROOT).decode()}\n",
        f"{ORIGIN}\n3\n{base64.b64encode(ROOT[:31]).decode()}\n",
        f"{ORIGIN}\n3\n{'/' * 43}=\n",
        f"{ORIGIN}\n3\n\n{base64.b64encode(ROOT).decode()}\n",
    ],
)
def test_a_note_that_is_no_checkpoint_is_rejected_though_it_is_signed(body):
    note = sign_note(body, name=ORIGIN, keys=[key_of(1)])
    assert verify_note(note, [KEY])[0] == body
    with pytest.raises(NoteError):
        verify_checkpoint(note, [KEY])


@pytest.mark.parametrize(
    "note",
    ["", "text\n", "text\n\n", "text\n\n— a b", "text\n\n- a AAAA\n", "text\r\n\n" + LINE, "t\n\n— a AAAA\n"],
)
def test_what_is_no_signed_note_is_rejected(note):
    with pytest.raises(NoteError):
        parse_note(note)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        PETER.replace("c74f20a3", "c74f20a4"),
        PETER.replace("PeterNeumann", "Peter Neumann"),
        PETER.replace("+ARpc", "+AhpC"),
        PETER[:-4],
    ],
)
def test_what_is_no_key_is_rejected(text):
    with pytest.raises(NoteError):
        PublicKey.parse(text)


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "a\nb"])
def test_an_origin_that_cannot_name_a_key_is_refused(origin):
    with pytest.raises(NoteError):
        sign_checkpoint(key_of(1), origin=origin, size=1, root=ROOT)


def test_the_key_in_force_is_the_last_that_began_at_a_smaller_size():
    periods = [KeyPeriod("first", 0), KeyPeriod("second", 100), KeyPeriod("third", 250)]
    found = [key_in_force(periods, size).key for size in (0, 1, 100, 101, 250, 251)]
    assert found == ["first", "first", "first", "second", "second", "third"]
    with pytest.raises(NoteError):
        key_in_force([], 1)


def test_a_key_file_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "keys" / "ledger.key"
    made = load_or_create_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert verifying_key(load_or_create_key(path), origin=ORIGIN) == verifying_key(made, origin=ORIGIN)
    assert [file.name for file in path.parent.iterdir()] == ["ledger.key"]


def test_a_key_file_that_others_may_read_is_refused(tmp_path):
    path = tmp_path / "ledger.key"
    load_or_create_key(path)
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        load_key(path)


def test_a_lost_key_is_not_replaced_by_who_only_loads_it(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_key(tmp_path / "ledger.key")


def test_a_file_that_holds_no_signing_key_is_refused(tmp_path):
    path = tmp_path / "ledger.key"
    path.touch(mode=0o600)
    with pytest.raises(KeyFileError, match="no readable key"):
        load_key(path)
    rsa = generate_private_key(65537, 2048)
    path.write_bytes(rsa.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(KeyFileError, match="no Ed25519 key"):
        load_key(path)


def test_many_who_make_the_key_at_once_all_get_the_same_one(tmp_path):
    barrier, found = threading.Barrier(8), []

    def make() -> None:
        barrier.wait()
        found.append(verifying_key(load_or_create_key(tmp_path / "ledger.key"), origin=ORIGIN))

    makers = [threading.Thread(target=make) for _ in range(8)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_checkpoint_of_any_size_reads_back_as_it_was_signed():
    chance = random.Random(1)
    for _ in range(50):
        size, root = chance.randrange(10**9), chance.randbytes(32)
        found = verify_checkpoint(sign_checkpoint(key_of(1), origin=ORIGIN, size=size, root=root), [KEY])
        assert (found.size, found.root) == (size, root)


def test_a_signature_line_in_another_spelling_of_the_same_bytes_is_rejected():
    with pytest.raises(NoteError, match="proper form"):
        verify_note(f"{TEXT}\n{LINE.replace('nAM=', 'nAN=')}", [PETER])


def test_who_comes_second_leaves_the_first_ones_key_alone(tmp_path, monkeypatch):
    path = tmp_path / "ledger.key"
    link, first = os.link, []

    def somebody_was_quicker(draft, target) -> None:
        monkeypatch.setattr(keyfiles.os, "link", link)
        first.append(verifying_key(load_or_create_key(path), origin=ORIGIN))
        link(draft, target)

    monkeypatch.setattr(keyfiles.os, "link", somebody_was_quicker)
    assert [verifying_key(load_or_create_key(path), origin=ORIGIN)] == first
