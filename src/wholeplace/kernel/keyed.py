"""Digests under a key outside the database: whoever holds only the database cannot try out what they are of."""

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from wholeplace.kernel.ledger.keyfiles import load_or_create_key
from wholeplace.kernel.places import Place


def key_file(place: Place) -> Path:
    """Return where the key lies under which a place keeps digests of what must not be tried out."""
    return Path(settings.KEYS) / f"digests-{place.pk}.key"


def keyed(place: Place, purpose: str) -> Callable[[str], str]:
    """Return what makes the digest of a text for one purpose: the same each time, and another for every other purpose."""
    key = load_or_create_key(key_file(place)).private_bytes_raw()

    def digest(text: str) -> str:
        return hmac.new(key, f"{purpose}\n{text}".encode(errors="replace"), hashlib.sha256).hexdigest()

    return digest
