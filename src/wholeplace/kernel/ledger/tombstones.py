"""What stands where something was erased."""

ERASED = "[erased]"
"""Put in the place of what a person wrote."""
NOBODY = "Erased member"
"""Put in the place of a person's name."""
