"""Checkpoints: a tree's size and root in a C2SP signed note, and the keys that sign them."""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wholeplace.kernel.ledger.keyfiles import load_key, load_or_create_key
from wholeplace.kernel.ledger.notes import (
    NoteError,
    PublicKey,
    parse_note,
    public_key,
    sign_note,
    verify_note,
)
from wholeplace.kernel.ledger.tree import HASH_SIZE

__all__ = [
    "Checkpoint",
    "KeyPeriod",
    "NoteError",
    "PublicKey",
    "key_in_force",
    "load_key",
    "load_or_create_key",
    "parse_checkpoint",
    "sign_checkpoint",
    "verify_checkpoint",
    "verifying_key",
]

_SIZE = re.compile(r"0|[1-9][0-9]*")


@dataclass(frozen=True)
class Checkpoint:
    """What a checkpoint states of a tree, and which known keys signed it (none before it was verified)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()
    signed_by: tuple[PublicKey, ...] = ()


@dataclass(frozen=True)
class KeyPeriod:
    """A public key, and the size of the tree after which it is the one that signs."""

    key: str
    from_size: int


def verifying_key(key: Ed25519PrivateKey, *, origin: str) -> str:
    """Return the public half of a signing key as one line that may be printed: `name+hash+key`."""
    return public_key(key, name=origin).text()


def sign_checkpoint(
    key: Ed25519PrivateKey,
    *,
    origin: str,
    size: int,
    root: bytes,
    extensions: Sequence[str] = (),
    also: Iterable[Ed25519PrivateKey] = (),
) -> str:
    """Return the signed checkpoint of a tree; when the key has just changed, the old one signs `also`."""
    if size < 0 or len(root) != HASH_SIZE:
        raise NoteError(f"A checkpoint has a size and a root of {HASH_SIZE} bytes.")
    lines = [origin, str(size), base64.b64encode(root).decode(), *extensions]
    if not all(lines) or any("\n" in line for line in lines):
        raise NoteError("No line of a checkpoint is empty or holds a line break.")
    return sign_note("".join(f"{line}\n" for line in lines), name=origin, keys=[key, *also])


def parse_checkpoint(text: str) -> Checkpoint:
    """Return what a checkpoint states, without asking who signed it."""
    body, _signatures = parse_note(text)
    return _read(body, ())


def verify_checkpoint(text: str, public_keys: Iterable[str]) -> Checkpoint:
    """Return what a checkpoint states, if a known key signed it and no known key's signature is wrong."""
    return _read(*verify_note(text, public_keys))


def key_in_force(periods: Sequence[KeyPeriod], size: int) -> KeyPeriod:
    """Return the key that signs at this size: the last that began at a smaller size, else the first."""
    if not periods:
        raise NoteError("There is no key at all.")
    begun = [period for period in periods[1:] if period.from_size < size]
    return begun[-1] if begun else periods[0]


def _read(body: str, signed_by: tuple[PublicKey, ...]) -> Checkpoint:
    lines = body.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines):
        raise NoteError("A checkpoint has an origin, a size and a root, each on its own line.")
    origin, size, encoded, *extensions = lines
    if not _SIZE.fullmatch(size):
        raise NoteError(f"{size!r} is no size of a tree.")
    if not re.fullmatch(r"[A-Za-z0-9+/]{43}=", encoded):
        raise NoteError(f"{encoded!r} is no root of a tree.")
    root = base64.b64decode(encoded)
    if base64.b64encode(root).decode() != encoded:
        raise NoteError(f"{encoded!r} is not base64 in its proper form.")
    return Checkpoint(origin, int(size), root, tuple(extensions), signed_by)
