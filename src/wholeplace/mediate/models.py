"""Gathers the models of mediating for Django."""

from wholeplace.mediate.conversations.models import (
    Ballot,
    Conversation,
    KeyedBallot,
    OnTheRecord,
    Statement,
    VoteBatch,
    WaitingAnswer,
)
from wholeplace.mediate.conversations.rulings import Ruling, StatementReport

__all__ = [
    "Ballot",
    "Conversation",
    "KeyedBallot",
    "OnTheRecord",
    "Ruling",
    "Statement",
    "StatementReport",
    "VoteBatch",
    "WaitingAnswer",
]
