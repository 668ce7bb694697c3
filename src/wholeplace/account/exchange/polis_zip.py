"""Looks into a zip before unpacking it: how large its files say they are, and what they are called."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from wholeplace.account.exchange.limits import (
    MOST_BYTES,
    MOST_FILES,
    MOST_UNPACKED,
)
from wholeplace.account.exchange.remarks import Notes
from wholeplace.kernel.files.zips import BROKEN, is_locked, is_too_tight, leads_out

_READ: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Found:
    """One file: its name as given, its size, and how to read it."""

    name: str
    size: int
    load: Callable[[], bytes]


def members_of(content: bytes, *, name: str, notes: Notes) -> Iterator[Found]:
    """Yield the files of a zip, or none with the reasons noted; nothing is unpacked before it is read."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN:
        notes.problem("zip-broken", file=name)
        return
    members = [member for member in packed.infolist() if not member.is_dir()]
    if not _can_be_borne(members, name=name, notes=notes):
        return
    for member in members:
        yield from _reachable(packed, member, notes=notes)


def _can_be_borne(members: list[zipfile.ZipInfo], *, name: str, notes: Notes) -> bool:
    if not members:
        notes.problem("folder-empty", file=name)
    elif len(members) > MOST_FILES:
        notes.problem("files-too-many", file=name)
    elif sum(member.file_size for member in members) > MOST_UNPACKED:
        notes.problem("zip-too-large", file=name)
    else:
        return True
    return False


def _reachable(packed: zipfile.ZipFile, member: zipfile.ZipInfo, *, notes: Notes) -> Iterator[Found]:
    parts = PurePosixPath(member.filename).parts
    if leads_out(member):
        notes.problem("name-unsafe", file=member.filename)
    elif parts[0] == "__MACOSX" or parts[-1].startswith("."):
        return
    elif member.filename.lower().endswith(".zip"):
        notes.finding("zip-ignored", file=member.filename)
    elif len(parts) > 2:
        notes.finding("file-ignored", file=member.filename)
    elif is_locked(member) or member.compress_type not in _READ:
        notes.problem("zip-locked", file=member.filename)
    elif is_too_tight(member):
        notes.problem("zip-too-tight", file=member.filename)
    elif member.file_size > MOST_BYTES:
        notes.problem("file-too-large", file=member.filename)
    else:
        yield Found(member.filename, member.file_size, partial(packed.read, member))
