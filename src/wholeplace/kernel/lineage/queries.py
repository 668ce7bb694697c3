"""What a record came from, what it led to, and what became of contributions, as far as the reader may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.lineage.kin import LINK_KINDS, called, leads_to, seen
from wholeplace.kernel.lineage.models import Fate, Link
from wholeplace.kernel.records import Record, visible
from wholeplace.kernel.tables import table_of

DEEPEST = 12
"""Links that are followed from a record, one after another."""
MOST = 500
"""Links that are looked at in one answer, the oldest first."""

HAS_NO_FATE = ~Exists(Fate.objects.filter(of=OuterRef("pk")))
"""Said of a contribution: nobody has told what became of it."""


@dataclass(frozen=True)
class Step:
    """A record on the way up or down: how it is tied to the one nearer by, and how far away it stands."""

    record: Any
    how: str | Promise
    depth: int

    @property
    def title(self) -> str:
        """What it is called."""
        return called(self.record)

    @property
    def href(self) -> str:
        """Where it is read."""
        return leads_to(self.record)


def came_from(viewer: Viewer, record: Record, *, known: Iterable[Record] = ()) -> list[Step]:
    """Return what a record descends from, the nearest first; what the viewer may not see hides all beyond it too.

    What is `known`, fetched as this viewer may see it, is not asked for again.
    """
    return _steps(viewer, record, known, near="descendant", far="ancestor")


def led_to(viewer: Viewer, record: Record, *, known: Iterable[Record] = ()) -> list[Step]:
    """Return what descends from a record, in the same way."""
    return _steps(viewer, record, known, near="ancestor", far="descendant")


def _steps(viewer: Viewer, record: Record, known: Iterable[Record], *, near: str, far: str) -> list[Step]:
    """Walk from a record along its links, through records the viewer may see, and come by each of them once."""
    links = list(_links(viewer, record, near, far)[:MOST])
    readable = seen(viewer, [(getattr(one, f"{far}_table"), getattr(one, far)) for one in links], known)
    beside: dict[Any, list[Link]] = defaultdict(list)
    for one in links:
        beside[getattr(one, near)].append(one)
    found: dict[Any, Step] = {}
    reached, depth = [record.pk], 0
    while reached:
        onward = [one for node in reached for one in beside[node]]
        reached, depth = [], depth + 1
        for one in onward:
            if (node := getattr(one, far)) in readable and node not in found and node != record.pk:
                kind = LINK_KINDS[one.kind]
                found[node] = Step(readable[node], kind.came if far == "ancestor" else kind.led, depth)
                reached.append(node)
    return list(found.values())


def _links(viewer: Viewer, record: Record, near: str, far: str) -> QuerySet[Link]:
    """Return all links on the way up or down from a record, in one statement; a circle is walked once."""
    table = table_of(Link)
    start, place = (
        Link._meta.pk.get_db_prep_value(one.pk, connection)  # noqa: SLF001 Django's API
        for one in (record, viewer.place)
    )
    walk = (
        f'WITH RECURSIVE walk(id, node, depth) AS (SELECT id, {far}, 1 FROM "{table}"'  # noqa: S608 our own names
        f" WHERE {near} = %s AND place_id = %s"
        f' UNION SELECT further.id, further.{far}, walk.depth + 1 FROM "{table}" AS further'
        f" JOIN walk ON further.{near} = walk.node WHERE walk.depth < %s)"
        " SELECT id FROM walk"
    )
    return Link.objects.filter(pk__in=RawSQL(walk, (start, place, DEEPEST))).order_by("made", "kind", "pk")  # noqa: S611 our own names


@dataclass(frozen=True)
class Became:
    """One fate of a contribution as its reader may know it: what it lives on in, or why in nothing."""

    carried: bool
    title: str
    """What it was carried into; nothing where the reader may not see that."""
    href: str
    because: str
    figures: str
    when: dt.datetime
    how: str
    """Where the decision is read that gave it."""

    @property
    def said(self) -> str:
        """What became of it, in a sentence."""
        if not self.carried:
            return _("Not carried: {because}.").format(because=self.because)
        if not self.title:
            return _("It lives on in something you may not read.")
        return _("Carried into {title}.").format(title=self.title)


def fates_of(
    viewer: Viewer, contributions: Iterable[Record], *, known: Iterable[Record] = ()
) -> dict[Any, Sequence[Became]]:
    """Return what became of each of these contributions, the newest fate first; of those without one, nothing.

    What is `known`, fetched as this viewer may see it, is not asked for again.
    """
    given = visible(Fate.objects.filter(of__in=[one.pk for one in contributions]), viewer)
    fates = list(given.select_related("decision__place").order_by("-number"))
    carried = seen(viewer, [(one.into_table, one.into) for one in fates if one.is_carried], known)
    found: dict[Any, list[Became]] = defaultdict(list)
    for one in fates:
        found[one.of].append(_became(viewer, one, carried.get(one.into)))
    return dict(found)


def _became(viewer: Viewer, fate: Fate, into: Any | None) -> Became:
    return Became(
        carried=fate.is_carried,
        title=called(into) if into is not None else "",
        href=leads_to(into) if into is not None else "",
        because=fate.because,
        figures=fate.figures if viewer.is_member else "",
        when=fate.given,
        how=leads_to(fate.decision) if fate.decision is not None else "",
    )
