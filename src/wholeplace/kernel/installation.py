"""What tells one installation from another."""

from django.utils.crypto import salted_hmac

INSTALLATION = "Wholeplace-Installation"
"""The header in which the address for machines says whose it is."""


def installation_id() -> str:
    """Return the mark of this installation: the same on every machine that shares its secret, and nowhere else."""
    return salted_hmac("wholeplace.installation", "", algorithm="sha256").hexdigest()[:16]
