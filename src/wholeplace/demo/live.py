"""The conversation that is open when the story ends: what it asks, who wrote what, and how readily people agree."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from wholeplace.convene.issues.models import Issue
from wholeplace.demo.chapter_named import speak_by_name
from wholeplace.demo.people import NAMED, DemoPerson
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.clock import now
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.answering import answer_statement, go_on_record
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.moderation import accept_statement, answer_moderators, hold_statement
from wholeplace.mediate.conversations.moderation_reporting import report_statement
from wholeplace.mediate.conversations.names import Answer, Naming, Reason
from wholeplace.mediate.conversations.opening import open_conversation
from wholeplace.mediate.conversations.saying import say


@dataclass(frozen=True)
class Said:
    """A statement, and the shares of people from the hill and from the seafront who agree with it."""

    text: str
    hill: float
    seafront: float
    by: str = ""


TITLE: Final = "A way home"
QUESTION: Final = (
    "What should the last hour of an evening in Tarrowmouth be like, and how does everybody get home?"
)
DESCRIPTION: Final = (
    "The group adopted the framing of the young people. Before anybody proposes a solution, we ask how evenings should"
    " end. The bus company and the council read everything that is said here. They cannot promise a later bus this year."
)
OPEN_FOR: Final = dt.timedelta(days=12)
"""From the end of the story on."""

SEEDS: Final = (
    Said(
        "A bus up the hill should leave half an hour after the last place for young people closes.",
        0.95,
        0.75,
    ),
    Said("The seafront should be quiet by eleven on weekdays.", 0.45, 0.92),
    Said("Young people should help to choose when the last bus leaves.", 0.9, 0.55),
    Said("I would pay a pound a week more in council tax for a later bus.", 0.6, 0.35),
    Said("An adult whom young people know should be there when they go home.", 0.8, 0.8),
    Said("Lights on the hill path matter more than a later bus.", 0.3, 0.55),
)
WRITTEN: Final = (
    Said("A bus that comes once an hour is no bus when it rains.", 0.85, 0.6, "Kayleigh Marsden"),
    Said("Shared taxis for young people would cost less than an empty bus.", 0.55, 0.6, "Dariusz Wolny"),
    Said("Whoever lives above the promenade should have a number to ring that somebody answers.", 0.6, 0.95, "Margaret Towle"),
    Said("Ask the drivers: they know who is left standing.", 0.85, 0.8, "Shanice Campbell"),
)  # fmt: skip
HELD: Final = Said(
    "The man at number 9 rings the police whenever somebody laughs on the promenade.",
    0.6,
    0.2,
    "Dariusz Wolny",
)
WHY_HELD: Final = "Whoever lives there can be recognised."
ITS_AUTHOR_SAYS: Final = (
    "I can say it without the number. People should be able to laugh on a summer evening."
)
NEW: Final = Said(
    "A bench at the top of the steps would help everybody who waits.", 0.8, 0.7, "Kayleigh Marsden"
)
ON_THE_RECORD: Final = "Cllr Nasreen Qureshi"
STOPPED_EARLY: Final = {"Kayleigh Marsden": 4, "Shanice Campbell": 5, "Gareth Pemberly": 6}
"""People who answered so many, and will go on another time."""
SEED: Final = 12
"""The draw the story tells."""
UP_THE_HILL: Final = frozenset({"Lantern Hill", "Quarry Park", "Upper Tarrow", "Whin Lane"})


def open_live(
    member: Callable[..., Actor], *, convener: DemoPerson, issue: Issue, people: Sequence[DemoPerson]
) -> Conversation:
    """Open the conversation, and have these people write statements and answer most of them."""
    conversation = open_conversation(
        member(convener, hat=HatKind.CONVENER),
        issue=issue,
        title=TITLE,
        question=QUESTION,
        description=DESCRIPTION,
        seeds=[one.text for one in SEEDS],
        naming=Naming.BY_NAME,
        closes=(now() + OPEN_FOR).replace(hour=19, minute=0, second=0, microsecond=0),
    )
    by_name = {person.name: person for person in people}
    for one in WRITTEN:
        say(member(by_name[one.by]), conversation=conversation, text=one.text)
    go_on_record(member(by_name[ON_THE_RECORD]), conversation=conversation)
    chance = np.random.default_rng(SEED)
    for person in people:
        _answer(member(person), person, conversation=conversation, chance=chance)
    moderator, facilitator = (
        next(person for person in NAMED if hat in person.hats) for hat in ("moderator", "facilitator")
    )
    _moderate(member, conversation, moderator=moderator, by_name=by_name)
    speak_by_name(member, conversation, by_name=by_name, moderator=moderator, facilitator=facilitator)
    return conversation


def _moderate(
    member: Callable[..., Actor],
    conversation: Conversation,
    *,
    moderator: DemoPerson,
    by_name: Mapping[str, DemoPerson],
) -> None:
    """Have the moderator accept what was written and hold one statement, whose author answers; another is new.

    The hold is of today, when the story ends: it would be over otherwise.
    """
    for one in conversation.statements.filter(seed=False):
        accept_statement(member(moderator, hat=HatKind.MODERATOR), statement=one)
    today = {name: replace(member(person), at=None) for name, person in by_name.items()}
    held = say(today[HELD.by], conversation=conversation, text=HELD.text)
    report_statement(today[ON_THE_RECORD], statement=held, reason=Reason.PERSONAL)
    holds = replace(member(moderator, hat=HatKind.MODERATOR), at=None)
    hold_statement(holds, statement=held, reason=Reason.PERSONAL, words=WHY_HELD)
    answer_moderators(today[HELD.by], statement=held, words=ITS_AUTHOR_SAYS)
    say(today[NEW.by], conversation=conversation, text=NEW.text)


def _answer(
    actor: Actor, person: DemoPerson, *, conversation: Conversation, chance: np.random.Generator
) -> None:
    """Have somebody answer what they are asked, as people from where they live do."""
    drawn = drawn_answers(chance, uphill=person.area in UP_THE_HILL)
    for number, answer in list(drawn.items())[: STOPPED_EARLY.get(person.name, len(drawn))]:
        answer_statement(actor, conversation=conversation, number=number, answer=answer)


def drawn_answers(chance: np.random.Generator, *, uphill: bool) -> dict[int, Answer]:
    """Return how somebody from the hill or from the seafront answers, by statement, in the order they are asked."""
    there, answers = (*SEEDS, *WRITTEN), {}
    for place in chance.permutation(len(there)):
        one = there[place]
        share = one.hill if uphill else one.seafront
        passes, agrees = chance.random() < 0.08, chance.random() < share
        answers[int(place) + 1] = Answer.PASS if passes else Answer.AGREE if agrees else Answer.DISAGREE
    return answers
