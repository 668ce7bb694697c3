"""Linear and integer programmes over kinds of people, solved by HiGHS: on one thread, the same answer each time."""

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

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


@dataclass(frozen=True)
class Solved:
    """The values of the columns, the price of each row, and what was reached: proved, at most `bound` can be."""

    values: Floats
    prices: Floats
    reached: float
    bound: float
    proved: bool
    """Whether nothing is better, but for the gap that was allowed."""


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
        self._asks = self._solver.cbSimplexInterrupt
        self._every = np.arange(rows.shape[1], dtype=np.int32)

    def whole(self, *, gap: float = 0.0, nodes: int | None = None) -> "Programme":
        """Ask for whole numbers from now on; within `gap` of the best, or the best of so many `nodes`."""
        kinds = np.full(len(self._every), highspy.HighsVarType.kInteger)
        self._solver.changeColsIntegrality(len(self._every), self._every, kinds)
        self._solver.setOptionValue("mip_rel_gap", gap)
        self._asks = self._solver.cbMipInterrupt
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

    def solve(self, *, left: Callable[[], float] | None = None) -> Solved:
        """Solve it; where it is said how many seconds are left, that is asked again and again, and once none are, it stops.

        Raises:
            Impossible: nothing meets every row.
            Unfinished: no solution was found in time.

        """
        if self._hopeless:
            raise Impossible
        if left is None:
            self._solver.run()
        else:
            self._run_while(left)
        status, info = self._solver.getModelStatus(), self._solver.getInfo()
        if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            raise Impossible
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            raise Unfinished(str(status))
        solution = self._solver.getSolution()
        reached = info.objective_function_value
        done = status == highspy.HighsModelStatus.kOptimal
        bound = reached if done and info.mip_node_count < 0 else info.mip_dual_bound
        return Solved(np.asarray(solution.col_value), np.asarray(solution.row_dual), reached, bound, done)

    def _run_while(self, left: Callable[[], float]) -> None:
        """Run while time is left; what is raised where it is asked is raised once the solver has stopped."""
        if left() <= 0:
            raise Unfinished
        kept = _Kept()

        def asked(event: Any) -> None:
            stops = True
            with kept:
                stops = left() <= 0
            event.interrupt(stops)

        self._asks.subscribe(asked)
        self._solver.run()
        self._asks.unsubscribe(asked)
        if kept.error:
            raise kept.error


class _Kept:
    """Keeps what is raised within it: the solver could not carry it through."""

    error: BaseException | None = None

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Keep it."""
        self.error = self.error or error
        return True
