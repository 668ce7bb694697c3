"""Secret words by which a link is known again: the word stands in a letter alone, and only its digest is kept."""

import hashlib
import secrets

BYTES = 32
"""How much chance is in a word: 256 bits, which nobody guesses."""


def new_token() -> str:
    """Return a word nobody can guess, fit to stand in an address."""
    return secrets.token_urlsafe(BYTES)


def digest_of(token: str) -> str:
    """Return what is kept of a word: enough to know it again, and not enough to make it."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
