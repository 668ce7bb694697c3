"""The models of places' own features; organisations, people and hats are the kernel's."""

from wholeplace.places.invited.models import Invitation, LeftAlone
from wholeplace.places.joining.models import Arrival
from wholeplace.places.policies.models import Policy

__all__ = ["Arrival", "Invitation", "LeftAlone", "Policy"]
