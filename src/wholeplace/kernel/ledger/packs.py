"""Evidence packs: a place's record in a zip that a stranger can read, and check, without us."""

import datetime as dt
import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wholeplace.kernel.ledger.canonical import canonical
from wholeplace.kernel.ledger.checkpoints import Checkpoint, KeyPeriod, parse_checkpoint
from wholeplace.kernel.ledger.leaves import EntryLeaf, read_leaf
from wholeplace.kernel.ledger.notes import sign_note
from wholeplace.kernel.ledger.pack_pages import (
    ENTRY_COLUMNS,
    ERASED,
    OPENED_COLUMNS,
    About,
    day_of,
    front_page,
    lines_page,
    moment_of,
    page_within,
    read_me,
    release_section,
)
from wholeplace.kernel.ledger.tree import Frontier, leaf_hash

ROWS_ON_A_PAGE = 2000
NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a pack, so that the same record gives the same bytes."""


class PackError(ValueError):
    """Raised for a record that cannot be packed: its last checkpoint is not of these leaves."""


@dataclass(frozen=True)
class Sentence:
    """An entry as a person reads it: the index of its leaf, when, and what it says."""

    index: int
    at: str
    text: str


@dataclass(frozen=True)
class Released:
    """A large open column that its entry shows as a digest, such as released figures.

    `columns` and `rows` are a reading of it for the page; the content itself is the record.
    """

    entry: str
    table: str
    row: str
    field: str
    title: str
    content: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Opened:
    """What opens a commitment; after an erasure neither salt nor content is left.

    `line`, `part_of`, `called` and `says` are a reading of it for the page: the line of the record that committed to it,
    what it is a part of, what it is called there, and its content in words. The content itself is what opens.
    """

    entry: str
    table: str
    row: str
    field: str
    salt: bytes | None
    content: str | None
    line: int | None = None
    part_of: str = ""
    called: str = ""
    says: str = ""


@dataclass(frozen=True)
class Packed:
    """The record of one place, each part in the order of the tree; every iterable is walked once."""

    place: str
    made: str
    leaves: Iterable[str]
    sentences: Iterable[Sentence]
    checkpoints: Sequence[str]
    keys: Sequence[KeyPeriod]
    releases: Iterable[Released] = ()


def write_public_pack(to: Path | IO[bytes], packed: Packed, *, key: Ed25519PrivateKey) -> None:
    """Write the pack for everybody: entries, checkpoints and released figures."""
    _write(to, packed, None, key)


def write_scrutineers_pack(
    to: Path | IO[bytes], packed: Packed, *, openings: Iterable[Opened], key: Ed25519PrivateKey
) -> None:
    """Write the pack for scrutiny: what the public one holds, and openings of the commitments in it."""
    _write(to, packed, openings, key)


@dataclass
class _Zip:
    """A zip whose bytes depend on nothing but its contents, and the sums of its files."""

    file: zipfile.ZipFile
    sums: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def new(self, name: str) -> Iterator[Callable[[bytes], object]]:
        """Open a new file in the zip for writing."""
        info = zipfile.ZipInfo(name, NO_TIME)
        info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
        digest = hashlib.sha256()
        with self.file.open(info, "w", force_zip64=True) as member:

            def write(data: bytes) -> None:
                member.write(data)
                digest.update(data)

            yield write
        self.sums[name] = digest.hexdigest()

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a whole file into the zip."""
        with self.new(name) as write:
            for chunk in chunks:
                write(chunk)


def _write(
    to: Path | IO[bytes], packed: Packed, openings: Iterable[Opened] | None, key: Ed25519PrivateKey
) -> None:
    """Write every file of a pack, the page that explains the others last but one, the signed sums last."""
    if not packed.checkpoints or not packed.keys:
        raise PackError("A place without a checkpoint has nothing to show yet.")
    last = parse_checkpoint(packed.checkpoints[-1])
    with zipfile.ZipFile(to, "w", compresslevel=6) as file:
        pack = _Zip(file)
        entries = _leaves(pack, packed.leaves, last)
        pack.add("checkpoints.txt", ("\n".join(packed.checkpoints).encode(),))
        pack.add("keys.json", (canonical([{"from": one.from_size, "key": one.key} for one in packed.keys]),))
        titles = _releases(pack, packed)
        first, until, pages = _sentences(pack, packed)
        opened = None if openings is None else _openings(pack, packed.place, openings)
        for program in ("verify.py",) if openings is None else ("verify.py", "recount.py"):
            pack.add(program, (Path(__file__).with_name(program).read_bytes(),))
        about = About(
            place=packed.place, origin=last.origin, made=packed.made, entries=entries, leaves=last.size,
            checkpoints=len(packed.checkpoints), last=packed.checkpoints[-1], key=packed.keys[-1].key,
            releases=titles, first=first, until=until, pages=pages, opened=opened,
        )  # fmt: skip
        pack.add("README.txt", (read_me(about).encode(),))
        pack.add("index.html", (front_page(about).encode(),))
        _sums(pack, last.origin, key)


def _leaves(pack: _Zip, leaves: Iterable[str], last: Checkpoint) -> int:
    """Write the leaves with their hashes, and return how many are entries."""
    tree, entries, hashes = Frontier.empty(), 0, []
    with pack.new("leaves.jsonl") as write:
        for index, data in enumerate(leaves):
            entries += isinstance(read_leaf(data), EntryLeaf)
            hashes.append(leaf_hash(data.encode()))
            write(f'{{"hash":"{hashes[-1].hex()}","index":{index},"leaf":{data}}}\n'.encode())
    tree = tree.extend(hashes)
    if (tree.size, tree.root()) != (last.size, last.root):
        raise PackError(
            f"The last checkpoint is of other leaves: it has {last.size}, {tree.size} were given."
        )
    return entries


def _releases(pack: _Zip, packed: Packed) -> tuple[str, ...]:
    """Write released figures as lines and as a page, and return their titles."""
    titles: list[str] = []
    with _spool() as page:
        with pack.new("releases.jsonl") as write:
            for one in packed.releases:
                write(_line(one, content=one.content))
                section = release_section(len(titles) + 1, one.title, one.columns, one.rows)
                page.write(section.encode())
                titles.append(one.title)
        page.seek(0)
        if titles:
            body = page.read().decode()
            pack.add("releases.html", (page_within(packed.place, "Released figures", body).encode(),))
    return tuple(titles)


def _sentences(pack: _Zip, packed: Packed) -> tuple[tuple[tuple[str, ...], ...], str, tuple[str, ...]]:
    """Write the entries as sentences, as text and as pages; return the first ones, the last moment, and the pages' names."""
    first: list[tuple[str, ...]] = []
    until = ""

    def told(one: Sentence) -> tuple[bytes, tuple[str, ...]]:
        nonlocal until
        until = day_of(one.at)
        kept = (str(one.index), _when(one.at), one.text)
        cells = (str(one.index), moment_of(one.at), one.text)
        if len(first) < ROWS_ON_A_PAGE:
            first.append(cells)
        return "\t".join(" ".join(cell.split()) for cell in kept).encode() + b"\n", cells

    rows = map(told, packed.sentences)
    pages = _listed(pack, "sentences.txt", packed.place, "What was done", ENTRY_COLUMNS, rows)
    return tuple(first), until, pages


def _openings(pack: _Zip, place: str, openings: Iterable[Opened]) -> tuple[str, ...]:
    """Write the openings, as lines and as pages, and return the names of the pages."""

    def told(one: Opened) -> tuple[bytes, tuple[str, ...]]:
        where = ("" if one.line is None else str(one.line), one.part_of or one.table, one.called or one.field)
        if one.salt is None or one.content is None:
            return _line(one, erased=True), (*where, ERASED)
        return _line(one, salt=one.salt.hex(), content=one.content), (*where, one.says or one.content)

    rows = map(told, openings)
    return _listed(pack, "openings.jsonl", place, "What people wrote, and names", OPENED_COLUMNS, rows)


def _listed(
    pack: _Zip,
    name: str,
    place: str,
    title: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[bytes, tuple[str, ...]]],
) -> tuple[str, ...]:
    """Write rows into one file for programs and into pages of a table for people."""
    pages: list[str] = []
    waiting: list[tuple[str, ...]] = []

    def turn() -> None:
        pages.append(f"{Path(name).stem}-{len(pages) + 1:04}.html")
        page = lines_page(place, f"{title}, page {len(pages)}", columns, waiting)
        pack.add(pages[-1], (page.encode(),))
        waiting.clear()

    with _spool() as whole:
        for line, cells in rows:
            whole.write(line)
            waiting.append(cells)
            if len(waiting) == ROWS_ON_A_PAGE:
                turn()
        if waiting:
            turn()
        whole.seek(0)
        pack.add(name, iter(lambda: whole.read(1 << 20), b""))
    return tuple(pages)


def _line(one: Released | Opened, **more: Any) -> bytes:
    """Return what binds a content to its entry, and the content, as one line of JSON."""
    mark = {"entry": one.entry, "table": one.table, "row": one.row, "field": one.field}
    return canonical(mark | more) + b"\n"


def _when(at: str) -> str:
    """Return a moment as a person reads it, in UTC, since a pack is read anywhere."""
    return f"{dt.datetime.fromisoformat(at).astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC"


def _spool() -> "tempfile.SpooledTemporaryFile[bytes]":
    """Return a file for what has to wait, in memory while it is small."""
    return tempfile.SpooledTemporaryFile(max_size=8 << 20)


def _sums(pack: _Zip, origin: str, key: Ed25519PrivateKey) -> None:
    """Write the sum of every file, signed, so that nothing in the pack can be changed unseen."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in pack.sums.items())
    pack.add("sums.txt", (sign_note(f"{origin} pack\n{lines}", name=origin, keys=[key]).encode(),))
