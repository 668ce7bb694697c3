"""What became of the conversation of the story: next steps, an answer to every statement, and the report."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from wholeplace.account.reports.actions import (
    add_follow_up,
    carry_statements,
    draft_report,
    leave_statements,
    publish_report,
)
from wholeplace.convene.issues.models import Issue
from wholeplace.demo.chapter_issues import HOME
from wholeplace.demo.statements import STATEMENTS, Part
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.clock import now
from wholeplace.mediate.conversations.models import Conversation


@dataclass(frozen=True)
class DemoStep:
    """A next step of the story: who has taken it on, in how many days, and the statements carried into it."""

    text: str
    owner: str
    days: int
    parts: tuple[Part, ...]


NEXT_STEPS: Final = (
    DemoStep(
        "Open two school halls on three evenings a week, with the same adults there each time, for ten weeks",
        "Tideline Youth Project, with Quarry Park School",
        60,
        (Part.SHARED,),
    ),
    DemoStep(
        "Have a mental health worker and a youth worker on call together until midnight, at one number for everybody",
        "Tarrowmouth surgery, with the police",
        75,
        (Part.UNEXPECTED,),
    ),
    DemoStep(
        "Ask drivers, door staff, girls and neighbours what would make the way home safe, and show what it costs",
        "The partnership officer, with Tarrow Valley Buses",
        45,
        (Part.BRIDGE,),
    ),
)
CARRIED_INTO_FRAMING: Final = (Part.OPEN_FIRST,)
CARRIED_INTO_CHANGE: Final = (Part.NEAR_HOME,)
LEFT: Final = {
    Part.REJECTED: "Nearly everybody who answered disagrees with it, on every side",
    Part.CALM_FIRST: (
        "People differ widely on it, and a rule made now would settle nothing. The ten weeks will show how quiet"
        " evenings become, and it is asked again then"
    ),
    Part.SEAFRONT: "Those who live there and those who do not see it differently. It belongs to a conversation of its own",
    Part.UNNOTICED: "Hardly anybody minds either way, so no time is spent on it now. It can be taken up again",
}
WORDS: Final = {
    "summary": (
        "Evenings in Tarrowmouth work for too few people, and nobody owns that. We asked everybody who lives or works"
        " here.\nThey differ on how strict evenings should be. They agree on much more: places that are warm and"
        " open, the same adults every week, and a way home that leaves after things close.\nThree things will be"
        " tried, each by somebody who has said yes to it."
    ),
    "missing": (
        "People who work nights, and families who came to the town this year, were hardly heard. The ten weeks begin"
        " with a visit to both, with interpreters."
    ),
    "expected": (
        "In the ten weeks we also look for fewer young people in the shelters: 74 on a dry evening now, fewer than 40"
        " then, counted by the young people who counted first."
    ),
    "not_expected": "No new building is promised.",
}


def report(convener: Actor, *, issue: Issue, conversation: Conversation) -> None:
    """Answer every statement of the conversation, and let the report go out."""
    for step in NEXT_STEPS:
        due = now().date() + dt.timedelta(days=step.days)
        made = add_follow_up(convener, conversation=conversation, text=step.text, owner=step.owner, due=due)
        numbers = _numbers(*step.parts)
        carry_statements(convener, conversation=conversation, numbers=numbers, into=made.pk)
    framing = issue.framings.latest("version")
    home = issue.expected_changes.get(outcome=HOME.outcome)
    for target, parts in ((framing, CARRIED_INTO_FRAMING), (home, CARRIED_INTO_CHANGE)):
        numbers = _numbers(*parts)
        carry_statements(convener, conversation=conversation, numbers=numbers, into=target.pk)
    for part, because in LEFT.items():
        leave_statements(convener, conversation=conversation, numbers=_numbers(part), because=because)
    draft_report(convener, conversation=conversation, **WORDS)
    publish_report(convener, conversation=conversation)


def _numbers(*parts: Part) -> list[int]:
    return [one.number for one in STATEMENTS if one.part in parts]
