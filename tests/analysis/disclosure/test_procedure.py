"""A reader who also knows the procedure tries every conversation there could be, and still finds nothing.

Every possible set of answers of small groups is released; those that print the same page are put together;
a number under five (or a 'nearly all') that is the same in all of them would be given away.
"""

import numpy as np
import pytest

from wholeplace.analysis.disclosure import Breakdown, release_counts, release_overall, release_sizes, tables


def every_row(people: int) -> np.ndarray:
    return np.array([(a, d, people - a - d) for a in range(people + 1) for d in range(people + 1 - a)])


def every_table(rows: list[np.ndarray]) -> np.ndarray:
    chosen = np.indices([len(row) for row in rows]).reshape(len(rows), -1)
    return np.stack([row[i] for row, i in zip(rows, chosen, strict=True)], axis=1).astype(np.int64)


def given_away(pages: np.ndarray, secrets: np.ndarray, *, small: np.ndarray) -> int:
    """Count the truths in which some small secret is the same wherever the same page is printed."""
    _, page = np.unique(pages, axis=0, return_inverse=True)
    page = page.ravel()
    least = np.full((page.max() + 1, secrets.shape[1]), np.iinfo(np.int64).max)
    most = np.full_like(least, -1)
    np.minimum.at(least, page, secrets)
    np.maximum.at(most, page, secrets)
    return int(((least == most)[page] & small).any(axis=1).sum())


ROWS = slice(6, 7)
"""Where a page holds the rows' codes of its first category."""


def pages_of(counts: np.ndarray, named: int) -> np.ndarray:
    people = counts[0].sum(axis=1)
    breakdown = Breakdown(counts[:, :named], people[:named])
    released = release_counts(counts.sum(axis=1), {"voice": breakdown}, people=int(people.sum()))
    overall, table = released.overall, released.tables["voice"]
    parts = [overall.partition, overall.cells, overall.nearly]
    parts += [table.partition, table.rows, table.cells, table.held]
    return np.concatenate([part.reshape(len(counts), -1) for part in parts], axis=1)


def test_overall_rows_of_ten_to_thirty_people_give_no_small_number_away():
    rows = np.concatenate([every_row(people) for people in range(10, 31)])
    shown = release_overall(rows)
    pages = np.column_stack([shown.partition, shown.cells, shown.base, shown.nearly])
    assert given_away(pages, rows, small=rows < 5) == 0


def test_showing_passes_against_the_rest_would_give_small_numbers_away():
    rows = every_row(20)
    small = (rows[:, 0] < 5) & (rows[:, 1] < 5)
    pages = np.where(small & (rows[:, 2] <= 15), rows[:, 2], -1)[:, None]
    assert given_away(pages[small], rows[small], small=rows[small] < 5) > 0


@pytest.mark.parametrize("people", [[14, 16], [10, 20], [9, 12], [18, 10]])
def test_two_categories_give_no_small_number_away_whatever_they_answer(people):
    counts = every_table([every_row(size) for size in people])
    secrets = counts.reshape(len(counts), -1)
    assert given_away(pages_of(counts, len(people)), secrets, small=secrets < 5) == 0


@pytest.mark.parametrize(
    ("people", "named"), [([14, 16], 1), ([20, 20], 2), ([25, 16], 2), ([10, 10, 10], 3), ([10, 10, 10], 2)]
)
def test_three_answers_of_named_and_unnamed_categories_give_no_small_number_away(people, named):
    counts = every_table([every_row(size) for size in people])
    secrets = counts.reshape(len(counts), -1)
    assert given_away(pages_of(counts, named), secrets, small=secrets < 5) == 0


def test_setting_apart_whichever_answer_is_safe_would_give_small_numbers_away(monkeypatch):
    counts = every_table([every_row(14), every_row(16)])
    secrets = counts.reshape(len(counts), -1)
    monkeypatch.setattr(tables, "split_answer", lambda overall, totals: tables.AGREE + 0 * overall)
    agree = pages_of(counts, 1)
    monkeypatch.setattr(tables, "split_answer", lambda overall, totals: tables.DISAGREE + 0 * overall)
    disagree = pages_of(counts, 1)
    tells_more = (disagree[:, ROWS] > agree[:, ROWS]).any(axis=1)
    better = np.where(tells_more[:, None], disagree, agree)
    assert given_away(better, secrets, small=secrets < 5) > 0


PLACES = [([10, 10, 10], 10), ([10, 11, 12], 9), ([13, 15, 20], 4), ([12, 14, 9], 3), ([11, 20, 6, 3], 2)]


def yes_or_no(people: list[int], unstated: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    sizes = [*people, unstated]
    counts = every_table([np.array([(a, n - a, 0) for a in range(n + 1)]) for n in sizes])
    agree = counts[:, :, 0]
    return counts, agree, (agree < 5) | (np.array(sizes) - agree < 5)


@pytest.mark.parametrize(("people", "unstated"), PLACES)
def test_several_categories_and_some_unstated_give_no_small_number_away(people, unstated):
    counts, agree, small = yes_or_no(people, unstated)
    assert given_away(pages_of(counts, len(people)), agree, small=small) == 0


def test_more_room_for_a_row_that_shows_its_base_alone_is_what_keeps_it_from_telling(monkeypatch):
    monkeypatch.setattr(tables, "MORE_ROOM", 0)
    counts, agree, small = yes_or_no([10, 11, 12], 9)
    assert given_away(pages_of(counts, 3), agree, small=small) > 0


def test_room_for_held_back_rows_is_what_keeps_the_procedure_from_telling(monkeypatch):
    monkeypatch.setattr(tables, "LEAST_PART", 5)
    counts, agree, small = yes_or_no([12, 14, 9], 3)
    assert given_away(pages_of(counts, 3), agree, small=small) > 0


def test_sizes_of_three_categories_among_forty_people_give_no_small_number_away():
    people = np.array([(a, b, c) for a in range(41) for b in range(41 - a) for c in range(41 - a - b)])
    pages = np.stack([release_sizes(40, row).people for row in people])
    secrets = np.column_stack([people, 40 - people.sum(axis=1)])
    assert given_away(pages, secrets, small=(secrets < 5) & (secrets > 0)) == 0
