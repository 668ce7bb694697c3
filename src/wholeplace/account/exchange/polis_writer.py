"""Writes figures as Polis exports have them: counts about statements, never the votes of anybody."""

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wholeplace.kernel.cells import Cell
from wholeplace.kernel.spreadsheets import Table, csv_bytes

COMMENT_COLUMNS: Final = (
    "timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "is-meta", "is-seed",
    "group-informed-consensus", "comment-body",
)  # fmt: skip
GROUP_COLUMNS: Final = (
    "comment-id",
    "comment",
    "total-votes",
    "total-agrees",
    "total-disagrees",
    "total-passes",
)
HISTORY_COLUMNS: Final = ("n-votes", "n-comments", "n-visitors", "n-voters", "n-commenters")


@dataclass(frozen=True, slots=True)
class CommentFigures:
    """A statement with its counts; what is not released is None and stays an empty cell."""

    id: str
    text: str
    moderated: int
    agrees: int | None = None
    disagrees: int | None = None
    author: str = ""
    created: int | None = None
    is_meta: bool = False
    is_seed: bool = False
    consensus: float | None = None


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """How many answered, and how; what is not released is None and stays an empty cell."""

    votes: int | None = None
    agrees: int | None = None
    disagrees: int | None = None
    passes: int | None = None


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A statement with the answers of everybody and of each opinion group, group a first."""

    id: str
    text: str
    total: AnswerFigures
    groups: Sequence[AnswerFigures] = ()


@dataclass(frozen=True, slots=True)
class HistoryFigures:
    """How large the conversation was at one moment; visitors are None where nobody counts them."""

    votes: int | None
    comments: int | None
    visitors: int | None
    voters: int | None
    commenters: int | None


@dataclass(frozen=True, slots=True)
class SummaryFigures:
    """What a conversation is about, and how large it is."""

    topic: str
    url: str
    description: str
    voters: int | None
    voters_in_conversation: int | None
    commenters: int | None
    comments: int | None
    groups: int | None


def comments_csv(figures: Sequence[CommentFigures]) -> bytes:
    """Return comments.csv."""
    rows = (
        (
            one.created, one.id, one.author, one.agrees, one.disagrees, one.moderated, one.is_meta, one.is_seed,
            one.consensus, one.text,
        )
        for one in figures
    )  # fmt: skip
    return csv_bytes(Table("comments", COMMENT_COLUMNS, rows))


def comment_groups_csv(figures: Sequence[GroupFigures]) -> bytes:
    """Return comment-groups.csv, with as many groups as the statement with the most has."""
    groups = max((len(one.groups) for one in figures), default=0)
    columns = [*GROUP_COLUMNS]
    for group in range(groups):
        columns += [
            f"group-{group_letter(group)}-{kind}" for kind in ("votes", "agrees", "disagrees", "passes")
        ]
    return csv_bytes(Table("comment-groups", columns, (_group_row(one, groups) for one in figures)))


def stats_history_csv(figures: Sequence[HistoryFigures]) -> bytes:
    """Return stats-history.csv, a row for each moment."""
    rows = ((one.votes, one.comments, one.visitors, one.voters, one.commenters) for one in figures)
    return csv_bytes(Table("stats-history", HISTORY_COLUMNS, rows))


def summary_csv(figures: SummaryFigures) -> bytes:
    """Return summary.csv, a key and its value in each row."""
    rows = (
        ("url", figures.url),
        ("voters", figures.voters),
        ("voters-in-conv", figures.voters_in_conversation),
        ("commenters", figures.commenters),
        ("comments", figures.comments),
        ("groups", figures.groups),
        ("conversation-description", figures.description),
    )
    return csv_bytes(Table("summary", ("topic", figures.topic), rows))


def group_letter(group: int) -> str:
    """Return the letter of a group, counted from nought: a to z, then aa."""
    first, last = divmod(group, len(string.ascii_lowercase))
    return (group_letter(first - 1) if first else "") + string.ascii_lowercase[last]


def _group_row(one: GroupFigures, groups: int) -> Sequence[Cell]:
    missing = [AnswerFigures()] * (groups - len(one.groups))
    return (one.id, one.text, *(cell for each in (one.total, *one.groups, *missing) for cell in _cells(each)))


def _cells(answers: AnswerFigures) -> Iterator[Cell]:
    yield from (answers.votes, answers.agrees, answers.disagrees, answers.passes)
