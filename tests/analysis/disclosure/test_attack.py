"""Nobody can work out a small number from everything released, and would if the rules were off."""

import dataclasses
from collections.abc import Iterator

import numpy as np
import pytest

from wholeplace.analysis.disclosure import Partition, Row, release_counts, release_overall, sizes, tables

from .attacker import describe, recovered
from .rounds import Round, make_round


def release(made: Round):
    return release_counts(made.overall, made.attributes, people=made.people)


def broken(seeds: range, let_out) -> Iterator[int]:
    """Name, one after the other, the conversations in which the attacker finds a number."""
    for seed in seeds:
        made = make_round(seed, statements=2)
        if recovered(made, let_out(made)):
            yield seed


def test_the_attacker_recovers_no_small_number_from_fifteen_conversations():
    assert list(broken(range(15), release)) == []


@pytest.mark.soak
def test_the_attacker_recovers_no_small_number_from_five_hundred_conversations():
    assert list(broken(range(1000, 1500), release)) == []


def test_the_attacker_has_something_to_look_for():
    hunted = [len(describe(made, release(made))[1]) for made in map(make_round, range(40))]
    assert sum(hunted) > 2000


def test_without_secondary_suppression_the_attacker_wins(monkeypatch):
    monkeypatch.setattr(tables, "without_smallest", lambda mask, people, where: mask)
    monkeypatch.setattr(sizes, "without_smallest", lambda mask, people, where: mask)
    assert next(broken(range(40), release), None) is not None


def test_without_one_partition_for_a_whole_table_the_attacker_wins():
    assert next(broken(range(40), rows_each_in_their_own_parts), None) is not None


def rows_each_in_their_own_parts(made: Round):
    """Release the same rows as always, but each in the finest parts that are safe for that row by itself."""
    released = release(made)
    loose = {}
    for name, table in released.tables.items():
        counts = made.attributes[name].counts
        alone = release_overall(counts.reshape(-1, 3)).cells.reshape(counts.shape)
        kind = np.where(
            table.shown & (alone >= 0).any(axis=2), Row.EXACT, np.minimum(table.rows, Row.BASE_ONLY)
        )
        loose[name] = dataclasses.replace(
            table,
            partition=np.full_like(table.partition, Partition.EVERY_ANSWER),
            rows=kind,
            cells=np.where(table.shown[:, :, None], alone, -1),
        )
    return dataclasses.replace(released, tables=loose)
