"""Each reply to a deed comes after the database's log of changes was written to the disk, as the kernel saw it."""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.reliability.client import Deed, insist
from tests.reliability.controls import on_sqlite_first
from tests.reliability.databases import PATIENCE, OnPostgres, wait_until
from tests.reliability.installation import Installation, children_of

FEW, MANY = 20, 200
CALLS = "fdatasync,fsync,sendto,write,writev"
SYNC = re.compile(r"(?:fdatasync|fsync)\(\d+<(?P<file>[^>]*)>")
REPLY = re.compile(r"(?:sendto|writev?)\(.*HTTP/1\.1 (?P<status>\d+)")


DUE = "SELECT count(*) FROM wp_kernel_jobrun WHERE state IN ('waiting', 'running') AND job <> 'conversations.close'"
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


def replies_after_a_sync(at: Installation, told: Path, count: int) -> tuple[int, int]:
    """Do deeds one after another; return how many replies there were, and how many had a sync since the one before."""
    at.start()
    assert insist(at, Deed("amina", "area.add", {"name": "First"})).status == 200  # connections are open
    quiet(at)
    with watched(looked_at(at), told):
        for number in range(count):
            assert insist(at, Deed("amina", "area.add", {"name": f"Area {number}"})).status == 200
    log, replies, synced, since = at.database.log_of_changes(), 0, 0, False
    for line in told.read_text(errors="replace").splitlines():
        if (sync := SYNC.search(line)) and log in sync["file"]:
            since = True
        elif (reply := REPLY.search(line)) and reply["status"] == "200":
            replies, synced, since = replies + 1, synced + since, False
    return replies, synced


def quiet(at: Installation) -> None:
    """Wait until the worker has nothing left to do, so that what is synced is synced for a reply."""
    wait_until(
        lambda: at.database.ask(DUE) == [(0,)],
        what="the worker has nothing left to do",
    )  # fmt: skip


def test_every_reply_comes_after_a_sync(installation: Installation, tmp_path: Path) -> None:
    assert replies_after_a_sync(installation, tmp_path / "calls", FEW) == (FEW, FEW)


@pytest.mark.soak
def test_each_of_two_hundred_replies_comes_after_a_sync(installation: Installation, tmp_path: Path) -> None:
    assert replies_after_a_sync(installation, tmp_path / "calls", MANY) == (MANY, MANY)


@on_sqlite_first
def test_a_database_that_does_not_wait_for_the_disk_is_refused_and_would_be_found_out(
    installation: Installation, tmp_path: Path
) -> None:
    """The negative control: `synchronous=NORMAL` on SQLite, `synchronous_commit=off` on PostgreSQL."""
    installation.sabotage = "not_synced"
    code, said = installation.command("migrate")
    assert (code, said.startswith("The database is set to lose saved answers")) == (2, True), said
    installation.sabotage = "not_synced not_refused"
    replies, synced = replies_after_a_sync(installation, tmp_path / "calls", FEW)
    assert (replies, synced < FEW) == (FEW, True)
