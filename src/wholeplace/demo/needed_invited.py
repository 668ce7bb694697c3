"""A hundred and twenty people on and around Lantern Hill who are asked to speak: for whom, and by which way each is reached."""

from collections.abc import Iterator
from itertools import product
from typing import Final

FIRST: Final = (
    "Aled",
    "Bronwen",
    "Clement",
    "Dilys",
    "Enid",
    "Farida",
    "Gwen",
    "Hari",
    "Ines",
    "Jonah",
    "Kezia",
    "Lowri",
)
LAST: Final = (
    "Ashdown",
    "Birch",
    "Coyle",
    "Drummond",
    "Eames",
    "Fairley",
    "Gower",
    "Hussain",
    "Ivory",
    "Jessop",
)
STREETS: Final = ("Quarry Steps", "Beacon Row", "Lamp Street", "Orchard View", "Chapel Rise")

ASKED: Final = {
    "People who would rather be left alone": (0, 14, 0),
    "Carers of a wife or husband": (8, 4, 2),
    "Young carers": (9, 0, 3),
    "Young people who live on the hill": (12, 2, 2),
    "Pupils who visit": (8, 0, 0),
    "People who see badly": (2, 2, 8),
    "Night-shift workers": (9, 2, 3),
    "District nurses": (7, 0, 1),
    "The councillors for Lantern Hill": (6, 4, 1),
    "The cabinet member for care": (4, 1, 1),
    "The Member of Parliament's office": (3, 2, 0),
}
"""For each perspective that nobody speaks for, how many are asked by e-mail, by letter and on the phone."""

WORDS: Final = (
    "You know something of the long days on the hill that none of us at the table does. Two evenings in all, tea and a lift"
    " home. Say no if it is not for you: that helps us too."
)
SPONSOR: Final = "Dr Helena Strand"
SPONSORS_WORDS: Final = "I see the carers last, in the corridor, on the way out. I would like to hear them first, and at the table."
SPONSORED: Final = "Carers of a wife or husband"

JOINS: Final = (
    ("Carers of a wife or husband", "public", "resident"),
    ("People who see badly", "public", "resident"),
    ("Night-shift workers", "public", "resident"),
    ("Pupils who visit", "public", "education"),
)
"""For whom the first who was asked by e-mail comes, in which civic voice and sector."""
ANSWERS: Final = (
    ("Young carers", "maybe", "If it is after five, and somebody sits with my mother."),
    ("Young people who live on the hill", "no", "We were asked last year, and nothing came of it."),
    ("The councillors for Lantern Hill", "maybe", "After the budget meeting in March."),
    ("The cabinet member for care", "no", "I would rather read what they say than sit on it."),
)
"""What the first who was asked by e-mail for some others answers."""
CALLS: Final = (
    ("Young carers", "reached", "yes", "She will come with her sister."),
    ("People who see badly", "not_reached", "", ""),
    ("Night-shift workers", "reached", "no", "He sleeps in the afternoon."),
    ("District nurses", "wrong_number", "", ""),
)
"""What became of the first call for some."""


def everybody() -> Iterator[tuple[dict[str, str], str]]:
    """Yield how each can be reached, as a row of the book says it, and for whom they could speak."""
    names = (f"{first} {last}" for last, first in product(LAST, FIRST))
    number = 0
    for perspective, counts in ASKED.items():
        for way, count in zip(("email", "address", "phone"), counts, strict=True):
            for _one in range(count):
                number += 1
                name = next(names)
                reach = {
                    "email": f"{name.lower().replace(' ', '.')}@post.tarrowmouth.example",
                    "address": f"{number} {STREETS[number % len(STREETS)]}, Tarrowmouth TM4 {number % 9 + 1}LH",
                    "phone": f"01632 960 {number + 200}",
                }
                yield {"name": name, way: reach[way]}, perspective
