"""Gathers the models of convening for Django."""

from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.expectations.models import (
    Card,
    CardLine,
    Dismissal,
    Pairing,
    ProposedRules,
    Settling,
)
from wholeplace.convene.ground_rules.models import Agreement, GroundRules
from wholeplace.convene.issues.models import Amendment, Framing, Issue, ProposedFraming, TakingPart
from wholeplace.convene.wickedness.models import WickednessAnswer

__all__ = [
    "Agreement",
    "Amendment",
    "Card",
    "CardLine",
    "Dismissal",
    "ExpectedChange",
    "Framing",
    "GroundRules",
    "Issue",
    "Pairing",
    "ProposedFraming",
    "ProposedRules",
    "Reading",
    "Settling",
    "TakingPart",
    "WickednessAnswer",
]
