"""The record as anybody may read it: lines, refused attempts, deeds of two, and what changed since a visit."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, overload

from django.db.models import F, QuerySet
from django.utils.timezone import make_aware

from wholeplace.account.scrutiny.models import LastVisit
from wholeplace.account.scrutiny.searching import Sought, saying, words_in
from wholeplace.account.scrutiny.subjects import subjects
from wholeplace.kernel.actions import ACTIONS
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.ledger.models import Checkpoint, Entry, Leaf
from wholeplace.kernel.ledger.sentences import Line, sentence_of
from wholeplace.kernel.ledger.subtrees import inclusion_proof_of
from wholeplace.kernel.ledger.tree import leaf_hash, verify_inclusion
from wholeplace.kernel.people import Membership


class Lines(Sequence[Line]):
    """Lines of the record, read from the database a page at a time."""

    def __init__(self, leaves: "QuerySet[Leaf] | Sought", viewer: Viewer) -> None:
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
        return self[index : index + 1][0]


def lines_of(leaves: Sequence[Leaf], viewer: Viewer) -> list[Line]:
    """Return leaves of entries as lines, each with what it is about as far as this viewer may know."""
    told = [json.loads(leaf.data) for leaf in leaves]
    about = subjects(told, viewer)
    names = _names([one["actor"]["membership"] for one in told if "membership" in one["actor"]], viewer)
    return [
        Line(
            index=leaf.index,
            entry=one["id"],
            at=one["at"],
            sentence=sentence_of(one),
            action=one["action"],
            parts=one["parts"],
            by=names.get(one["actor"].get("membership", ""), ""),
            about=its,
        )
        for leaf, one, its in zip(leaves, told, about, strict=True)
    ]


def _names(members: Sequence[str], viewer: Viewer) -> dict[str, str]:
    """Return the names of those who acted in a hat, whether they are still here or not: to members, who know one another."""
    if not viewer.is_member:
        return {}
    known = Membership.objects.filter(place=viewer.place, pk__in=set(members)).values_list("pk", "name")
    return {str(key): name for key, name in known}


def _entries(viewer: Viewer) -> "QuerySet[Leaf]":
    leaves = Leaf.objects.filter(place=viewer.place, part=0)
    return leaves.order_by(F("index").desc(nulls_first=True), "-id")


def lines_visible_to(
    viewer: Viewer,
    *,
    words: str = "",
    action: str = "",
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
    since: int = 0,
    about: Decision | None = None,
) -> Lines:
    """Return the record, the newest line first; perhaps only what says these words, of one action, in some days, since a leaf.

    Or else what names one decision, in whatever place of the line.
    """
    leaves = _entries(viewer)
    if since:
        leaves = leaves.filter(index__gte=since)
    if action:
        leaves = leaves.filter(entry__action=action)
    if first_day:
        leaves = leaves.filter(entry__at__gte=_start_of(first_day))
    if last_day:
        leaves = leaves.filter(entry__at__lt=_start_of(last_day + dt.timedelta(days=1)))
    if about:
        leaves = leaves.filter(pk__in=_naming(about, leaves))
    asked = words_in(words)
    return Lines(saying(leaves, asked, viewer) if asked else leaves, viewer)


def _naming(decision: Decision, leaves: "QuerySet[Leaf]") -> list[int]:
    """Return which leaves name a decision: each leaf is looked through once, and counted and read by its key afterwards."""
    return list(leaves.filter(data__contains=f'"{decision.pk}"').values_list("pk", flat=True))


def _start_of(day: dt.date) -> dt.datetime:
    return make_aware(dt.datetime.combine(day, dt.time.min))


def refused_attempts(viewer: Viewer) -> Lines:
    """Return the attempts to act around what belongs to a group."""
    return Lines(_entries(viewer).filter(entry__action="attempt.refuse"), viewer)


def deeds_of_two(viewer: Viewer) -> Lines:
    """Return what takes two people's word."""
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
    """One leaf of a line held against the newest checkpoint that covers it; part 0 is the line's own leaf."""

    line: Line
    part: int
    index: int | None
    leaf: str
    hash: str
    proof: tuple[str, ...] = ()
    checkpoint: Checkpoint | None = None
    agrees: bool = False

    @property
    def told(self) -> dict[str, Any]:
        """What the leaf says."""
        return dict(json.loads(self.leaf))

    @property
    def proof_text(self) -> str:
        """The neighbouring fingerprints, a line each."""
        return "\n".join(self.proof)


def check_line(viewer: Viewer, entry: str, *, part: int = 0) -> Checked | None:
    """Recompute the place in the tree of a line, or of one part of it, against the newest checkpoint."""
    leaves = {
        one.part: one for one in Leaf.objects.filter(place=viewer.place, entry_id=entry, part__in={0, part})
    }
    if part not in leaves:
        return None
    leaf, checkpoint = leaves[part], latest_checkpoint(viewer)
    mine = leaf_hash(leaf.data.encode())
    found = Checked(lines_of([leaves[0]], viewer)[0], part, leaf.index, leaf.data, mine.hex())
    if leaf.index is None or checkpoint is None or leaf.index >= checkpoint.size:
        return found
    proof = inclusion_proof_of(viewer.place, leaf.index, checkpoint.size)
    signed = bytes.fromhex(checkpoint.root)
    return replace(
        found,
        proof=tuple(node.hex() for node in proof),
        checkpoint=checkpoint,
        agrees=verify_inclusion(mine, index=leaf.index, size=checkpoint.size, proof=proof, root=signed),
    )


@dataclass(frozen=True)
class Part:
    """One of the leaves that follow a line's own, for the many rows its deed brought."""

    number: int
    index: int | None
    told: dict[str, Any]


class Parts(Sequence[Part]):
    """The parts of a line, read from the database a page at a time."""

    def __init__(self, line: Line) -> None:
        """Keep whose parts to read; how many there are stands in the line."""
        self._line = line

    def __len__(self) -> int:
        return self._line.parts

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> list[Part]: ...
    def __getitem__(self, index: int | slice) -> Part | list[Part]:
        if not isinstance(index, slice):
            return self[index : index + 1][0]
        leaves = Leaf.objects.filter(entry_id=self._line.entry, part__gt=0).order_by("part")[index]
        return [Part(leaf.part, leaf.index, json.loads(leaf.data)) for leaf in leaves]


def actions_on_record(viewer: Viewer) -> list[tuple[str, Any]]:
    """Return the kinds of deed on record here, each with what it is called, for the filter."""
    names = set(Entry.objects.filter(place=viewer.place).values_list("action", flat=True).distinct())
    return sorted(((name, ACTIONS[name].title) for name in names), key=lambda kind: str(kind[1]))
