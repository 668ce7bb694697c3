"""Workers that are killed, asked to stop, or come to a queue another worker has."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from tests.kernel.jobs_scene import make_place

from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.queue import enqueue

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[2]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a process on this test's database, as it stands when the first is started; all are ended afterwards."""
    started: list[subprocess.Popen[str]] = []
    url = ""

    def start_one(*words: str) -> "subprocess.Popen[str]":
        nonlocal url
        url = url or _url(tmp_path)
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("jobs_process.py")), *words],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "wholeplace.settings",
                "PYTHONPATH": str(ROOT / "src"),
                "WHOLEPLACE_HOME": str(tmp_path),
                "WHOLEPLACE_DATABASE_URL": url,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start_one
    for process in started:
        process.kill()
        process.communicate()


def _url(folder: Path) -> str:
    """Return where other processes find this database; SQLite's, held in memory, is copied to a file."""
    of = connection.settings_dict
    if connection.vendor == "postgresql":
        return f"postgresql://{of['USER']}:{of['PASSWORD']}@{of['HOST']}:{of['PORT'] or 5432}/{of['NAME']}"
    file = folder / "copy.sqlite3"
    with migrating(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    return f"sqlite:///{file}"


def _hear(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _now(start: Start) -> dict[str, object]:
    return dict(json.loads(_hear(start("look"))))


def test_a_killed_workers_job_is_done_by_the_next_with_one_effect(start: Start):
    enqueue("test.effect", place=make_place("leeds"))
    worker = start("work")
    assert _hear(worker) == "started"
    worker.kill()
    worker.wait()
    after = start("after")
    assert _hear(after) == "started"
    assert _hear(after) == "[0, 1]"
    assert _now(start) == {"effects": 1, "runs": [["done", 2]]}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite knows that there is one worker")
def test_on_sqlite_the_next_worker_takes_over_at_once(start: Start):
    enqueue("test.effect", place=make_place("leeds"))
    enqueue("test.say", place=make_place("york"))
    worker = start("work")
    assert _hear(worker) == "started"
    standby = start("work")
    worker.kill()
    worker.wait()
    assert [_hear(standby), _hear(standby)] == ["started", "said york"]


def test_a_worker_asked_to_stop_finishes_the_job_in_hand_and_takes_no_other(start: Start):
    leeds = make_place("leeds")
    enqueue("test.wait_for_a_word", place=leeds)
    enqueue("test.say", place=leeds)
    worker = start("work")
    assert _hear(worker) == "started"
    worker.send_signal(signal.SIGTERM)
    worker.communicate("go on\n")
    assert worker.returncode == 0
    assert _now(start)["runs"] == [["done", 1], ["waiting", 0]]


def test_a_worker_asked_to_stop_releases_a_job_that_does_not_end(start: Start):
    enqueue("test.effect", place=make_place("leeds"))
    worker = start("work", "impatient")
    assert _hear(worker) == "started"
    worker.send_signal(signal.SIGTERM)
    assert worker.wait() == 0
    assert _now(start)["runs"] == [["waiting", 0]]
