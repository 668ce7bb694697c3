"""Who an issue needs, told in payloads."""

from tests.journeys.payloads import corpus

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.actions import (
    describe_perspective,
    map_perspective,
    set_perspective_aside,
)
from wholeplace.convene.stakeholders.names import Relation, Whose
from wholeplace.convene.stakeholders.tying import end_tie, say_tie
from wholeplace.kernel.actors import Actor


def map_in_payloads(convener: Actor, issue: Issue) -> None:
    """Put on the map of an issue as many perspectives as a page holds, say one otherwise, and tie, untie and set aside others."""
    words = [one for one in corpus() if "ran(" in one and len(one) <= 200][:30]
    needed = [
        map_perspective(
            convener, issue=issue, whose=Whose.GROUP, name=one, knows=one, gains=one, loses=one, spoken_for_by=one if number % 2 else "",
        )
        for number, one in enumerate(dict.fromkeys(words))
    ]  # fmt: skip
    describe_perspective(
        convener,
        perspective=needed[0],
        whose=Whose.BODY,
        name=f"{words[0][:100]} anew",
        knows=words[1],
        reason=words[2],
    )
    for number, one in enumerate(needed[1:4]):
        tie = say_tie(
            convener,
            issue=issue,
            first=needed[0],
            second=one,
            relation=Relation.FUNDS,
            said_by=words[number],
            evidence=words[number],
        )
    end_tie(convener, tie=tie, because=words[4])
    set_perspective_aside(convener, perspective=needed[4], because=words[5])
