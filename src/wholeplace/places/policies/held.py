"""What a place's own notices hold about a person: who wrote a version, in a hat."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.privacy.personal import PERSONAL, Holding, by
from wholeplace.places.policies.models import Policy


def declare() -> None:
    """Show what notices hold about people in the registry of personal data."""
    written = Holding(
        Policy,
        _("Notices of the place you wrote"),
        by(Policy, "by"),
        shown=("kind", "version", "text", "written"),
        called={"kind": _("Notice"), "version": _("Version"), "written": _("Written on")},
        names=("by",),
        kept=_("The notice: you wrote it as a convener, for the place."),
    )
    PERSONAL.add("places.policies", written)
