"""How the perspectives of an issue stand to one another: what hangs on whom, said in words, and how it looks from one of them."""

import functools
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.analysis.network import CutPoint, Network, network
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import TOLD_BACK, Relation
from wholeplace.convene.stakeholders.queries import Tied
from wholeplace.convene.stakeholders.telling import listed
from wholeplace.kernel.text import set_apart

LINKING = frozenset({Relation.FUNDS, Relation.COMMISSIONS, Relation.REGULATES, Relation.WORKS_WITH})
"""The relations through which one reaches another; to compete or to be in dispute leads nowhere."""
MANY = 3
"""How many others a body funds before that is said."""
OFTEN = 10
"""Of a hundred pairs of others, how many one links before that is said."""
AT_MOST = 6
"""Sentences about one network."""

Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Beside:
    """Another perspective, as it is seen from one: how it stands to it, or through whom it is reached."""

    other: Perspective
    ways: Sequence[str] = ()
    through: Sequence[Perspective] = ()


@dataclass(frozen=True)
class Seen:
    """A network as one perspective sees it: its neighbours, and theirs; both by name."""

    chief: Perspective
    beside: Sequence[Beside]
    beyond: Sequence[Beside]

    @property
    def all(self) -> list[Perspective]:
        """It, its neighbours and theirs, in this order."""
        return [self.chief, *(one.other for one in self.beside), *(one.other for one in self.beyond)]


def seen_from(chief: Perspective, perspectives: Iterable[Perspective], ties: Iterable[Tied]) -> Seen:
    """Return how a network looks from one perspective."""
    by_id = {one.pk: one for one in perspectives}
    ways: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    others: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for one in ties:
        others[one.first].add(one.second)
        others[one.second].add(one.first)
        if one.second == chief.pk:
            ways[one.first].append(str(one.relation.label))
        elif one.first == chief.pk:
            ways[one.second].append(str(TOLD_BACK[one.relation]))
    near = [one for one in by_id.values() if one.pk in ways]
    reached = {further for one in near for further in others[one.pk]} - set(ways) - {chief.pk}
    return Seen(
        chief=chief,
        beside=[Beside(one, ways=[_("{way} them").format(way=way) for way in ways[one.pk]]) for one in near],
        beyond=[
            Beside(one, through=[via for via in near if via.pk in others[one.pk]])
            for one in by_id.values()
            if one.pk in reached
        ],
    )


@dataclass(frozen=True)
class View:
    """What a page shows of a network: the whole of it, one kind of tie, or how it looks from one perspective."""

    kind: str
    """The one kind of tie that is shown, or nothing."""
    seen: Seen | None
    ties: Sequence[Tied]
    among: Sequence[Perspective]
    """The perspectives it shows, it and its neighbours first where it looks from one."""


def view_of(
    perspectives: Sequence[Perspective], ties: Sequence[Tied], *, kind: str, chief: Perspective | None
) -> View:
    """Return what to show of a network; a kind of tie that there is not narrows nothing."""
    chosen = kind if kind in Relation.values else ""
    of_kind = [one for one in ties if one.relation == chosen] if chosen else ties
    if chief is None:
        return View(chosen, None, of_kind, perspectives)
    seen_so = seen_from(chief, perspectives, of_kind)
    there = {one.pk for one in seen_so.all}
    return View(chosen, seen_so, [one for one in of_kind if {one.first, one.second} <= there], seen_so.all)


def seen(view: Seen) -> str:
    """Say how many stand to a perspective directly, and through these."""
    name, near, far = view.chief.name, len(view.beside), len(view.beyond)
    if not near:
        return _("Nobody has said yet how {name} stand to others.").format(name=name)
    said = ngettext(
        "{count} other stands directly to {name}", "{count} others stand directly to {name}", near
    ).format(count=near, name=name)
    if not far:
        return f"{said}."
    more = ngettext("{count} more through these", "{count} more through these", far).format(count=far)
    return _("{near}, and {more}.").format(near=said, more=more)


@functools.lru_cache(maxsize=32)
def _shape(nodes: int, links: Pairs, arrows: Pairs) -> Network:
    """Return the shape of a network; kept, as numbers alone, for whoever reads the same one next."""
    return network(nodes, links=links, arrows=arrows)


def sentences(perspectives: Sequence[Perspective], ties: Sequence[Tied]) -> list[str]:
    """Say what is to be known of a network, the gravest first: nothing where nothing is."""
    if not ties:
        return []
    index = {one.pk: number for number, one in enumerate(perspectives)}
    names = [one.name for one in perspectives]
    shape = _shape(
        len(names),
        _pairs(ties, index, of=LINKING),
        _pairs(ties, index, of=frozenset({Relation.FUNDS})),
    )
    cuts = [_cut(one, names) for one in shape.cut_points[:2]]
    tied = {index[end] for one in ties for end in (one.first, one.second)}
    linked = {index[end] for one in ties if one.relation in LINKING for end in (one.first, one.second)}
    said = [
        _disputes(_pairs(ties, index, of=frozenset({Relation.DISPUTE})), names),
        *cuts[:1],
        _funder(shape, names),
        _apart(shape, names),
        _against([names[number] for number in sorted(tied - linked)]),
        _alone([name for number, name in enumerate(names) if number not in tied]),
        _between(shape, names),
        *cuts[1:],
    ]
    return [one for one in said if one][:AT_MOST]


def _pairs(ties: Iterable[Tied], index: Mapping[uuid.UUID, int], *, of: frozenset[Relation]) -> Pairs:
    return tuple((index[one.first], index[one.second]) for one in ties if one.relation in of)


def _disputes(pairs: Pairs, names: Sequence[str]) -> str:
    if not pairs:
        return ""
    each = [
        _("{first} with {second}").format(first=set_apart(names[one]), second=set_apart(names[two]))
        for one, two in pairs
    ]
    said = ngettext("There is {count} dispute: {pairs}.", "There are {count} disputes: {pairs}.", len(each))
    return said.format(count=len(each), pairs=listed(each))


def _cut(one: CutPoint, names: Sequence[str]) -> str:
    """Say what would be lost with somebody: the only link of some, or the way from some to the others."""
    lost = one.cut_off
    if set(lost) <= set(one.only_link_of):
        said = ngettext(
            "Without {name}, {count} other would lose its only link: {names}.",
            "Without {name}, {count} others would lose their only link: {names}.",
            len(lost),
        )
    else:
        said = ngettext(
            "Without {name}, {count} would be cut off from the others: {names}.",
            "Without {name}, {count} would be cut off from the others: {names}.",
            len(lost),
        )
    return said.format(name=names[one.node], count=len(lost), names=listed([names[node] for node in lost]))


def _funder(shape: Network, names: Sequence[str]) -> str:
    if not shape.sources or len(shape.sources[0].to) < MANY:
        return ""
    most = shape.sources[0]
    return _("{name} funds {count} of the others.").format(count=len(most.to), name=names[most.node])


def _apart(shape: Network, names: Sequence[str]) -> str:
    """Say that those who are linked fall into groups that nothing links, and who is outside the largest."""
    if len(shape.clusters) < 2:
        return ""
    largest, *others = shape.clusters
    outside = [names[node] for cluster in others for node in cluster]
    said = _("{count} groups have no link between them: one of {most}, and apart from it {names}.")
    return said.format(count=len(shape.clusters), most=len(largest), names=listed(outside))


def _against(names: Sequence[str]) -> str:
    """Say who stands to others in no other way than against them, and so is in no group and yet not alone."""
    if not names:
        return ""
    said = ngettext(
        "{count} only competes or is in dispute, and has no link to any other: {names}.",
        "{count} only compete or are in dispute, and have no link to any other: {names}.",
        len(names),
    )
    return said.format(count=len(names), names=listed(names))


def _alone(names: Sequence[str]) -> str:
    if not names:
        return ""
    said = ngettext(
        "{count} has no tie to any other: {names}.", "{count} have no tie to any other: {names}.", len(names)
    )
    return said.format(count=len(names), names=listed(names))


def _between(shape: Network, names: Sequence[str]) -> str:
    share = round(100 * max(shape.between))
    if share < OFTEN:
        return ""
    said = _(
        "{name} links the most: the shortest way between {share} in 100 pairs of the others leads that way."
    )
    return said.format(name=names[shape.between.index(max(shape.between))], share=share)
