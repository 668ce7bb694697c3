"""A Polis export is read as it stands, in each of the forms it comes in."""

import hashlib

import numpy as np
import pytest
from tests.account.exchange.exports import EVERYTHING, as_csv, make_export

from wholeplace.account.exchange.polis_export import Constituency, SignSource
from wholeplace.account.exchange.polis_reader import read_polis

NO_LOG = ("comments.csv", "participants-votes.csv", "summary.csv")
NO_MATRIX = ("comments.csv", "votes.csv", "summary.csv")


def votes_of(export):
    ids = [one.id for one in export.statements]
    rows = zip(export.person, export.statement, export.value, strict=True)
    return {(export.participants[person], ids[statement]): int(value) for person, statement, value in rows}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("parts", [EVERYTHING, NO_LOG, NO_MATRIX])
@pytest.mark.parametrize("columns", ["newer", "older"])
def test_the_last_votes_texts_and_people_are_those_of_the_export(seed, parts, columns):
    made = make_export(seed, parts=parts, columns=columns, people=20)
    export = read_polis(made.files)
    assert votes_of(export) == made.last
    assert {one.id: one.text for one in export.statements} == made.texts
    assert set(export.participants) == {person for person, _ in made.last} | (
        set() if parts == NO_MATRIX else set(made.people)
    )


def test_a_folder_and_uploads_are_read_alike(tmp_path):
    made = make_export(1)
    folder, uploads = read_polis(made.write(tmp_path / "export")), read_polis(made.files)
    assert votes_of(folder) == votes_of(uploads)
    assert folder.digest == uploads.digest


def test_each_file_is_known_by_its_sha_256():
    made = make_export(1)
    export = read_polis(made.files)
    assert dict(export.files) == {
        name: hashlib.sha256(content).hexdigest() for name, content in made.files.items()
    }


def test_one_changed_byte_changes_the_digest():
    made = make_export(1)
    other = made.but(summary_csv=made.files["summary.csv"].replace(b"After dark", b"After Dark"))
    assert read_polis(other).digest != read_polis(made.files).digest


def test_votes_stand_by_person_and_then_statement():
    export = read_polis(make_export(3).files)
    pairs = list(zip(export.person.tolist(), export.statement.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert (export.person.dtype, export.statement.dtype, export.value.dtype) == (np.int32, np.int32, np.int8)


def test_what_was_stated_about_a_statement_is_kept():
    made = make_export(2)
    first, second = read_polis(made.files).statements[:2]
    assert (first.moderated, first.is_seed, first.is_meta, first.created) == (
        -1,
        True,
        False,
        1_651_045_893_819,
    )
    assert (second.moderated, second.is_seed) == (1, True)


def test_topic_description_and_url_come_from_the_summary():
    export = read_polis(make_export(2).files)
    assert export.topic == "After dark"
    assert export.description == "What is there to do?\n\nSay what you think."
    assert export.url == "https://example.org/after-dark"


def test_a_description_without_quotation_marks_keeps_its_lines():
    made = make_export(2)
    summary = "topic,After dark\nconversation-description,One line, with a comma\n\nand another\n"
    export = read_polis(made.but(summary_csv=summary))
    assert export.description == "One line, with a comma\n\nand another"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_any_line_end_and_a_byte_order_mark_change_nothing(end, mark):
    made = make_export(5)
    plain = make_export(5)
    files = {name: mark + content for name, content in make_export(5, end=end).files.items()}
    if end == "\r":
        files = {name: content.replace(b"\n", b" ") for name, content in files.items()}
    export = read_polis(files)
    assert votes_of(export) == made.last
    assert export.participants == read_polis(plain.files).participants


def test_times_in_seconds_order_votes_like_times_in_milliseconds():
    made = make_export(4, parts=NO_MATRIX, changed=0.9)
    rows = [line.split(",") for line in made.files["votes.csv"].decode().splitlines()]
    seconds = [rows[0], *([str(int(row[0]) // 1000), *row[1:]] for row in reversed(rows[1:]))]
    assert votes_of(read_polis(made.but(votes_csv=as_csv(seconds)))) == made.last


def test_the_latest_vote_counts_wherever_it_stands_in_the_file():
    made = make_export(1, parts=NO_MATRIX, people=1, statements=1, answered=0)
    log = "timestamp,datetime,comment-id,voter-id,vote\n1500000000300,,0,1,-1\n1500000000100,,0,1,1\n"
    assert votes_of(read_polis(made.but(votes_csv=log), agree=1)) == {("1", "0"): -1}


def test_without_times_the_lower_row_counts():
    made = make_export(1, parts=NO_MATRIX, people=1, statements=1, answered=0)
    export = read_polis(made.but(votes_csv="comment-id,voter-id,vote\n0,1,-1\n0,1,1\n"), agree=1)
    assert votes_of(export) == {("1", "0"): 1}
    assert export.report.totals["times-missing"] == 1


def test_extra_columns_about_importance_are_passed_over_in_silence():
    made = make_export(6)
    votes = made.files["votes.csv"].decode().splitlines()
    wider = "\n".join([votes[0] + ",important", *(line + ",1" for line in votes[1:])])
    export = read_polis(made.but(votes_csv=wider))
    assert votes_of(export) == made.last
    assert "column-ignored" not in export.report.totals


def test_an_unknown_column_is_noted_and_passed_over():
    made = make_export(6)
    matrix = made.files["participants-votes.csv"].decode().splitlines()
    wider = "\n".join(["mood," + matrix[0], *("blue," + line for line in matrix[1:])])
    export = read_polis(made.but(participants_votes_csv=wider))
    assert votes_of(export) == made.last
    assert [(one.code, one.column) for one in export.findings if one.code == "column-ignored"] == [
        ("column-ignored", "mood")
    ]


def test_the_other_name_of_the_matrix_and_a_reports_prefix_are_known():
    made = make_export(6, parts=NO_LOG)
    files = {
        "2024-11-03-r7xyz-comments.csv": made.files["comments.csv"],
        "2024-11-03-r7xyz-participant-votes.csv": made.files["participants-votes.csv"],
    }
    export = read_polis(files)
    assert votes_of(export) == made.last
    assert export.report.totals["summary-missing"] == 1


def test_what_a_data_frame_adds_to_numbers_is_taken_off():
    made = make_export(6, parts=NO_LOG)
    matrix = made.files["participants-votes.csv"].decode().splitlines()
    floats = "\n".join([matrix[0], *_with_points(matrix[1:])])
    assert votes_of(read_polis(made.but(participants_votes_csv=floats))) == made.last


def _with_points(lines):
    for line in lines:
        yield ",".join(cell + ".0" if cell else cell for cell in line.split(","))


def test_groups_are_kept_as_stated():
    export = read_polis(make_export(6).files)
    assert export.groups[:4] == (0, 1, 0, None)


def test_people_without_a_constituency_have_an_empty_one():
    made = make_export(6)
    export = read_polis(made.but(people_csv="participant,sector,voice\n2,Health,professional\n"))
    assert export.people[:3] == (Constituency(), Constituency("health", "professional"), Constituency())


def test_an_office_holder_may_be_on_the_record():
    export = read_polis(make_export(6, parts=(*EVERYTHING, "people.csv")).files)
    assert export.people[0] == Constituency("council", "politician", "Cllr Amina Yusuf")
    assert all(one.on_record == "" for one in export.people[1:])
    assert all(one.sector and one.voice for one in export.people)


def test_an_xid_is_not_kept_anywhere():
    made = make_export(6)
    matrix = made.files["participants-votes.csv"].decode().splitlines()
    told = [line.replace(",,", ",amina@example.org,", 1) for line in matrix[1:]]
    assert "amina@example.org" in told[0]
    export = read_polis(made.but(participants_votes_csv="\n".join([matrix[0], *told])))
    assert export.report.totals["xid-dropped"] == 1
    assert "amina" not in repr(export)


def test_a_statement_only_in_the_matrix_is_a_statement_without_a_text():
    made = make_export(6)
    comments = made.files["comments.csv"].decode()
    start = comments.rindex("1651045893825,")
    export = read_polis(made.but(comments_csv=comments[:start]))
    assert votes_of(export) == made.last
    assert (export.statements[-1].id, export.statements[-1].text) == ("6", "")
    assert export.report.totals["statement-without-text"] == 1


def test_an_empty_conversation_is_read_without_asking_for_the_sign():
    export = read_polis(make_export(1, answered=0).files)
    assert (len(export.value), export.report.sign_from) == (0, SignSource.NO_VOTES)


def test_progress_ends_with_every_byte_read():
    made = make_export(1)
    told = []
    read_polis(made.files, progress=lambda done, total: told.append((done, total)))
    size = sum(map(len, made.files.values()))
    assert told[-1] == (size, size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_the_accepted_words_are_those_the_place_uses():
    from wholeplace.account.exchange.polis_people import SECTORS, VOICES
    from wholeplace.kernel.people import CivicVoice
    from wholeplace.kernel.places import Sector

    assert tuple(Sector.values) == SECTORS
    assert tuple(CivicVoice.values) == VOICES
