"""The mark of the demo's harbour, drawn anew each time: a light on the quay above two waves."""

import io
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw

from wholeplace.kernel.files.checking import check_file
from wholeplace.places.partnership.actions import set_logo

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller

WIDE, HIGH, FINE = 240, 240, 4
"""Points of the picture, and how many times finer it is drawn so that its edges come out smooth."""
SEA, LIGHT, STONE = "#0f5e6e", "#f4b942", "#14213d"
TOWER: Final = ((104, 150), (112, 70), (128, 70), (136, 150))
BEAMS: Final = (((100, 58), (20, 34), (20, 78)), ((140, 58), (220, 34), (220, 78)))


def harbour_mark() -> bytes:
    """Return the mark as a PNG with nothing behind it."""
    drawn = Image.new("RGBA", (WIDE * FINE, HIGH * FINE))
    pen = ImageDraw.Draw(drawn)
    for beam in BEAMS:
        pen.polygon(_finer(*beam), fill=LIGHT)
    pen.polygon(_finer(*TOWER), fill=STONE)
    pen.rectangle(_finer((106, 46), (134, 70)), fill=STONE)
    pen.ellipse(_finer((112, 50), (128, 66)), fill=LIGHT)
    for top in (150, 184):
        for left in range(0, WIDE, 80):
            pen.arc(_finer((left, top), (left + 80, top + 50)), 180, 360, fill=SEA, width=14 * FINE)
    kept = io.BytesIO()
    drawn.resize((WIDE, HIGH), Image.Resampling.LANCZOS).save(kept, "PNG")
    return kept.getvalue()


def choose_mark(teller: "Teller") -> None:
    """Have the first convener give the place its logo, looked into as any file is."""
    logo = check_file("harbour.png", harbour_mark())
    teller.place = set_logo(teller.convening(), place=teller.place, logo=logo)


def _finer(*points: tuple[int, int]) -> list[tuple[int, int]]:
    return [(across * FINE, down * FINE) for across, down in points]
