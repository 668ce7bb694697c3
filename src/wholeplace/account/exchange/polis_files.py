"""Finds the files of an export in a folder, among uploads or in a zip, and opens each only when it is read."""

import hashlib
import stat
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from wholeplace.account.exchange.limits import MOST_BYTES, MOST_FILES
from wholeplace.account.exchange.polis_zip import Found, members_of
from wholeplace.account.exchange.remarks import Notes
from wholeplace.kernel.files.zips import BROKEN

COMMENTS: Final = "comments.csv"
VOTES: Final = "votes.csv"
MATRIX: Final = "participants-votes.csv"
SUMMARY: Final = "summary.csv"
PEOPLE: Final = "people.csv"
NOT_READ: Final = ("stats-history.csv", "comment-groups.csv")
KINDS: Final[dict[str, str]] = {name: name for name in (MATRIX, COMMENTS, SUMMARY, PEOPLE, *NOT_READ)} | {
    "participant-votes.csv": MATRIX,
    VOTES: VOTES,
}
"""What each file name means; names that end alike are asked about longest first."""


class Files:
    """The files of one export by what they hold, with the digest of each."""

    def __init__(self, *, notes: Notes) -> None:
        self._notes = notes
        self._by_kind: dict[str, Found] = {}
        self.digests: dict[str, str] = {}

    def name(self, kind: str) -> str:
        """Return the name of the file of this kind as it was given, or the usual name if there is none."""
        return self._by_kind[kind].name if kind in self._by_kind else kind

    def size(self, kind: str) -> int:
        """Return the bytes in the file of this kind."""
        return self._by_kind[kind].size

    @property
    def bytes_to_read(self) -> int:
        """The bytes in all files that are read, once unpacked."""
        return sum(one.size for one in self._by_kind.values())

    def __contains__(self, kind: str) -> bool:
        return kind in self._by_kind

    def read(self, kind: str) -> bytes | None:
        """Return what is in the file of this kind, or None if it cannot be opened."""
        return self._load(self._by_kind[kind])

    @property
    def digest(self) -> str:
        """One SHA-256 over the names and digests of all files."""
        lines = "".join(f"{name}\0{digest}\n" for name, digest in sorted(self.digests.items()))
        return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()

    def open_zip(self, one: Found) -> None:
        """Take every file in a zip, after asking how large they are and what they are called."""
        if one.size > MOST_BYTES:
            self._notes.problem("file-too-large", file=one.name)
            return
        content = self._load(one)
        if content is None:
            return
        for member in members_of(content, name=one.name, notes=self._notes):
            self.take(member)

    def take(self, one: Found) -> None:
        """Keep a file for reading if it is part of an export; note it if it is not."""
        kind = kind_of(one.name)
        if one.size > MOST_BYTES:
            self._notes.problem("file-too-large", file=one.name)
        elif kind is None or kind in NOT_READ:
            if kind is None:
                self._notes.finding("file-ignored", file=one.name)
            self._load(one)
        elif kind in self._by_kind:
            self._notes.problem("file-twice", file=one.name, other=self._by_kind[kind].name)
        else:
            self._by_kind[kind] = one

    def _load(self, one: Found) -> bytes | None:
        try:
            content = one.load()
        except BROKEN:
            self._notes.problem("file-unreadable", file=one.name)
            return None
        self.digests[one.name] = hashlib.sha256(content).hexdigest()
        return content


def kind_of(name: str) -> str | None:
    """Return what a file of this name holds; a report's own words may stand before, parted by - or _."""
    last = PurePosixPath(name).name.lower()
    for known in sorted(KINDS, key=len, reverse=True):
        if last == known or last.endswith((f"-{known}", f"_{known}")):
            return KINDS[known]
    return None


Source = Path | Mapping[str, bytes] | Iterable[Found]
"""A folder or a zip, files by their names, or uploads, of which two may have one name."""


def gather(source: Source, *, notes: Notes) -> Files:
    """Return the files of a folder, a zip or a set of uploads, in which zips are opened too."""
    name = source.name if isinstance(source, Path) else "files"
    entries = list(_entries(source, notes))
    notes.refuse_if_any()
    if not entries:
        notes.problem("folder-empty", file=name)
    if len(entries) > MOST_FILES:
        notes.problem("files-too-many", file=name)
    notes.refuse_if_any()
    files = Files(notes=notes)
    for one in entries:
        if one.name.lower().endswith(".zip"):
            files.open_zip(one)
        else:
            files.take(one)
    if files.bytes_to_read > notes.room.bytes:
        notes.problem("too-large-here", file=name)
    notes.refuse_if_any()
    return files


def _entries(source: Source, notes: Notes) -> Iterable[Found]:
    if isinstance(source, Path):
        return _of_path(source, notes)
    return _of_mapping(source) if isinstance(source, Mapping) else source


def _of_mapping(source: Mapping[str, bytes]) -> Iterator[Found]:
    for name, content in source.items():
        yield Found(name, len(content), partial(bytes, content))


def _of_path(source: Path, notes: Notes) -> Iterator[Found]:
    if source.is_file():
        yield Found(source.name, source.stat().st_size, source.read_bytes)
    elif not source.is_dir():
        notes.problem("folder-missing", file=source.name)
    else:
        for path in sorted(source.iterdir()):
            about = path.lstat()
            if stat.S_ISREG(about.st_mode):
                yield Found(path.name, about.st_size, path.read_bytes)
            else:
                notes.finding("file-ignored", file=path.name)
