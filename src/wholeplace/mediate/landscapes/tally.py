"""Counting the ballots again: every count shown of everybody, a civic voice or a sector must be what the ballots say."""

from collections import Counter
from collections.abc import Iterator, Sequence

from wholeplace.kernel.ledger.check import Fault
from wholeplace.kernel.places import Place
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.models import Ballot, Conversation, VoteBatch
from wholeplace.mediate.conversations.names import Answer
from wholeplace.mediate.landscapes.shown import HIDDEN, Answers, Figures
from wholeplace.mediate.landscapes.so_far import payload_so_far, so_far

COUNTED = ("voice", "sector", "origin")
"""Breakdowns that stand on the ballots; opinion groups are worked out, and are not counted again."""


def check_tallies(place: Place) -> Iterator[Fault]:
    """Yield a fault for each release whose shown counts are not those of the ballots."""
    for conversation in Conversation.objects.filter(place=place):
        ballots = list(Ballot.objects.filter(conversation=conversation, on_record=""))
        for release in Release.objects.filter(about=conversation.pk).order_by("-number"):
            agrees = (
                _follows(conversation, release)
                if release.so_far
                else _agrees(ballots, Figures(release.figures))
            )
            if not agrees:
                yield Fault("tally_differs", "wp_kernel_release", str(release.pk))


def _follows(conversation: Conversation, release: Release) -> bool:
    """Compare what was told while a conversation was open with what its batches up to then lead to."""
    batches = VoteBatch.objects.filter(conversation=conversation, number__lte=release.figures["batch"])
    told = so_far(list(batches.values_list("lines", flat=True)))
    return (release.payload, release.base) == (payload_so_far(told), told.people)


def _agrees(ballots: Sequence[Ballot], figures: Figures) -> bool:
    """Compare each shown count with the ballots."""
    if len(ballots) != figures.people and figures.people != HIDDEN:
        return False
    return all(
        _row_agrees(one.everybody, [ballot.answers for ballot in ballots], number)
        and all(
            _row_agrees(row, [one.answers for one in ballots if getattr(one, name) == row.code], number)
            for name in COUNTED
            for row in one.tables.get(name, ())
        )
        for number, one in figures.statements.items()
    )


def _row_agrees(row: Answers, answers: Sequence[str], number: int) -> bool:
    """Compare one row of one statement; what is not shown is not compared."""
    counted = Counter(given[number] for given in answers if number < len(given))
    del counted[Answer.UNSEEN.value]
    shown = {Answer.AGREE: row.agree, Answer.DISAGREE: row.disagree, Answer.PASS: row.passed}
    right = all(cell in (HIDDEN, counted[answer.value]) for answer, cell in shown.items())
    return right and row.base in (HIDDEN, counted.total())
