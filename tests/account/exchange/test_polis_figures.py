"""What is exported in the shape of Polis's files can be imported again as what it was."""

import pytest
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.account.exchange.polis_figures import Stated, comments, summary
from wholeplace.account.exchange.polis_reader import read_polis
from wholeplace.account.exchange.staging import heard
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.actions import (
    HeardBallot,
    HeardElsewhere,
    HeardStatement,
    take_in_conversation,
)
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.names import Moderation

__all__ = ["own_keys", "saltmarsh"]

STATEMENTS = tuple(
    HeardStatement(number, text, moderation, seed)
    for number, (text, moderation, seed) in enumerate(
        [
            ("More buses, please.", Moderation.IN, True),
            ("=HYPERLINK(“all” of it)", Moderation.UNSEEN, True),
            ("Lights\nand “quotes”, too.", Moderation.UNSEEN, False),
            ("Shut it all down.", Moderation.OUT, False),
            ("'-1 is no answer", Moderation.IN, False),
        ],
        1,
    )
)


@pytest.mark.parametrize("people", [10, 14])
def test_statements_exported_and_imported_again_are_what_they_were(saltmarsh: Scene, people: int) -> None:
    ballots = tuple(HeardBallot(".aadpa" if n % 3 else ".dpaad", "public") for n in range(people))
    original = HeardElsewhere("polis", "0" * 64, STATEMENTS, ballots, votes=5 * people, description="Why?")
    conversation = take_in_conversation(
        saltmarsh.actor("amina"), issue=saltmarsh.issue(), title="Late", question="", heard=original
    )
    run_all_now()
    reading = Stated(
        Release.objects.get(about=conversation.pk), Statement.objects.filter(conversation=conversation)
    )
    letters = {"a": "1", "d": "-1", "p": "0"}
    matrix = ["participant,1,2,3,4,5"]
    matrix += [
        ",".join([str(n), *(letters[one] for one in ballot.answers[1:])]) for n, ballot in enumerate(ballots)
    ]
    read = read_polis(
        {
            "comments.csv": comments(conversation, reading),
            "summary.csv": summary(conversation, reading),
            "participants-votes.csv": "\n".join(matrix).encode(),
        },
        agree=1,
    )
    again = heard(read)
    assert again.statements == STATEMENTS
    assert (read.topic, again.description) == ("Late", "Why?")
    assert [one.answers for one in again.ballots] == [one.answers for one in ballots]
    noted = [(one.code, one.column) for one in read.findings if one.code != "apostrophe-removed"]
    assert set(noted) <= {("count-differs", "groups")}
