"""Figures go out under the exact names Polis uses, without the votes of anybody."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.account.exchange.exports import as_csv
from tests.kernel.test_spreadsheets import CLEAN

from wholeplace.account.exchange.polis_reader import read_polis
from wholeplace.account.exchange.polis_writer import (
    AnswerFigures,
    CommentFigures,
    GroupFigures,
    HistoryFigures,
    SummaryFigures,
    comment_groups_csv,
    comments_csv,
    group_letter,
    stats_history_csv,
    summary_csv,
)

SUMMARY = SummaryFigures("After dark", "https://example.org", "What\n\nis there?", 30, 28, None, 7, 2)


def lines(content):
    return content.decode().split("\r\n")


def test_comments_have_the_columns_of_polis():
    full = CommentFigures(
        "3", "Buses, please", 1, 12, 4, author="", created=1_651_045_893_819, is_seed=True, consensus=0.5
    )
    assert lines(comments_csv([full])) == [
        "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,group-informed-consensus,comment-body",
        '1651045893819,3,,12,4,1,false,true,0.5,"Buses, please"',
        "",
    ]


def test_what_is_not_released_is_an_empty_cell():
    assert lines(comments_csv([CommentFigures("3", "Buses", 0)]))[1] == ",3,,,,0,false,false,,Buses"
    assert (
        lines(comment_groups_csv([GroupFigures("3", "Buses", AnswerFigures(12, 5, None, 0))]))[1]
        == "3,Buses,12,5,,0"
    )


def test_comment_groups_have_four_columns_for_each_group():
    figures = [
        GroupFigures(
            "0", "Buses", AnswerFigures(20, 10, 6, 4), [AnswerFigures(12, 6, 3, 3), AnswerFigures()]
        ),
        GroupFigures("1", "Parks", AnswerFigures(20, 10, 6, 4)),
    ]
    assert lines(comment_groups_csv(figures)) == [
        (
            "comment-id,comment,total-votes,total-agrees,total-disagrees,total-passes,"
            "group-a-votes,group-a-agrees,group-a-disagrees,group-a-passes,"
            "group-b-votes,group-b-agrees,group-b-disagrees,group-b-passes"
        ),
        "0,Buses,20,10,6,4,12,6,3,3,,,,",
        "1,Parks,20,10,6,4,,,,,,,,",
        "",
    ]


def test_groups_past_z_go_on_with_aa():
    assert [group_letter(group) for group in (0, 25, 26, 51, 52, 701, 702)] == [
        "a",
        "z",
        "aa",
        "az",
        "ba",
        "zz",
        "aaa",
    ]


def test_the_history_has_a_row_for_each_moment():
    history = [HistoryFigures(10, 3, None, 4, 2), HistoryFigures(20, 4, None, 8, None)]
    assert lines(stats_history_csv(history)) == [
        "n-votes,n-comments,n-visitors,n-voters,n-commenters", "10,3,,4,2", "20,4,,8,", "",
    ]  # fmt: skip


def test_the_summary_has_the_keys_of_polis():
    assert list(csv.reader(io.StringIO(summary_csv(SUMMARY).decode(), newline=""))) == [
        ["topic", "After dark"],
        ["url", "https://example.org"],
        ["voters", "30"],
        ["voters-in-conv", "28"],
        ["commenters", ""],
        ["comments", "7"],
        ["groups", "2"],
        ["conversation-description", "What\n\nis there?"],
    ]


COMMENT = st.builds(
    CommentFigures,
    id=st.integers(0, 9_999).map(str),
    text=CLEAN.map(str.strip).filter(bool),
    moderated=st.sampled_from((-1, 0, 1)),
    agrees=st.none() | st.integers(0, 10_000),
    disagrees=st.none() | st.integers(0, 10_000),
    created=st.none() | st.integers(10**11, 10**13),
    is_meta=st.booleans(),
    is_seed=st.booleans(),
)


@settings(max_examples=300)
@given(
    st.lists(COMMENT, max_size=6, unique_by=lambda one: one.id),
    st.builds(SummaryFigures, CLEAN, CLEAN, CLEAN, *[st.none() | st.integers(0, 99)] * 5),
)
def test_the_statements_and_summary_read_back_are_those_written(figures, summary):
    votes = as_csv([("comment-id", "voter-id", "vote")])
    export = read_polis(
        {"comments.csv": comments_csv(figures), "votes.csv": votes, "summary.csv": summary_csv(summary)}
    )
    assert [
        CommentFigures(
            one.id, one.text, one.moderated, one.agrees, one.disagrees, created=one.created, is_meta=one.is_meta,
            is_seed=one.is_seed,
        )
        for one in export.statements
    ] == figures  # fmt: skip
    assert (export.topic, export.url, export.description) == tuple(
        text.strip() for text in (summary.topic, summary.url, summary.description)
    )
