"""Finds lines of the record by what they say to the reader: kind of deed, whoever acted, facts, and what they are about.

Leaves are in canonical form, so what a line says stands in its leaf in one way only, and the database finds it without
wording each line. People are not found by name: a list of one person's deeds would undo what keeps them closed.
"""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import StrIndex, Substr
from django.db.models.sql.compiler import SQLCompiler

from wholeplace.kernel.actions import ACTIONS
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.folding import Folded
from wholeplace.kernel.ledger.canonical import canonical
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.ledger.sentences import CODED, actor_said, blanks, own_words, wording_of
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place
from wholeplace.kernel.reachable import REACHABLE, query_for

DEED, ACTOR = '{"action":"', '","actor":'
"""How a leaf begins, and what stands between its deed and whoever acted; cut out of it, for of 50,000 lines that takes about a
fifth less time than joining their entries."""
MOST_OF_AN_ACTOR = 40
"""Letters that show what an actor is: a hat, a member without one, or the program."""
ABOUT = {"target": "target,id", "made": "rows,0,id", "tried": "facts,about,id"}
"""Where an entry names the record it was done on, the first it made or changed, and the one it was refused on."""
AROUND_WORDS = "“”\"\u2018\u2019'.,:;!?()…"
NOTHING = Q(pk__in=[])


class LeafText(Func):
    """What a leaf tells at a path such as `facts,name`, as text; nothing where it tells nothing there."""

    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        """Return it in SQLite's words."""
        steps = (f"[{step}]" if step.isdecimal() else f".{step}" for step in self.extra["path"].split(","))
        template = f"JSON_EXTRACT(%(expressions)s, '${''.join(steps)}')"
        return self.as_sql(compiler, connection, template=template, **more)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        """Return it in PostgreSQL's words."""
        template = "(CAST(%(expressions)s AS jsonb) #>> '{%(path)s}')"
        return self.as_sql(compiler, connection, template=template, **more)


class WrittenId(Func):
    """An id as leaves write it; SQLite keeps it without its dashes."""

    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        """Return it in SQLite's words."""
        pieces = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        template = " || '-' || ".join(f"SUBSTR(%(expressions)s, {at}, {size})" for at, size in pieces)
        return self.as_sql(compiler, connection, template=f"({template})", **more)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        """Return it in PostgreSQL's words."""
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS text)", **more)


class Sought:
    """Leaves that are looked for once, and read a page at a time."""

    def __init__(self, leaves: "QuerySet[Leaf]") -> None:
        """Keep what to look for."""
        self._leaves = leaves

    @cached_property
    def _keys(self) -> "array[int]":
        return array("q", self._leaves.values_list("pk", flat=True).iterator())

    def count(self) -> int:
        """Return how many there are."""
        return len(self._keys)

    def __getitem__(self, index: slice) -> list[Leaf]:
        keys = self._keys[index]
        found = Leaf.objects.in_bulk(list(keys))
        return [found[key] for key in keys]


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are looked for, the longest first; marks alone are no word."""
    bare = {word.strip(AROUND_WORDS).casefold() for word in text.split()} - {""}
    return sorted(bare, key=len, reverse=True)


def saying(leaves: "QuerySet[Leaf]", words: Sequence[str], viewer: Viewer) -> Sought:
    """Return the leaves of entries whose lines say each of the words to this viewer, in whatever order."""
    titled = _titled(words, viewer)
    deed_ends = StrIndex("data", Value(ACTOR[:3]))
    leaves = leaves.alias(
        folded=Folded("data"),
        deed=Substr("data", len(DEED) + 1, deed_ends - len(DEED) - 1),
        actor=Substr("data", deed_ends + len(ACTOR), MOST_OF_AN_ACTOR),
        machine=LeafText("data", path="actor,machine"),
        **{name: LeafText("data", path=path) for name, path in ABOUT.items()},
        **{f"fact_{fact}": LeafText("data", path=f"facts,{fact}") for fact in _deeds_by_fact()},
        **{f"folded_{fact}": Folded(LeafText("data", path=f"facts,{fact}")) for fact in _deeds_by_fact()},
    )
    for word in words:
        leaves = leaves.filter(_of_a_kind(word) | _by_actor(word) | _in_facts(word) | _about(titled[word]))
    return Sought(leaves)


def _of_a_kind(word: str) -> Q:
    """Match every line of a deed whose title or sentence has the word, whatever is filled in."""
    kinds = {name: f"{one.title} {own_words(str(one.says))}" for name, one in ACTIONS.items()}
    return Q(deed__in=_having(word, kinds))


def _by_actor(word: str) -> Q:
    """Match whoever acted, by the hat they did it in or as the program."""
    found = Q(actor__startswith='{"machine":')
    if word not in actor_said({"machine": ""}).casefold():
        found &= Q(machine__icontains=word)
    for hat in _having(word, {kind.value: actor_said({"hat": kind.value}) for kind in HatKind}):
        found |= Q(actor__startswith=f'{{"hat":"{hat}"')
    return found | Q(actor__startswith='{"as":') if word in actor_said({"as": ""}).casefold() else found


def _deeds_by_fact() -> dict[str, list[str]]:
    """Return for each fact that sentences show the deeds whose sentences do."""
    deeds: dict[str, list[str]] = defaultdict(list)
    for name, one in ACTIONS.items():
        for fact in blanks(str(one.says)) - {"actor"}:
            deeds["code" if fact == "reason" else fact].append(name)
    return deeds


def _in_facts(word: str) -> Q:
    """Match a fact that the line's sentence shows, as it stands or by the wording of the code it is."""
    number = word.replace(",", "")
    terms = {word, number} if number.isdecimal() else {word}
    plain = coded = anywhere = NOTHING
    for term in terms:  # a cheap look first: most leaves do not have it at all
        written = canonical(term).decode()[1:-1]
        anywhere |= Q(data__icontains=written) if _is_plain(term) else Q(folded__contains=written)
    for fact, deeds in _deeds_by_fact().items():
        if fact in CODED:
            said = _having(word, wording_of(fact))
            coded |= Q(**{"deed__in": deeds, f"fact_{fact}__in": said})
        for term in () if fact in CODED else terms:
            having = f"fact_{fact}__icontains" if _is_plain(term) else f"folded_{fact}__contains"
            plain |= Q(**{"deed__in": deeds, having: term})
    return anywhere & plain | coded


def _is_plain(term: str) -> bool:
    """Say whether a term stands in a text as it is, but for capitals of English: any database finds those quickly."""
    return term.isascii() and "ss" not in term


def _about(records: Sequence["QuerySet[Any]"]) -> Q:
    """Match lines about one of these records."""
    found = NOTHING
    for name in ABOUT:
        for one in records:
            found |= Q(**{f"{name}__in": one})
    return found


def _titled(words: Sequence[str], viewer: Viewer) -> dict[str, list["QuerySet[Any]"]]:
    """Return for each word the ids of the records the viewer may see with it in their titles, where there are any."""
    kinds = [
        query_for(one.model, viewer).order_by().annotate(folded=Folded("title"))
        for one in REACHABLE
        if words and hasattr(one.model, "title")
    ]
    sought = [(word, records.filter(folded__contains=word)) for word in words for records in kinds]
    asked = (Exists(records) for _word, records in sought)
    there = Place.objects.filter(pk=viewer.place.pk).values_list(*asked).get() if sought else ()
    titled: dict[str, list[QuerySet[Any]]] = {word: [] for word in words}
    for (word, records), some in zip(sought, there, strict=True):
        if some:
            titled[word].append(records.values(written=WrittenId("pk")))
    return titled


def _having(word: str, wording: Mapping[str, str]) -> list[str]:
    """Return the codes whose wording has a word."""
    return [code for code, said in wording.items() if word in said.casefold()]
