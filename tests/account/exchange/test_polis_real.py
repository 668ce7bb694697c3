"""Eight real conversations are read, and counted as their files state them."""

import os
import time
from pathlib import Path

import pytest

from wholeplace.account.exchange.polis_export import Sign, SignSource
from wholeplace.account.exchange.polis_reader import read_polis

pytestmark = pytest.mark.data

CONVERSATIONS = {
    "15-per-hour-seattle": (339, 54, 2_872, 123, {"count-of-changes": 28}),
    "american-assembly.bowling-green": (2_031, 896, 225_524, 0, {"count-differs": 232}),
    "austria-climate.5twd2jsnkf.2022-08-08": (1_116, 522, 61_384, 552, {"count-of-changes": 190}),
    "bg2050-volunteers": (126, 371, 14_283, 58, {"count-of-changes": 33}),
    "london.youth.policing": (
        26, 39, 638, 2, {"count-of-changes": 2, "count-differs": 1, "statement-not-in-matrix": 3},
    ),
    "scoop-hivemind.taxes": (334, 148, 17_335, 44, {"count-of-changes": 27}),
    "ssis.land-bank-farmland.2rumnecbeh.2021-08-01": (
        404, 297, 33_463, 67, {"count-of-changes": 39, "count-differs": 1, "statement-not-in-matrix": 4},
    ),
    "vtaiwan.uberx": (1_921, 197, 49_443, 554, {"count-of-changes": 155}),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder():
    home = os.environ.get("WHOLEPLACE_DATA")
    if not home:
        pytest.skip("WHOLEPLACE_DATA does not name the real inputs")
    return Path(home) / "polis"


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_real_conversation_is_counted_as_its_files_state_it(folder, name):
    people, statements, votes, changed, found = CONVERSATIONS[name]
    export = read_polis(folder / name)
    counts = export.report.counts
    assert (counts.people, counts.statements, counts.votes, counts.changed) == (
        people,
        statements,
        votes,
        changed,
    )
    assert (export.agree, export.report.sign_from) == (Sign.PLUS, SignSource.COUNTS)
    assert len(export.participants) == people
    assert dict(export.report.totals) == found | ({"votes-changed": 1} if changed else {})


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_the_matrix_alone_gives_the_same_votes_as_the_log(folder, name):
    whole = read_polis(folder / name)
    files = {
        path.name: path.read_bytes() for path in (folder / name).glob("*.csv") if path.name != "votes.csv"
    }
    alone = read_polis(files)
    assert alone.participants == whole.participants
    assert (alone.person == whole.person).all()
    assert (alone.statement == whole.statement).all()
    assert (alone.value == whole.value).all()


def test_bowling_green_is_read_in_under_a_second(folder):
    start = time.process_time()
    read_polis(folder / "american-assembly.bowling-green")
    assert time.process_time() - start < 1


def test_a_description_with_line_breaks_is_kept_whole(folder):
    export = read_polis(folder / "bg2050-volunteers")
    assert export.topic == "Together, we'll build the BG of 2050."
    assert export.description.count("\n") == 6
