"""What the columns of a perspective are called, and how what stands in them is read."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.history import Labels
from wholeplace.convene.stakeholders.names import Level, Standing, Whose
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector

PERSPECTIVE_LABELS: Labels = {
    "name": _("Name"),
    "whose": _("Whose view it is"),
    "sector": _("Sector"),
    "voice": _("Civic voice"),
    "area": _("Area"),
    "knows": _("What they know"),
    "gains": _("What they stand to gain"),
    "loses": _("What they stand to lose"),
    "interest": _("How much it matters to them"),
    "influence": _("How much they can do about it"),
    "spoken_for_by": _("Who speaks for them"),
}
SAID = tuple(PERSPECTIVE_LABELS)
"""What is said of a perspective, by its columns."""
HISTORY_LABELS: Labels = {
    **PERSPECTIVE_LABELS,
    "standing": _("How it stands"),
    "answer": _("Why"),
    "speaking": _("Whether a member speaks for them"),
}
"""All that is kept of a perspective as it was before."""

_CHOICES = {"whose": Whose, "sector": Sector, "voice": CivicVoice, "standing": Standing}


def worded(name: str, text: str) -> str:
    """Return what an amendment keeps of a column as one reads it: a choice in words, anything else as it stands."""
    if name in {"interest", "influence"} and text:
        return str(Level(int(text)).label)
    if name == "speaking":
        return str(_("A member") if text else _("Nobody"))
    return str(_CHOICES[name](text).label) if name in _CHOICES and text else text


def wording(areas: Mapping[str, str]) -> Callable[[str, str], str]:
    """Return how what an amendment keeps of a perspective is read, an area by its name."""
    return lambda name, text: areas.get(text, "") if name == "area" else worded(name, text)
