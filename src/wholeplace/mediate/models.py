"""Gathers the models of mediating for Django."""

from wholeplace.mediate.conversations.models import Ballot, Conversation, Statement

__all__ = ["Ballot", "Conversation", "Statement"]
