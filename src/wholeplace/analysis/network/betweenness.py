"""Betweenness of every node at once, as products of matrices: a page has no time to go from node to node."""

from collections.abc import Sequence
from typing import Any


def betweenness(nodes: int, links: Sequence[tuple[int, int]]) -> tuple[float, ...]:
    """Return for each node the share, from 0 to 1, of the pairs of other nodes whose shortest ways lead through it.

    Where several ways are shortest, each counts for its part; a pair that nothing links counts for nobody. `links` are
    pairs of different nodes from 0 to `nodes` - 1, each once. Brandes, "A faster algorithm for betweenness centrality",
    2001: ways are counted outwards from every node, then what depends on each is added up inwards; here one product of
    a sparse matrix takes that step for all nodes (`nodes` x `nodes` numbers, as many products as the longest way has
    links).
    """
    if nodes < 3 or not links:
        return (0.0,) * nodes
    import numpy as np  # noqa: PLC0415 takes long to load, and few pages need it
    from scipy.sparse import csr_array  # noqa: PLC0415

    ends = np.array([*links, *((second, first) for first, second in links)])
    linked = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(nodes, nodes))
    steps = _outwards(linked, np.eye(nodes))
    ways = sum(steps)
    depending = np.zeros((nodes, nodes))
    for outer, inner in zip(steps[:0:-1], steps[-2::-1], strict=True):
        share = np.divide(1 + depending, ways, out=np.zeros_like(ways), where=outer > 0)
        depending += inner * (linked @ share)
    np.fill_diagonal(depending, 0)
    return tuple((depending.sum(axis=1) / ((nodes - 1) * (nodes - 2))).tolist())


def _outwards(linked: Any, start: Any) -> list[Any]:
    """Return the number of shortest ways to each node (row) from each (column), for each length of them in turn."""
    steps, reached = [start], start > 0
    while True:
        following = linked @ steps[-1]
        following[reached] = 0
        if not following.any():
            return steps
        steps.append(following)
        reached |= following > 0
