"""Linear and integer programmes over kinds of people, solved by HiGHS: on one thread, the same answer each time."""

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]

EXACT = 1e-9
"""How far a solution may be from meeting a row."""
OPTIONS = {
    "threads": 1,
    "random_seed": 1,
    "primal_feasibility_tolerance": EXACT,
    "dual_feasibility_tolerance": EXACT,
    "mip_feasibility_tolerance": EXACT,
}


class Impossible(Exception):  # noqa: N818 it is an answer, not a fault
    """Raised where nothing meets every row."""


class Unfinished(Exception):  # noqa: N818 it is an answer, not a fault
    """Raised where the solver stopped before it knew."""


def forever() -> float:
    """Return that time never runs out."""
    return float("inf")


@dataclass(frozen=True)
class Solved:
    """The values of the columns, the price of each row, and what was reached: proved, at most `bound` can be."""

    values: Floats
    prices: Floats
    reached: float
    bound: float


class Programme:
    """Columns between bounds, rows between bounds, and what is made as great as can be; each solving begins where the last ended."""

    def __init__(
        self, rows: csr_array, *, between: tuple[Floats, Floats], columns: tuple[Floats, Floats]
    ) -> None:
        """Take rows (m, n) with their lower and upper bounds (m,), and columns with theirs (n,)."""
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = rows.shape
        model.col_cost_ = np.zeros(rows.shape[1])
        model.col_lower_, model.col_upper_ = columns
        model.row_lower_, model.row_upper_ = between
        model.sense_ = highspy.ObjSense.kMaximize
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = rows.indptr, rows.indices
        model.a_matrix_.value_ = rows.data
        self._solver = highspy.Highs()
        self._solver.silent()
        for name, value in OPTIONS.items():
            self._solver.setOptionValue(name, value)
        self._solver.passModel(model)
        lower, upper = between
        self._hopeless = not rows.shape[1] and bool((lower > 0).any() or (upper < 0).any())
        self._every = np.arange(rows.shape[1], dtype=np.int32)

    def whole(self, *, gap: float = 0.0, nodes: int | None = None) -> "Programme":
        """Ask for whole numbers from now on; within `gap` of the best, or the best of so many `nodes`."""
        kinds = np.full(len(self._every), highspy.HighsVarType.kInteger)
        self._solver.changeColsIntegrality(len(self._every), self._every, kinds)
        self._solver.setOptionValue("mip_rel_gap", gap)
        if nodes is not None:
            self._solver.setOptionValue("mip_max_nodes", nodes)
        return self

    def seek(self, costs: Floats) -> None:
        """Say what is made as great as can be: the sum of the columns, each this many times (n,)."""
        self._solver.changeColsCost(len(self._every), self._every, costs)

    def bound_column(self, column: int, *, lower: float, upper: float) -> None:
        """Move the bounds of a column."""
        self._solver.changeColBounds(column, lower, upper)

    def bound_row(self, row: int, *, lower: float, upper: float) -> None:
        """Move the bounds of a row."""
        self._solver.changeRowBounds(row, lower, upper)

    def solve(self, *, seconds: float | None = None) -> Solved:
        """Solve it, in so many seconds where they are given.

        Raises:
            Impossible: nothing meets every row.
            Unfinished: no solution was found in time.

        """
        if self._hopeless:
            raise Impossible
        until = np.inf if seconds is None else self._solver.getRunTime() + max(seconds, 0.0)
        self._solver.setOptionValue("time_limit", until)
        self._solver.run()
        status, info = self._solver.getModelStatus(), self._solver.getInfo()
        if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            raise Impossible
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            raise Unfinished(str(status))
        solution = self._solver.getSolution()
        reached = info.objective_function_value
        done = status == highspy.HighsModelStatus.kOptimal
        bound = reached if done and info.mip_node_count < 0 else info.mip_dual_bound
        return Solved(np.asarray(solution.col_value), np.asarray(solution.row_dual), reached, bound)
