"""What must hold before a place is changed."""

import re

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.places import Place
from wholeplace.kernel.wording import declare_wording

RESERVED = frozenset(
    {
        "accessibility", "accounts", "api", "demo", "gallery", "healthz", "privacy", "sign-in", "sign-out", "source",
        "static", "you",
    }
)  # fmt: skip
"""Short names the program's own addresses use."""

LONGEST_SHORT_NAME = 40

declare_wording(
    {
        "short_name_taken": _("There is already a place with the short name “{slug}”. Choose another."),
        "short_name_malformed": _(
            "“{slug}” cannot be a short name. Use up to 40 small letters and figures, with single hyphens between."
        ),
        "short_name_reserved": _(
            "“{slug}” is used by the program's own addresses. Choose another short name."
        ),
        "colour_unreadable": _(
            "White text on {colour} has a contrast of {contrast} to 1, and needs 4.5. A near colour that passes: {near}."
        ),
        "colour_unknown": _(
            "“{colour}” is no colour. Write # and six figures or letters a to f, for example #0f5e6e."
        ),
        "area_taken": _("There is already an area called “{name}”."),
    }
)


def short_name_is_free(_actor: Actor, place: Place) -> Refusal | None:
    """The short name is well formed, no place has it, nor does the program use it."""
    if len(place.slug) > LONGEST_SHORT_NAME or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", place.slug):
        return Refusal("short_name_malformed", {"slug": place.slug})
    if place.slug in RESERVED:
        return Refusal("short_name_reserved", {"slug": place.slug})
    if Place.objects.filter(slug=place.slug).exists():
        return Refusal("short_name_taken", {"slug": place.slug})
    return None


def readable_colour(colour: str) -> Refusal | None:
    """White text is readable on this colour (contrast of 4.5 to 1 or better)."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return Refusal("colour_unknown", {"colour": colour})
    contrast = contrast_with_white(colour)
    if contrast >= ENOUGH_CONTRAST:
        return None
    return Refusal(
        "colour_unreadable", {"colour": colour, "contrast": f"{contrast:.1f}", "near": _darkened(colour)}
    )


ENOUGH_CONTRAST = 4.5


def contrast_with_white(colour: str) -> float:
    """Return the WCAG contrast ratio between a colour and white."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def _darkened(colour: str) -> str:
    """Return the nearest darker shade of the same hue on which white text is readable."""
    for step in range(100, 0, -1):
        shade = "#" + "".join(
            f"{int(int(colour[start : start + 2], 16) * step / 100):02x}" for start in (1, 3, 5)
        )
        if contrast_with_white(shade) >= ENOUGH_CONTRAST:
            return shade
    return "#000000"
