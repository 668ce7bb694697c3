"""Has a file looked into by a child process, so that whatever is in it can end the child and never the server."""

import hashlib
import json
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.files.grids import Grid, unpacked
from wholeplace.kernel.files.names import FileKind, name_for

CHILD = "wholeplace.kernel.files.child"
READING_CHILD = "wholeplace.kernel.files.reading_child"
ALONE = {"OPENBLAS_NUM_THREADS": "1"}
"""All a child knows of where it runs: that libraries for numbers take no room for more than one thread."""
AT_ONCE = threading.BoundedSemaphore(2)
"""So many files are looked into at the same time by one server, each in a room of its own."""
PATIENCE = 1
"""Seconds somebody waits for a free room: whoever waits holds up a thread that answers others."""
IN_HAND: set[uuid.UUID] = set()
"""Whose files this server is looking into."""
_FREED = threading.Condition()


@dataclass(frozen=True)
class Room:
    """What a child may use: bytes of memory, seconds of work, and seconds by the clock."""

    memory: int = 512_000_000
    work: int = 5
    clock: float = 10


@dataclass(frozen=True)
class Checked:
    """A file that was looked into: what it is called, its kind, its content as it is to be kept, and of a picture how large it is."""

    name: str
    kind: FileKind
    content: bytes
    width: int = 0
    height: int = 0

    @cached_property
    def digest(self) -> str:
        """What tells this file from another one sent under the same key."""
        return hashlib.sha256(f"{self.kind} {self.name}\n".encode() + self.content).hexdigest()


@contextmanager
def in_hand(member: uuid.UUID) -> Iterator[None]:
    """Have the files of one member looked into, those of one request at a time; raise Refused where others are in hand."""
    with _FREED:
        if not _FREED.wait_for(lambda: member not in IN_HAND, timeout=PATIENCE):
            raise Refused("files_in_hand")
        IN_HAND.add(member)
    try:
        yield
    finally:
        with _FREED:
            IN_HAND.discard(member)
            _FREED.notify_all()


def check_file(name: str, content: bytes, *, room: Room | None = None) -> Checked:
    """Return a file that may be kept; raise Refused with a sentence that says what to do."""
    if len(content) > settings.FILE_MB * 1_000_000:
        raise Refused("file_too_large", most=settings.FILE_MB)
    said, afresh = _looked_into(CHILD, content, room or Room())
    kind = FileKind(said["kind"])
    return Checked(name_for(name, kind), kind, afresh if said["afresh"] else content, *said["size"])


def read_sheets(content: bytes, *, most_bytes: int, most_rows: int, room: Room | None = None) -> list[Grid]:
    """Return the cells of a CSV file or a spreadsheet, sheet by sheet; raise Refused with a sentence that says what to do."""
    if len(content) > most_bytes:
        raise Refused("file_too_large", most=most_bytes // 1_000_000)
    _said, sheets = _looked_into(READING_CHILD, content, room or Room(), str(most_rows))
    return unpacked(sheets)


def _looked_into(child: str, content: bytes, room: Room, *more: str) -> tuple[dict[str, Any], bytes]:
    """Return what a child says of a file, once there is room for one, and what it wrote after that."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Refused("files_busy")
    try:
        said, written = _asked(child, content, room, *more)
    finally:
        AT_ONCE.release()
    if "code" in said:
        raise Refused(said["code"], **said["numbers"])
    return said, written


def _asked(module: str, content: bytes, room: Room, *more: str) -> tuple[dict[str, Any], bytes]:
    """Have a child look into a file; one that dies is a refusal."""
    try:
        child = subprocess.run(  # noqa: S603 our own program, and nothing of the file in its arguments
            [sys.executable, "-I", "-B", "-m", module, str(room.memory), str(room.work), *more],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ALONE,
            cwd="/",
            timeout=room.clock,
            check=True,
        )
        line, _end, written = child.stdout.partition(b"\n")
        return json.loads(line), written
    except (subprocess.SubprocessError, ValueError) as died:
        raise Refused("file_too_heavy") from died
