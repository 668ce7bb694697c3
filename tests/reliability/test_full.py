"""On a full disk people who vote are told to come back, reading goes on, and nothing acknowledged is lost."""

import itertools
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from tests.reliability.client import Reply, Somebody, Vote, answering, insist
from tests.reliability.databases import OnPostgres, OnSqlite
from tests.reliability.installation import Installation
from tests.reliability.load import verified
from tests.reliability.test_killed import WHOLE
from tests.reliability.voting import ANSWERS, reckon_votes

ROOM, MOST_TRIED, AFTERWARDS = 8_000_000, 1500, 20
"""Bytes for what is written: SQLite's log of changes takes four million before it begins again from its start."""
Filling = Callable[[], AbstractContextManager[None]]
Replies = list[tuple[Vote, Reply]]


@contextmanager
def small_disk(folder: Path, *, size: int) -> Iterator[None]:
    """Have a folder be a disk of its own, of so many bytes."""
    folder.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "none", str(folder)]
    if subprocess.run(asked, check=False, capture_output=True).returncode:
        pytest.skip("needs to mount a small disk, as root")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Leave no room on the disk of a folder."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(1024)):
                pass
        except OSError:
            pass
    yield
    ballast.unlink()


@contextmanager
def on_a_small_disk(at: Installation) -> Iterator[Filling]:
    """Have what is answered lie on a disk of its own, that can be filled."""
    database = at.database
    if isinstance(database, OnSqlite):
        small = at.home / "small"
        with small_disk(small, size=database.file.stat().st_size + ROOM):
            at.database = OnSqlite(Path(shutil.copy(database.file, small)))
            yield lambda: filled(small)
            at.stop()
        return
    assert isinstance(database, OnPostgres)
    small = database.server.folder / "small"
    with small_disk(small, size=ROOM):
        if database.server.user:
            shutil.chown(small, database.server.user)
        database.ask(f"CREATE TABLESPACE small LOCATION '{small}'")
        database.ask("ALTER TABLE wp_mediate_waitinganswer SET TABLESPACE small")
        yield lambda: filled(small)
        at.stop()
        database.ask("ALTER TABLE wp_mediate_waitinganswer SET TABLESPACE pg_default")
        database.ask("DROP TABLESPACE small")


@contextmanager
def held_to_a_size(at: Installation) -> Iterator[None]:
    """Let no process of the service make a file larger than the log of changes is now, as a quota would."""
    assert at.server is not None
    size = Path(f"{at.home}/wholeplace.sqlite3-wal").stat().st_size
    before = [
        (pid, resource.prlimit(pid, resource.RLIMIT_FSIZE)) for pid in [at.server.pid, *at.web_processes()]
    ]
    for pid, (_soft, hard) in before:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    yield
    for pid, limits in before:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def answers_of_nine() -> Iterator[Vote]:
    """Nine people's answers, without an end: too few for a batch, so that what they give is all that is written."""
    for turn in itertools.count():
        for number, who in itertools.product(range(1, 41), range(9)):
            yield Vote(f"p{who}", number, list(ANSWERS)[(turn + number) % 3], within=who % 2 == 0)


def until_refused(at: Installation, votes: Iterator[Vote], replies: Replies) -> Vote:
    """Vote until there is no room; return the answer that was not kept."""
    for vote in itertools.islice(votes, MOST_TRIED):
        reply = vote.sent(at)
        if not vote.is_done(reply):
            assert (reply.status, reply.headers["Retry-After"]) == (503, "60"), reply.text
            return vote
        replies.append((vote, reply))
    raise AssertionError("the disk was never full")


def voted_without_room(at: Installation, filling: Filling) -> None:
    """Have people vote, leave no room, make some again, and reckon."""
    votes, replies, web = answers_of_nine(), Replies(), at.web_processes()
    replies += [(vote, insist(at, vote)) for vote in itertools.islice(votes, 9)]
    with filling():
        refused = until_refused(at, votes, replies)
        for vote in itertools.islice(votes, AFTERWARDS):
            reply = vote.sent(at)
            assert vote.is_done(reply) or (reply.status, reply.headers["Retry-After"]) == (503, "60")
            replies.append((vote, reply))
        assert Somebody(at, "p1").get(answering(at)).status == 200
        assert Somebody(at, "nobody").get("/saltmarsh/").status == 200
    assert reckon_votes(at, replies) == []
    replies += [(vote, insist(at, vote)) for vote in [refused, *itertools.islice(votes, AFTERWARDS)]]
    assert [vote.is_done(reply) for vote, reply in replies[-1 - AFTERWARDS :]] == [True] * (1 + AFTERWARDS)
    assert reckon_votes(at, replies) == []
    assert at.web_processes() == web
    assert verified(at) == WHOLE


def test_on_a_full_disk_people_are_told_to_come_back_and_nothing_is_lost(installation: Installation) -> None:
    with on_a_small_disk(installation) as filling:
        installation.warm()
        installation.start()
        voted_without_room(installation, filling)


@pytest.mark.parametrize("told", ["sqlite"], indirect=True)
def test_so_they_are_where_files_may_grow_no_more(installation: Installation) -> None:
    """Whoever runs the tests need not be root for this one."""
    installation.warm()
    installation.start()
    voted_without_room(installation, lambda: held_to_a_size(installation))


@pytest.mark.soak
@pytest.mark.parametrize("told", ["sqlite"], indirect=True)
def test_a_fault_of_the_disk_that_goes_unheard_is_found_out(installation: Installation) -> None:
    """The negative control: answered as if they had been kept, answers are missing."""
    installation.sabotage = "swallowed"
    installation.start()
    votes = answers_of_nine()
    with held_to_a_size(installation):
        replies = [(vote, insist(installation, vote)) for vote in itertools.islice(votes, 9)]
    assert [vote.is_done(reply) for vote, reply in replies] == [True] * 9
    assert [one.split(":")[0] for one in reckon_votes(installation, replies)] == ["lost"] * 9
