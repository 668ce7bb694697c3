"""The models of places' own features; organisations, people and hats are the kernel's."""

from wholeplace.places.policies.models import Policy

__all__ = ["Policy"]
"""Gathers the models of places for Django; other features keep their rows in the kernel's tables."""

from wholeplace.places.joining.models import Arrival

__all__ = ["Arrival"]
