"""Signed notes, as C2SP defines them: text that people can read, and below it lines of Ed25519 signatures."""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
KEY_SIZE, SIGNATURE_SIZE, KEY_HASH_SIZE = 32, 64, 4
MOST_SIGNATURES = 64
_NAME = re.compile(r"[^\s+\x00-\x1f]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIGNATURE = re.compile(r"— ([^\s+\x00-\x1f]+) ([A-Za-z0-9+/]+={0,2})")


class NoteError(ValueError):
    """Raised for a note that is malformed, or that no known key signed."""


@dataclass(frozen=True)
class PublicKey:
    """A key that verifies notes, with the name it signs under."""

    name: str
    raw: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise NoteError(f"{self.name!r} cannot name a key: it is empty, or holds a space or a plus sign.")
        if len(self.raw) != KEY_SIZE:
            raise NoteError(f"A public key has {KEY_SIZE} bytes, not {len(self.raw)}.")

    @classmethod
    def parse(cls, text: str) -> "PublicKey":
        """Return the key that a line `name+hash+key` describes."""
        name, _, rest = text.partition("+")
        hashed, _, encoded = rest.partition("+")
        raw = _decoded(encoded)
        if raw[:1] != ED25519:
            raise NoteError("The key is not an Ed25519 key.")
        key = cls(name, raw[1:])
        if key.hash.hex() != hashed:
            raise NoteError(f"The key of {name} does not have the hash written in it.")
        return key

    @property
    def hash(self) -> bytes:
        """The four bytes that tell this key from others of the same name."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:KEY_HASH_SIZE]

    def text(self) -> str:
        """Return the key as one line, `name+hash+key`, that may be printed and compared."""
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"

    def verifies(self, signature: bytes, text: str) -> bool:
        """Say whether this key made a signature over a text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signature:
    """One signature line of a note."""

    name: str
    key_hash: bytes
    signature: bytes


def public_key(key: Ed25519PrivateKey, *, name: str) -> PublicKey:
    """Return the public half of a signing key, under the name it signs as."""
    return PublicKey(name, key.public_key().public_bytes_raw())


def sign_note(text: str, *, name: str, keys: Iterable[Ed25519PrivateKey]) -> str:
    """Return a text with the signature of each key below it."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise NoteError("A note's text ends with a line break and holds no other control character.")
    lines = [
        f"— {name} {base64.b64encode(public_key(key, name=name).hash + key.sign(text.encode())).decode()}\n"
        for key in keys
    ]
    if not lines:
        raise NoteError("A note needs a key that signs it.")
    return f"{text}\n{''.join(lines)}"


def parse_note(note: str) -> tuple[str, tuple[Signature, ...]]:
    """Return a note's text and its signatures, without asking whether they hold."""
    text, blank, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")
    if not blank or lines.pop() != "" or not 0 < len(lines) <= MOST_SIGNATURES:
        raise NoteError("The note has no signature lines after an empty line.")
    if _CONTROL.search(note):
        raise NoteError("The note holds a control character.")
    return text + "\n", tuple(_signature(line) for line in lines)


def verify_note(note: str, public_keys: Iterable[str]) -> tuple[str, tuple[PublicKey, ...]]:
    """Return a note's text and the known keys that signed it; a wrong signature of a known key spoils it."""
    text, signatures = parse_note(note)
    known = {(key.name, key.hash): key for key in map(PublicKey.parse, public_keys)}
    signed = []
    for signature in signatures:
        key = known.get((signature.name, signature.key_hash))
        if key is None:
            continue
        if not key.verifies(signature.signature, text):
            raise NoteError(f"The signature of {key.name} does not fit the text.")
        signed.append(key)
    if not signed:
        raise NoteError("No known key signed this note.")
    return text, tuple(signed)


def _signature(line: str) -> Signature:
    found = _SIGNATURE.fullmatch(line)
    if found is None:
        raise NoteError(f"{line!r} is no signature line.")
    raw = _decoded(found[2])
    if len(raw) <= KEY_HASH_SIZE:
        raise NoteError(f"{line!r} holds no signature.")
    return Signature(found[1], raw[:KEY_HASH_SIZE], raw[KEY_HASH_SIZE:])


def _decoded(text: str) -> bytes:
    """Return the bytes behind base64 text, which must be in its one proper form."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError(f"{text!r} is not base64.") from error
    if base64.b64encode(raw).decode() != text:
        raise NoteError(f"{text!r} is not base64 in its proper form.")
    return raw
