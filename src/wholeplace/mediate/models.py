"""Gathers the models of mediating for Django."""

from wholeplace.mediate.conversations.asides import Aside
from wholeplace.mediate.conversations.models import (
    Ballot,
    Conversation,
    Guest,
    KeyedBallot,
    OnTheRecord,
    Room,
    Sheet,
    Statement,
    VoteBatch,
    WaitingAnswer,
)
from wholeplace.mediate.conversations.pseudonyms import Pseudonym
from wholeplace.mediate.conversations.rulings import Ruling, StatementReport

__all__ = [
    "Aside",
    "Ballot",
    "Conversation",
    "Guest",
    "KeyedBallot",
    "OnTheRecord",
    "Pseudonym",
    "Room",
    "Ruling",
    "Sheet",
    "Statement",
    "StatementReport",
    "VoteBatch",
    "WaitingAnswer",
]
