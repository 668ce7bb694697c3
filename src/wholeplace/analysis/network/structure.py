"""The shape of a network: its clusters, who stands alone, whom the others are linked through, and who gives to many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wholeplace.analysis.network.betweenness import betweenness

Pair = tuple[int, int]


@dataclass(frozen=True)
class CutPoint:
    """A node without which its cluster falls apart, and the parts that would be left, the largest first.

    Parts of the same size stand in the order of their first nodes; the nodes of each, and they, are counted from 0.
    """

    node: int
    parts: tuple[tuple[int, ...], ...]

    @property
    def cut_off(self) -> tuple[int, ...]:
        """The nodes outside the largest part; every one where no part holds more than one."""
        lost = self.parts if self.single else self.parts[1:]
        return tuple(sorted(node for part in lost for node in part))

    @property
    def single(self) -> bool:
        """Whether no part holds more than one node, so that each loses its only link."""
        return len(self.parts[0]) == 1

    @property
    def only_link_of(self) -> tuple[int, ...]:
        """The nodes that are linked to this one alone."""
        return tuple(sorted(part[0] for part in self.parts if len(part) == 1))


@dataclass(frozen=True)
class Source:
    """A node from which arrows lead to others, and which others those are, in their order."""

    node: int
    to: tuple[int, ...]


@dataclass(frozen=True)
class Network:
    """What holds of a network; nodes are counted from 0."""

    clusters: tuple[tuple[int, ...], ...]
    """The nodes that hang together, two or more at a time, the most first."""
    alone: tuple[int, ...]
    """The nodes without a link."""
    cut_points: tuple[CutPoint, ...]
    """The nodes that hold others in the network, those that would cut off the most first."""
    between: tuple[float, ...]
    """For each node the share, from 0 to 1, of the pairs of other nodes whose shortest ways lead through it."""
    sources: tuple[Source, ...]
    """The nodes that arrows lead from, those with the most first."""


def network(nodes: int, *, links: Iterable[Pair], arrows: Iterable[Pair] = ()) -> Network:
    """Return the shape of a network of so many nodes.

    `links` hold both ways, and so many of them between the same two count as one; `arrows` lead from the first to the
    second, and are no links unless they are among those too. A link of a node to itself is left out. Nodes from 0 to
    `nodes` - 1, or ValueError.

    Cut points are those of Hopcroft and Tarjan, "Efficient algorithms for graph manipulation", 1973 (algorithm 447):
    a child of a depth-first walk that no way leads up from past its parent is cut off with everything below it.
    Betweenness is Freeman's, "A set of measures of centrality based on betweenness", 1977, relative to all pairs.
    """
    import networkx as nx  # noqa: PLC0415 takes long to load, and few pages need it

    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    pairs = sorted({(min(pair), max(pair)) for pair in links if pair[0] != pair[1]})
    graph.add_edges_from(pairs)
    if len(graph) > nodes or any(min(pair) < 0 for pair in pairs):
        raise ValueError("A link leads to a node that is not there.")
    found = [tuple(sorted(one)) for one in nx.connected_components(graph)]
    clusters = sorted((one for one in found if len(one) > 1), key=lambda one: (-len(one), one))
    cut_points = [one for cluster in clusters for one in _cut_points(graph, cluster)]
    return Network(
        clusters=tuple(clusters),
        alone=tuple(one[0] for one in found if len(one) == 1),
        cut_points=tuple(sorted(cut_points, key=lambda one: (-len(one.cut_off), one.node))),
        between=betweenness(nodes, pairs),
        sources=_sources(arrows),
    )


def _sources(arrows: Iterable[Pair]) -> tuple[Source, ...]:
    reached: dict[int, set[int]] = defaultdict(set)
    for first, second in arrows:
        if first != second:
            reached[first].add(second)
    found = [Source(node, tuple(sorted(others))) for node, others in reached.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.to), one.node)))


def _cut_points(graph: Any, cluster: Sequence[int]) -> list[CutPoint]:
    """Return the cut points of one cluster, from a single walk through it."""
    import networkx as nx  # noqa: PLC0415

    order: list[int] = []
    found: dict[int, int] = {}
    up: dict[int, int] = {}
    below: dict[int, list[list[int]]] = defaultdict(list)
    for node, other, step in nx.dfs_labeled_edges(graph, cluster[0]):
        if step == "forward":
            found[other] = up[other] = len(order)
            order.append(other)
        elif step == "nontree":
            up[node] = min(up[node], found[other])
        elif node != other:
            up[node] = min(up[node], up[other])
            if up[other] >= found[node]:
                below[node].append(order[found[other] :])
    return [made for node, parts in below.items() if (made := _cut_point(node, parts, cluster))]


def _cut_point(node: int, below: Sequence[Sequence[int]], cluster: Sequence[int]) -> CutPoint | None:
    """Return what is left where a node goes: the parts below it, and the rest; nothing where that is one part."""
    rest = set(cluster).difference([node], *below)
    parts = [tuple(sorted(part)) for part in (*below, rest) if part]
    if len(parts) < 2:
        return None
    return CutPoint(node, tuple(sorted(parts, key=lambda part: (-len(part), part))))
