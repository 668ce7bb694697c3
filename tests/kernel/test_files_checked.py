"""Files are looked into by a child process, so that whatever is in one can end the child and never the server."""

import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
from tests.kernel import files_made as made
from tests.kernel.pictures_made import photograph, picture
from tests.places.test_people import refused

from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.files.checking import CHILD, Room, check_file, in_hand
from wholeplace.kernel.files.names import LONGEST_NAME, FileKind, name_for, plain_name

LARGE = picture("PNG", size=(4_000, 4_000))
"""A picture of 16 million points: few bytes, and 50 MB once unpacked."""


class TestTheChild:
    def test_it_says_what_a_file_is_and_what_it_is_called(self) -> None:
        found = check_file("C:\\fakepath\\buses.exe", made.TAKEN["a table"][1])
        assert (found.name, found.kind) == ("buses.exe.csv", FileKind.CSV)
        assert found.content == made.TAKEN["a table"][1]

    def test_it_hands_a_picture_back_drawn_afresh(self) -> None:
        found = check_file("hill.jpeg", photograph())
        assert (found.name, found.kind) == ("hill.jpeg", FileKind.JPEG)
        assert b"Secret Camera" not in found.content

    def test_it_tells_why_a_file_is_not_taken(self) -> None:
        assert refused(check_file, "a.csv", made.REFUSED["a table with a command"][1]) == "file_formulas"

    def test_one_that_wants_too_much_memory_ends_and_the_server_does_not(self) -> None:
        assert check_file("a.png", LARGE).kind is FileKind.PNG
        assert refused(check_file, "a.png", LARGE, room=Room(memory=60_000_000)) == "file_too_heavy"

    def test_one_that_takes_too_long_by_the_clock_is_ended(self) -> None:
        assert refused(check_file, "a.png", LARGE, room=Room(clock=0.01)) == "file_too_heavy"

    def test_where_every_room_is_taken_nobody_waits_for_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        full = threading.BoundedSemaphore(1)
        monkeypatch.setattr("wholeplace.kernel.files.checking.AT_ONCE", full)
        began = time.monotonic()
        with full:
            assert refused(check_file, "a.csv", made.TAKEN["a table"][1]) == "files_busy"
        assert time.monotonic() - began < 3
        assert check_file("a.csv", made.TAKEN["a table"][1]).kind is FileKind.CSV

    def test_one_that_works_too_long_is_ended_by_the_machine(self) -> None:
        child = taken_over("while True: pass", seconds=1)
        assert child.returncode == -signal.SIGKILL

    def test_one_larger_than_may_be_never_gets_there(self, settings: Any) -> None:
        settings.FILE_MB = 1
        assert refused(check_file, "a.txt", b"x" * 1_000_001) == "file_too_large"

    def test_it_can_write_no_file_and_knows_nothing_of_the_server(self, tmp_path: Path) -> None:
        child = taken_over(
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "    sys.stdout.write(repr(sorted(os.environ)) + os.getcwd())\n"
            f"    open({str(tmp_path / 'left')!r}, 'wb', buffering=0).write(b'x')"
        )
        assert (tmp_path / "left").read_bytes() == b""
        assert b"File too large" in child.stderr
        assert b"WHOLEPLACE" not in child.stdout
        assert child.stdout.endswith(b"/")


def taken_over(deed: str, *, seconds: int = 5) -> subprocess.CompletedProcess[bytes]:
    """Run the child as if what is in a file had taken over whatever reads it."""
    program = (
        "import os, runpy, signal, sys\nimport wholeplace.kernel.files.looking as looking\n"
        f"def taken_over(content):\n    {deed}\n"
        f"looking.look = taken_over\nsys.argv = ['', '512000000', '{seconds}']\n"
        f"runpy.run_module('{CHILD}', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-I", "-c", program],
        input=b"x", env={}, cwd="/", capture_output=True, check=False,
    )  # fmt: skip


class TestTurns:
    @pytest.fixture(autouse=True)
    def in_no_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("wholeplace.kernel.files.checking.PATIENCE", 0.01)

    def test_one_member_has_one_request_looked_into_at_a_time_and_another_theirs(self) -> None:
        ben, rosa = uuid.uuid4(), uuid.uuid4()
        with in_hand(ben):
            assert refused(in_hand(ben).__enter__) == "files_in_hand"
            with in_hand(rosa):
                pass
        with in_hand(ben):
            pass

    def test_one_that_fails_leaves_nothing_in_hand(self) -> None:
        ben = uuid.uuid4()
        with pytest.raises(ValueError, match="torn"), in_hand(ben):
            raise ValueError("torn")
        with in_hand(ben):
            pass


class TestNames:
    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("buses.csv", "buses.csv"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\windows\\system.ini", "system.ini"),
            ("a\x00b\r\nc.txt", "ab c.txt"),
            ("\u202egnp.exe", "gnp.exe"),
            ("a\u200b\u2066b\u2069.txt", "ab.txt"),
            ("  ..hidden. ", "hidden"),
            ("e\u0301.txt", "\u00e9.txt"),
            ("تقرير.pdf", "تقرير.pdf"),
            ("...", ""),
        ],
    )
    def test_a_name_shows_no_folders_and_no_signs_that_hide_or_turn_it_round(
        self, given: str, shown: str
    ) -> None:
        assert plain_name(given) == shown

    @pytest.mark.parametrize(
        ("given", "kind", "called"),
        [
            ("Report.PDF", FileKind.PDF, "Report.PDF"),
            ("report.exe", FileKind.PDF, "report.exe.pdf"),
            ("hill.png", FileKind.JPEG, "hill.jpg"),
            ("", FileKind.TEXT, "text.txt"),
            (".csv", FileKind.CSV, "csv.csv"),
            ("x" * 10_000, FileKind.CSV, "x" * 96 + ".csv"),
            ("x" * 10_000 + ".png", FileKind.PNG, "x" * 96 + ".png"),
            ("\u202e", FileKind.PNG, "png.png"),
        ],
    )  # fmt: skip
    def test_a_name_ends_as_its_content_does(self, given: str, kind: FileKind, called: str) -> None:
        assert name_for(given, kind) == called
        assert len(called) <= LONGEST_NAME


def test_every_reason_for_not_taking_a_file_says_what_to_do() -> None:
    codes = {code for code, _content in made.REFUSED.values()} | {"file_too_large", "file_too_heavy"}
    for code in codes:
        said = str(Refusal(code, {"most": 10, "row": 3, "rows": 5, "columns": 7}))
        assert len(re.findall(r"[.;] [A-Za-z]", said)) >= 1, said


LOOKS_INTO_EACH = """
import re, sys, time
from pathlib import Path
from wholeplace.kernel.files.findings import NotTaken
from wholeplace.kernel.files.looking import look

for path in map(Path, sys.argv[1:]):
    content, began = path.read_bytes(), time.process_time()
    try:
        look(content)
    except NotTaken:
        pass
    # The most memory ever held; unlike ru_maxrss it is not inherited from the process that started this one.
    most = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    print(f"{path.name},{time.process_time() - began},{most}", flush=True)
"""


@pytest.mark.soak
def test_no_file_takes_longer_or_more_memory_than_it_may(tmp_path: Path) -> None:
    files = [content for _told, content in (*made.TAKEN.values(), *made.REFUSED.values())]
    for number, content in enumerate([*files, LARGE]):
        (tmp_path / str(number)).write_bytes(content)
    source = str(Path(__file__).parents[2] / "src")
    run = subprocess.run(
        [sys.executable, "-c", LOOKS_INTO_EACH, *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": source},
    )  # fmt: skip
    looked = [line.split(",") for line in run.stdout.splitlines()]
    assert len(looked) == len(files) + 1
    assert [name for name, seconds, _most in looked if float(seconds) > 5] == []
    assert [name for name, _seconds, most in looked if float(most) > 256] == []
