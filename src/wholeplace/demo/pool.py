"""Who registered to be drawn for the panel on Lantern Hill: three hundred residents, older and longer at school than the place is."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final

from wholeplace.convene.lottery.targeting import Wanted
from wholeplace.demo.people_crowd import made_up_names

PEOPLE: Final = 300
SEED: Final = 20261
SEATS: Final = 24
TITLE: Final = "Lantern Hill residents' panel"
ABOUT: Final = (
    "Twenty-four people who live in Tarrowmouth hear what the surgery, the chapel and the neighbours know about being alone"
    " on the hill, and say what should be tried first. Four Saturdays in the Quarry Hall, lunch and travel paid, 60 pounds"
    " a day."
)
AWAITS: Final = (
    "The six main numbers of the county lottery of {day}, in ascending order, with a space between them"
)
PUBLISHED: Final = "The county lottery, on its page of results"
VALUE: Final = "3 11 19 24 36 40"
VALUE_SOURCE: Final = "The county lottery's page of results, draw 1,187"
TO_DRAWN: Final = (
    "We meet on four Saturdays from ten to four in the Quarry Hall, the first in three weeks. A taxi fetches whoever needs one, and"
    " there is somebody for small children. If anything keeps you from coming, ring Amina on 01632 960 110: often it can be solved."
)
ANSWER_WITHIN: Final = 10
NEXT_TITLE: Final = "Night bus panel"
NEXT_ABOUT: Final = (
    "Ten people try the last bus home for a month and say what would make them take it. Two evenings in the library, a month's"
    " ticket and 40 pounds."
)
NEXT_SEATS: Final = 10
CANNOT: Final = "I have started on nights, and sleep on Saturdays."


@dataclass(frozen=True)
class Share:
    """One value of a feature: how many of the panel, its share of the place, and how readily such people register."""

    value: str
    least: int
    most: int
    population: str
    readily: float


STREETS: Final = (
    "Quarry Steps", "Chapel Row", "Lantern Lane", "Harbour Street", "Ropewalk", "Marsh Road", "Saltings Close", "Gull Terrace",
    "Fish Hill", "Mill Lane", "Beacon Road", "The Strand",
)  # fmt: skip
"""Where they live."""


FEATURES: Final[dict[tuple[str, str], Sequence[Share]]] = {
    ("Age band", "How old are you?"): (
        Share("16 to 29", 4, 6, "21.00", 0.09),
        Share("30 to 44", 5, 7, "23.50", 0.17),
        Share("45 to 64", 7, 9, "31.00", 0.36),
        Share("65 and over", 5, 7, "24.50", 0.38),
    ),
    ("Gender", "Which describes you best?"): (
        Share("Woman", 11, 13, "50.60", 0.58),
        Share("Man", 11, 13, "48.70", 0.40),
        Share("Another, or not said", 0, 2, "0.70", 0.02),
    ),
    ("Where you live", "Where do you live?"): (
        Share("Lantern Hill", 7, 9, "29.00", 0.44),
        Share("Harbour", 6, 8, "28.00", 0.22),
        Share("Marsh End", 5, 7, "24.00", 0.16),
        Share("Out in the villages", 4, 5, "19.00", 0.18),
    ),
    ("Time at school", "How long did you go to school, college or university?"): (
        Share("Until 16", 7, 9, "32.00", 0.13),
        Share("Until 18", 8, 10, "36.50", 0.32),
        Share("Longer", 6, 8, "31.50", 0.55),
    ),
}
"""In what the panel should resemble the place."""


@dataclass(frozen=True)
class Registrant:
    """Somebody who registered: how they can be reached, and the value they gave for each feature."""

    name: str
    email: str
    phone: str
    address: str
    values: Sequence[str]


def targets() -> list[Wanted]:
    """Return whom the panel should resemble, as its convener says it."""
    return [
        Wanted(
            name,
            one.value,
            one.least,
            one.most,
            max(one.least - 1, 0),
            one.most + 1,
            Decimal(one.population),
            question,
        )
        for (name, question), shares in FEATURES.items()
        for one in shares
    ]


def next_targets() -> list[Wanted]:
    """Return whom the next panel should resemble."""
    often = "How often are you out after ten in the evening?"
    ages = [
        Wanted("Age band", value, 3, 4, 2, 5, question="How old are you?")
        for value in ("16 to 24", "25 to 44", "45 and over")
    ]
    return ages + [
        Wanted("Out at night", value, 4, 6, 3, 7, question=often) for value in ("Most weeks", "Seldom")
    ]


def registrants() -> Iterator[Registrant]:
    """Yield everybody who registered, always the same: some of them live together, and some have no e-mail."""
    chance = random.Random(SEED)  # noqa: S311 a made-up town is no secret
    address = ""
    for number, name in enumerate(islice(made_up_names(), PEOPLE)):
        if not address or chance.random() > 0.12:
            address = f"{chance.randint(1, 80)} {chance.choice(STREETS)}, Tarrowmouth"
        reached = name.lower().replace(" ", ".")
        by_post = chance.random() < 0.15
        yield Registrant(
            name,
            "" if by_post else f"{reached}@residents.example",
            f"01632 960 {number:03d}" if chance.random() < 0.4 else "",
            address,
            [
                chance.choices([one.value for one in shares], [one.readily for one in shares])[0]
                for shares in FEATURES.values()
            ],
        )
