"""An installation as an operator runs it: its folder, its database, and `wholeplace serve` in processes of its own."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.ports import free_port
from tests.reliability.databases import LOG_SHOWN, PATIENCE, Database, wait_until
from tests.reliability.nursery import WEB, Born, Nursery
from tests.reliability.story_process import VOTERS

ROOT = Path(__file__).parents[2]
PROGRAM = str(Path(sys.executable).with_name("wholeplace"))
AWAY = "The database cannot be reached: "
"""What the program says that ends because of its database."""
LAST_WORDS = 500
"""Within how many characters of the end of a log it says why it ended."""
SABOTAGED = "tests.reliability.sabotage.settings"


@dataclass
class Installation:
    """A folder and a database, served or not."""

    home: Path
    database: Database
    people: dict[str, str] = field(default_factory=dict)
    """The session of everybody who is signed in, by first name."""
    facts: dict[str, str] = field(default_factory=dict)
    """Ids of what the story began with."""
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    """What else is set in its environment."""
    processes: int = 1
    """How many processes answer requests."""
    proxies: int = 0
    """How many web servers in front of it are believed."""
    sabotage: str = ""
    """What to break, for the tests of the tests; see `sabotage/`."""
    server: "subprocess.Popen[bytes] | Born | None" = None
    nursery: Nursery | None = None
    """What starts it by a fork, for tests that start it often."""
    has_worker_apart: bool = False
    """Whether a `wholeplace worker` runs in a process of its own, as where there are several machines."""
    worker: Born | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment, with this installation's settings and no others of ours."""
        own = {
            "WHOLEPLACE_HOME": str(self.home),
            "WHOLEPLACE_DATABASE_URL": self.database.url,
            "WHOLEPLACE_PUBLIC_URL": f"http://localhost:{self.port}",
            "WHOLEPLACE_SECRET_KEY": "reliability",
            "WHOLEPLACE_SECOND_STEP": "false",
            "WHOLEPLACE_PROXIES": str(self.proxies),
            "DJANGO_SETTINGS_MODULE": SABOTAGED if self.sabotage else "wholeplace.settings",
            "SABOTAGE": self.sabotage,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            **self.settings,
        }
        return {key: value for key, value in os.environ.items() if not key.startswith("WHOLEPLACE_")} | own

    def begin(self, *words: str) -> "subprocess.Popen[str]":
        """Start a command of the program."""
        return subprocess.Popen(
            [PROGRAM, *words],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def command(self, *words: str) -> tuple[int, str]:
        """Carry out a command of the program; return its exit code and what it said."""
        if self.nursery is not None:
            said_to = self.home / f"{words[0]}.log"
            said_to.unlink(missing_ok=True)
            return self.nursery.begin(*words, log=said_to).wait(10 * PATIENCE), said_to.read_text()
        with self.begin(*words) as process:
            said, _ = process.communicate(timeout=10 * PATIENCE)
        return process.returncode, said

    def tell_story(self, *, voters: int = VOTERS) -> None:
        """Make the database ready and tell a small place into it, with so many people who take part."""
        told = subprocess.run(
            [sys.executable, "-m", "tests.reliability.story_process", str(voters)],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=10 * PATIENCE,
        )  # fmt: skip
        assert told.returncode == 0, told.stdout + told.stderr
        found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
        self.people, self.facts = found["people"], found["facts"]

    def warm(self) -> None:
        """Have the program loaded once and for all, so that a start takes a fraction of a second."""
        self.nursery = Nursery(self.environment, ROOT)

    def start(self) -> float:
        """Serve, and return the seconds until it answers."""
        began = time.monotonic()
        self.server = self._begin_to_serve()
        self.wait_until_it_answers()
        if self.has_worker_apart and self.worker is None:
            self.start_worker()
        return time.monotonic() - began

    def start_worker(self) -> None:
        """Start a worker in a process of its own, which looks for work as soon as it reaches the database."""
        assert self.nursery is not None, "a worker apart is started by a nursery"
        self.worker = self.nursery.begin("worker", log=self._worker_log)

    def kill_worker(self) -> None:
        """Kill the worker that has a process of its own, begun again before where it could not reach its database."""
        assert self.worker is not None
        while self.worker.poll() is not None:
            said = self._worker_log.read_text(errors="replace")[-LAST_WORDS:]
            assert AWAY in said, said
            self.start_worker()
        self.worker.send_signal(signal.SIGKILL)
        self.worker.wait(timeout=PATIENCE)
        self.worker = None

    def _begin_to_serve(self) -> "subprocess.Popen[bytes] | Born":
        words = ("serve", "--port", str(self.port), "--processes", str(self.processes))
        if self.nursery is not None:
            return self.nursery.begin(*words, log=self._log)
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [PROGRAM, *words],
                env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def wait_until_it_answers(self) -> None:
        """Wait until it is healthy; a server that ended instead is told with what it said.

        One that could not reach its database is begun again, as a supervisor does: PostgreSQL repairs itself for a while
        after one of its processes died, and may begin to only after the service has answered once more.
        """

        def healthy() -> bool:
            assert self.server is not None
            if self.server.poll() is not None:
                assert AWAY in self.log()[-LAST_WORDS:], self.log()
                self.server = self._begin_to_serve()
            return self.answers()

        wait_until(healthy, what="the service answers")

    def answers(self) -> bool:
        """Say whether the service is healthy now."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthz/", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """Kill every process of the server at once, giving none the time to do anything more, and a worker apart."""
        assert self.server is not None
        if self.worker is not None:
            self.kill_worker()
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(timeout=PATIENCE)
        wait_until(lambda: not children_of(self.server.pid), what="the server's processes are gone")  # type: ignore[union-attr]

    def kill_and_start(self) -> float:
        """Kill every process, start again, and return the seconds until it answers."""
        self.kill()
        return self.start()

    def web_processes(self) -> list[int]:
        """Return the processes that answer requests; the first process is the job worker, too."""
        assert self.server is not None
        return [pid for pid in children_of(self.server.pid) if _is_web(pid)]

    def kill_web(self) -> float:
        """Kill the process that answers requests; return the seconds until another one does.

        The server gives up where that happens twice within seconds; then it is started again, as a supervisor does.
        """
        assert self.server is not None
        server, old, began = self.server, self.web_processes(), time.monotonic()
        for pid in old:
            os.kill(pid, signal.SIGKILL)
        wait_until(
            lambda: server.poll() is not None or (self.answers() and self.web_processes() != old),
            what="another web process answers",
        )
        if server.returncode is not None:
            assert server.returncode == 1, self.log()
            self.start()
        return time.monotonic() - began

    def stop(self) -> None:
        """End it, if it runs."""
        for started in (self.server, self.worker):
            if started is not None and started.poll() is None:
                os.killpg(started.pid, signal.SIGKILL)
                started.wait(timeout=PATIENCE)
        if self.nursery is not None:
            self.nursery.end()

    def log(self) -> str:
        """Return the end of what the server said."""
        return self._log.read_text(errors="replace")[-LOG_SHOWN:]

    @property
    def _log(self) -> Path:
        return self.home / "serve.log"

    @property
    def _worker_log(self) -> Path:
        return self.home / "worker.log"


def children_of(parent: int) -> list[int]:
    """Return the processes that descend directly from one and have not ended."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        after_name = _read(entry).rpartition(")")[2].split()
        if len(after_name) > 2 and int(after_name[1]) == parent and after_name[0] != "Z":
            found.append(int(entry.parent.name))
    return found


def _is_web(pid: int) -> bool:
    named = _read(Path(f"/proc/{pid}/comm")).strip()
    return named == WEB or "spawn_main" in _read(Path(f"/proc/{pid}/cmdline"))


def _read(path: Path) -> str:
    """Return what a file of a process says; nothing where the process has gone."""
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
