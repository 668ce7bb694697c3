"""Gathers the models of convening for Django."""

from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.ground_rules.models import Agreement, GroundRules
from wholeplace.convene.issues.models import Amendment, Framing, Issue, ProposedFraming, TakingPart
from wholeplace.convene.stakeholders.models import Perspective, SentSheet, Tie
from wholeplace.convene.wickedness.models import WickednessAnswer

__all__ = [
    "Agreement",
    "Amendment",
    "ExpectedChange",
    "Framing",
    "GroundRules",
    "Issue",
    "Perspective",
    "ProposedFraming",
    "Reading",
    "SentSheet",
    "TakingPart",
    "Tie",
    "WickednessAnswer",
]
