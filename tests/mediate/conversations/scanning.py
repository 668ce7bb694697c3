"""Reads the squares our pages draw as a phone would: by a program that has nothing to do with the one that made them."""

import re

import zxingcpp
from PIL import Image, ImageDraw

POINTS = 6
"""How many points wide one small square is drawn."""


def read_squares(page: str) -> list[str]:
    """Return what each square on a page says, in their order."""
    found = re.findall(r'class="wp-poster__square" viewBox="0 0 (\d+) .*?fill="#000" d="([^"]*)"', page)
    return [_read(int(wide), dark) for wide, dark in found]


def _read(wide: int, dark: str) -> str:
    picture = Image.new("L", (wide * POINTS, wide * POINTS), 255)
    pen = ImageDraw.Draw(picture)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", dark):
        left, top = int(x) * POINTS, int(y) * POINTS
        pen.rectangle((left, top, left + POINTS - 1, top + POINTS - 1), fill=0)
    return str(zxingcpp.read_barcodes(picture)[0].text)
