"""A database that is locked, restarted, full of connections or away is answered with 503, and nothing is lost."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest
from tests.account.exchange.exports import make_export
from tests.reliability.client import Deed, Reply, Somebody, insist
from tests.reliability.databases import PATIENCE, OnPostgres, wait_until
from tests.reliability.installation import Installation
from tests.reliability.load import Load, people_at_work, reckon, sent_again, state_of

HELD = 30.0
"""Seconds a lock is held in the full run: longer than the program waits for one."""
READS = (
    "/",
    "/saltmarsh/",
    "/saltmarsh/record/",
    "/saltmarsh/issues/",
    "/api/v1/saltmarsh/issues",
    "/privacy/",
)

Asking = Callable[[], Reply]


def writes(at: Installation) -> dict[str, Asking]:
    """Return a request of every kind that writes, inside an action and outside of one."""
    rosa, amina, visitor = Somebody(at, "rosa"), Somebody(at, "amina"), Somebody(at, "nobody")
    issue = f"/saltmarsh/issues/{at.facts['issue']}"
    files = make_export(3).files
    return {
        "an action over the API": lambda: amina.do("area.add", {"name": "Held up"}, key="held up"),
        "an action on a page": lambda: rosa.send(f"{issue}/take-part/", {"key": "held up"}),
        "an export uploaded": lambda: amina.send(
            f"/saltmarsh/exchange/issues/{at.facts['issue']}/import/", {}, files
        ),
        "a hat chosen": lambda: amina.send("/saltmarsh/hat/", {"hat": "convener"}),
        "a sign-in code": lambda: visitor.send("/sign-in/", {"email": "rosa@saltmarsh.example"}),
        "signing out": lambda: Somebody(at, "tariq").send("/sign-out/", {}),
    }


def answered(asked: dict[str, Asking]) -> dict[str, int]:
    """Ask everything at once; return the status of each reply, a 503 counting only with its time to come back."""
    said: dict[str, int] = {}

    def one(name: str, ask: Asking) -> None:
        reply = ask()
        said[name] = reply.status if reply.status != 503 or reply.headers.get("Retry-After") == "60" else -503

    threads = [threading.Thread(target=one, args=item) for item in asked.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def answered_in_the_end(asked: dict[str, Asking]) -> dict[str, int]:
    """Ask everything at once, and again whatever was told to come back: those who write may be in each other's way."""
    said = answered(asked)
    for _ in range(10):
        again = {name: asked[name] for name, status in said.items() if status == 503}
        said |= answered(again)
    return said


def reading(at: Installation) -> dict[str, Asking]:
    amina = Somebody(at, "amina", patience=4 * PATIENCE)
    return {path: lambda path=path: amina.get(path) for path in READS}  # type: ignore[misc]


def test_under_a_lock_every_write_is_told_to_come_back_and_reading_goes_on(
    installation: Installation,
) -> None:
    installation.sabotage = "impatient"
    installation.start()
    before = state_of(installation)
    with installation.database.locked():
        assert answered(writes(installation)) == dict.fromkeys(writes(installation), 503)
        assert answered(reading(installation)) == dict.fromkeys(READS, 200)
        assert installation.answers()
    assert state_of(installation) == before
    done = answered_in_the_end(writes(installation))
    assert done == {name: 200 if "API" in name else 302 for name in done}
    added = Deed("amina", "area.add", {"name": "Held up"}, key="held up")
    assert insist(installation, added).status == 200
    assert state_of(installation).entries - before.entries == {"area.add": 1, "issue.take_part": 1}


@pytest.mark.soak
def test_a_lock_held_for_thirty_seconds_loses_nothing(installation: Installation) -> None:
    before = state_of(installation)
    installation.start()
    with people_at_work(Load(installation)) as load:
        load.wait_for(10)
        with installation.database.locked():
            until = time.monotonic() + HELD
            while time.monotonic() < until:
                assert answered(reading(installation)) == dict.fromkeys(READS, 200)
        load.wait_for(10)
    assert load.faults() == []
    assert reckon(installation, before, load.replies) == []
    assert sent_again(installation, load.replies) == []


@contextmanager
def away(database: OnPostgres) -> Iterator[None]:
    """The server is stopped."""
    database.server.end(signal.SIGQUIT)
    yield
    database.server.start()


@contextmanager
def full(database: OnPostgres) -> Iterator[None]:
    """Every connection the server allows is somebody else's."""
    with ExitStack() as stack:
        taken: list[psycopg.Connection] = []

        def no_more() -> bool:
            database.end_backends() if not taken else None
            try:
                while True:
                    taken.append(stack.enter_context(psycopg.connect(database.url)))
            except psycopg.OperationalError as error:
                return "too many clients" in str(error) or "remaining connection slots" in str(error)

        wait_until(no_more, what="there are no connections left")
        yield


@pytest.mark.parametrize("gone", [away, full], ids=["stopped", "full"])
def test_without_its_database_every_page_says_when_to_come_back(
    installation: Installation, gone: Callable[[OnPostgres], Iterator[None]]
) -> None:
    database = installation.database
    if not isinstance(database, OnPostgres):
        pytest.skip("a file on the machine does not go away")
    installation.start()
    asked = writes(installation) | reading(installation)
    assert answered(reading(installation)) == dict.fromkeys(READS, 200)
    before = state_of(installation)
    with gone(database):  # type: ignore[attr-defined] # made a context above
        assert answered(asked) == dict.fromkeys(asked, 503)
        assert not installation.answers()
    wait_until(installation.answers, what="it is healthy again")
    assert answered(reading(installation)) == dict.fromkeys(READS, 200)
    assert state_of(installation) == before
