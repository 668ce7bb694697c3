"""Which organisations pay which, as the map of an issue says: some things are kept from whoever pays."""

import uuid
from collections import defaultdict
from collections.abc import Mapping

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.models import Perspective, Tie
from wholeplace.convene.stakeholders.names import Relation, Whose
from wholeplace.kernel.places import Organisation
from wholeplace.kernel.search.names import folded_name

PAYS = frozenset({Relation.FUNDS, Relation.COMMISSIONS})
"""The ways to stand to another in which money goes from the one to the other."""


def payers_of(body: uuid.UUID, *, issue: Issue) -> frozenset[uuid.UUID]:
    """Return the organisations that the map of an issue says fund or commission another."""
    said = Tie.objects.filter(issue=issue, ended=None, relation__in=PAYS)
    ties = list(said.select_related("first__speaker", "second__speaker"))
    known = Organisation.objects.filter(place=issue.place_id).values_list("name", "pk") if ties else ()
    named: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for name, pk in known:
        named[_folded(name)].add(pk)
    payers = [_bodies(one.first, named) for one in ties if body in _bodies(one.second, named)]
    return frozenset[uuid.UUID]().union(*payers) - {body}


def _bodies(one: Perspective, named: Mapping[str, set[uuid.UUID]]) -> set[uuid.UUID]:
    """Return which organisations a perspective may be: those of its name, and, of a body's, that of whoever speaks for it."""
    speaks = one.speaker.organisation_id if one.speaker is not None and one.whose == Whose.BODY else None
    return named.get(_folded(one.name), set()) | ({speaks} if speaks is not None else set())


def _folded(name: str) -> str:
    """Return a name as it is compared: one of signs alone by itself."""
    return folded_name(name) or name.casefold()
