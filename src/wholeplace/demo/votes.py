"""Who answers what in the demo, drawn from a model that is stated here and nowhere hidden.

*Two lines.* Each voter i stands at (x_i, y_i). Line x runs from "open doors first" (below nought:
places, trust and youth work before patrols) to "calm first" (above nought: rest, known rules and trade
before new places). Line y runs from the seafront (below nought) to "near home" (above nought: small
rooms on the estates before anything in town).

*Three camps.* A voter belongs to a camp with a probability that hangs on voice and sector (`LEANS`),
with near home `AWAY` times as likely in the areas away from the seafront and that much less likely by
it. Each camp has a centre (`CENTRES`); its people are scattered around it, normally, by `SCATTER` on
either line. Every voice and every sector holds all three views.

*Answers.* Voter i passes on statement j with the log-odds logit(passing_j) + h_i, where h_i ~ N(0, 0.5).
Otherwise they agree with the log-odds level_j + calm_j x_i + near_j y_i + a_i, where a_i ~ N(0, 0.4) is
how readily a person says yes to anything; else they disagree.

*How much.* Voter i answers 15 + round(42 B_i) of the 57 open statements, chosen evenly, where B_i ~
Beta(1.5, 1.2). Councillors on the record answer all 57. Each of the three left-out statements was met by
one voter in twenty before the moderator saw it; those answers are kept, as a real export keeps them.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from wholeplace.demo.people import VOTERS, DemoPerson
from wholeplace.demo.statements import STATEMENTS
from wholeplace.demo.story import AWAY_FROM_THE_SEAFRONT, Sector, Voice

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

AGREE, PASS, DISAGREE = 1, 0, -1
LETTERS: Final = {AGREE: "a", PASS: "p", DISAGREE: "d"}
NOT_SEEN: Final = "."


class Camp(IntEnum):
    """Where a voter starts from."""

    OPEN_FIRST = 0
    CALM_FIRST = 1
    NEAR_HOME = 2


CENTRES: Final = {Camp.OPEN_FIRST: (-1.4, -0.4), Camp.CALM_FIRST: (1.4, -0.4), Camp.NEAR_HOME: (0.0, 2.5)}
SCATTER: Final = 0.45
AWAY: Final = 1.9
LEANS: Final[dict[tuple[Voice, Sector], tuple[float, float, float]]] = {
    ("politician", "council"): (0.44, 0.44, 0.12),
    ("professional", "council"): (0.48, 0.42, 0.10),
    ("professional", "health"): (0.58, 0.31, 0.11),
    ("professional", "police"): (0.30, 0.61, 0.09),
    ("professional", "fire"): (0.42, 0.46, 0.12),
    ("professional", "education"): (0.57, 0.31, 0.12),
    ("professional", "voluntary"): (0.60, 0.25, 0.15),
    ("professional", "business"): (0.33, 0.57, 0.10),
    ("professional", "faith"): (0.42, 0.34, 0.24),
    ("professional", "other"): (0.40, 0.42, 0.18),
    ("public", "education"): (0.70, 0.17, 0.13),
    ("public", "voluntary"): (0.50, 0.35, 0.15),
    ("public", "business"): (0.30, 0.60, 0.10),
    ("public", "faith"): (0.38, 0.36, 0.26),
    ("public", "resident"): (0.39, 0.49, 0.12),
}
"""Probability of each camp, in the order of `Camp`, before areas are looked at."""

DEMO_SEED: Final = 31
"""The draw the demo tells; any other would do, and gives other people the same town."""

LEAST_ANSWERS: Final = 15
MET_TOO_SOON: Final = 0.05


@dataclass(frozen=True, eq=False)
class DemoVotes:
    """Everybody's answers, flat: the voter's row, the statement's number less one, +1, 0 or -1 for each.

    `camp` (voters,) is where each voter starts from; nobody in the story knows it.
    """

    voters: tuple[DemoPerson, ...]
    camp: IntArray
    person: IntArray
    statement: IntArray
    value: IntArray

    def ballots(self) -> tuple[str, ...]:
        """Give a letter for each statement and voter: a, d, p, or a full stop where it was not seen."""
        table = np.full((len(self.voters), len(STATEMENTS)), NOT_SEEN)
        table[self.person, self.statement] = [LETTERS[value] for value in self.value.tolist()]
        return tuple("".join(row) for row in table.tolist())


def demo_votes(seed: int) -> DemoVotes:
    """Draw everybody's answers from the model; the same seed gives the same answers."""
    draw = np.random.default_rng(seed)
    camp = _camps(draw)
    places = np.array([CENTRES[one] for one in Camp])[camp] + draw.normal(0, SCATTER, (len(camp), 2))
    person, statement = np.nonzero(_seen(draw))
    value = _answers(places, draw=draw)[person, statement]
    return DemoVotes(voters=VOTERS, camp=camp, person=person, statement=statement, value=value)


def _camps(draw: np.random.Generator) -> IntArray:
    odds = np.array([_leaning(voter) for voter in VOTERS])
    upto = np.cumsum(odds / odds.sum(axis=1, keepdims=True), axis=1)
    return np.asarray((draw.random((len(VOTERS), 1)) > upto[:, :-1]).sum(axis=1), dtype=np.int64)


def _leaning(voter: DemoPerson) -> tuple[float, float, float]:
    open_first, calm_first, near_home = LEANS[voter.voice, voter.sector]
    further = AWAY if voter.area in AWAY_FROM_THE_SEAFRONT else 1 / AWAY
    return open_first, calm_first, near_home * further


def _answers(places: FloatArray, *, draw: np.random.Generator) -> IntArray:
    """Draw what each voter would answer to each statement (voters x statements), met or not."""
    written = [one.written for one in STATEMENTS]
    size = (len(places), len(written))
    slopes = np.array([(one.calm, one.near) for one in written]).T
    leaning = np.array([one.level for one in written]) + places @ slopes
    yes = leaning + draw.normal(0, 0.4, (len(places), 1))
    shy = _log_odds(np.array([one.passing for one in written])) + draw.normal(0, 0.5, (len(places), 1))
    said = np.where(draw.random(size) < _share(yes), AGREE, DISAGREE)
    return np.asarray(np.where(draw.random(size) < _share(shy), PASS, said), dtype=np.int64)


def _seen(draw: np.random.Generator) -> BoolArray:
    """Draw which statements each voter answers (voters x statements)."""
    left_out = np.array([one.is_left_out for one in STATEMENTS])
    size = (len(VOTERS), len(STATEMENTS))
    most = int((~left_out).sum())
    count = LEAST_ANSWERS + np.round((most - LEAST_ANSWERS) * draw.beta(1.5, 1.2, len(VOTERS)))
    count = np.where([voter.on_record for voter in VOTERS], most, count)
    turn = np.where(left_out, np.inf, draw.random(size)).argsort(axis=1).argsort(axis=1)
    return np.asarray(np.where(left_out, draw.random(size) < MET_TOO_SOON, turn < count[:, None]))


def _share(log_odds: FloatArray) -> FloatArray:
    return 1 / (1 + np.exp(-log_odds))


def _log_odds(share: FloatArray) -> FloatArray:
    return np.log(share / (1 - share))
