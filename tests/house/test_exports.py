"""No file and no reply for programs holds what one person answered: every one that any address serves is read."""

import csv
import io
import json
import re
import zipfile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.account.exchange.exports import make_export
from tests.house.map import ACTIONS, VISITOR, Everybody, address, parts, patterns
from tests.house.scene import undone
from tests.house.talking import BALLOTS, STATEMENTS

from wholeplace.account.exchange.downloads import MAKERS
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.mediate.conversations.models import Ballot

pytestmark = pytest.mark.soak

WORDS = {"a", "d", "p", "agree", "disagree", "pass"}
NUMBERS = {"1", "0", "-1", "1.0", "0.0", "-1.0"}
"""How answers are written: by Wholeplace, on its pages, and by Polis."""
BALLOT = re.compile(r"(?:[\w-]+\s+)?[adp.\s]*(?:[adp][.\s]*){5}")
"""Answers to five statements or more as a ballot keeps them, perhaps with spaces between and somebody's mark before."""
CELLS = re.compile(r"[,;|\t]|\s{2,}")
ENOUGH = STATEMENTS - 1
OWN = "<slug:place>/yourself/data/"
"""Whoever asks for their own data gets their own answers."""


@pytest.fixture(scope="module")
def everybody(town):
    """Everybody, once the papers of the report have been made."""
    everybody = Everybody(town)
    for paper in ("pdf", "brief"):
        pattern = f"<slug:place>/reports/<uuid:conversation>/<int:version>/{paper}/"
        everybody.asks("convener", "POST", address(pattern, parts(town.here)))
    run_all_now()
    return everybody


def tables(name, content):
    """Yield every table in a file or reply, as rows of cells: also lists inside what a program reads, and words in lines."""
    yield from READERS.get(name.rpartition(".")[2], _lines)(content)


def _zip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for one in packed.namelist():
            yield from tables(one, packed.read(one))


def _csv(content):
    yield list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def _xlsx(content):
    for sheet in load_workbook(io.BytesIO(content)):
        yield [list(row) for row in sheet.iter_rows(values_only=True)]


def _pdf(content):
    for page in PdfReader(io.BytesIO(content)).pages:
        yield [CELLS.split(line) for line in page.extract_text().splitlines()]


def _json(content):
    yield from _lists(json.loads(content))


def _jsonl(content):
    for line in content.splitlines():
        yield from _lists(json.loads(line))


def _png(_content):
    """Pixels hold no table, and a picture carries nothing else."""
    yield from ()


def _lines(content):
    yield [CELLS.split(line) for line in content.decode("utf-8", "replace").splitlines()]


READERS = {
    "zip": _zip, "csv": _csv, "xlsx": _xlsx, "pdf": _pdf, "json": _json, "jsonl": _jsonl, "png": _png,
}  # fmt: skip


def _lists(told):
    """Yield every list as a table, and every list or object inside as one more."""
    inside = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    if isinstance(told, list):
        yield [
            list(one.values() if isinstance(one, dict) else one) if isinstance(one, dict | list) else [one]
            for one in told
        ]
    for one in inside:
        if isinstance(one, str) and one[:1] in {"[", "{"}:
            yield from _lists(json.loads(one))
        yield from _lists(one)


def answers_in(row, codes):
    """Return how many cells of a row are answers."""
    return sum(str(cell).strip().lower() in codes for cell in row)


def of_persons(table):
    """Return rows of a table that are people's answers: many in one row, all in one cell, or one for each of many people."""
    cells = {str(cell).strip() for row in table for cell in row}
    found = [row for row in table if any(BALLOT.fullmatch(str(cell).strip()) for cell in row)]
    for codes in [WORDS, NUMBERS] if "-1" in cells else [WORDS]:
        found += [row for row in table if answers_in(row, codes) >= ENOUGH]
        singly = [row for row in table if answers_in(row, codes) > 0]
        found += singly if len(singly) >= BALLOTS else []
    return found


def rows_of_persons(name, content):
    """Return rows of a file that are people's answers."""
    return [row for table in tables(name, content) for row in of_persons(table)]


def test_people_s_answers_are_recognised_however_they_are_written(town):
    """The control: the files in which Polis hands out everybody's answers, and our own tables."""
    made = make_export(5, people=BALLOTS, statements=7)
    told = {name: bool(rows_of_persons(name, content)) for name, content in made.files.items()}
    assert told["votes.csv"]
    assert told["participants-votes.csv"]
    assert not told["comments.csv"]
    ballots = [[one.voice, one.answers] for one in Ballot.objects.filter(conversation__place=town.here.place)]
    assert of_persons(ballots)
    packed = json.dumps(
        {"answers": json.dumps([["key", number, "a", "public"] for number in range(BALLOTS)])}
    )
    assert rows_of_persons("kept.json", packed.encode())


def served(everybody, role, method, path):
    """Return the name and content of what an address serves beside pages; nothing where it serves none."""
    with undone():
        reply = everybody.asks(role, method, path)
        kind = reply.headers.get("Content-Type", "")
        if reply.status_code != 200 or kind.startswith(("text/html", "text/css")):
            return None
        content = b"".join(reply.streaming_content) if reply.streaming else reply.content
    named = re.findall(r'filename="?([^";]+)', reply.headers.get("Content-Disposition", ""))
    return (named[0] if named else f"reply.{kind.partition(';')[0].rpartition('/')[2]}"), content


def files(everybody, role):
    """Yield every file and reply that somebody gets, by its address: each table on offer in each form, too."""
    filled = parts(everybody.town.here)
    for pattern in patterns():
        if pattern.startswith(ACTIONS) or pattern == OWN:
            continue
        several = (
            [{"table": table, "form": form} for table, form in MAKERS] if "<slug:table>" in pattern else [{}]
        )
        for one in several:
            for method in ("GET", "POST"):
                if got := served(everybody, role, method, address(pattern, {**filled, **one})):
                    yield pattern, *got


@pytest.mark.parametrize(
    "role",
    [
        "scrutineer",
        pytest.param("convener", marks=pytest.mark.soak),
        pytest.param(VISITOR, marks=pytest.mark.soak),
    ],
)
def test_no_file_and_no_reply_has_a_row_for_a_person_with_their_answers(everybody, role):
    found = list(files(everybody, role))
    kinds = {name.rpartition(".")[2] for _pattern, name, _content in found}
    assert kinds >= {"csv", "xlsx", "pdf", "zip", "json", "svg"}
    told = {name: rows_of_persons(name, content)[:3] for _pattern, name, content in found}
    assert {name: rows for name, rows in told.items() if rows} == {}
