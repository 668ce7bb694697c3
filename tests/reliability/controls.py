"""Where a test of the tests runs: a broken program is found out on SQLite each time, on both in the full run."""

import pytest

on_sqlite_first = pytest.mark.parametrize(
    "told", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)], indirect=True
)
