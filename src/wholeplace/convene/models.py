"""Gathers the models of convening for Django."""

from wholeplace.convene.issues.models import Framing, Issue, TakingPart

__all__ = ["Framing", "Issue", "TakingPart"]
