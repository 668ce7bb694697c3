"""What an analysis of a conversation gives."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from wholeplace.analysis.opinion.agreement import Agreement
from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray
from wholeplace.analysis.opinion.choice import ModeChoice
from wholeplace.analysis.opinion.counts import Counts
from wholeplace.analysis.opinion.representative import Majority, Representative

Mode: TypeAlias = Literal["auto", "parity", "debiased"]
MapMode: TypeAlias = Literal["parity", "debiased"]
Reason: TypeAlias = Literal["groups", "too_few_people", "too_few_votes", "no_evidence"]


@dataclass(frozen=True)
class Evidence:
    """Whether there is ground to draw groups: what the sign-flip test found, the verdict, and why.

    `ratio` is T, and `axes` how many axes stand out of chance; None where the test was not made.
    """

    ratio: float | None
    axes: int | None
    drawn: bool
    reason: Reason


@dataclass(frozen=True)
class SecondOpinion:
    """How many groups another way of counting them would draw."""

    rule: Literal["silhouette_of_people", "sign_flip"]
    groups: int


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """Where people (people x 2) and statements (statements x 2) stand.

    `uncertainty` (people x 2) is the variance of each position, where the mode knows it. `axes` are unit
    vectors in parity mode, slopes in logits in debiased mode.
    """

    mode: MapMode
    positions: FloatArray
    axes: FloatArray
    uncertainty: FloatArray | None


@dataclass(frozen=True, eq=False)
class Landscape:
    """The opinion landscape of one conversation; n people, m statements, g groups.

    `labels` (n,): group of each person, 0 the largest, -1 if not taking part or no groups are drawn.
    `by_group` (g x m) counts each group's answers, `overall` (m,) everybody's, `within` (m,) those of people
    taking part. Where no groups are drawn, all who take part are held to be one for what follows.
    Per statement (m,): `extremity` on the parity map in every mode, so that `priority` (how useful another
    vote is) does not jump when the mode changes; and the arrays of `agreement`, which have shortcuts here.
    `representative`: for each group its statements in order. `silhouettes`: by number of groups tried.
    """

    mode: MapMode
    why: ModeChoice | None
    evidence: Evidence
    positions: FloatArray
    uncertainty: FloatArray | None
    axes: FloatArray
    taking_part: BoolArray
    labels: IntArray
    group_sizes: IntArray
    overall: Counts
    within: Counts
    by_group: Counts
    extremity: FloatArray
    priority: FloatArray
    agreement: Agreement
    representative: tuple[tuple[Representative, ...], ...]
    majority_agree: tuple[Majority, ...]
    majority_disagree: tuple[Majority, ...]
    silhouettes: dict[int, float]
    second_opinions: tuple[SecondOpinion, ...]

    @property
    def groups(self) -> int:
        """How many groups are drawn."""
        return len(self.group_sizes)

    @property
    def group_aware_consensus(self) -> FloatArray:
        """The product over groups of smoothed agreement (m,)."""
        return self.agreement.group_aware_consensus

    @property
    def bridging(self) -> FloatArray:
        """The lower 95 % bound of agreement in the least agreeing group (m,)."""
        return self.agreement.bridging

    @property
    def bridging_disagreement(self) -> FloatArray:
        """The lower 95 % bound of disagreement in the least disagreeing group (m,)."""
        return self.agreement.bridging_disagreement

    @property
    def common_ground(self) -> BoolArray:
        """Whether clearly more than half agree in every group (m,)."""
        return self.agreement.common_ground

    @property
    def shared_disagreement(self) -> BoolArray:
        """Whether clearly more than half disagree in every group (m,)."""
        return self.agreement.shared_disagreement

    @property
    def divisive(self) -> FloatArray:
        """The surest gap between two groups' agreement, 0 unless the groups differ significantly (m,)."""
        return self.agreement.divisive
