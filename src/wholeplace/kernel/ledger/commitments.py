"""Commitments: a digest that binds to a content without telling it, until somebody opens it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from wholeplace.kernel.ledger.canonical import canonical

SALT_SIZE = 32
CONTENT = b"wholeplace.commitment/1\x00"
"""Put before salt and content, so that no digest of ours can pass for another kind of digest."""
ROWS = b"wholeplace.rows/1\x00"
"""Put before the salt and the rows of a batch."""


@dataclass(frozen=True)
class Opening:
    """What opens a commitment: the salt, beside the digest it was made into."""

    salt: bytes
    digest: str


def commit(content: str | bytes) -> Opening:
    """Commit to a content under a new random salt."""
    salt = secrets.token_bytes(SALT_SIZE)
    return Opening(salt, _digest(salt, content))


def opens(digest: str, salt: bytes, content: str | bytes) -> bool:
    """Say whether this salt and content open a commitment."""
    return len(salt) == SALT_SIZE and compare_digest(_digest(salt, content).encode(), digest.encode())


def rows_digest(salt: bytes, rows: Iterable[object]) -> str:
    """Return the salted digest of a batch of rows, each in canonical form and on its own line."""
    if len(salt) != SALT_SIZE:
        raise ValueError(f"A salt has {SALT_SIZE} bytes, not {len(salt)}.")
    digest = sha256(ROWS + salt)
    for row in rows:
        digest.update(canonical(row) + b"\n")
    return digest.hexdigest()


def _digest(salt: bytes, content: str | bytes) -> str:
    data = content.encode() if isinstance(content, str) else content
    return sha256(CONTENT + salt + data).hexdigest()
