"""The seed of a draw: a secret half that is committed to, and a public half that nobody can know when it is."""

import hashlib
import unicodedata

from wholeplace.kernel.text import one_line


def commitment_to(secret: str) -> str:
    """Return what is told of a secret before it is: its digest."""
    return hashlib.sha256(secret.encode()).hexdigest()


def seed_of(secret: str, value: str) -> bytes:
    """Return the seed of both halves: SHA-256 over the secret, a line feed and the public value as it is kept."""
    return hashlib.sha256(f"{secret}\n{as_kept(value)}".encode()).digest()


def as_kept(value: str) -> str:
    """Return a public value in its one form: spaces made single, and signs that look alike made one (Unicode's NFKC)."""
    return one_line(unicodedata.normalize("NFKC", value))
