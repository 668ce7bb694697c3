import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.analysis.disclosure import (
    Row,
    printed_counts,
    printed_ranges,
    release_counts,
)

from .rounds import make_round, quick


@quick
@given(st.integers(0, 10**6))
def test_stand_in_counts_add_up_to_the_base_and_repeat_what_is_printed(seed):
    made = make_round(seed)
    released = release_counts(made.overall, made.attributes, people=made.people)
    for table in released.tables.values():
        counts = printed_counts(released.overall, table)
        told = ~np.isnan(counts).any(axis=2)
        assert (counts[told] >= 0).all()
        assert np.allclose(counts[told].sum(axis=1), table.base[told])
        assert (counts[table.cells >= 0] == table.cells[table.cells >= 0]).all()
        ranged = printed_ranges(released.overall, table).low >= 0
        assert (told == (np.isin(table.rows, [Row.EXACT, Row.NEARLY_ALL, Row.NEARLY_NONE]) | ranged)).all()
