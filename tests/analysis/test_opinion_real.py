"""Real conversations: near the groups Polis published, and every figure equal to the formulas and the peer."""

import os
import subprocess
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from benches.opinion_data import NOT_COMPARABLE, Conversation, adjusted_rand, conversations
from tests.analysis.polis_formulas import figures, select

from wholeplace.analysis.opinion import Landscape, analyse
from wholeplace.analysis.opinion.representative import side_figures

pytestmark = pytest.mark.data
PEERS_MEDIAN = 0.742
"""Median adjusted Rand index of red-dwarf 0.4.0 over the comparable conversations, as benches.opinion found it."""


@pytest.fixture(scope="module")
def analysed() -> list[tuple[Conversation, Landscape]]:
    if "WHOLEPLACE_DATA" not in os.environ:
        pytest.skip("WHOLEPLACE_DATA does not name the folder of real conversations")
    found = conversations(Path(os.environ["WHOLEPLACE_DATA"]) / "polis")
    return [(c, analyse(c.matrix(), moderated=c.moderated, seed=1, mode="parity")) for c in found]


def table_of(found: Conversation) -> np.ndarray:
    table = np.full((found.people, found.statements), np.nan)
    table[found.person, found.statement] = found.value
    return table


def test_groups_are_at_least_as_near_to_those_published_as_the_peers(analysed):
    agreements = []
    for found, landscape in analysed:
        both = (landscape.labels >= 0) & (found.published >= 0)
        if found.name not in NOT_COMPARABLE:
            agreements.append(adjusted_rand(landscape.labels[both], found.published[both]))
    assert median(agreements) >= PEERS_MEDIAN


def test_those_taking_part_are_those_polis_put_in_a_group(analysed):
    for found, landscape in analysed:
        assert not (landscape.taking_part & (found.published < 0)).any(), found.name
        assert ((found.published >= 0) & ~landscape.taking_part).sum() <= 2, found.name


def test_every_representative_statement_and_figure_follows_the_formulas(analysed):
    for found, landscape in analysed:
        table = table_of(found)
        groups = [table[landscape.labels == g] for g in range(landscape.groups)]
        counts = [[(g == 1).sum(0), (g == -1).sum(0), (~np.isnan(g)).sum(0)] for g in groups]
        whole = np.sum(counts, axis=0)
        out = set(np.flatnonzero(found.moderated).tolist())
        for own, listed in zip(counts, landscape.representative, strict=True):
            cells = np.concatenate((own, whole - np.array(own))).T.tolist()
            stats = [figures(*cell) for cell in cells]
            assert [(s.statement, s.direction, s.best_agree) for s in listed] == select(stats, out)
            for s in listed:
                expected = stats[s.statement]
                assert s.ratio_test == pytest.approx(expected[f"r{s.direction[0]}t"], abs=1e-9)
                assert s.share_test == pytest.approx(expected[f"p{s.direction[0]}t"], abs=1e-9)


def test_figures_equal_the_peers_to_nine_places(analysed, tmp_path):
    if "WHOLEPLACE_PEER" not in os.environ:
        pytest.skip("WHOLEPLACE_PEER does not name the Python of an environment with red-dwarf 0.4.0")
    script = Path(__file__).parents[2] / "benches" / "opinion_peer_figures.py"
    given, told = tmp_path / "given.npz", tmp_path / "told.npz"
    for found, landscape in analysed:
        inside = landscape.labels >= 0
        labels, table = landscape.labels[inside], table_of(found)[inside]
        np.savez(given, table=table, labels=labels, extremity=landscape.extremity)
        subprocess.run([os.environ["WHOLEPLACE_PEER"], str(script), str(given), str(told)], check=True)
        theirs = np.load(told)
        counts = landscape.by_group
        for way, inside_counts in enumerate((counts.agree, counts.disagree)):
            side = side_figures(inside_counts, counts.seen)
            assert np.array_equal(inside_counts, theirs["votes"][way])
            for name in ("share", "ratio", "share_test", "ratio_test"):
                assert getattr(side, name) == pytest.approx(theirs[name][way], abs=1e-9), (found.name, name)
        assert landscape.group_aware_consensus == pytest.approx(theirs["consensus"][0], abs=1e-9)
        assert landscape.priority == pytest.approx(theirs["priority"], rel=1e-9)
