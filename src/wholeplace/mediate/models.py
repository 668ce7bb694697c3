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

__all__ = [
    "Ballot",
    "Conversation",
    "KeyedBallot",
    "OnTheRecord",
    "Statement",
    "VoteBatch",
    "WaitingAnswer",
]
