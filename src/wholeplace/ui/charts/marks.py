"""The marks of opinion groups: a letter, a shape and a colour, so that none carries the meaning alone."""

from django.utils.safestring import SafeString

from wholeplace.ui.charts.svg import element

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00")
LETTERS = "ABCDE"
_SHAPES = {
    1: "-9,-9 9,-9 9,9 -9,9",
    2: "0,-11 11,9 -11,9",
    3: "0,-12 12,0 0,12 -12,0",
    4: "0,-12 11.4,-3.7 7.1,9.7 -7.1,9.7 -11.4,-3.7",
}


def group_letter(group: int) -> str:
    """Return the letter of a group, counted from 0."""
    return LETTERS[group]


def shape(group: int) -> SafeString:
    """Return the shape of a group, about the origin and 20 wide."""
    if group == 0:
        return element("circle", r=10, fill=COLOURS[0], class_="wp-mark__shape")
    return element("polygon", points=_SHAPES[group], fill=COLOURS[group], class_="wp-mark__shape")


def group_mark(group: int) -> SafeString:
    """Return a group's shape and letter, to stand in a line of text."""
    picture = element(
        "svg",
        shape(group),
        viewBox="-13 -13 26 26",
        width=20,
        height=20,
        aria_hidden="true",
        focusable="false",
    )
    return element("span", picture, element("b", group_letter(group)), class_="wp-mark")


def any_shape(kind: int | None) -> SafeString:
    """Return the shape of one of five kinds, or an empty one where the kind is not known, about the origin."""
    if kind is None:
        return element("circle", r=9, class_="wp-mark__shape wp-mark__shape--unknown")
    return shape(kind)
