"""Laws of a network's shape, against the plainest way to work each out."""

from collections import deque
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.analysis.network import network

MOST = 8
graphs = st.integers(0, MOST).flatmap(
    lambda nodes: st.tuples(
        st.just(nodes),
        st.lists(st.tuples(*[st.integers(0, max(nodes - 1, 0))] * 2), max_size=14 if nodes else 0),
    )
)


def parts(nodes: set[int], links: list[tuple[int, int]]) -> list[set[int]]:
    """Return which of these nodes hang together, by spreading out from each."""
    left, found = set(nodes), []
    while left:
        part = {min(left)}
        while (
            grown := {end for pair in links if set(pair) <= nodes and set(pair) & part for end in pair} - part
        ):
            part |= grown
        found.append(part)
        left -= part
    return found


def shortest(nodes: int, links: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, ...]]:
    """Return every shortest way from one node to another, by trying all."""
    linked = {frozenset(pair) for pair in links}
    ways, found = deque([(start,)]), []
    while ways:
        way = ways.popleft()
        if found and len(way) > len(found[0]):
            break
        if way[-1] == end:
            found.append(way)
        ways += [
            (*way, node) for node in range(nodes) if node not in way and frozenset((way[-1], node)) in linked
        ]
    return found


@given(graphs)
def test_clusters_and_who_stands_alone_are_what_spreading_out_finds(graph):
    nodes, links = graph
    shape, found = network(nodes, links=links), parts(set(range(nodes)), links)
    assert {frozenset(one) for one in shape.clusters} == {frozenset(one) for one in found if len(one) > 1}
    assert [set(one) for one in found if len(one) == 1] == [{one} for one in shape.alone]
    sizes = [len(one) for one in shape.clusters]
    assert sizes == sorted(sizes, reverse=True)


@given(graphs)
def test_cut_points_are_those_whose_leaving_parts_others_and_the_parts_are_what_is_left(graph):
    nodes, links = graph
    found = {
        one.node: {frozenset(part) for part in one.parts} for one in network(nodes, links=links).cut_points
    }
    expected = {}
    for node in range(nodes):
        (around,) = [part for part in parts(set(range(nodes)), links) if node in part]
        left = parts(around - {node}, links)
        if len(left) > 1:
            expected[node] = {frozenset(part) for part in left}
    assert found == expected


@given(graphs)
def test_what_is_cut_off_is_all_but_the_largest_part(graph):
    nodes, links = graph
    cut_points = network(nodes, links=links).cut_points
    for one in cut_points:
        sizes = sorted((len(part) for part in one.parts), reverse=True)
        assert len(one.cut_off) == (len(sizes) if sizes[0] == 1 else sum(sizes[1:]))
        alone = {
            node
            for node in range(nodes)
            if {end for pair in links if node in pair for end in pair} - {node} == {one.node}
        }
        assert set(one.only_link_of) == alone
    lost = [len(one.cut_off) for one in cut_points]
    assert lost == sorted(lost, reverse=True)


@given(graphs)
def test_betweenness_is_the_share_of_shortest_ways_through_a_node(graph):
    nodes, links = graph
    share = [0.0] * nodes
    for start, end in combinations(range(nodes), 2):
        ways = shortest(nodes, links, start, end)
        for way in ways:
            for node in way[1:-1]:
                share[node] += 1 / len(ways)
    pairs = max((nodes - 1) * (nodes - 2) / 2, 1)
    assert network(nodes, links=links).between == pytest.approx([one / pairs for one in share])


def test_in_a_larger_network_betweenness_is_what_the_library_finds_node_by_node():
    graph = nx.gnm_random_graph(120, 300, seed=7)
    found = network(120, links=graph.edges).between
    assert found == pytest.approx([one for _node, one in sorted(nx.betweenness_centrality(graph).items())])


@given(graphs, st.permutations(range(MOST)))
def test_what_nodes_are_numbered_changes_nothing(graph, order):
    nodes, links = graph
    order = [one for one in order if one < nodes]
    shape = network(nodes, links=links)
    other = network(nodes, links=[(order[one], order[two]) for one, two in links])
    assert [other.between[order[node]] for node in range(nodes)] == pytest.approx(list(shape.between))
    assert {order[one.node] for one in shape.cut_points} == {one.node for one in other.cut_points}


@given(graphs)
def test_arrows_lead_from_their_sources_and_link_nothing(graph):
    nodes, arrows = graph
    shape = network(nodes, links=[], arrows=arrows)
    assert (shape.clusters, shape.cut_points) == ((), ())
    assert {(one.node, to) for one in shape.sources for to in one.to} == {
        pair for pair in arrows if pair[0] != pair[1]
    }
    counts = [len(one.to) for one in shape.sources]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("link", [(0, 3), (-1, 0)])
def test_a_link_to_a_node_that_is_not_there_is_no_network(link):
    with pytest.raises(ValueError, match="not there"):
        network(3, links=[link])
