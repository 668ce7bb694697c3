"""The opinion landscape: who agrees with whom, what bridges groups, what divides them."""

from wholeplace.analysis.opinion.votes import VoteMatrix, vote_matrix

__all__ = ["VoteMatrix", "vote_matrix"]
