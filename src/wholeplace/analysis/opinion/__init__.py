"""The opinion landscape: who agrees with whom, what bridges groups, what divides them."""

from wholeplace.analysis.opinion.agreement import Agreement
from wholeplace.analysis.opinion.choice import ModeChoice
from wholeplace.analysis.opinion.comparison import Comparison, compare
from wholeplace.analysis.opinion.counts import Counts
from wholeplace.analysis.opinion.landscape import analyse
from wholeplace.analysis.opinion.representative import Majority, Representative
from wholeplace.analysis.opinion.result import Evidence, Landscape, Mode, SecondOpinion
from wholeplace.analysis.opinion.votes import VoteMatrix, vote_matrix

__all__ = [
    "Agreement",
    "Comparison",
    "Counts",
    "Evidence",
    "Landscape",
    "Majority",
    "Mode",
    "ModeChoice",
    "Representative",
    "SecondOpinion",
    "VoteMatrix",
    "analyse",
    "compare",
    "vote_matrix",
]
