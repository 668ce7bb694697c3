"""A place's signing key: a file outside the database and outside every backup of it."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from wholeplace.kernel.ledger.keyfiles import KeyFileError, load_key, load_or_create_key
from wholeplace.kernel.ledger.notes import PublicKey
from wholeplace.kernel.places import Place


def key_path(place: Place, *, generation: int) -> Path:
    """Return where a generation of a place's key is kept."""
    return Path(settings.KEYS) / f"ledger-{place.pk}-{generation}.key"


def signing_key(place: Place, *, generation: int) -> Ed25519PrivateKey:
    """Return a generation of a place's signing key; one not yet published is made, a published one must be there."""
    path = key_path(place, generation=generation)
    published = list(place.verifying_keys.order_by("from_size", "id").values_list("text", flat=True))
    if generation > len(published):
        return load_or_create_key(path)
    key = load_key(path) if path.exists() else None
    if key is None or PublicKey.parse(published[generation - 1]).raw != key.public_key().public_bytes_raw():
        raise KeyFileError(
            f"The key that signs the record of {place.slug} is not in {path}. Put it back from where keys are kept."
        )
    return key


def origin_of(place: Place) -> str:
    """Return the name under which a place's checkpoints are known; it stays when the address changes."""
    first = place.verifying_keys.order_by("from_size", "id").first()
    if first is not None:
        return PublicKey.parse(first.text).name
    host = str(settings.PUBLIC_URL).split("://", 1)[-1]
    return f"{host}/{place.slug}"
