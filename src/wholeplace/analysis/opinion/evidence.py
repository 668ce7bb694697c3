"""Whether there is ground to draw groups at all."""

from wholeplace.analysis.opinion.arrays import BoolArray
from wholeplace.analysis.opinion.result import Evidence, Mode, Reason
from wholeplace.analysis.opinion.signflip import sign_flip
from wholeplace.analysis.opinion.votes import VoteMatrix

FEWEST_PEOPLE = 10
"""Fewer people than this are never divided."""
FEWEST_VOTES = 3
"""Two axes cannot place a person who answered fewer statements."""


def evidence_of_groups(
    votes: VoteMatrix, *, active: BoolArray, moderated: BoolArray, seed: int, mode: Mode
) -> Evidence:
    """Say whether groups may be drawn among the `active` (people,).

    At least 10 people must have voted, and 10 of those taking part have answered 3 statements (or all, if
    fewer). Then parity mode draws, as Polis does; the other modes ask the sign-flip test, whose failure means
    "not enough evidence", never "there are no groups".
    """
    each = votes.votes_each
    if (each > 0).sum() < FEWEST_PEOPLE:
        return refusal("too_few_people")
    if (active & (each >= min(FEWEST_VOTES, votes.statements))).sum() < FEWEST_PEOPLE:
        return refusal("too_few_votes")
    if mode == "parity":
        return Evidence(None, None, drawn=True, reason="groups")
    found = sign_flip(votes, moderated=moderated, seed=seed)
    return Evidence(found.ratio, found.axes, found.enough, "groups" if found.enough else "no_evidence")


def refusal(reason: Reason) -> Evidence:
    """Say that no groups are drawn, and why."""
    return Evidence(None, None, drawn=False, reason=reason)
