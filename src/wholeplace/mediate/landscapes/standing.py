"""Where somebody stands in a landscape: beside each group, and on what they see otherwise than most of it.

It is worked out from the reader's own answers and from released figures alone, so that it tells nothing of anybody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wholeplace.mediate.conversations.names import Answer
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.mediate.landscapes.shown import Answers, ShownStatement

LEAST_COMPARED = 5
"""On how many statements somebody is compared with a group before it is said to be the nearest."""
EVERYBODY = "all"


@dataclass(frozen=True)
class Beside:
    """Of the statements on which most of some people gave one answer, those on which the reader gave it too, and the others."""

    code: str
    alike: tuple[ShownStatement, ...]
    otherwise: tuple[ShownStatement, ...]

    @property
    def compared(self) -> int:
        """On how many statements they can be compared."""
        return len(self.alike) + len(self.otherwise)

    @property
    def share(self) -> float:
        """The share of these on which the reader answered as most of them did."""
        return len(self.alike) / self.compared if self.compared else 0.0


def most_of(row: Answers) -> Answer | None:
    """Return what more than half of some people surely answered, as far as their released figures tell."""
    for answer, share in ((Answer.AGREE, row.agreeing), (Answer.DISAGREE, row.disagreeing)):
        if share is not None and share[0] > 1 / 2:
            return answer
    return None


def beside_everybody(reading: Reading, mine: Mapping[int, Answer]) -> Beside:
    """Return how the reader stands beside everybody who answered."""
    return _beside(EVERYBODY, reading, mine)


def beside_groups(reading: Reading, mine: Mapping[int, Answer]) -> list[Beside]:
    """Return how the reader stands beside each group that is shown, the nearest first."""
    shown = [band.code for band in reading.figures.bands("group") if band.people > 0]
    found = [_beside(code, reading, mine) for code in shown]
    return sorted(found, key=lambda one: (-one.share, one.code))


def nearest(groups: list[Beside]) -> Beside | None:
    """Return the group the reader is nearest to; nothing where they compare on too little, or two are as near."""
    sure = [one for one in groups if one.compared >= LEAST_COMPARED]
    if not sure or (len(sure) > 1 and sure[0].share == sure[1].share):
        return None
    return sure[0]


def _beside(code: str, reading: Reading, mine: Mapping[int, Answer]) -> Beside:
    alike: list[ShownStatement] = []
    otherwise: list[ShownStatement] = []
    for number, one in reading.figures.statements.items():
        given, held = mine.get(number, Answer.PASS), _held_by(code, one)
        if held is not None and given in {Answer.AGREE, Answer.DISAGREE}:
            (alike if given == held else otherwise).append(one)
    return Beside(code, tuple(alike), tuple(otherwise))


def _held_by(code: str, one: ShownStatement) -> Answer | None:
    if code == EVERYBODY:
        return most_of(one.everybody)
    row = next((row for row in one.rows("group") if row.code == code), None)
    return most_of(row) if row is not None else None
