"""Released figures in the shapes Polis's own files have; what was not released stays empty."""

from collections.abc import Iterable

from wholeplace.account.exchange.polis_writer import (
    AnswerFigures,
    CommentFigures,
    GroupFigures,
    HistoryFigures,
    SummaryFigures,
    comment_groups_csv,
    comments_csv,
    stats_history_csv,
    summary_csv,
)
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.mediate.landscapes.shown import HIDDEN, Answers, ShownStatement


class Stated(Reading):
    """One release about a conversation, with the statements themselves."""

    def __init__(self, release: Release, statements: Iterable[Statement]) -> None:
        """Keep the release, and the statements the reader may see by number."""
        self.statements = {one.number: one for one in statements}
        texts = {number: one.text for number, one in self.statements.items()}
        names = {number: one.named for number, one in self.statements.items() if one.named}
        super().__init__(release, texts, names)


def comments(_conversation: Conversation, reading: Stated) -> bytes:
    """Return comments.csv."""
    return comments_csv([
        CommentFigures(
            id=str(one.number),
            text=reading.texts[one.number],
            moderated=reading.statements[one.number].moderation,
            is_seed=reading.statements[one.number].seed,
            agrees=_told(one.everybody.agree),
            disagrees=_told(one.everybody.disagree),
        )
        for one in _in_order(reading)
    ])  # fmt: skip


def comment_groups(_conversation: Conversation, reading: Reading) -> bytes:
    """Return comment-groups.csv."""
    return comment_groups_csv([
        GroupFigures(
            id=str(one.number),
            text=reading.texts[one.number],
            total=_answers(one.everybody),
            groups=[_answers(row) for row in one.tables.get("group", ())],
        )
        for one in _in_order(reading)
    ])  # fmt: skip


def stats_history(_conversation: Conversation, reading: Reading) -> bytes:
    """Return stats-history.csv: one row, since a release is one moment."""
    figures = reading.figures
    row = HistoryFigures(
        votes=_told(figures.votes),
        comments=len(figures.statements),
        visitors=None,
        voters=_told(figures.people),
        commenters=None,
    )
    return stats_history_csv([row])


def summary(conversation: Conversation, reading: Reading) -> bytes:
    """Return summary.csv."""
    figures = reading.figures
    return summary_csv(
        SummaryFigures(
            topic=conversation.title,
            url="",
            description=conversation.description,
            voters=_told(figures.people),
            voters_in_conversation=None,
            commenters=None,
            comments=len(figures.statements),
            groups=len(figures.bands("group")),
        )
    )


def _in_order(reading: Reading) -> list[ShownStatement]:
    return [one for _number, one in sorted(reading.figures.statements.items())]


def _answers(row: Answers) -> AnswerFigures:
    return AnswerFigures(_told(row.base), _told(row.agree), _told(row.disagree), _told(row.passed))


def _told(figure: int) -> int | None:
    return None if figure == HIDDEN else figure
