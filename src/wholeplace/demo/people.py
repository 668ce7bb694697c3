"""Everybody in the story: those a visitor of the demo can sign in as first, then the rest of the town."""

from typing import Final

from wholeplace.demo.people_crowd import crowd
from wholeplace.demo.people_named import COUNCILLORS, OFFICE_HOLDERS, TOWNSPEOPLE
from wholeplace.demo.people_written import DemoPerson

NAMED: Final = (*OFFICE_HOLDERS, *COUNCILLORS, *TOWNSPEOPLE)
"""The people with a story of their own."""

EVERYBODY: Final = (*NAMED, *crowd(NAMED))

DO_NOT_VOTE: Final = frozenset({"facilitator", "moderator", "scrutineer", "operator"})
"""The hats whose holders keep out of the conversation they run, hold, check or host."""

VOTERS: Final = tuple(person for person in EVERYBODY if DO_NOT_VOTE.isdisjoint(person.hats))

__all__ = ["DO_NOT_VOTE", "EVERYBODY", "NAMED", "VOTERS", "DemoPerson"]
