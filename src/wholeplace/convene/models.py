"""Gathers the models of convening for Django."""

from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.issues.models import Amendment, Framing, Issue, ProposedFraming, TakingPart

__all__ = ["Amendment", "ExpectedChange", "Framing", "Issue", "ProposedFraming", "Reading", "TakingPart"]
