"""Counting the ballots again: every figure shown of a statement must be what the ballots say."""

from collections import Counter
from collections.abc import Iterator

from wholeplace.kernel.ledger.check import Fault
from wholeplace.kernel.places import Place
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.models import Ballot, Conversation, Statement
from wholeplace.mediate.conversations.names import Answer
from wholeplace.mediate.landscapes.shown import HIDDEN, Figures


def check_tallies(place: Place) -> Iterator[Fault]:
    """Yield a fault for each release whose shown counts are not those of the ballots."""
    for conversation in Conversation.objects.filter(place=place):
        release = Release.objects.filter(about=conversation.pk).order_by("-number").first()
        if release is not None and not _agrees(conversation, Figures(release.figures)):
            yield Fault("tally_differs", "wp_kernel_release", str(release.pk))


def _agrees(conversation: Conversation, figures: Figures) -> bool:
    """Compare each shown count of everybody's answers with the ballots."""
    ballots = list(
        Ballot.objects.filter(conversation=conversation, on_record="").values_list("answers", flat=True)
    )
    if len(ballots) != figures.people and figures.people != HIDDEN:
        return False
    for number in Statement.objects.filter(conversation=conversation).values_list("number", flat=True):
        counted = Counter(answers[number] for answers in ballots if number < len(answers))
        shown = figures.statements[number].everybody
        pairs = ((shown.agree, Answer.AGREE), (shown.disagree, Answer.DISAGREE), (shown.passed, Answer.PASS))
        if any(cell not in (HIDDEN, counted[answer.value]) for cell, answer in pairs):
            return False
    return True
