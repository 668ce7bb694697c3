"""What a line of the record is about: the records it names, as far as the reader may know of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from wholeplace.kernel.actions import ACTIONS
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import Membership
from wholeplace.kernel.reachable import query_for
from wholeplace.kernel.tables import models_by_table
from wholeplace.places.people.conditions import GIVEN_BY_TWO

MOST_NAMED = 5
"""Rows of one entry that are looked up for its line."""


def subjects(entries: Sequence[Mapping[str, Any]], viewer: Viewer) -> list[Any | None]:
    """Return what each entry is about, asking once for all records of one kind."""
    named: dict[str, set[str]] = defaultdict(set)
    for table, record in (mark for one in entries for mark in _named_in(one)):
        named[table].add(record)
    reached = {
        (table, str(record.pk)): record
        for table, ids in named.items()
        for record in query_for(models_by_table()[table], viewer).filter(pk__in=ids)
    }
    return [
        _subject(one, [reached[mark] for mark in _named_in(one) if mark in reached], viewer)
        for one in entries
    ]


def _named_in(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what an entry names, the rows it made or changed before what it was done on.

    What was done to somebody is about them alone: a proposal of theirs that ended with it is about somebody else.
    """
    rows = [] if _was_done_to_somebody(entry) else entry["rows"][:MOST_NAMED]
    named = [*rows, entry["facts"].get("about"), entry["target"]]
    return [(one["table"], one["id"]) for one in named if one]


def _subject(entry: Mapping[str, Any], records: Sequence[Any], viewer: Viewer) -> Any | None:
    """Return the record a line leads to: the first with a page of its own, else the first there is."""
    if _was_done_to_somebody(entry):
        records = [one for one in records if not isinstance(one, Membership) or _may_know_of(one, viewer)]
    return next((one for one in records if hasattr(one, "get_absolute_url")), records[0] if records else None)


def _was_done_to_somebody(entry: Mapping[str, Any]) -> bool:
    """Say whether a deed, or one that was refused, is one that changes a membership."""
    deed = ACTIONS.get(entry["facts"].get("attempted", entry["action"]))
    return deed is not None and deed.on is not None and deed.hints[deed.on] is Membership


def _may_know_of(member: Membership, viewer: Viewer) -> bool:
    """Say whether a reader may know what was done to somebody: who could agree to a removal, and they themselves."""
    return member == viewer.membership or any(viewer.wears(kind) for kind in GIVEN_BY_TWO)
