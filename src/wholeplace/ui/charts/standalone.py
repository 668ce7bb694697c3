"""A chart as a file of its own: an SVG that says by itself what it shows, or a PNG of it."""

import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from wholeplace.ui.charts.hexagons import hexagon_shape, people, shade
from wholeplace.ui.charts.marks import group_letter, shape
from wholeplace.ui.charts.svg import element, number

FONTS = Path(__file__).parents[1] / "static" / "built" / "fonts"
FAMILIES = (
    "Atkinson Hyperlegible",
    "Noto Naskh Arabic",
    "Noto Sans Hans",
    "Noto Emoji",
    "Noto Sans",
    "DejaVu Sans",
)
"""On paper each letter is taken from the first that has it; the last two are the machine's own, where it has them."""
EDGE = 40.0
INNER = 720.0
INK, QUIET, LINE = "#14213d", "#465069", "#d9d5cc"
LOOK = (
    "text{font-family:'Atkinson Hyperlegible','Noto Sans','DejaVu Sans',sans-serif}"
    ".wp-map__hexagon{stroke:#fff;stroke-width:2}"
    ".wp-map__outline{stroke-linejoin:round;stroke-width:4}"
    ".wp-map__halo{stroke-linejoin:round;opacity:.85}"
    ".wp-map__label{stroke-width:3}"
    ".wp-map__letter{font-size:32px;font-weight:700;fill:#14213d}"
    ".wp-mark__shape{stroke:#14213d;stroke-width:1.5}"
)
PAGE = '#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("chart.svg", width: 800pt)'
NARROW, BROAD = set("fijlrtI.,:;!'|()[] "), set("mwMW@%")


@dataclass(frozen=True)
class Told:
    """What stands about a chart that is taken away: whose it is, what was asked, and how to read it."""

    place: str
    title: str
    question: str
    source: str
    notes: Sequence[str] = ()
    groups: Sequence[tuple[int, str]] = ()
    shades: Sequence[int] = ()
    """How many people the palest and the darkest hexagon hold."""


@dataclass
class _Sheet:
    """What was put on the sheet so far, from the top."""

    y: float = EDGE
    drawn: list[SafeString] = field(default_factory=list)

    def write(
        self, text: str, *, size: float, weight: int = 400, fill: str = INK, inset: float = 0.0, after: float
    ) -> None:
        """Write a paragraph across the sheet, broken into lines, and leave room after it."""
        for line in broken(text, size=size, width=INNER - inset):
            self.y += size * 1.3
            from_right = _from_right(line)
            self.drawn.append(
                element(
                    "text",
                    line,
                    x=EDGE + (INNER if from_right else inset),
                    y=self.y - size * 0.3,
                    font_size=size,
                    font_weight=weight,
                    fill=fill,
                    direction="rtl" if from_right else None,
                )
            )
        self.y += after if text else 0.0


def svg_file(chart: SafeString, told: Told) -> str:
    """Return a chart as the text of an SVG file, under its title and over its legend."""
    sheet = _Sheet()
    sheet.write(told.place, size=18, weight=700, fill=QUIET, after=2)
    sheet.write(told.title, size=30, weight=700, after=4)
    sheet.write(told.question, size=20, after=8)
    _picture(sheet, chart)
    _shades(sheet, told.shades)
    for group, name in told.groups:
        _group(sheet, group, name)
    sheet.y += 8
    for note in told.notes:
        sheet.write(note, size=15, fill=QUIET, after=6)
    sheet.y += 10
    line = element("line", x1=EDGE, x2=EDGE + INNER, y1=sheet.y, y2=sheet.y, stroke=LINE, stroke_width=2)
    sheet.drawn.append(line)
    sheet.y += 6
    sheet.write(told.source, size=15, fill=QUIET, after=0)
    wide, tall = INNER + 2 * EDGE, sheet.y + EDGE - 8
    whole = element(
        "svg",
        element("title", f"{told.place}: {told.title}"),
        mark_safe(f"<style>{LOOK}</style>"),  # noqa: S308 our own words
        element("rect", width=wide, height=tall, fill="#fff"),
        *sheet.drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(wide)} {number(tall)}",
        width=wide,
        height=tall,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}'


def png_file(chart: SafeString, told: Told) -> bytes:
    """Return a chart as the bytes of a PNG picture, twice as fine as a screen needs."""
    import typst  # noqa: PLC0415 large, and only needed here

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "chart.svg").write_text(svg_file(chart, told), encoding="utf-8")
        Path(folder, "chart.typ").write_text(PAGE, encoding="utf-8")
        fonts = [str(FONTS)] if FONTS.is_dir() else []
        drawn = typst.compile(str(Path(folder, "chart.typ")), format="png", ppi=144.0, font_paths=fonts)
    if not isinstance(drawn, bytes):
        raise TypeError("One page was expected.")
    return drawn


def broken(text: str, *, size: float, width: float) -> Iterator[str]:
    """Yield a text in lines that fit a width, as wide as its letters usually are; words too long are cut."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if _wide(longer) * size <= width:
            line = longer
            continue
        if line:
            yield line
        line = word
        while _wide(line) * size > width:
            fitting = next(end for end in range(len(line) - 1, 0, -1) if _wide(line[:end]) * size <= width)
            yield line[:fitting]
            line = line[fitting:]
    if line:
        yield line


def _wide(text: str) -> float:
    """Return about how many times its size a text is wide."""
    return sum(_letter(one) for one in text)


def _letter(one: str) -> float:
    if unicodedata.east_asian_width(one) in "WF":
        return 1.0
    if one in NARROW or unicodedata.combining(one):
        return 0.34
    return 0.9 if one in BROAD else 0.68 if one.isupper() else 0.56


def _from_right(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    known = (unicodedata.bidirectional(one) for one in text)
    return next((one != "L" for one in known if one in {"L", "R", "AL"}), False)


def _picture(sheet: _Sheet, chart: SafeString) -> None:
    """Put the chart's own drawing on the sheet."""
    _, _, rest = str(chart).partition("<svg ")
    opening, _, inside = rest.partition(">")
    drawn, _, _ = inside.partition("</svg>")
    box = opening.partition('viewBox="')[2].partition('"')[0]
    _, _, wide, tall = (float(part) for part in box.split())
    height = tall * INNER / wide
    inner = mark_safe(drawn)  # noqa: S308 what `element` made
    sheet.drawn.append(element("svg", inner, x=EDGE, y=sheet.y, width=INNER, height=height, viewBox=box))
    sheet.y += height + 8


def _shades(sheet: _Sheet, counts: Sequence[int]) -> None:
    """Show how dark the palest and the darkest hexagon are."""
    if not counts:
        return
    x, y = EDGE, sheet.y + 14
    for count in counts:
        sheet.drawn.append(hexagon_shape(x + 12, y, 12, opacity=shade(count, max(counts))))
        sheet.drawn.append(element("text", people(count), x=x + 34, y=y + 5, font_size=15, fill=INK))
        x += 60 + _wide(people(count)) * 15
    hint = gettext("in a hexagon: the darker, the more")
    sheet.drawn.append(element("text", hint, x=x - 8, y=y + 5, font_size=15, fill=QUIET))
    sheet.y += 40


def _group(sheet: _Sheet, group: int, name: str) -> None:
    at = f"translate({number(EDGE + 10)} {number(sheet.y + 13)}) scale(0.85)"
    sheet.drawn.append(element("g", shape(group), transform=at))
    sheet.drawn.append(
        element(
            "text", group_letter(group), x=EDGE + 28, y=sheet.y + 18, font_size=18, font_weight=700, fill=INK
        )
    )
    sheet.write(name, size=18, inset=50, after=6)
