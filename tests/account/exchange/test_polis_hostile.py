"""Whatever is thrown at the reader is refused by file, row and column, or read: quickly, and in little memory."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.account.exchange.hostile import KINDS, READ, Hostile, corpus

SECONDS = 5
MEGABYTES = 256

READS_EACH = """
import json, re, sys, time
from pathlib import Path
from wholeplace.account.exchange.polis_reader import ImportRefused, read_polis

def told(folder):
    sources = sorted(folder.glob("*.zip"))
    try:
        read_polis(sources[0] if sources else folder, agree=1)
    except ImportRefused as refused:
        return [(one.code, one.file, one.row, str(one)) for one in refused.problems]
    return []

for folder in map(Path, sys.argv[1:]):
    start = time.process_time()
    problems = told(folder)
    seconds = time.process_time() - start
    # The most memory ever held; unlike ru_maxrss it is not inherited from the process that started this one.
    most = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    print(json.dumps([problems, seconds, most]), flush=True)
"""


@dataclass(frozen=True)
class Told:
    """What was expected of one case, and what the reader said of it."""

    case: Hostile
    problems: list
    seconds: float
    megabytes: float

    @property
    def surprise(self):
        """What is not as expected, or nothing."""
        if self.case.code == READ:
            return self.problems
        code, file, row, _ = self.problems[0] if self.problems else (READ, None, None, "")
        wanted = (self.case.code, self.case.file or file, self.case.row or row)
        return [] if (code, file, row) == wanted else [(code, file, row), wanted]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Read the whole corpus in one process of its own, whose memory therefore shows the worst of them."""
    home = tmp_path_factory.mktemp("hostile")
    cases = []
    for number, case in enumerate(corpus()):
        folder = home / str(number)
        folder.mkdir()
        for name, content in case.files.items():
            (folder / name).write_bytes(content)
        cases.append(replace(case, files={}))
    source = str(Path(__file__).parents[3] / "src")
    run = subprocess.run(
        [sys.executable, "-c", READS_EACH, *(str(home / str(number)) for number in range(len(cases)))],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": source}, cwd=home,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    lines = map(json.loads, run.stdout.splitlines())
    return [Told(case, *line) for case, line in zip(cases, lines, strict=True)]


def test_the_corpus_has_at_least_two_hundred_files_in_twelve_kinds(told):
    assert len({(one.case.kind, one.case.name) for one in told}) == len(told) >= 200
    assert {one.case.kind for one in told} == set(KINDS)
    assert len(KINDS) >= 12


@pytest.mark.parametrize("kind", KINDS)
def test_files_of_this_kind_are_refused_by_name_or_read(told, kind):
    assert [(one.case.name, one.surprise) for one in told if one.case.kind == kind and one.surprise] == []


def test_no_file_takes_longer_than_it_may(told):
    assert [(one.case.name, one.seconds) for one in told if one.seconds > SECONDS] == []


def test_no_file_takes_more_memory_than_it_may(told):
    assert [(one.case.name, one.megabytes) for one in told if one.megabytes > MEGABYTES] == []


def test_no_sentence_holds_a_line_end_or_a_control_character(told):
    lines = [line for one in told for *_, line in one.problems]
    assert len(lines) > 200
    assert [line for line in lines if re.search(r"[\x00-\x1f\x7f]", line)] == []
