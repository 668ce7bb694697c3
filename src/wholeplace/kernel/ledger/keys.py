"""A place's signing key: a file outside the database and outside every backup of it."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from wholeplace.kernel.ledger.keyfiles import load_or_create_key
from wholeplace.kernel.places import Place


def key_path(place: Place, *, generation: int) -> Path:
    """Return where a generation of a place's key is kept."""
    return Path(settings.KEYS) / f"ledger-{place.pk}-{generation}.key"


def signing_key(place: Place, *, generation: int) -> Ed25519PrivateKey:
    """Return a generation of a place's signing key, made on first use."""
    return load_or_create_key(key_path(place, generation=generation))


def origin_of(place: Place) -> str:
    """Return the name under which a place's checkpoints are known."""
    host = str(settings.PUBLIC_URL).split("://", 1)[-1]
    return f"{host}/{place.slug}"
