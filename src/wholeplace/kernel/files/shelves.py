"""Files on disk: each under a salted digest of its content, whole before its row is committed, gone once no row wants it."""

import hashlib
import os
import re
import secrets
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from wholeplace.kernel.files.models import LIVE, KeptFile, Shelf
from wholeplace.kernel.places import Place

CONTENT = b"wholeplace.file/1\x00"
"""Put before salt and content, so that no digest of ours can pass for another kind of digest."""
KEPT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/[0-9a-f]{2}/[0-9a-f]{64}")
"""What the path of a kept file looks like inside the folder of files."""


def new_salt() -> str:
    """Return a salt for a place's shelf."""
    return secrets.token_hex(32)


def digest_of(salt: str, content: bytes) -> str:
    """Return what a content is kept under, and known by in the ledger."""
    return hashlib.sha256(CONTENT + bytes.fromhex(salt) + content).hexdigest()


def path_of(place: uuid.UUID, digest: str) -> Path:
    """Return where a file of a place is kept."""
    return Path(settings.FILES) / str(place) / digest[:2] / digest


def write(path: Path, content: bytes) -> None:
    """Put a content on disk for good: under another name first, so that nobody ever finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{uuid.uuid4()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    """Have the disk keep what a folder lists."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def content_of(file: KeptFile, *, salt: str) -> bytes | None:
    """Return what a file holds; None where it is missing or is no longer what was put there."""
    return _read(file.place_id, file.digest, salt=salt)


def logo_of(place: Place) -> bytes | None:
    """Return the logo of a place; None where it has none, or it is missing or no longer what was put there."""
    shelf = Shelf.objects.filter(place=place).first() if place.logo else None
    return _read(place.pk, place.logo, salt=shelf.salt) if shelf is not None else None


def _read(place: uuid.UUID, digest: str, *, salt: str) -> bytes | None:
    try:
        content = path_of(place, digest).read_bytes()
    except OSError:
        return None
    return content if digest_of(salt, content) == digest else None


def all_on_disk() -> Iterator[tuple[str, Path]]:
    """Yield every kept file of every place, by its path inside the folder of files."""
    root = Path(settings.FILES)
    for path in sorted(root.glob("*/*/*")):
        name = path.relative_to(root).as_posix()
        if KEPT.fullmatch(name):
            yield name, path


def live_files(place: Place) -> "QuerySet[KeptFile]":
    """Return the files of a place that still have their content: not taken back or down, and not erased."""
    return KeptFile.objects.filter(LIVE, place=place)


def clear(place: Place) -> int:
    """Take from a place's shelf whatever no row wants: erased, taken back or down, or of a deed that was never committed.

    Whoever puts a file there holds the shelf until their deed is committed, so none is lost between disk and row.
    """
    with transaction.atomic():
        if Shelf.objects.select_for_update().filter(place=place).first() is None:
            return 0
        wanted = set(live_files(place).values_list("digest", flat=True))
        wanted.update(Place.objects.filter(pk=place.pk).values_list("logo", flat=True))
        gone = [
            path
            for path in (Path(settings.FILES) / str(place.pk)).glob("*/*")
            if path.is_file() and path.name not in wanted
        ]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)
