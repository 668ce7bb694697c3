"""Checks a place's database against its ledger: every row of evidence, every leaf, opening and checkpoint."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db import models

from wholeplace.kernel.bar import Show, showing, unseen
from wholeplace.kernel.ledger.canonical import canonical
from wholeplace.kernel.ledger.checkpoints import KeyPeriod, key_in_force, verify_checkpoint
from wholeplace.kernel.ledger.commitments import opens, rows_digest
from wholeplace.kernel.ledger.models import (
    Alias,
    Checkpoint,
    Entry,
    Leaf,
    Opening,
    Subtree,
    Tree,
    VerifyingKey,
)
from wholeplace.kernel.ledger.snapshots import snapshot, text_of, untouched
from wholeplace.kernel.ledger.subtrees import Blocks
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.ledger.tree import Frontier, leaf_hash
from wholeplace.kernel.ledger.writer import columns
from wholeplace.kernel.places import Place
from wholeplace.kernel.registries import Registry
from wholeplace.kernel.tables import Evidence, evidence_models, kind_of, models_by_table, table_of


@dataclass(frozen=True)
class Fault:
    """Something in the database that does not agree with the ledger."""

    code: str
    table: str
    row: str
    index: int | None = None

    def __str__(self) -> str:
        where = f" (leaf {self.index})" if self.index is not None else ""
        return f"{SAYS[self.code]}: {self.table} {self.row}{where}"


SAYS = {
    "leaf_missing": "A leaf of the tree is missing",
    "leaf_unreadable": "A leaf is no longer what a leaf looks like",
    "entry_differs": "An entry differs from its leaf",
    "entry_without_leaf": "An entry has no leaf",
    "leaf_without_entry": "A leaf has no entry",
    "row_changed": "A row differs from what was recorded",
    "row_unrecorded": "A row was never recorded",
    "row_missing": "A recorded row is gone",
    "opening_missing": "An opening is missing",
    "opening_differs": "An opening does not fit its commitment",
    "opening_unknown": "An opening belongs to no commitment",
    "part_changed": "One of up to 256 rows differs from what was recorded",
    "alias_differs": "The commitment of a member does not fit",
    "erased_untold": "Contents were erased of which no entry tells, or fewer than one says",
    "key_differs": "A key that signs checkpoints is not the one the record names",
    "checkpoint_differs": "The tree is not the one a checkpoint signed",
    "checkpoint_unsigned": "A checkpoint's signature does not hold",
    "checkpoint_changed": "A checkpoint's columns differ from its text",
    "checkpoint_twice": "There are two checkpoints of one size",
    "figures_unreadable": "What is recorded is so changed that it cannot be compared with the ballots",
    "place_missing": "A place is gone whose record is still here",
    "tally_differs": "Released figures differ from the ballots",
    "ballots_differ": "The ballots of a conversation are not what its batches of answers lead to",
    "decision_differs": "A decision's outcome is not what its answers lead to",
    "circle_differs": "A circle is not the one the group chose, or others decided in its name",
    "file_missing": "A file that should be kept is not on disk",
    "file_changed": "A file on disk is not what was put there",
    "lineage_broken": "A line of descent or a fate names a record that is not there",
}


@dataclass
class _Reading:
    """What the leaves say, gathered in one walk."""

    state: dict[tuple[str, str], tuple[str, dict[str, Any], int | None]] = field(default_factory=dict)
    commitments: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    parts: list[tuple[str, dict[str, Any], int | None]] = field(default_factory=list)
    aliases: dict[str, set[str]] = field(default_factory=dict)
    rotations: list[dict[str, Any]] = field(default_factory=list)
    erased: Counter[str] = field(default_factory=Counter)
    """How much the entries of erasures and of forgetting say they erased."""
    left: Counter[str] = field(default_factory=Counter)
    """How many tombstones there are."""
    roots: dict[int, str] = field(default_factory=dict)
    entries: set[str] = field(default_factory=set)


ERASED_IN = frozenset(("openings", "aliases"))
"""What an entry says of how much it erased: of a person, or of somebody whose address is no longer kept."""

CHECKS: Registry[Callable[[Place], Iterator[Fault]]] = Registry("ledger checks")


def check_place(place: Place, show: Show = unseen) -> Iterator[Fault]:
    """Yield every fault found in a place, the earliest leaf first, showing what share of it is checked."""
    reading = _Reading()
    stages = (_leaves, _entries, _rows, _openings, _parts, _aliases, _erased, _keys, _checkpoints)
    checks = list(CHECKS)
    own = len(stages) / (len(stages) + len(checks))
    for stage in showing(stages, show, count=len(stages), ends=own):
        yield from stage(place, reading)
    for check in showing(checks, show, count=len(checks), begun=own):
        try:
            yield from check(place)
        except (ValueError, LookupError, TypeError, AttributeError):  # what changed rows may lead to
            yield Fault("figures_unreadable", table_of(place), str(place.pk))


def lost_places() -> Iterator[Fault]:
    """Yield a fault for each place that is gone while leaves of it are still here."""
    for place in (
        Leaf.objects.exclude(place__in=Place.objects.all()).values_list("place_id", flat=True).distinct()
    ):
        yield Fault("place_missing", table_of(Place), str(place))


def _leaves(place: Place, reading: _Reading) -> Iterator[Fault]:
    """Walk the tree in order, then what still waits for its index."""
    wanted = set(Checkpoint.objects.filter(place=place).values_list("size", flat=True))
    frontier = Frontier.empty()
    blocks = Blocks.after(frontier)
    leaves = Leaf.objects.filter(place=place).order_by(models.F("index").asc(nulls_last=True), "id")
    for leaf in leaves.select_related("entry").iterator():
        if leaf.index is not None:
            if leaf.index != frontier.size:
                yield Fault("leaf_missing", "wp_kernel_leaf", str(frontier.size), frontier.size)
                return
            mine = leaf_hash(leaf.data.encode())
            frontier = frontier.append(mine)
            blocks.append(mine)
            if frontier.size in wanted:
                reading.roots[frontier.size] = frontier.root().hex()
        yield from _leaf(leaf, reading)
    tree = Tree.objects.filter(place=place).first() or Tree(place=place)
    if (tree.size, tree.frontier) != (frontier.size, frontier.text()):
        yield Fault("checkpoint_differs", "wp_kernel_tree", str(place.pk))
    found = dict(blocks.filled)
    for block in Subtree.objects.filter(place=place):
        if block.number not in found or found[block.number].hex() != block.root:
            yield Fault("checkpoint_differs", "wp_kernel_subtree", str(block.number))


def _leaf(leaf: Leaf, reading: _Reading) -> Iterator[Fault]:
    """Read one leaf into the reading, comparing it with its entry."""
    try:
        data = json.loads(leaf.data)
        entry = leaf.entry
        if data["kind"] == "part":
            same = (data["entry"], data["part"]) == (str(entry.pk), leaf.part)
            if "rows" not in data:
                reading.parts.append((str(entry.pk), data, leaf.index))
        else:
            reading.entries.add(str(entry.pk))
            at = json.loads(canonical(entry.at))
            mine = (str(entry.pk), leaf.part, entry.action, at, entry.parts, str(entry.place_id))
            same = mine == (data["id"], 0, data["action"], data["at"], data["parts"], str(leaf.place_id))
            if "as" in data["actor"]:
                about = {data["target"]["id"], *(row["id"] for row in data.get("rows", ()))}
                alias = data["actor"]["as"]
                reading.aliases[alias] = reading.aliases.get(alias, about) & about
            if data["action"] == "ledger.rotate_key":
                reading.rotations.append(data["facts"])
            if data["facts"].keys() >= ERASED_IN:
                reading.erased.update({name: int(data["facts"][name]) for name in sorted(ERASED_IN)})
        for row in data.get("rows", ()):
            _take_row(str(entry.pk), row, leaf.index, reading)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Fault("leaf_unreadable", "wp_kernel_leaf", str(leaf.pk), leaf.index)
        return
    if not same or canonical(data).decode() != leaf.data:
        yield Fault("entry_differs", "wp_kernel_entry", str(entry.pk), leaf.index)


def _take_row(entry: str, row: dict[str, Any], index: int | None, reading: _Reading) -> None:
    reading.state[row["table"], row["id"]] = (entry, row, index)
    for name, digest in row.get("committed", {}).items():
        reading.commitments[entry, row["table"], row["id"], name] = digest


def _entries(place: Place, reading: _Reading) -> Iterator[Fault]:
    """Look for entries without leaves, and leaves without entries: those that wait for their index leave no gap."""
    for entry in Entry.objects.filter(place=place).values_list("pk", flat=True):
        if str(entry) not in reading.entries:
            yield Fault("entry_without_leaf", "wp_kernel_entry", str(entry))
    for leaf in Leaf.objects.filter(place=place).exclude(entry__in=Entry.objects.all()):
        yield Fault("leaf_without_entry", "wp_kernel_leaf", str(leaf.pk), leaf.index)


def rows_of(model: type[models.Model], place: Place) -> "models.QuerySet[Any]":
    """Return a table's rows that belong to a place."""
    rows = model._base_manager.all()  # noqa: SLF001 the public manager may filter
    names = {one.name for one in model._meta.get_fields()}  # noqa: SLF001 Django's API
    if model is Place:
        return rows.filter(pk=place.pk)
    return rows.filter(place=place) if "place" in names else rows.filter(conversation__place=place)


def _rows(place: Place, reading: _Reading) -> Iterator[Fault]:
    """Compare each row of evidence with the last leaf that recorded it."""
    for model in evidence_models():
        kind = kind_of(table_of(model))
        if isinstance(kind, Evidence) and kind.in_parts:
            continue
        table = table_of(model)
        salts = _salts(table)
        there: set[str] = set()
        for key, record in _each(rows_of(model, place).order_by("pk")):
            there.add(key)
            last = reading.state.get((table, key))
            if record is None:
                yield Fault("row_changed", table, key, last and last[2])
            else:
                yield from _compare(record, last, salts)
        for (recorded, row), (_entry, data, index) in reading.state.items():
            if recorded == table and row not in there and data["change"] != "removed":
                yield Fault("row_missing", table, row, index)


def _each(rows: "models.QuerySet[Any]") -> Iterator[tuple[str, models.Model | None]]:
    """Yield each row by its key; none for one that holds what its columns cannot, as somebody wrote past the program."""
    wrong = (ValueError, TypeError, ArithmeticError)
    read = 0
    try:
        for record in rows.iterator():
            read += 1
            yield str(record.pk), record
    except wrong:
        for key in rows.values_list("pk", flat=True)[read:]:
            try:
                yield str(key), rows.get(pk=key)
            except wrong:
                yield str(key), None


def _salts(table: str) -> dict[tuple[str, str, str], tuple[bytes | None, str | None]]:
    openings = Opening.objects.filter(of_table=table).values_list(
        "entry_id", "row", "field", "salt", "content"
    )
    return {
        (str(entry), row, name): (None if salt is None else bytes(salt), content)
        for entry, row, name, salt, content in openings
    }


def _compare(
    record: models.Model,
    last: tuple[str, dict[str, Any], int | None] | None,
    salts: dict[tuple[str, str, str], tuple[bytes | None, str | None]],
) -> Iterator[Fault]:
    """Yield a fault if a row differs from its last snapshot in any column."""
    shot = snapshot(record)
    if last is None:
        yield Fault("row_unrecorded", shot.table, shot.id)
        return
    entry, row, index = last
    begun = untouched(record)
    same = (
        row["change"] != "removed"
        and _since(begun.open, row.get("open", {})) == shot.open
        and _since(begun.digested, row.get("digested", {})) == shot.digested
    )
    for name, content in shot.committed.items():
        digest = row.get("committed", {}).get(name)
        if digest is None:
            stood = row.get("open", {}).get(name, begun.committed[name])
            same = same and content in {text_of(stood), canonical(stood).decode()}
            continue
        salt, _kept = salts.get((entry, shot.id, name), (None, None))
        same = same and (content == ERASED if salt is None else opens(digest, salt, content))
    if not same:
        yield Fault("row_changed", shot.table, shot.id, index)


def _since(begun: dict[str, Any], recorded: dict[str, Any]) -> dict[str, Any]:
    """Return recorded columns as the table has them now: one added since is as it began, one dropped since is left out."""
    return {name: recorded.get(name, value) for name, value in begun.items()}


def _openings(place: Place, reading: _Reading) -> Iterator[Fault]:
    """Check that each commitment has its opening, that it fits, and that there are no others."""
    seen: set[tuple[str, str, str, str]] = set()
    for opening in Opening.objects.filter(entry__place=place).exclude(field="rows").iterator():
        mark = (str(opening.entry_id), opening.of_table, opening.row, opening.field)
        seen.add(mark)
        digest = reading.commitments.get(mark)
        if digest is None:
            yield Fault("opening_unknown", opening.of_table, opening.row)
        elif (opening.salt is None) != (opening.content is None) or (
            opening.salt is not None and not opens(digest, bytes(opening.salt), opening.content or "")
        ):
            yield Fault("opening_differs", opening.of_table, opening.row)
    for _entry, table, row, _name in reading.commitments.keys() - seen:
        yield Fault("opening_missing", table, row)


def _parts(place: Place, reading: _Reading) -> Iterator[Fault]:
    """Recompute the digest of each batch of rows, and look for rows in no batch."""
    covered: set[tuple[str, Any]] = set()
    salted = {(entry, data["table"], f"part {data['part']}") for entry, data, _index in reading.parts}
    for held in Opening.objects.filter(entry__place=place, field="rows"):
        mark = (str(held.entry_id), held.of_table, held.row)
        if mark not in salted or held.content is not None:
            yield Fault("opening_unknown", held.of_table, held.row)
    for entry, data, index in reading.parts:
        rows = list(
            rows_of(models_by_table()[data["table"]], place)
            .filter(pk__gte=data["first"], pk__lte=data["last"])
            .order_by("pk")
        )
        covered.update((data["table"], row.pk) for row in rows)
        opening = Opening.objects.filter(entry_id=entry, row=f"part {data['part']}", field="rows").first()
        salt = bytes(opening.salt) if opening is not None and opening.salt is not None else b""
        found = rows_digest(salt, [columns(record) for record in rows]) if salt else ""
        if len(rows) != data["count"] or found != data["digest"]:
            yield Fault("part_changed", data["table"], f"{data['first']} to {data['last']}", index)
    for model in evidence_models():
        kind = kind_of(table_of(model))
        if isinstance(kind, Evidence) and kind.in_parts:
            for key in rows_of(model, place).values_list("pk", flat=True):
                if (table_of(model), key) not in covered:
                    yield Fault("row_unrecorded", table_of(model), str(key))


def _aliases(place: Place, reading: _Reading) -> Iterator[Fault]:
    """Check that each alias is its member's, or nobody's any more, and stands in the entries about one record alone."""
    known = set()
    tombstones = models.Q(membership=None, salt=None)
    for alias in Alias.objects.filter(models.Q(membership__place=place) | tombstones):
        if alias.salt is None and alias.digest not in reading.aliases:
            continue  # another place's
        known.add(alias.digest)
        same = alias.salt is None or opens(alias.digest, bytes(alias.salt), str(alias.membership_id))
        if not same or str(alias.scope) not in reading.aliases.get(alias.digest, ()):
            yield Fault("alias_differs", "wp_kernel_alias", str(alias.pk))
        reading.left["aliases"] += alias.salt is None
    for digest in reading.aliases.keys() - known:
        yield Fault("alias_differs", "wp_kernel_alias", digest[:12])


def _erased(place: Place, reading: _Reading) -> Iterator[Fault]:
    """Check that as much was erased as entries say: one tombstone more would hide what somebody removed."""
    reading.left["openings"] = Opening.objects.filter(entry__place=place, salt=None).count()
    for what in ("openings", "aliases"):
        if reading.left[what] != reading.erased[what]:
            yield Fault("erased_untold", "wp_kernel_entry", what)


def _keys(place: Place, reading: _Reading) -> Iterator[Fault]:
    """Check that the first key signs from the beginning, and that an entry names each later one."""
    keys = list(VerifyingKey.objects.filter(place=place))
    told = [(facts.get("old"), facts.get("new"), facts.get("from_size")) for facts in reading.rotations]
    found = [(old.text, new.text, new.from_size) for old, new in pairwise(keys)]
    if keys and keys[0].from_size != 0:
        yield Fault("key_differs", "wp_kernel_verifyingkey", str(keys[0].pk))
    if told != found:
        first = next(
            (n for n, pair in enumerate(zip(told, found, strict=False)) if pair[0] != pair[1]), len(found)
        )
        yield Fault("key_differs", "wp_kernel_verifyingkey", f"number {first + 2}")


def _checkpoints(place: Place, reading: _Reading) -> Iterator[Fault]:
    """Check each checkpoint's signature by the key of its time, its columns, and the tree it signed."""
    keys = [KeyPeriod(key.text, key.from_size) for key in VerifyingKey.objects.filter(place=place)]
    sizes: set[int] = set()
    for checkpoint in Checkpoint.objects.filter(place=place):
        try:
            signed = verify_checkpoint(checkpoint.text, [key.key for key in keys])
            in_force = key_in_force(keys, signed.size).key in {key.text() for key in signed.signed_by}
        except ValueError:
            in_force = False
        if not in_force:
            yield Fault("checkpoint_unsigned", "wp_kernel_checkpoint", str(checkpoint.pk))
            continue
        if checkpoint.size in sizes:
            yield Fault("checkpoint_twice", "wp_kernel_checkpoint", str(checkpoint.pk))
        sizes.add(checkpoint.size)
        if (signed.size, signed.root.hex()) != (checkpoint.size, checkpoint.root):
            yield Fault("checkpoint_changed", "wp_kernel_checkpoint", str(checkpoint.pk))
        if reading.roots.get(checkpoint.size) != checkpoint.root:
            yield Fault("checkpoint_differs", "wp_kernel_checkpoint", str(checkpoint.pk))
