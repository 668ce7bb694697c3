"""A process that has the program loaded, and starts the service by a fork: there again in a fraction of a second.

What runs is the program and its command as everywhere else; only the interpreters are not started afresh, which is
most of what a start costs, so that a test can kill it again and again. Run as a program, it reads what to do by the
line. A service started so consists of its first process and of a twin of that, made before either did anything: the
twin forks the web processes, since the first process has threads and an open database by then.
"""

import ctypes
import json
import multiprocessing.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WEB = "web"
"""What a web process made here is called among processes."""
ADOPT_ORPHANS = 36
"""The number of `PR_SET_CHILD_SUBREAPER`: what the twin forks becomes a child of the first process."""
MOST_FILES = 32
OUT_OF_THE_WAY = 200


class Nursery:
    """The process, as whoever asks it for services sees it."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.nursery"],
            env=environment, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.ask("ready")

    def ask(self, *words: str) -> Any:
        """Have something done, and return the answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def begin(self, *words: str, log: Path) -> "Born":
        """Start a command of the program, which says what it says to the end of a file."""
        return Born(self, int(self.ask("begin", str(log), *words)))

    def end(self) -> None:
        """End it; services it started are ended by whoever had them started."""
        self.process.kill()
        self.process.communicate()


class Born:
    """The first process of a command that a nursery started: what a test does with one of its own children."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.nursery, self.pid = nursery, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self.nursery.ask("poll", str(self.pid))
        return self.returncode

    def wait(self, timeout: float = 60) -> int:
        until = time.monotonic() + timeout
        while self.poll() is None:
            assert time.monotonic() < until, "it did not end"
            time.sleep(0.002)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


def main() -> None:
    """Load the program, and do what each line says."""
    from django.urls import get_resolver

    from wholeplace.cli import start

    start()
    import granian.server  # noqa: F401 what a service loads, loaded now

    import wholeplace.cli.serving  # noqa: F401

    get_resolver().url_patterns  # noqa: B018
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    for line in sys.stdin:
        what, *words = json.loads(line)
        answers.write(json.dumps(_done(what, words)) + "\n")
        answers.flush()


def _done(what: str, words: list[str]) -> int | None:
    if what == "poll":
        ended, status = os.waitpid(int(words[0]), os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if ended else None
    if what == "begin":
        log, *command = words
        return os.fork() or _command(["wholeplace", *command], log)
    return None


def _command(words: list[str], log: str) -> int:
    """Be the first process of a command: of a service, it may start others."""
    os.setsid()
    ours = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for file, number in ((nothing, 0), (ours, 1), (ours, 2)):
        os.dup2(file, number)
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    twin = _twin()

    def started_by_twin(_path: object, args: Sequence[Any], files: Sequence[int]) -> int:
        said = json.dumps([[os.fsdecode(one) for one in args], list(files)]).encode()
        socket.send_fds(twin, [said], list(files))
        return int(twin.recv(64))

    multiprocessing.util.spawnv_passfds = started_by_twin  # type: ignore[attr-defined] # not in the stubs
    sys.argv = words
    _run("from wholeplace.cli import main; main()")


def _twin() -> socket.socket:
    """Fork the twin; return the line to it, on which it hears that the first process has ended."""
    mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork():
        its.close()
        return mine
    mine.close()
    while True:
        said, files, _flags, _address = socket.recv_fds(its, 1 << 20, MOST_FILES)
        if not said:
            os._exit(0)
        args, numbers = json.loads(said)
        hears, tells = os.pipe()
        between = os.fork()
        if not between:
            child = os.fork()
            if not child:
                for file in (hears, tells, its.fileno()):
                    os.close(file)
                _be(args, dict(zip(numbers, files, strict=True)))
            os.write(tells, str(child).encode())
            os._exit(0)
        os.waitpid(between, 0)  # from now on it is the first process's child
        its.send(os.read(hears, 64))
        for file in (hears, tells, *files):
            os.close(file)


def _be(args: list[str], files: dict[int, int]) -> None:
    """Be the process that these words would start, with these files under the numbers they have there."""
    import fcntl

    apart = {number: fcntl.fcntl(file, fcntl.F_DUPFD, OUT_OF_THE_WAY) for number, file in files.items()}
    for file in files.values():
        os.close(file)
    for number, file in apart.items():
        os.dup2(file, number)
        os.close(file)
    program = args.index("-c")
    sys.argv = args[program : program + 1] + args[program + 2 :]
    if "--multiprocessing-fork" in args:
        Path("/proc/self/comm").write_text(WEB)
    _run(args[program + 1])


def _run(program: str) -> Any:
    """Run a program as an interpreter does, and end as it ends."""
    code: Any = 1
    try:
        exec(program, {"__name__": "__main__"})
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 said as the interpreter says it
        sys.excepthook(*sys.exc_info())
    finally:
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:
                stream.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
