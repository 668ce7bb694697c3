"""How sure each share is, drawn from what is printed."""

import re

from wholeplace.mediate.landscapes.bars import spread_of
from wholeplace.mediate.landscapes.shown import HIDDEN, Answers


def words(picture: object) -> list[str]:
    return re.findall(r"<span>([^<]*, between [^<]*)</span>", str(picture))


def test_a_share_has_the_range_that_chance_leaves_open() -> None:
    """Wilson's interval of 80 of 100 is 71.1 to 86.7 per cent; of 5 of 10 it is 23.7 to 76.3."""
    rows = [Answers("public", 100, 80, 10, 10), Answers("professional", 10, 5, 5, 0)]
    assert words(spread_of(rows, "voice")) == ["80, between 71 and 87", "50, between 24 and 76"]


def test_a_printed_range_makes_it_wider() -> None:
    rows = [
        Answers("public", 100, 80, 10, 10),
        Answers("professional", 40, HIDDEN, HIDDEN, HIDDEN, nearly="agree"),
    ]
    (_exact, wide) = words(spread_of(rows, "voice"))
    assert wide == "95, between 77 and 100"


def test_one_row_alone_is_compared_with_nothing() -> None:
    assert spread_of([Answers("public", 100, 80, 10, 10)], "voice") is None
    assert spread_of([], "voice") is None
