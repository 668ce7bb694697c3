"""The record as anybody may read it: lines, refused attempts, deeds of two, and what changed since a visit."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.db.models import F, QuerySet

from wholeplace.account.scrutiny.models import LastVisit
from wholeplace.kernel.actions import ACTIONS
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.ledger.models import Checkpoint, Leaf
from wholeplace.kernel.ledger.sentences import Line, sentence_of
from wholeplace.kernel.ledger.subtrees import inclusion_proof_of
from wholeplace.kernel.ledger.tree import leaf_hash, verify_inclusion
from wholeplace.kernel.reachable import query_for
from wholeplace.kernel.tables import models_by_table

MOST_NAMED = 5
"""Rows of one entry that are looked up for its line."""


class Lines(Sequence[Line]):
    """Lines of the record, read from the database a page at a time."""

    def __init__(self, leaves: "QuerySet[Leaf]", viewer: Viewer) -> None:
        """Keep what to read, and for whom."""
        self._leaves = leaves
        self._viewer = viewer

    def __len__(self) -> int:
        return self._leaves.count()

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return lines_of(list(self._leaves[index]), self._viewer)
        return lines_of([self._leaves[index]], self._viewer)[0]


def lines_of(leaves: Sequence[Leaf], viewer: Viewer) -> list[Line]:
    """Return leaves of entries as lines, asking once for all records of one kind they are about."""
    told = [json.loads(leaf.data) for leaf in leaves]
    named: dict[str, set[str]] = defaultdict(set)
    for table, record in (mark for one in told for mark in _named_in(one)):
        named[table].add(record)
    reached = {
        (table, str(record.pk)): record
        for table, ids in named.items()
        for record in query_for(models_by_table()[table], viewer).filter(pk__in=ids)
    }
    return [
        Line(
            index=leaf.index,
            entry=one["id"],
            at=one["at"],
            sentence=sentence_of(one),
            action=one["action"],
            parts=one["parts"],
            about=_about([reached[mark] for mark in _named_in(one) if mark in reached]),
        )
        for leaf, one in zip(leaves, told, strict=True)
    ]


def _named_in(entry: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what an entry names, the rows it made or changed before what it was done on."""
    named = [*entry["rows"][:MOST_NAMED], entry["facts"].get("about"), entry["target"]]
    return [(one["table"], one["id"]) for one in named if one]


def _about(records: Sequence[Any]) -> Any | None:
    """Return the record a line leads to: the first with a page of its own, else the first there is."""
    return next((one for one in records if hasattr(one, "get_absolute_url")), records[0] if records else None)


def _entries(viewer: Viewer) -> "QuerySet[Leaf]":
    leaves = Leaf.objects.filter(place=viewer.place, part=0)
    return leaves.order_by(F("index").desc(nulls_first=True), "-id")


def lines_visible_to(viewer: Viewer, *, words: str = "", action: str = "", since: int = 0) -> Lines:
    """Return the record, the newest line first, perhaps only lines of one action, with some words, or since a leaf."""
    leaves = _entries(viewer)
    if since:
        leaves = leaves.filter(index__gte=since)
    if action:
        leaves = leaves.filter(entry__action=action)
    if words:
        leaves = leaves.filter(data__icontains=words)
    return Lines(leaves, viewer)


def refused_attempts(viewer: Viewer) -> Lines:
    """Return the attempts to act around what belongs to a group."""
    return Lines(_entries(viewer).filter(entry__action="attempt.refuse"), viewer)


def deeds_of_two(viewer: Viewer) -> Lines:
    """Return what took two people's word."""
    second_words = [name for name, declared in ACTIONS.items() if declared.by_two]
    return Lines(_entries(viewer).filter(entry__action__in=second_words), viewer)


def since_last_visit(viewer: Viewer) -> tuple[LastVisit | None, Lines]:
    """Return when a member last looked, and the lines that have come since."""
    visit = LastVisit.objects.filter(member=viewer.membership).first() if viewer.membership else None
    size = visit.size if visit else 0
    return visit, Lines(_entries(viewer).filter(index__gte=size), viewer)


def latest_checkpoint(viewer: Viewer) -> Checkpoint | None:
    """Return the newest checkpoint of the viewer's place."""
    return Checkpoint.objects.filter(place=viewer.place).order_by("size", "id").last()


@dataclass(frozen=True)
class Checked:
    """One line held against the newest checkpoint that covers it."""

    line: Line
    leaf: str
    hash: str
    proof: tuple[str, ...]
    checkpoint: Checkpoint | None
    agrees: bool

    @property
    def proof_text(self) -> str:
        """The neighbouring fingerprints, a line each."""
        return "\n".join(self.proof)


def check_line(viewer: Viewer, entry: str) -> Checked | None:
    """Recompute a line's place in the tree, against the newest checkpoint that covers it."""
    leaf = Leaf.objects.filter(place=viewer.place, part=0, entry_id=entry).first()
    if leaf is None:
        return None
    checkpoint = latest_checkpoint(viewer)
    mine = leaf_hash(leaf.data.encode())
    if leaf.index is None or checkpoint is None or leaf.index >= checkpoint.size:
        return Checked(lines_of([leaf], viewer)[0], leaf.data, mine.hex(), (), None, agrees=False)
    proof = inclusion_proof_of(viewer.place, leaf.index, checkpoint.size)
    signed = bytes.fromhex(checkpoint.root)
    return Checked(
        line=lines_of([leaf], viewer)[0],
        leaf=leaf.data,
        hash=mine.hex(),
        proof=tuple(node.hex() for node in proof),
        checkpoint=checkpoint,
        agrees=verify_inclusion(mine, index=leaf.index, size=checkpoint.size, proof=proof, root=signed),
    )


def actions_on_record(viewer: Viewer) -> list[tuple[str, Any]]:
    """Return the kinds of deed on record here, each with what it is called, for the filter."""
    names = Leaf.objects.filter(place=viewer.place, part=0).values_list("entry__action", flat=True).distinct()
    return [(name, ACTIONS[name].title) for name in sorted(set(names))]
