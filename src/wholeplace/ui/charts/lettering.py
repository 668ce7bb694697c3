"""Words in pictures: how wide they are, and how they are broken into lines, for nothing in SVG breaks them."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString

from wholeplace.kernel.text import set_apart
from wholeplace.ui.charts.svg import element

SIZE = 16.0
"""Height of the letters."""
LEADING = 19.0
"""From one line to the next."""
_NARROW, _WIDE = 8.2, 16.0


@dataclass(frozen=True)
class Box:
    """A part of a picture, from its left and top edge."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        """Whether the two cover some of the same."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


def width_of(text: str) -> float:
    """Return about how wide a line is; an ideograph takes twice the room of a letter."""
    return sum(_WIDE if unicodedata.east_asian_width(sign) in "WF" else _NARROW for sign in text)


def lines_of(text: str, *, width: float, most: int) -> list[str]:
    """Return a text in lines no wider than this, at most so many; what does not fit is cut off and shown to be.

    A line that ends between two words ends with their space, so that all of them together are the text again.
    """
    lines = [""]
    for word in text.split():
        for number, part in enumerate(_parts(word, width)):
            between = "" if number or not lines[-1] else " "
            if width_of(f"{lines[-1]}{between}{part}") <= width:
                lines[-1] += f"{between}{part}"
            else:
                lines[-1] += between
                lines.append(part)
    return lines if len(lines) <= most else [*lines[: most - 1], _cut(lines[most - 1], width)]


def _parts(word: str, width: float) -> Iterable[str]:
    """Yield a word in parts that fit a line, most often as it is."""
    ends = [0]
    for at in range(1, len(word)):
        if width_of(word[ends[-1] : at + 1]) > width:
            ends.append(at)
    return (word[start:end] for start, end in pairwise([*ends, len(word)]))


def _cut(line: str, width: float) -> str:
    while line and width_of(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def lettered(
    lines: Sequence[str], *, x: float, y: float, anchor: str = "start", kind: str = ""
) -> SafeString:
    """Write lines below one another, the first with its foot at `y`."""
    rows = [
        element("tspan", set_apart(line), x=x, dy=None if index == 0 else LEADING)
        for index, line in enumerate(lines)
    ]
    return element("text", *rows, x=x, y=y, text_anchor=anchor, class_=f"wp-drawn__words {kind}".strip())
