"""Whatever is sent to a door that takes files is refused with a word that names file or row; and the service goes on."""

import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from tests.reliability.client import Reply, Somebody
from tests.reliability.installation import Installation
from tests.reliability.uploads import (
    BOOK,
    DOORS,
    FRAMING,
    IMPORT,
    KINDS,
    LIST,
    LOGO,
    MAP,
    READING,
    READINGS,
    Upload,
    corpus,
)

SECONDS, MEGABYTES, TOO_OFTEN = 5, 256, 429
AN_HOUR_GOES_BY = "DELETE FROM wp_cache WHERE cache_key LIKE %s"
"""Nobody's files are looked into more often than thirty times an hour."""
CHANGE = {
    "expectation": "expected", "outcome": "Buses", "for_whom": "Us", "said_by": "Us", "indicator": "Buses", "better": "up",
}  # fmt: skip


class Doors:
    """The pages of an installation that take files, each with what it asks besides."""

    def __init__(self, at: Installation) -> None:
        self.at, self.amina = at, Somebody(at, "amina", patience=30)
        issue = at.facts["issue"]
        change = self._made("change.declare", {"issue": issue, **CHANGE})
        first = {"change": change, "day": "2019-01-31", "value": "4", "source": "Us"}
        reading = self._made("change.read", first)
        self._made("issue.take_part", {"issue": issue})
        framing = self._made("issue.propose_framing", {"issue": issue, "standpoint": "us", "text": "So"})
        described = {"file-1-description": "What it shows"}
        self.pages = {
            IMPORT: (f"/saltmarsh/exchange/issues/{issue}/import/", "files", {"title": "Elsewhere"}),
            READINGS: (f"/saltmarsh/changes/{change}/file/", "file", {"source": "Us"}),
            LIST: ("/saltmarsh/people/invite/", "file", {}),
            MAP: (f"/saltmarsh/stakeholders/issues/{issue}/import/", "files", {}),
            BOOK: ("/saltmarsh/stakeholders/contacts/import/", "file", {"origin": "Us", "ground": "task"}),
            LOGO: ("/saltmarsh/describe/logo/", "logo", {}),
            FRAMING: (f"/saltmarsh/issues/framings/{framing}/evidence/", "file-1-file", described),
            READING: (f"/saltmarsh/changes/readings/{reading}/evidence/", "file-1-file", described),
        }

    def _made(self, action: str, body: dict[str, str]) -> str:
        return str(self.amina.do(action, body, key=action).json.get("result"))

    def send(self, upload: Upload) -> Reply:
        page, field, answers = self.pages[upload.door]
        self.at.database.ask(AN_HOUR_GOES_BY, "%look_into_files%")
        return self.amina.send(page, answers, upload.files, field=field)


def surprise(upload: Upload, reply: Reply, *, seconds: float) -> str:
    """Return what is wrong with an answer; nothing where it is as it should be."""
    if seconds > SECONDS:
        return f"took {seconds:.1f} seconds of work"
    if not upload.says:
        return "" if reply.status in {200, 302} else f"refused: {reply.status}"
    if not 400 <= reply.status < 500 or reply.status == TOO_OFTEN:  # which says nothing of the file
        return f"answered {reply.status}"
    told = re.sub(r"<[^>]*>", "", reply.text).replace("&#x27;", "'")
    return "" if upload.says in told else f"does not say {upload.says!r}"


@cache
def looked_over() -> tuple[list[tuple[str, str, str]], list[Upload]]:
    """Return what every upload is called, and the smallest of each kind at each door; the two that look into files are one."""
    named, smallest = [], dict[tuple[str, str], Upload]()
    for one in corpus():
        named.append((one.door, one.kind, one.name))
        at = (FRAMING if one.door == READING else one.door, one.kind)
        if at not in smallest or _size(one) < _size(smallest[at]):
            smallest[at] = one
    return named, list(smallest.values())


def _size(upload: Upload) -> int:
    return sum(map(len, upload.files.values()))


def most_memory(at: Installation) -> float:
    """Return the most megabytes any process that answers requests has ever held."""
    held = [Path(f"/proc/{pid}/status").read_text() for pid in at.web_processes()]
    return max(int(found[1]) for one in held if (found := re.search(r"VmHWM:\s*(\d+)", one))) / 1024


def worked(at: Installation) -> float:
    """Return the seconds that the processes which answer requests have worked, and those that looked into files for them."""
    told = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in at.web_processes()]
    return sum(int(ticks) for one in told for ticks in one[11:15]) / os.sysconf("SC_CLK_TCK")


def thrown(at: Installation, uploads: Iterable[Upload]) -> dict[str, str]:
    """Send every upload, and return what was not as it should be; the processes that answer stay the same."""
    at.start()
    doors, before, processes = Doors(at), most_memory(at), at.web_processes()
    wrong = {}
    for one in uploads:
        began = worked(at)
        reply = doors.send(one)
        if told := surprise(one, reply, seconds=worked(at) - began):
            wrong[f"{one.door}, {one.kind}: {one.name}"] = told
    assert at.answers()
    assert at.web_processes() == processes
    assert most_memory(at) - before < MEGABYTES
    return wrong


def test_the_corpus_has_two_hundred_files_of_every_kind_for_every_door() -> None:
    uploads, _sample = looked_over()
    assert len(set(uploads)) == len(uploads) >= 200
    assert {kind for _door, kind, _name in uploads} == set(KINDS)
    assert all(sum(door == one for one, _kind, _name in uploads) >= 20 for door in DOORS)


def test_one_file_of_each_kind_at_each_door_is_refused_by_name(installation: Installation) -> None:
    _uploads, sample = looked_over()
    assert {one.door for one in sample} == set(DOORS)
    assert thrown(installation, sample) == {}


@pytest.mark.soak
@pytest.mark.parametrize("door", DOORS)
def test_every_file_at_every_door_is_refused_by_name(installation: Installation, door: str) -> None:
    assert thrown(installation, (one for one in corpus() if one.door == door)) == {}


def test_an_answer_that_names_nothing_is_found_out() -> None:
    """The negative control: a page that is merely shown again, a fault, and a refusal without a word of what."""
    upload = Upload(READINGS, "cells", "a word", {"a.csv": b"x"}, "Row 4")
    for status, text in ((200, "Row 4"), (429, "Row 4"), (500, "Row 4"), (400, "It is wrong.")):
        assert surprise(upload, Reply(status, {}, text), seconds=0)
    assert surprise(upload, Reply(400, {}, "Row 4, value"), seconds=9)
    assert not surprise(upload, Reply(400, {}, "<b>Row 4</b>, value"), seconds=0)
