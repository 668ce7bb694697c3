"""Each reply to a deed or a vote comes after the database's log of changes was written to the disk, as the kernel saw it.

Between the moment at which the request was read and that at which its reply is written, a sync of that log has ended.
"""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.reliability.client import Deed, Vote, insist
from tests.reliability.controls import on_sqlite_first
from tests.reliability.databases import PATIENCE, OnPostgres, wait_until
from tests.reliability.installation import Installation, children_of

FEW, MANY = 20, 200
CALLS = "fdatasync,fsync,recvfrom,read,readv,sendto,write,writev"
REQUEST = re.compile(r"(?:recvfrom|readv?)(?:\(| resumed>).*\"POST /")
SYNC = re.compile(r"^(?P<pid>\d+) +(?:fdatasync|fsync)\(\d+<(?P<file>[^>]*)>(?P<unfinished> <unfinished)?")
SYNCED = re.compile(r"^(?P<pid>\d+) +<\.\.\. (?:fdatasync|fsync) resumed>")
REPLY = re.compile(r"(?:sendto|writev?)\(.*HTTP/1\.1 \d+")
DUE = "SELECT count(*) FROM wp_kernel_jobrun WHERE state IN ('waiting', 'running') AND job NOT LIKE 'conversations.%%'"
"""How much work there is to do, but for what is to be done in a week."""


@contextmanager
def watched(pids: list[int], told: Path) -> Iterator[None]:
    """Have strace write down, in the order in which they happen, the syncs and replies of processes."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace (tools/install-strace), to see when the kernel was asked to write")
    named = [word for pid in pids for word in ("-p", str(pid))]
    words = ["strace", "-f", "-y", "-s", "64", "-e", f"trace={CALLS}", "-o", str(told), *named]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as strace:
        wait_until(lambda: strace.poll() is not None or all(map(is_traced, pids)), what="strace is attached")
        if strace.poll() is not None:
            pytest.skip(f"this machine does not let strace look: {strace.communicate()[1]}")
        try:
            yield
        finally:
            strace.send_signal(signal.SIGINT)
            strace.communicate(timeout=PATIENCE)


def is_traced(pid: int) -> bool:
    """Say whether something looks at a process, or it has ended."""
    try:
        return "TracerPid:\t0\n" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True


def looked_at(at: Installation) -> list[int]:
    """The web process; on PostgreSQL, where the server of the database writes, every process of that server, too."""
    web = at.web_processes()
    if not isinstance(at.database, OnPostgres):
        return web
    assert at.database.server.process is not None
    postmaster = at.database.server.process.pid
    return [*web, postmaster, *children_of(postmaster)]


def replies_after_a_sync(at: Installation, told: Path, deeds: Sequence[Deed | Vote]) -> list[bool]:
    """Do deeds one after another; say of each reply whether it came after a sync."""
    at.start()
    for first in (
        Deed("amina", "area.add", {"name": "First"}),
        Vote("p0", 1, "pass"),
    ):  # connections are open
        assert first.is_done(insist(at, first))
    quiet(at)
    with watched(looked_at(at), told):
        for deed in deeds:
            assert deed.is_done(insist(at, deed))
    return after_a_sync(told.read_text(errors="replace").splitlines(), log=at.database.log_of_changes())


def after_a_sync(calls: Iterable[str], *, log: str) -> list[bool]:
    """Say of each reply to a request whether a sync of the log has ended since the request."""
    synced, asked, since = [], False, False
    going_on: set[str] = set()
    for line in calls:
        if REQUEST.search(line):
            asked, since = True, False
        elif (sync := SYNC.search(line)) and log in sync["file"]:
            going_on |= {sync["pid"]} if sync["unfinished"] else set()
            since = since or not sync["unfinished"]
        elif (ended := SYNCED.search(line)) and ended["pid"] in going_on:
            going_on.discard(ended["pid"])
            since = True
        elif REPLY.search(line) and asked:
            synced.append(since)
            asked = False
    return synced


def areas(count: int) -> list[Deed]:
    return [Deed("amina", "area.add", {"name": f"Area {number}"}) for number in range(count)]


def votes(count: int) -> list[Vote]:
    """Answers of one person, who changes each: of fewer than ten, so that nothing else is written meanwhile."""
    answers = ("agree", "disagree")
    return [Vote("p0", 1 + n % 40, answers[n // 40 % 2], within=n % 2 == 1) for n in range(count)]


def quiet(at: Installation) -> None:
    """Wait until the worker has nothing left to do, so that what is synced is synced for a reply."""
    wait_until(
        lambda: at.database.ask(DUE) == [(0,)],
        what="the worker has nothing left to do",
    )  # fmt: skip


def test_every_reply_comes_after_a_sync(installation: Installation, tmp_path: Path) -> None:
    deeds = [*areas(FEW), *votes(FEW)]
    assert replies_after_a_sync(installation, tmp_path / "calls", deeds) == [True] * len(deeds)


@pytest.mark.soak
def test_each_of_two_hundred_replies_comes_after_a_sync(installation: Installation, tmp_path: Path) -> None:
    deeds = [*areas(MANY), *votes(MANY)]
    assert replies_after_a_sync(installation, tmp_path / "calls", deeds) == [True] * len(deeds)


@pytest.mark.soak
@on_sqlite_first
def test_a_database_that_does_not_wait_for_the_disk_is_refused_and_would_be_found_out(
    installation: Installation, tmp_path: Path
) -> None:
    """The negative control: `synchronous=NORMAL` on SQLite, `synchronous_commit=off` on PostgreSQL."""
    installation.sabotage = "not_synced"
    code, said = installation.command("migrate")
    assert (code, said.startswith("The database is set to lose saved answers")) == (2, True), said
    installation.sabotage = "not_synced not_refused"
    synced = replies_after_a_sync(installation, tmp_path / "calls", [*areas(FEW), *votes(FEW)])
    assert len(synced) == 2 * FEW
    assert not all(synced[:FEW])
    assert not all(synced[FEW:])


READ = '7 recvfrom(9<socket:[1]>, "POST /saltmarsh/", 8192, 0, NULL, NULL) = 400'
HELD = "8 fdatasync(5</home/w.sqlite3-wal> <unfinished ...>"
ENDED = "8 <... fdatasync resumed>) = 0"
WHOLE = "8 fdatasync(5</home/w.sqlite3-wal>) = 0"
OTHER = "8 fdatasync(5</home/w.sqlite3>) = 0"
SENT = '7 sendto(9<socket:[1]>, "HTTP/1.1 302 Found", 300, 0, NULL, 0) = 300'


@pytest.mark.parametrize(
    ("calls", "synced"),
    [
        ([READ, WHOLE, SENT], True),
        ([READ, HELD, ENDED, SENT], True),
        ([READ, HELD, SENT, ENDED], False),
        ([WHOLE, READ, SENT], False),
        ([READ, SENT, WHOLE], False),
        ([READ, OTHER, SENT], False),
        ([READ, SENT], False),
    ],
    ids=["synced", "ended", "not ended", "before it was read", "after the reply", "another file", "never"],
)
def test_only_a_sync_of_the_log_that_ended_between_request_and_reply_counts(
    calls: list[str], synced: object
) -> None:
    assert after_a_sync(calls, log="w.sqlite3-wal") == [synced]
