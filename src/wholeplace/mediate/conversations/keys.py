"""The key that makes a voter's key: by it the program finds somebody's answers, and nobody else can.

It is a file beside the keys that sign the record, in the same form, outside the database and outside every backup of it.
"""

import hashlib
import hmac
import uuid
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.ledger.keyfiles import KeyFileError, load_key, load_or_create_key
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Place
from wholeplace.mediate.conversations.models import Conversation, Guest
from wholeplace.mediate.conversations.names import ConversationState

VOTER = b"wholeplace.voter/1\x00"
"""Put before what a voter's key is made of, so that it can pass for no other digest of ours."""
GUEST = b"wholeplace.guest/1\x00"
CODE = b"wholeplace.guest-code/1\x00"
"""The same for a guest, and for the code by which they come back: each kind of key is of its own."""
PAPER = b"wholeplace.paper/1\x00"
FINGERPRINT = b"wholeplace.ballot-key/1\x00"


def ballot_key_path(place: Place) -> Path:
    """Return where a place's ballot key is kept."""
    return _path(place.pk)


def _path(place: uuid.UUID) -> Path:
    return Path(settings.KEYS) / f"ballots-{place}.key"


def begin_ballot_key(place: Place) -> str:
    """Return the fingerprint of the key for a new conversation; one that a conversation still needs is never replaced."""
    needed = Conversation.objects.filter(place=place).exclude(ballot_key="")
    running = needed.exclude(state=ConversationState.CLOSED).exists()
    with suppress(KeyFileError, OSError):
        path = ballot_key_path(place)
        return _fingerprint((load_key if running else load_or_create_key)(path).private_bytes_raw())
    raise Refused("ballot_key_away")


def has_its_key(conversation: Conversation) -> bool:
    """Say whether the key of a conversation's voters is where it should be."""
    return _key_of(conversation) is not None


def places_without_key() -> list[str]:
    """Return the short names of places where a conversation is open and the key of its voters is not there."""
    running = Conversation.objects.filter(state=ConversationState.OPEN).select_related("place")
    return sorted({one.place.slug for one in running if not has_its_key(one)})


def voter_key(conversation: Conversation, member: Membership) -> str:
    """Return the key under which a member answers in a conversation; refuse where it cannot be made.

    It is the person's, so that whoever leaves the place and comes back has one ballot and finds it again.
    """
    return _made(conversation, VOTER, member.person_id.bytes)


def guest_key(conversation: Conversation, guest: Guest) -> str:
    """Return the key under which a guest answers a conversation."""
    return _made(conversation, GUEST, guest.pk.bytes)


def return_key(conversation: Conversation, code: str) -> str:
    """Return what a guest's return code is known by, which tells nobody the code."""
    return _made(conversation, CODE, code.encode())


def paper_key(conversation: Conversation, sheet: int) -> str:
    """Return the key under which the answers of one sheet of paper stand."""
    return _made(conversation, PAPER, str(sheet).encode())


def _made(conversation: Conversation, kind: bytes, of: bytes) -> str:
    key = _key_of(conversation)
    if key is None:
        raise Refused("ballot_key_away")
    return hmac.new(key, kind + conversation.pk.bytes + of, hashlib.sha256).hexdigest()


def _key_of(conversation: Conversation) -> bytes | None:
    with suppress(KeyFileError, OSError):
        path = _path(conversation.place_id)
        now = path.stat()
        raw = _read(path, (now.st_ino, now.st_mode, now.st_mtime_ns, now.st_ctime_ns))
        return raw if _fingerprint(raw) == conversation.ballot_key else None
    return None


@lru_cache(maxsize=16)
def _read(path: Path, _as_it_is: tuple[int, ...]) -> bytes:
    """Return the key in a file: read once for as long as the file stays as it is, since every answer asks."""
    return load_key(path).private_bytes_raw()


def _fingerprint(key: bytes) -> str:
    return hashlib.sha256(FINGERPRINT + key).hexdigest()[:16]
