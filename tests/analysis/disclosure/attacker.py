"""A reader who has every released table and works out, by linear programming, what was hidden.

Attributes meet only in the overall row, so any tables that share it fit together into one crossing of all
attributes: the tables side by side bound a hidden cell exactly as the full crossing does. All statements
are attacked at once, because the people of a category are the same on each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from wholeplace.analysis.disclosure import HIDDEN, NEARLY, Partition, ReleasedCounts, Row

if TYPE_CHECKING:
    from .rounds import Round


@dataclass
class Puzzle:
    """The unknown whole numbers, their true values, and all that is known about them."""

    truth: list[int] = field(default_factory=list)
    names: list[tuple] = field(default_factory=list)
    equal: list[tuple[list[int], list[float], float]] = field(default_factory=list)
    at_most: list[tuple[list[int], list[float], float]] = field(default_factory=list)

    def unknown(self, name: tuple, truth: int) -> int:
        self.truth.append(int(truth))
        self.names.append(name)
        return len(self.truth) - 1

    def know(self, cells: list[int], total: float) -> None:
        self.equal.append((cells, [1.0] * len(cells), float(total)))

    def know_same(self, parts: list[int], whole: int) -> None:
        self.equal.append(([*parts, whole], [1.0] * len(parts) + [-1.0], 0.0))

    def know_at_most(self, cells: list[int], limit: float) -> None:
        self.at_most.append((cells, [1.0] * len(cells), float(limit)))

    def know_no_more_than(self, cells: list[int], whole: int) -> None:
        self.at_most.append(([*cells, whole], [1.0] * len(cells) + [-1.0], 0.0))


def recovered(made: Round, released: ReleasedCounts) -> list[tuple]:
    """Name the hidden numbers under five, of categories that have people, that can be worked out."""
    puzzle, suspects = describe(made, released)
    return [puzzle.names[cell] for cell in pinned(puzzle, suspects)]


def describe(made: Round, released: ReleasedCounts) -> tuple[Puzzle, list[int]]:
    """Write down all that is printed, and which small numbers it must not give away."""
    puzzle = Puzzle()
    suspects: list[int] = []
    overall = _overall(puzzle, made, released, suspects)
    for name in made.attributes:
        _table(puzzle, made, released, name, overall, suspects)
    return puzzle, suspects


def _overall(puzzle: Puzzle, made: Round, released: ReleasedCounts, suspects: list[int]) -> list[list[int]]:
    shown, rows = released.overall, []
    for s, counts in enumerate(made.overall):
        cells = [puzzle.unknown(("overall", s, answer), counts[answer]) for answer in range(3)]
        rows.append(cells)
        if shown.partition[s] != Partition.NOTHING:
            puzzle.know(cells, shown.base[s])
            _printed(puzzle, cells, shown.cells[s])
            merged = [cell for cell, value in zip(cells, shown.cells[s], strict=True) if value == HIDDEN]
            if shown.nearly[s] != HIDDEN:
                puzzle.know_at_most([cell for cell in merged if cell != cells[shown.nearly[s]]], NEARLY)
        if counts.sum() > 0:
            suspects += [cell for cell in cells if puzzle.truth[cell] < 5]
        if released.people != HIDDEN:
            puzzle.know_at_most(cells, released.people)
    return rows


def _printed(puzzle: Puzzle, cells: list[int], values: np.ndarray) -> None:
    for cell, value in zip(cells, values, strict=True):
        if value != HIDDEN:
            puzzle.know([cell], value)


def _table(
    puzzle: Puzzle, made: Round, released: ReleasedCounts, name: str, overall: list, suspects: list[int]
) -> None:
    truth, table, sizes = made.attributes[name], released.tables[name], released.sizes[name]
    unstated = made.people - truth.people.sum()
    people = [puzzle.unknown((name, "people", c), n) for c, n in enumerate([*truth.people, unstated])]
    if released.people != HIDDEN:
        puzzle.know(people, released.people)
    _printed(puzzle, people[:-1], sizes.people)
    suspects += [cell for cell in people[:-1] if 0 < puzzle.truth[cell] < 5]
    for s, counts in enumerate(truth.counts):
        rest = made.overall[s] - counts.sum(axis=0)
        rows = [
            [puzzle.unknown((name, s, c, answer), row[answer]) for answer in range(3)]
            for c, row in enumerate([*counts, rest])
        ]
        for answer in range(3):
            puzzle.know_same([row[answer] for row in rows], overall[s][answer])
        for c, cells in enumerate(rows):
            puzzle.know_no_more_than(cells, people[c])
            if sum(puzzle.truth[cell] for cell in cells) > 0:
                suspects += [cell for cell in cells if puzzle.truth[cell] < 5]
            if c < len(counts):
                _row(puzzle, cells, table, s, c, released.overall.nearly[s])


def _row(puzzle: Puzzle, cells: list[int], table, s: int, c: int, overall_nearly: int) -> None:
    kind = table.rows[s, c]
    if kind == Row.HIDDEN:
        _told_why(puzzle, cells, held=table.held[s, c])
        return
    puzzle.know(cells, table.base[s, c])
    _printed(puzzle, cells, table.cells[s, c])
    apart = {Partition.AGREE_OR_NOT: 0, Partition.DISAGREE_OR_NOT: 1}.get(table.partition[s], overall_nearly)
    if kind == Row.NEARLY_ALL:
        puzzle.know_at_most([cell for answer, cell in enumerate(cells) if answer != apart], NEARLY)
    if kind == Row.NEARLY_NONE:
        puzzle.know_at_most([cells[apart]], NEARLY)


def _told_why(puzzle: Puzzle, cells: list[int], *, held: bool) -> None:
    """The page says of a hidden row whether fewer than ten answered, or ten or more."""
    if held:
        whole = puzzle.unknown(
            ("answered", *puzzle.names[cells[0]]), sum(puzzle.truth[cell] for cell in cells)
        )
        puzzle.know_same(cells, whole)
        puzzle.at_most.append(([whole], [-1.0], -10.0))
    else:
        puzzle.know_at_most(cells, 9)


def pinned(puzzle: Puzzle, suspects: list[int]) -> list[int]:
    """Return the suspects whose least and greatest whole value agree; random corners clear most of them."""
    truth = np.array(puzzle.truth)
    facts = _facts(puzzle)
    assert np.allclose(facts["A_eq"] @ truth, facts["b_eq"])
    assert facts["A_ub"] is None or (facts["A_ub"] @ truth <= facts["b_ub"] + 1e-9).all()
    low, high = truth.astype(float), truth.astype(float)
    rng = np.random.default_rng(0)
    for _ in range(6):
        corner = _solve(rng.normal(size=len(truth)), facts)
        low, high = np.minimum(low, corner), np.maximum(high, corner)
    found = []
    for cell in suspects:
        if np.floor(high[cell] + 1e-6) > np.ceil(low[cell] - 1e-6):
            continue
        aim = np.eye(1, len(truth), cell)[0]
        least, most = _solve(aim, facts)[cell], _solve(-aim, facts)[cell]
        if np.floor(most + 1e-6) <= np.ceil(least - 1e-6):
            found.append(cell)
    return found


def _facts(puzzle: Puzzle) -> dict:
    size = len(puzzle.truth)
    known, totals = _matrix(puzzle.equal, size)
    limited, limits = _matrix(puzzle.at_most, size)
    return {"A_eq": known, "b_eq": totals, "A_ub": limited, "b_ub": limits}


def _matrix(lines: list, size: int) -> tuple:
    if not lines:
        return None, None
    rows = np.repeat(np.arange(len(lines)), [len(cells) for cells, _, _ in lines])
    columns = np.concatenate([cells for cells, _, _ in lines])
    weights = np.concatenate([weight for _, weight, _ in lines])
    return csr_array((weights, (rows, columns)), shape=(len(lines), size)), np.array(
        [total for *_, total in lines]
    )


def _solve(aim: np.ndarray, facts: dict) -> np.ndarray:
    bounds = (0, 1000)
    answer = linprog(aim, **facts, bounds=bounds, method="highs")
    assert answer.status == 0, answer.message
    return answer.x
