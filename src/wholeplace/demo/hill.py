"""The conversation that was held and closed on Lantern Hill: what it asked, who wrote what, and what became of each."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from wholeplace.convene.changes.names import Better
from wholeplace.demo.chapter_issues import DemoChange


class Becomes(Enum):
    """What became of a statement of the hill."""

    RINGS = "carried into a next step: rings"
    FILMS = "carried into a next step: films"
    DOORS = "carried into a next step: doors"
    CHANGE = "carried into what is expected to change"
    FRAMING = "carried into the framing"
    DECISION = "weighed in the decision"
    HELD_BACK = "not now: people differ"
    HANDED_ON = "not here: somebody else's"
    NO_MONEY = "not this year: no money"


@dataclass(frozen=True)
class Heard:
    """A statement, the shares of those who trust neighbours and of those who trust services who agree, and its fate."""

    text: str
    neighbours: float
    services: float
    becomes: Becomes
    by: str = ""


TITLE: Final = "Known on the hill"
QUESTION: Final = "What would help somebody on Lantern Hill who is alone more than they would like to be?"
DESCRIPTION: Final = (
    "For twelve days anybody who takes part could answer here, by phone or on paper, and guests could for an"
    " afternoon in the church hall. The surgery and the Volunteers read everything that was said. No money had been promised."
)
SEEDS: Final = (
    Heard(
        "Nobody on the hill should go a week without hearing a friendly voice, unless they want it so.",
        0.86,
        0.86,
        Becomes.CHANGE,
    ),
    Heard("The surgery should keep one list of everybody who lives alone.", 0.13, 0.88, Becomes.DECISION),
    Heard("Neighbours know who is alone, and need no list for it.", 0.88, 0.13, Becomes.DECISION),
    Heard(
        "A ring from somebody who is paid to make it is safer than a promise from next door.",
        0.13,
        0.88,
        Becomes.HELD_BACK,
    ),
    Heard("The lunch club should go to people who cannot come to it.", 0.86, 0.86, Becomes.FILMS),
    Heard("Whoever calls at a door should have been checked first.", 0.13, 0.88, Becomes.HELD_BACK),
    Heard(
        "A bench halfway up the hill would get more people out than any visit.", 0.6, 0.6, Becomes.HANDED_ON
    ),
    Heard(
        "Whoever would rather be left alone should be left alone, and asked again once a year.",
        0.86,
        0.86,
        Becomes.FRAMING,
    ),
)
"""What the convener began with."""
WRITTEN: Final = (
    Heard("A key left with a neighbour does more than a form at the surgery.", 0.88, 0.13, Becomes.HELD_BACK, "Shanice Campbell"),
    Heard("A film in the church hall, with a lift up and down, would bring people out who never come to lunch.", 0.86, 0.86, Becomes.FILMS, "Shanice Campbell"),
    Heard("Being asked for help is better than being offered it.", 0.86, 0.86, Becomes.FRAMING, "Alan Postlewick"),
    Heard("The receptionists hear first who is alone, and should have somebody to tell.", 0.86, 0.86, Becomes.RINGS, "Dr Helena Strand"),
    Heard("Twenty households who ring one another would do more than any service.", 0.88, 0.13, Becomes.HELD_BACK, "Margaret Towle"),
    Heard("Whoever delivers on the hill sees the closed curtains first, and should know whom to ring.", 0.86, 0.86, Becomes.DOORS, "Dariusz Wolny"),
    Heard("Pupils could each ring one person on a Wednesday, if both would like that.", 0.7, 0.7, Becomes.RINGS, "Idris Farah"),
    Heard("The council should pay for one person on the hill whom everybody knows.", 0.13, 0.88, Becomes.NO_MONEY, "Cllr Dennis Oakshott"),
    Heard("The church, the chapel and the mosque could keep one list of visitors between them.", 0.72, 0.72, Becomes.RINGS, "Bilal Hussain"),
    Heard("Visitors who were never trained do harm when somebody is ill.", 0.13, 0.88, Becomes.HELD_BACK, "Roza Karimi"),
)  # fmt: skip
"""What people who take part wrote."""
BY_GUESTS: Final = (
    Heard("Some doors open to the postwoman and to nobody else, so she should be asked too.", 0.86, 0.86, Becomes.DOORS),
    Heard("A rail along the steps, and salt in winter, come before any visit.", 0.55, 0.55, Becomes.HANDED_ON),
)  # fmt: skip
"""What guests wrote in the church hall."""
STATEMENTS: Final = (*SEEDS, *WRITTEN, *BY_GUESTS)


@dataclass(frozen=True)
class HillStep:
    """A next step after the conversation: who has taken it on, and in how many days it is due."""

    text: str
    owner: str
    days: int


NEXT_STEPS: Final = {
    Becomes.RINGS: HillStep(
        "Ask everybody over 75 on the hill whether they would like a ring, and ring whoever says yes once a week",
        "Lantern Hill Surgery, with Tarrowmouth Volunteers",
        75,
    ),
    Becomes.FILMS: HillStep(
        "Show a film in the church hall once a month, with soup, and lifts up and down the hill",
        "Tarrowmouth Volunteers, with the film night on Marsh End",
        45,
    ),
    Becomes.DOORS: HillStep(
        "Give everybody who delivers on the hill one number to ring when a door stays shut",
        "Tarrowmouth Council, with the traders",
        60,
    ),
}
RUNG: Final = DemoChange(
    "Whoever on the hill would like it hears a friendly voice once a week",
    "People over 75 on Lantern Hill who live alone",
    "Lantern Hill Surgery",
    indicator="People who are rung",
    unit="a week",
    better=Better.UP,
    baseline=0,
    target=40,
)
LEFT: Final = {
    Becomes.HELD_BACK: (
        "People here see it in two ways, and the rings can begin without it. It is asked again after the first winter"
    ),
    Becomes.HANDED_ON: "It belongs to the paths and steps, which the council mends by a plan of its own. It was handed on there",
    Becomes.NO_MONEY: "There is no money for another post this year. The three steps show what such a person would do",
}
WORDS: Final = {
    "summary": (
        "We asked what would help somebody on Lantern Hill who is alone more than they would like.\nSome of us trust"
        " neighbours first, and some a service that answers for what it does. Nearly all of us want people to be asked,"
        " taken at their word, and asked again.\nThree things begin now, each taken on by somebody who said yes."
    ),
    "missing": (
        "Hardly anybody who never leaves the house answered: eighty sheets came back, nearly all from the surgery's waiting room. The receptionists go on asking."
    ),
    "expected": "The first rings are made before Christmas. How many people are rung is counted every month, and shown here.",
    "not_expected": "No new post and no new building are promised.",
}


@dataclass(frozen=True)
class HillFraming:
    """One of the framings the group chose between after it had heard what people said."""

    by: str
    standpoint: str
    text: str


FRAMINGS: Final = (
    HillFraming(
        "Dr Helena Strand",
        "the surgery on the hill",
        "How can one service know everybody on the hill who lives alone, and answer for it that each of them is rung?",
    ),
    HillFraming(
        "Margaret Towle",
        "people who look in next door",
        "How can every street on the hill know its own, so that nobody has to be on a list?",
    ),
    HillFraming(
        "Alan Postlewick",
        "somebody of 78 who lives alone there",
        "How can everybody on the hill be asked once a year what they would like, by somebody they know already, and be"
        " taken at their word?",
    ),
)
"""In the order in which they are chosen between; the last is adopted."""
WHICH: Final = "Which framing of older people alone on the hill do we work with?"
APPROVED: Final = ((1, 3), (2, 3), (3,), (1, 3), (2,), (1,))
"""Which of them those who answer approve, one after the other, and from the first again."""
