"""A grid of five by five on which things stand by two scores in words; each is a link, and many in a cell are counted."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from wholeplace.ui.charts.lettering import LEADING, lettered, lines_of
from wholeplace.ui.charts.marks import any_shape
from wholeplace.ui.charts.svg import element

LEFT, TOP = 104.0, 34.0
WIDE, TALL = 168.0, 116.0
GAP = 4.0
STEPS = 5
LINES = 5
"""How many lines of names a cell has room for."""
A_ROW, ROWS = 5, 3
"""How many marks without names stand beside and below one another."""
WORDS = WIDE - 40
"""How wide a name may be beside its mark."""

Cell = tuple[int, int]


@dataclass(frozen=True)
class Placed:
    """A thing on a grid: what it is called, where it leads, its two scores from 1 to 5, and of which kind it is, if known."""

    label: str
    href: str
    across: int
    up: int
    kind: int | None = None


def grid_chart(
    placed: Sequence[Placed],
    *,
    across: str,
    up: str,
    steps: Sequence[str],
    kinds: Sequence[str],
    title: str,
    marked: Collection[Cell] = (),
) -> SafeString:
    """Draw the grid; `steps` name the scores from 1 to 5, `kinds` the marks, `marked` are the cells it is about."""
    held: Mapping[Cell, list[Placed]] = _by_cell(placed)
    cells = [(column, row) for row in range(STEPS, 0, -1) for column in range(1, STEPS + 1)]
    shapes = [_ground(cell, cell in marked) for cell in cells]
    shapes += [_filled(cell, held[cell], kinds) for cell in cells if cell in held]
    width, height = LEFT + STEPS * WIDE, TOP + STEPS * TALL + 56
    picture = element(
        "svg",
        *_axes(across, up, steps),
        *shapes,
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        role="group",
        aria_label=title,
        class_="wp-drawn wp-grid",
    )
    return element(
        "div",
        element("div", picture, class_="wp-drawn__frame"),
        kinds_told(kinds, {one.kind for one in placed}),
    )


def kinds_told(kinds: Sequence[str], used: Collection[int | None]) -> SafeString:
    """Name the kinds of marks that a picture uses below it, each with its mark; the last is that of what is not known."""
    marks = [*range(len(kinds) - 1), None]
    told = [
        element("li", small_mark(kind), element("span", name))
        for kind, name in zip(marks, kinds, strict=True)
        if kind in used
    ]
    return element("ul", *told, class_="wp-drawn__kinds")


def small_mark(kind: int | None) -> SafeString:
    """Draw a mark to stand in a line of text."""
    return element(
        "svg",
        any_shape(kind),
        viewBox="-13 -13 26 26",
        width=20,
        height=20,
        aria_hidden="true",
        focusable="false",
    )


def _by_cell(placed: Sequence[Placed]) -> Mapping[Cell, list[Placed]]:
    held: defaultdict[Cell, list[Placed]] = defaultdict(list)
    for one in placed:
        held[one.across, one.up].append(one)
    return held


def _corner(cell: Cell) -> tuple[float, float]:
    return LEFT + (cell[0] - 1) * WIDE, TOP + (STEPS - cell[1]) * TALL


def _ground(cell: Cell, marked: bool) -> SafeString:  # noqa: FBT001 drawn in one of two ways
    x, y = _corner(cell)
    return element(
        "rect",
        x=x + GAP / 2,
        y=y + GAP / 2,
        width=WIDE - GAP,
        height=TALL - GAP,
        rx=4,
        class_="wp-grid__cell wp-grid__cell--marked" if marked else "wp-grid__cell",
        data_across=cell[0],
        data_up=cell[1],
    )


def _axes(across: str, up: str, steps: Sequence[str]) -> list[SafeString]:
    """Write what the two scores are, and each step of them, in words."""
    foot = TOP + STEPS * TALL
    told = [lettered([f"↑ {up}"], x=0, y=18, kind="wp-grid__axis")]
    told.append(
        lettered([f"{across} →"], x=LEFT + STEPS * WIDE, y=foot + 46, anchor="end", kind="wp-grid__axis")
    )
    for index, step in enumerate(steps):
        lines = lines_of(step, width=LEFT - 12, most=2)
        middle = foot - (index + 0.5) * TALL + 6 - LEADING * (len(lines) - 1) / 2
        told.append(lettered(lines, x=LEFT - 10, y=middle, anchor="end"))
        told.append(lettered([step], x=LEFT + (index + 0.5) * WIDE, y=foot + 22, anchor="middle"))
    return told


def _filled(cell: Cell, held: Sequence[Placed], kinds: Sequence[str]) -> SafeString:
    """Draw what stands in a cell: with names where they have room, as marks where there are more, and else as numbers."""
    for most in (2, 1):
        named = [(one, lines_of(one.label, width=WORDS, most=most)) for one in held]
        if sum(len(lines) for _one, lines in named) <= LINES:
            return _names(cell, named)
    counted = lettered(
        [_count(len(held))], x=_corner(cell)[0] + 12, y=_corner(cell)[1] + 24, kind="wp-grid__count"
    )
    if len(held) <= A_ROW * ROWS:
        return element("g", counted, *_marks(cell, held))
    return element("g", counted, *_numbers(cell, held, kinds))


def _count(count: int) -> str:
    return ngettext("%(count)d here", "%(count)d here", count) % {"count": count}


def _names(cell: Cell, named: Sequence[tuple[Placed, list[str]]]) -> SafeString:
    x, y = _corner(cell)
    drawn, line = [], 0
    for one, lines in named:
        foot = y + 25 + line * LEADING
        words = lettered(lines, x=x + 34, y=foot)
        drawn.append(_mark(one, x + 18, foot - 6, words, width=WIDE - 16, lines=len(lines)))
        line += len(lines)
    return element("g", *drawn)


def _marks(cell: Cell, held: Sequence[Placed]) -> list[SafeString]:
    x, y = _corner(cell)
    return [
        _mark(one, x + 22 + index % A_ROW * 30, y + 46 + index // A_ROW * 26, "", width=24, lines=1)
        for index, one in enumerate(held)
    ]


def _mark(
    one: Placed, x: float, y: float, words: SafeString | str, *, width: float, lines: int
) -> SafeString:
    """Draw a mark about a spot, as a link that reads as its name."""
    edge = element(
        "rect",
        x=x - 12,
        y=y - 12,
        width=width,
        height=LEADING * lines + 5,
        rx=3,
        class_="wp-drawn__edge",
    )
    at = element("g", any_shape(one.kind), transform=f"translate({x:.1f} {y:.1f}) scale(.7)")
    return element(
        "a",
        element("title", one.label),
        edge,
        at,
        words,
        href=one.href,
        class_="wp-drawn__link",
        data_across=one.across,
        data_up=one.up,
    )


def _numbers(cell: Cell, held: Sequence[Placed], kinds: Sequence[str]) -> list[SafeString]:
    """Say how many of each kind stand in a cell that has no room for their marks."""
    x, y = _corner(cell)
    counts = Counter(len(kinds) - 1 if one.kind is None else one.kind for one in held)
    drawn = []
    for index, (kind, count) in enumerate(sorted(counts.items())):
        foot = y + 46 + index * (LEADING + 2)
        mark = any_shape(kind if kind < len(kinds) - 1 else None)
        drawn.append(element("g", mark, transform=f"translate({x + 20:.1f} {foot - 6:.1f}) scale(.6)"))
        words = lines_of(f"{count} {kinds[kind].lower()}", width=WORDS + 8, most=1)
        drawn.append(lettered(words, x=x + 36, y=foot))
    return drawn
