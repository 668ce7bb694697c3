"""Which databases a test runs on in the quick run: SQLite and, in the full run, both, unless it says otherwise."""

import pytest

on_sqlite_first = pytest.mark.parametrize(
    "told", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)], indirect=True
)
"""Tests of the tests: a broken program is found out on SQLite each time, on both in the full run."""
on_both = pytest.mark.parametrize("told", ["sqlite", "postgresql"], indirect=True)
"""What must hold on both each time."""
on_postgresql = pytest.mark.parametrize("told", ["postgresql"], indirect=True)
"""What there is on PostgreSQL alone."""
