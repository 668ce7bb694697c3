"""The leaves of a place's tree: an entry for each deed, and parts for the many rows one deed may bring."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wholeplace.kernel.ledger.canonical import CanonicalError, canonical

SCHEMA = 1
MOST_ROWS_IN_A_PART = 256
DIGEST = re.compile(r"[0-9a-f]{64}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
DOORS = frozenset({"page", "api", "command", "paper", "machine"})
ACTORS = (frozenset({"hat", "membership"}), frozenset({"as"}), frozenset({"machine"}))


class LeafError(ValueError):
    """Raised for bytes that are no leaf of a known schema."""


@dataclass(frozen=True)
class Row:
    """One row as a leaf shows it: open columns, commitments to personal ones, digests of large ones."""

    table: str
    id: str
    change: str
    open: Mapping[str, Any] = field(default_factory=dict)
    committed: Mapping[str, str] = field(default_factory=dict)
    digested: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Return the row as it stands in a leaf."""
        head = {"table": self.table, "id": self.id, "change": self.change}
        if self.change == "removed":
            return head
        more = {"committed": dict(self.committed), "digested": dict(self.digested)}
        return head | {"open": dict(self.open)} | {name: held for name, held in more.items() if held}


@dataclass(frozen=True)
class EntryLeaf:
    """The leaf of one deed; `parts` says how many part leaves belong to it."""

    id: str
    place: str
    at: Any
    action: str
    actor: Mapping[str, str]
    door: str
    target: Mapping[str, str] | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    parts: int = 0

    def data(self) -> bytes:
        """Return the leaf's bytes."""
        return canonical({
            "schema": SCHEMA, "kind": "entry", "id": self.id, "place": self.place, "at": self.at,
            "action": self.action, "actor": self.actor, "door": self.door, "target": self.target,
            "facts": self.facts, "rows": [row.plain() for row in self.rows], "parts": self.parts,
        })  # fmt: skip


@dataclass(frozen=True)
class PartLeaf:
    """The leaf of up to 256 rows of one table under an entry, each shown whole."""

    entry: str
    part: int
    table: str
    rows: tuple[Row, ...]

    def data(self) -> bytes:
        """Return the leaf's bytes."""
        return canonical({
            "schema": SCHEMA, "kind": "part", "entry": self.entry, "part": self.part, "table": self.table,
            "rows": [row.plain() for row in self.rows],
        })  # fmt: skip


@dataclass(frozen=True)
class BatchLeaf:
    """The leaf of up to 256 rows of one table under an entry, covered by one salted digest."""

    entry: str
    part: int
    table: str
    first: int | str
    last: int | str
    count: int
    digest: str

    def data(self) -> bytes:
        """Return the leaf's bytes."""
        return canonical({
            "schema": SCHEMA, "kind": "part", "entry": self.entry, "part": self.part, "table": self.table,
            "first": self.first, "last": self.last, "count": self.count, "digest": self.digest,
        })  # fmt: skip


def read_leaf(data: str | bytes) -> EntryLeaf | PartLeaf | BatchLeaf:
    """Return the leaf that these bytes are, refusing whatever is not exactly a leaf of this schema."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise LeafError("A leaf is JSON, and this is not.") from error
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise LeafError(f"A leaf says that its schema is {SCHEMA}.")
    leaf = _entry(value) if value.get("kind") == "entry" else _part(value)
    if _written(leaf) != (data.encode() if isinstance(data, str) else data):
        raise LeafError("The leaf is not in canonical form, or holds something no leaf holds.")
    return leaf


def _written(leaf: EntryLeaf | PartLeaf | BatchLeaf) -> bytes:
    try:
        return leaf.data()
    except CanonicalError as error:
        raise LeafError(str(error)) from error


def _entry(value: dict[str, Any]) -> EntryLeaf:
    _demand(value, ENTRY)
    return EntryLeaf(**{name: value[name] for name in ENTRY if name != "rows"}, rows=_rows(value["rows"]))


def _part(value: dict[str, Any]) -> PartLeaf | BatchLeaf:
    _demand(value, PART)
    head = {name: value[name] for name in ("entry", "part", "table")}
    if "rows" in value:
        _demand(value, {"rows": _list})
        rows = _rows(value["rows"])
        if not 0 < len(rows) <= MOST_ROWS_IN_A_PART or any(row.table != value["table"] for row in rows):
            raise LeafError(f"A part holds 1 to {MOST_ROWS_IN_A_PART} rows of its table.")
        return PartLeaf(**head, rows=rows)
    _demand(value, BATCH)
    if value["count"] > MOST_ROWS_IN_A_PART:
        raise LeafError(f"A part covers at most {MOST_ROWS_IN_A_PART} rows, not {value['count']}.")
    return BatchLeaf(**head, **{name: value[name] for name in ("first", "last", "count", "digest")})


def _rows(values: list[Any]) -> tuple[Row, ...]:
    return tuple(_row(value) for value in values)


def _row(value: object) -> Row:
    if not isinstance(value, dict):
        raise LeafError("A row names its columns.")
    _demand(value, ROW)
    _demand(value, {name: fits for name, fits in COLUMNS.items() if name in value})
    return Row(**{name: value[name] for name in value.keys() & Row.__dataclass_fields__.keys()})


def _demand(value: Mapping[str, Any], wanted: Mapping[str, Callable[[Any], bool]]) -> None:
    """Refuse a value that lacks a part or has a wrong one."""
    for name, fits in wanted.items():
        if name not in value:
            raise LeafError(f"The leaf has no “{name}”.")
        if not fits(value[name]):
            raise LeafError(f"The leaf's “{name}” cannot be {str(value[name])[:60]!r}.")


def _text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _moment(value: object) -> bool:
    return isinstance(value, str) and MOMENT.fullmatch(value) is not None


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _positive(value: object) -> bool:
    return _count(value) and value != 0


def _key(value: object) -> bool:
    return _text(value) or _count(value)


def _list(value: object) -> bool:
    return isinstance(value, list)


def _mapping(value: object) -> bool:
    return isinstance(value, dict)


def _digest(value: object) -> bool:
    return isinstance(value, str) and DIGEST.fullmatch(value) is not None


def _digests(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(_digest, value.values()))


def _actor(value: object) -> bool:
    return isinstance(value, dict) and value.keys() in ACTORS and all(map(_text, value.values()))


def _target(value: object) -> bool:
    return value is None or (isinstance(value, dict) and value.keys() == {"table", "id"})


def _door(value: object) -> bool:
    return isinstance(value, str) and value in DOORS


def _change(value: object) -> bool:
    return isinstance(value, str) and value in {"now", "removed"}


ENTRY = {
    "id": _text,
    "place": _text,
    "at": _moment,
    "action": _text,
    "actor": _actor,
    "door": _door,
    "target": _target,
    "facts": _mapping,
    "rows": _list,
    "parts": _count,
}
PART = {"kind": "part".__eq__, "entry": _text, "part": _positive, "table": _text}
BATCH = {"first": _key, "last": _key, "count": _positive, "digest": _digest}
ROW = {"table": _text, "id": _text, "change": _change}
COLUMNS = {"open": _mapping, "committed": _digests, "digested": _digests}
