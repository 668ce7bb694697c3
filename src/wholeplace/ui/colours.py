"""A place's own colour, kept legible: dark enough to read on paper, with a darker and a paler companion."""

import re
from dataclasses import dataclass

PAPER = "#fbfaf7"
HARBOUR = "#0f5e6e"
LEAST_CONTRAST = 4.5
HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Palette:
    """The colours drawn from one: for grounds and links, for what is pressed, and for quiet grounds."""

    place: str
    deep: str
    pale: str


def palette(colour: str) -> Palette:
    """Return the palette of a place's colour; a colour too pale to read is darkened until it is not."""
    place = legible(colour if HEX.fullmatch(colour) else HARBOUR)
    return Palette(place=place, deep=mixed(place, "#000000", share=0.3), pale=mixed(place, PAPER, share=0.9))


def legible(colour: str) -> str:
    """Return the colour itself, or the nearest darker one that reads on paper (WCAG 2.2 AA)."""
    share = 0.0
    tried = colour
    while contrast(tried, PAPER) < LEAST_CONTRAST:
        share += 0.02
        tried = mixed(colour, "#000000", share=share)
    return tried


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, into: str, *, share: float) -> str:
    """Return the colour with a share of another mixed in."""
    pairs = zip(_channels(colour), _channels(into), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
