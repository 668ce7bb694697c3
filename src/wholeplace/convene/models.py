"""Gathers the models of convening for Django."""

from wholeplace.convene.issues.models import Amendment, Framing, Issue, ProposedFraming, TakingPart

__all__ = ["Amendment", "Framing", "Issue", "ProposedFraming", "TakingPart"]
