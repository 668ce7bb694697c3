"""Gathers the models of convening for Django."""

from wholeplace.convene.issues.models import Framing, Issue, ProposedFraming, TakingPart

__all__ = ["Framing", "Issue", "ProposedFraming", "TakingPart"]
