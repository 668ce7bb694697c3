"""The sixty statements of the conversation, each with the numbers that say who would agree with it.

`level` is how far somebody in the middle leans towards agreeing (log-odds). `calm` and `near` say how
much more somebody agrees for each step along the two lines on which people here differ (see `votes.py`).
`passing` is the share of people who would rather not say.
"""

from dataclasses import dataclass
from enum import Enum
from itertools import chain, zip_longest
from typing import Final

from wholeplace.demo.statements_dividing import CALM_FIRST, NEAR_HOME, OPEN_FIRST, SEAFRONT
from wholeplace.demo.statements_shared import BRIDGES, REJECTED, SHARED, UNEXPECTED
from wholeplace.demo.statements_written import Written


class Part(Enum):
    """The part a statement is planned to play in the landscape."""

    UNEXPECTED = "common ground nobody expected"
    SHARED = "common ground"
    REJECTED = "rejected by nearly everyone"
    BRIDGE = "bridge"
    CALM_FIRST = "divides: calm first"
    OPEN_FIRST = "divides: open doors first"
    NEAR_HOME = "divides: near home"
    SEAFRONT = "divides: the seafront"
    UNNOTICED = "nobody minds"
    LEFT_OUT = "left out by the moderator"


@dataclass(frozen=True)
class DemoStatement:
    """A statement by its number in the conversation, and the part it is planned to play."""

    number: int
    part: Part
    written: Written

    @property
    def text(self) -> str:
        """The statement as it was written."""
        return self.written.text

    @property
    def is_left_out(self) -> bool:
        """Whether the moderator left it out."""
        return bool(self.written.left_out)


UNNOTICED: Final = (
    Written("The festival lights should stay up until March.", "business", level=0.1, passing=0.5),
    Written("The bandstand should be painted in its old colours.", "resident", level=0.2, passing=0.55),
    Written("The evening work needs a name and a badge of its own.", "council", level=-0.3, passing=0.5),
    Written("The harbour clock should strike through the night again.", "resident", level=-0.2, passing=0.45),
)

LEFT_OUT: Final = (
    Written(
        "Ask Derek Fenwhistle at number nine why the patrols only ever stop outside his house.",
        "resident",
        left_out="It names a private person, who cannot answer here.",
    ),
    Written(
        "The ones who complain about noise are miserable old fools.",
        "resident",
        left_out="It insults people instead of saying what would help.",
    ),
    Written(
        "Half-price burgers at the Gull Grill every Friday after nine, just show this page at the counter.",
        "business",
        left_out="It is an advert.",
    ),
)

_THEMES: Final = {
    Part.SHARED: SHARED,
    Part.CALM_FIRST: CALM_FIRST,
    Part.OPEN_FIRST: OPEN_FIRST,
    Part.NEAR_HOME: NEAR_HOME,
    Part.BRIDGE: BRIDGES,
    Part.SEAFRONT: SEAFRONT,
    Part.UNEXPECTED: UNEXPECTED,
    Part.UNNOTICED: UNNOTICED,
    Part.REJECTED: REJECTED,
    Part.LEFT_OUT: LEFT_OUT,
}


def _as_they_came() -> tuple[DemoStatement, ...]:
    """Give each statement its number: the convener's first, then one of each theme in turn."""
    rounds = zip_longest(*([(part, one) for one in theme] for part, theme in _THEMES.items()))
    mixed = [pair for pair in chain.from_iterable(rounds) if pair is not None]
    mixed.sort(key=lambda pair: not pair[1].seeded)
    return tuple(DemoStatement(number, part, one) for number, (part, one) in enumerate(mixed, start=1))


STATEMENTS: Final = _as_they_came()
