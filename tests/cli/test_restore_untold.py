"""A restore that dies before the record says so is put on record by whatever runs next, once, on either database."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from tests.cli.test_backups import home, run
from tests.kernel.scene import Scene, at_once, on_disk, own_keys, shared_saltmarsh, tell

from wholeplace.cli.installation import MIGRATE
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.ledger.restoring import restore_is_untold, tell_of_restore
from wholeplace.kernel.places import Place

__all__ = ["home", "on_disk", "own_keys", "shared_saltmarsh"]

DYING = """
import os, signal, sys
from wholeplace.cli import main, start
start()
from wholeplace.cli import backups, databases
from wholeplace.kernel.ledger import restoring

def die(*_args, **_kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

def die_at_the_second(*args, **kwargs):
    restoring.note_restore = die
    return note_restore(*args, **kwargs)

note_restore = restoring.note_restore
tell_of_restore = backups.tell_of_restore
if sys.argv[1] == "before it is replaced":
    backups.load = die
elif sys.argv[1] == "while it is replaced":
    databases.put = databases._done = die
elif sys.argv[1] == "before its tables are brought up to date":
    backups.call_command = die
elif sys.argv[1] == "before the entries":
    backups.tell_of_restore = die
elif sys.argv[1] == "between two entries":
    restoring.note_restore = die_at_the_second
elif sys.argv[1] == "after the entries":
    backups.tell_of_restore = lambda: die(tell_of_restore())
main(sys.argv[2:])
"""
NEXT = "import sys; from wholeplace.cli import main; main(sys.argv[1:])"
UNTOLD = ("before its tables are brought up to date", "before the entries", "between two entries")


def in_a_process(home: Path, program: str, *words: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run a program of its own on the very database of this test."""
    at = connection.settings_dict
    url = f"sqlite:///{at['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}/{at['NAME']}"
    connection.close()
    own = {
        "WHOLEPLACE_DATABASE_URL": url,
        "WHOLEPLACE_HOME": str(home),
        "WHOLEPLACE_KEYS": str(home / "keys"),
        "WHOLEPLACE_SECRET_KEY": "test",
    }
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        capture_output=True, text=True, check=False, env={**os.environ, **own}, timeout=120,
    )  # fmt: skip


def restored(place: Place) -> list[int]:
    """The sizes of the tree that each restore of this place names, the newest last."""
    entries = Entry.objects.filter(place=place, action="ledger.note_restore").order_by("at")
    return [json.loads(one.leaves.get(part=0).data)["facts"]["size"] for one in entries]


@pytest.fixture
def size(shared_saltmarsh: Scene, home: Path) -> Iterator[int]:
    """Two places, a backup of them in backup.zip, and something said since; the size of the first one's tree in it."""
    tell("elsewhere", people=())
    made = json.loads(run("backup", home / "backup.zip", "--json").stdout)
    shared_saltmarsh.name_issue(title="After")
    yield int(made["places"]["saltmarsh"])
    tell_of_restore()  # a PostgreSQL server keeps its database from one test to the next


@contextmanager
def tables_not_made() -> Iterator[None]:
    """The database looks as one of an older version does."""
    for names in (("undone", "wp_account"), ("wp_account", "undone")):
        with migrating(), connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET app = %s WHERE app = %s", names)
        if names[0] == "undone":
            yield


def die(home: Path, when: str) -> None:
    dead = in_a_process(home, DYING, when, "restore", home / "backup.zip", "--yes")
    assert (dead.returncode, dead.stdout) == (-signal.SIGKILL, ""), dead.stderr


@pytest.mark.parametrize(
    "when", [UNTOLD[0], *(pytest.param(when, marks=pytest.mark.soak) for when in UNTOLD[1:])]
)
def test_the_next_command_puts_a_restore_that_died_on_record_before_anything_else(
    size: int, home: Path, when: str
) -> None:
    die(home, when)
    place, elsewhere = Place.objects.order_by("-slug")
    assert not Issue.objects.filter(title="After").exists()
    assert (restored(place), restored(elsewhere)) == ([], [])
    for _ in range(2):
        done = in_a_process(home, NEXT, "place", "list")
        assert (done.returncode, done.stderr) == (0, "")
        assert restored(place) == [size]
        assert len(restored(elsewhere)) == 1
    assert list(check_place(place)) == []


def test_dying_after_the_entries_writes_no_second_ones(size: int, home: Path) -> None:
    die(home, "after the entries")
    assert in_a_process(home, NEXT, "place", "list").returncode == 0
    assert restored(Place.objects.get(slug="saltmarsh")) == [size]


@pytest.mark.parametrize(
    "when", [pytest.param("before it is replaced", marks=pytest.mark.soak), "while it is replaced"]
)
def test_dying_before_the_database_is_replaced_is_no_restore(size: int, home: Path, when: str) -> None:
    die(home, when)
    assert in_a_process(home, NEXT, "place", "list").returncode == 0
    assert Issue.objects.filter(title="After").exists()
    assert restored(Place.objects.get(slug="saltmarsh")) == []


@pytest.mark.soak
def test_making_the_tables_puts_it_on_record_too_as_serving_does(size: int, home: Path) -> None:
    die(home, "before the entries")
    assert in_a_process(home, NEXT, "migrate").returncode == 0
    assert restored(Place.objects.get(slug="saltmarsh")) == [size]


def test_the_doctor_says_that_a_restore_is_not_on_record_and_writes_nothing(size: int, home: Path) -> None:
    die(home, "before the entries")
    found = {one["about"]: one["says"] for one in json.loads(run("doctor", "--json").stdout)}
    assert "a restore ended before the record said so" in found["record"]
    assert restored(Place.objects.get(slug="saltmarsh")) == []
    assert tell_of_restore()["saltmarsh"] == size
    assert "record" not in {one["about"] for one in json.loads(run("doctor", "--json").stdout)}


def test_a_restored_database_of_an_older_version_is_left_alone_until_its_tables_are_made(
    size: int, home: Path
) -> None:
    die(home, "before the entries")
    with tables_not_made():
        done = in_a_process(home, NEXT, "place", "new", "third", "Third")
    assert (done.returncode, done.stderr) == (2, f"{MIGRATE}\n")
    assert restore_is_untold()
    assert not Place.objects.filter(slug="third").exists()


def test_of_two_who_find_it_untold_one_tells(size: int, home: Path) -> None:
    die(home, "before the entries")
    told = at_once(2, lambda _number: tell_of_restore())
    assert sorted(len(one) for one in told if isinstance(one, dict)) == [0, 2], told
    assert restored(Place.objects.get(slug="saltmarsh")) == [size]
