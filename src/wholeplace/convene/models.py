"""Gathers the models of convening for Django."""

from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.ground_rules.models import Agreement, GroundRules
from wholeplace.convene.issues.models import Amendment, Framing, Issue, ProposedFraming, TakingPart
from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement
from wholeplace.convene.wickedness.models import WickednessAnswer

__all__ = [
    "Agreement",
    "Amendment",
    "Asking",
    "ExpectedChange",
    "Framing",
    "GroundRules",
    "Issue",
    "Mandate",
    "ProposedFraming",
    "Reading",
    "StandingStatement",
    "TakingPart",
    "WickednessAnswer",
]
