"""Reliability: what the service must hold while its processes, its database and its disk fail under it.

Every test starts an installation of its own (a folder, a database nobody else uses, `wholeplace serve` in its own
processes) and uses it over HTTP on the loopback. `make test` runs small counts on SQLite, and eight kills while people vote
on a PostgreSQL server that the tests start for themselves; `make soak` runs the full counts, and all of them on both. What breaks the program on purpose, so that
each test is seen to fail, lies in `sabotage/` and mostly runs in the long run.

killed      kill -9 of everything, one process, a worker apart, or the database, at random moments: nothing acknowledged is lost
imports     the same in the middle of an import and of its analysis: the old state or the new
            and no answer of people who vote meanwhile, nor is one there twice
full        no room on the disk: 503 to whoever votes, reading goes on, and all goes on once there is room
synced      each reply comes after the database's log was written to the disk
busy        a database locked, restarted or away: 503 and when to come back, on every page and in the API
uploads     hostile and odd files at every door that takes one: a word that names file or row, and the service goes on
parallel    fifty identical requests at once: one effect, one answer

Tests that start the service often have it started by a `nursery`, which has the program loaded already.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.reliability.databases import Database, OnSqlite, OwnServer
from tests.reliability.installation import Installation


@pytest.fixture(scope="session")
def own_server() -> Iterator[OwnServer]:
    """A PostgreSQL server that the tests may kill."""
    server = OwnServer()
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation on either database with a small place in it: copied for each test, never served itself."""
    home = tmp_path_factory.mktemp(f"told-{request.param}")
    database: Database = OnSqlite(home / "wholeplace.sqlite3")
    if request.param == "postgresql":
        database = request.getfixturevalue("own_server").make("told")
    installation = Installation(home, database)
    installation.tell_story()
    return installation


@pytest.fixture
def installation(
    told: Installation, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Installation]:
    """An installation of this test's own, not yet served; whatever runs at the end is ended."""
    home = shutil.copytree(told.home, tmp_path / "home")
    database: Database = OnSqlite(home / "wholeplace.sqlite3")
    if told.database.vendor == "postgresql":
        server = request.getfixturevalue("own_server")
        server.start()
        database = server.make(f"copy_{abs(hash(request.node.nodeid))}", like="told")
    copy = Installation(home, database, people=told.people, facts=told.facts)
    yield copy
    copy.stop()
