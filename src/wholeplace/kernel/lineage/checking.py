"""Whether the golden thread holds: each link and fate names records that exist."""

from collections import defaultdict
from collections.abc import Iterator

from wholeplace.kernel.ledger.check import Fault
from wholeplace.kernel.lineage.kin import LINK_KINDS, Mark
from wholeplace.kernel.lineage.models import Fate, Link
from wholeplace.kernel.places import Place
from wholeplace.kernel.tables import models_by_table, table_of


def check_lineage(place: Place) -> Iterator[Fault]:
    """Yield a fault for each link and fate that names a record this place does not have, or a kind nobody declared."""
    marks: dict[Link | Fate, list[Mark]] = {}
    for link in Link.objects.filter(place=place):
        marks[link] = [(link.descendant_table, link.descendant), (link.ancestor_table, link.ancestor)]
    for fate in Fate.objects.filter(place=place):
        carried = [(fate.into_table, fate.into)] if fate.is_carried else []
        marks[fate] = [(fate.of_table, fate.of), *carried]
    there = _there(place, [mark for named in marks.values() for mark in named])
    for one, named in marks.items():
        known = isinstance(one, Fate) or one.kind in LINK_KINDS
        if not known or not there.issuperset(named):
            yield Fault("lineage_broken", table_of(one), str(one.pk))


def _there(place: Place, marks: list[Mark]) -> set[Mark]:
    """Return those of these records that the place has, asking once for each table."""
    wanted: dict[str, set[object]] = defaultdict(set)
    for table, record in marks:
        wanted[table].add(record)
    return {
        (table, found)
        for table, ids in wanted.items()
        if (model := models_by_table().get(table)) is not None
        for found in model._base_manager.filter(place=place, pk__in=ids).values_list("pk", flat=True)  # noqa: SLF001
    }
