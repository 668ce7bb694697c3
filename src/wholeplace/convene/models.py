"""Gathers the models of convening for Django."""

from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.ground_rules.models import Agreement, GroundRules
from wholeplace.convene.issues.models import Amendment, Framing, Issue, ProposedFraming, TakingPart
from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement
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
    "Asking",
    "Contact",
    "CouldSpeak",
    "ExpectedChange",
    "Framing",
    "GroundRules",
    "Interest",
    "Issue",
    "Mandate",
    "Note",
    "Perspective",
    "ProposedFraming",
    "Reading",
    "SentSheet",
    "StandingStatement",
    "TakingPart",
    "Tie",
    "WickednessAnswer",
]
