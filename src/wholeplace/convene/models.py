"""Gathers the models of convening for Django."""

from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.ground_rules.models import Agreement, GroundRules
from wholeplace.convene.issues.models import Amendment, Framing, Issue, ProposedFraming, TakingPart
from wholeplace.convene.stakeholders.models import (
    Contact,
    CouldSpeak,
    Interest,
    Note,
    Perspective,
    SentSheet,
    Tie,
)
from wholeplace.convene.wickedness.models import WickednessAnswer

__all__ = [
    "Agreement",
    "Amendment",
    "Contact",
    "CouldSpeak",
    "ExpectedChange",
    "Framing",
    "GroundRules",
    "Interest",
    "Issue",
    "Note",
    "Perspective",
    "ProposedFraming",
    "Reading",
    "SentSheet",
    "TakingPart",
    "Tie",
    "WickednessAnswer",
]
