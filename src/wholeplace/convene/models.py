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
from wholeplace.convene.invitations.models import AccessNeeds, IssueInvitation, LetterFile, SponsorWords
from wholeplace.convene.issues.models import Amendment, Framing, Issue, ProposedFraming, TakingPart
from wholeplace.convene.lottery.models import (
    Apart,
    Draw,
    DrawingUp,
    Feature,
    Lottery,
    Registration,
    Seat,
    SentPool,
    Target,
)
from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement
from wholeplace.convene.stakeholders.models import (
    Absence,
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
    "Absence",
    "AccessNeeds",
    "Agreement",
    "Amendment",
    "Apart",
    "Asking",
    "Card",
    "CardLine",
    "Contact",
    "CouldSpeak",
    "Dismissal",
    "Draw",
    "DrawingUp",
    "ExpectedChange",
    "Feature",
    "Framing",
    "GroundRules",
    "Interest",
    "Issue",
    "IssueInvitation",
    "LetterFile",
    "Lottery",
    "Mandate",
    "Note",
    "Pairing",
    "Perspective",
    "ProposedFraming",
    "ProposedRules",
    "Reading",
    "Registration",
    "Seat",
    "SentPool",
    "SentSheet",
    "Settling",
    "SponsorWords",
    "StandingStatement",
    "TakingPart",
    "Target",
    "Tie",
    "WickednessAnswer",
]
