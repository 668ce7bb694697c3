"""The opinion landscape: who agrees with whom, what bridges groups, what divides them."""

from wholeplace.analysis.opinion.comparison import Comparison, compare
from wholeplace.analysis.opinion.votes import VoteMatrix, vote_matrix

__all__ = ["Comparison", "VoteMatrix", "compare", "vote_matrix"]
