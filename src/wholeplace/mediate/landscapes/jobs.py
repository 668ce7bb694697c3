"""Working out a landscape, after the reply."""

from django.utils.translation import gettext_noop

from wholeplace.analysis.disclosure import LEAST_BASE
from wholeplace.analysis.opinion.landscape import analyse
from wholeplace.analysis.opinion.votes import vote_matrix
from wholeplace.kernel.actors import machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import GiveUp, Run
from wholeplace.kernel.places import Place
from wholeplace.mediate.conversations.claimed import ballots_beyond_people
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.queries import answers_for_analysis, batches_for_analysis
from wholeplace.mediate.landscapes.actions import release_landscape, release_so_far
from wholeplace.mediate.landscapes.conditions import WORKING_OUT
from wholeplace.mediate.landscapes.payload import payload_of
from wholeplace.mediate.landscapes.so_far import payload_so_far, so_far

STAGES = {
    "counting": gettext_noop("Counting the answers"),
    "choosing": gettext_noop("Trying two kinds of map on answers held back"),
    "mapping": gettext_noop("Drawing the map"),
    "grouping": gettext_noop("Looking for groups of opinion"),
    "comparing": gettext_noop("Comparing groups, voices and sectors"),
    "done": gettext_noop("Taking out what is too small to show"),
}


@job(WORKING_OUT)
def work_out(run: Run, *, place: Place, conversation: Conversation) -> None:
    """Work out a conversation's landscape and release what may be shown; the same votes give the same release.

    Of fewer than ten people nothing is, however many ballots they gave as guests and as members.
    """
    actor = machine(place, "analysis")
    answers = answers_for_analysis(actor, conversation)
    if answers.people - ballots_beyond_people(conversation) < LEAST_BASE:
        return
    votes = vote_matrix(
        answers.person,
        answers.statement,
        answers.value,
        people=answers.people,
        statements=len(answers.numbers),
    )

    stages = list(STAGES)

    def report(stage: str, _share: float) -> None:
        run.progress(stages.index(stage), len(stages) - 1, STAGES[stage])

    seed = conversation.pk.int % (1 << 32)
    landscape = analyse(votes, moderated=answers.moderated, seed=seed, report=report)
    payload = payload_of(answers, votes, landscape)
    try:
        release_landscape(actor, conversation=conversation, payload=payload, people=answers.people)
    except Refused as refused:  # the same answers would be refused again
        raise GiveUp(refused.refusal.code) from refused


@job("landscapes.so_far")
def tell_so_far(_run: Run, *, place: Place, conversation: Conversation) -> None:
    """Release how people answer so far, where there is anything to tell; one that has closed has its landscape instead."""
    actor = machine(place, "analysis")
    told = so_far(batches_for_analysis(actor, conversation))
    if told.people - ballots_beyond_people(conversation) < LEAST_BASE or release_so_far.refusal(
        actor, conversation
    ):
        return
    release_so_far(actor, conversation=conversation, payload=payload_so_far(told), people=told.people)
