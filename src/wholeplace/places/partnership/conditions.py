"""What must hold before a place is changed."""

import re

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.files.checking import Checked
from wholeplace.kernel.files.keeping import MB
from wholeplace.kernel.files.names import PICTURES
from wholeplace.kernel.places import Place
from wholeplace.kernel.wording import declare_wording
from wholeplace.ui.colours import HEX, PAPER, contrast, legible

RESERVED = frozenset(
    {
        "accessibility", "accounts", "api", "complaints", "demo", "gallery", "healthz", "privacy", "setup", "sign-in",
        "sign-out", "source", "static", "terms", "you",
    }
)  # fmt: skip
"""Short names the program's own addresses use."""

LONGEST_SHORT_NAME = 40
LOGO_MB = 1
LOGO_WIDEST, LOGO_HIGHEST, LOGO_LOWEST = 2000, 1000, 40
"""Points: what reads on a large screen and on paper, and what is still sharp in the heading of a page."""

declare_wording(
    {
        "short_name_taken": _("There is already a place with the short name “{slug}”. Choose another."),
        "short_name_malformed": _(
            "“{slug}” cannot be a short name. Use up to 40 small letters and figures, with single hyphens between."
        ),
        "short_name_reserved": _(
            "“{slug}” is used by the program's own addresses. Choose another short name."
        ),
        "place_is_there": _(
            "A place has been founded here meanwhile. More of them are founded at the command line."
        ),
        "colour_unreadable": _(
            "On our pages {colour} has a contrast of {contrast} to 1, and needs 4.5. A near colour that passes: {near}."
        ),
        "colour_unknown": _(
            "“{colour}” is no colour. Write # and six figures or letters a to f, for example #0f5e6e."
        ),
        "logo_no_picture": _("A logo is a picture. Save it as PNG or JPEG, then choose it again."),
        "logo_too_heavy": _(
            "A logo can be {most} MB at most, and this one is larger. Save it smaller, then choose it again."
        ),
        "logo_too_big": _(
            "It is {width} points wide and {height} high. Make it at most {widest} wide and {highest} high, then choose it"
            " again."
        ),
        "logo_too_low": _(
            "It is {height} points high, and would be blurred. Choose one that is at least {least} points high."
        ),
        "logo_is_missing": _("The place has no logo: its pages show the program's own mark."),
        "area_taken": _("There is already an area called “{name}”."),
    }
)


def fits_as_logo(logo: Checked) -> Refusal | None:
    """The file is a picture, and neither too small nor too large to stand in the heading of every page."""
    if logo.kind not in PICTURES:
        return Refusal("logo_no_picture")
    if len(logo.content) > LOGO_MB * MB:
        return Refusal("logo_too_heavy", {"most": LOGO_MB})
    if logo.width > LOGO_WIDEST or logo.height > LOGO_HIGHEST:
        wide, high = logo.width, logo.height
        return Refusal(
            "logo_too_big", {"width": wide, "height": high, "widest": LOGO_WIDEST, "highest": LOGO_HIGHEST}
        )
    if logo.height < LOGO_LOWEST:
        return Refusal("logo_too_low", {"height": logo.height, "least": LOGO_LOWEST})
    return None


def has_logo(_actor: Actor, place: Place) -> Refusal | None:
    """The place has a logo of its own."""
    return None if place.logo else Refusal("logo_is_missing")


def short_name_is_free(_actor: Actor, place: Place) -> Refusal | None:
    """The short name is well formed, no place has it, nor does the program use it."""
    if len(place.slug) > LONGEST_SHORT_NAME or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", place.slug):
        return Refusal("short_name_malformed", {"slug": place.slug})
    if place.slug in RESERVED:
        return Refusal("short_name_reserved", {"slug": place.slug})
    if Place.objects.filter(slug=place.slug).exists():
        return Refusal("short_name_taken", {"slug": place.slug})
    return None


def is_first_on_a_page(actor: Actor, _place: Place) -> Refusal | None:
    """No place is here yet, where one is founded on a page; any number is founded at the command line."""
    later = actor.door is not Door.COMMAND and Place.objects.exists()
    return Refusal("place_is_there") if later else None


def readable_colour(colour: str) -> Refusal | None:
    """The colour reads on the ground of our pages, and white on it (contrast of 4.5 to 1 or better)."""
    if not HEX.fullmatch(colour):
        return Refusal("colour_unknown", {"colour": colour})
    if (near := legible(colour)) == colour:
        return None
    told = f"{contrast(colour, PAPER):.1f}"
    return Refusal("colour_unreadable", {"colour": colour, "contrast": told, "near": near})
