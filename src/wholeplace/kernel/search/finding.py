"""Finding records by their words, among those the reader may see; of others not even how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.search.matching import holds, holds_in_title
from wholeplace.kernel.search.models import Findable
from wholeplace.kernel.search.searchable import Searchable, kinds_for
from wholeplace.kernel.search.words import Run, asked_for, marked
from wholeplace.kernel.tables import table_of

AT_ONCE = 20
FURTHEST = 1_000
"""Results one can come to; whoever would read on does better with more words."""
TITLE, TEXT = 160, 280
"""Characters shown of a title and of a text."""


@dataclass(frozen=True)
class Found:
    """One record that was found: its kind, and its title and text with the words marked."""

    kind: Searchable
    record: Any
    title: Sequence[Run]
    text: Sequence[Run]

    @property
    def href(self) -> str:
        """Where it is read."""
        return self.kind.address(self.record)


@dataclass(frozen=True)
class Results:
    """What was found from one place in the list on, and whether there is more; how much more is told to nobody."""

    words: Sequence[str]
    found: Sequence[Found]
    more: bool


def find(viewer: Viewer, question: str, *, kind: str = "", start: int = 0) -> Results:
    """Return what holds all words of a question: first where the title does, then the newest."""
    words = asked_for(question)
    kinds = [one for one in kinds_for(viewer) if kind in {"", one.name}]
    start = max(0, min(start, FURTHEST))
    if not words or not kinds:
        return Results(words, [], more=False)
    rows = list(_rows(viewer, words, kinds)[start : start + AT_ONCE + 1])
    found = _found(viewer, words, kinds, rows[:AT_ONCE])
    return Results(words, found, more=len(rows) > AT_ONCE and start + AT_ONCE < FURTHEST)


def _rows(viewer: Viewer, words: Sequence[str], kinds: Sequence[Searchable]) -> QuerySet[Findable]:
    """Return the rows of the index that hold the words and are of records the viewer may see."""
    readable = Q()
    for one in kinds:
        ids = one.visible_to(viewer).order_by().values("pk")
        readable |= Q(of_table=table_of(one.model), record__in=ids)
    titled = Case(When(holds_in_title(words), then=Value(0)), default=Value(1))
    matching = Findable.objects.filter(readable, holds(words), place=viewer.place)
    return matching.order_by(titled, F("at").desc(nulls_last=True), "-pk")


def _found(
    viewer: Viewer, words: Sequence[str], kinds: Sequence[Searchable], rows: Sequence[Findable]
) -> list[Found]:
    """Return the records of these rows in their order, asking once for each kind."""
    by_table = {table_of(one.model): one for one in kinds}
    records = {
        record.pk: (kind, record)
        for table, kind in by_table.items()
        if (ids := [row.record for row in rows if row.of_table == table])
        for record in kind.visible_to(viewer).filter(pk__in=ids)
    }
    there = [records[row.record] for row in rows if row.record in records]
    return [
        Found(
            kind,
            record,
            marked(kind.title(record), words, most=TITLE),
            marked(kind.text(record), words, most=TEXT),
        )
        for kind, record in there
    ]
