"""How sure each share is, drawn from what is printed."""

import re

from wholeplace.mediate.landscapes.bars import spread_of
from wholeplace.mediate.landscapes.shown import HIDDEN, Answers


def words(picture: object) -> list[str]:
    return re.findall(r"<span>([^<]*between [^<]*)</span>", str(picture))


def test_a_share_has_the_range_that_chance_leaves_open() -> None:
    """Wilson's interval of 80 of 100 is 71.1 to 86.7 per cent; of 5 of 10 it is 23.7 to 76.3."""
    rows = [Answers("public", 100, 80, 10, 10), Answers("professional", 10, 5, 5, 0)]
    drawn = spread_of(rows, "voice")
    assert words(drawn) == ["80, between 71 and 87", "50, between 24 and 76"]
    assert str(drawn).count("<circle") == 2


def test_a_printed_range_is_drawn_as_one_without_a_middle() -> None:
    """Wilson's lower bound of 36 of 40 is 76.9 per cent; of 40 of 40 the upper one is 100."""
    nearly = Answers("professional", 40, HIDDEN, HIDDEN, HIDDEN, nearly="agree")
    drawn = spread_of([Answers("public", 100, 80, 10, 10), nearly], "voice")
    (_exact, ranged) = words(drawn)
    assert ranged == "between 77 and 100: only a range, because figures are withheld"
    assert str(drawn).count("<circle") == 1


def test_a_printed_range_that_says_nothing_is_left_out_and_said_to_be() -> None:
    rows = [
        Answers("A", 100, 80, 10, 10),
        Answers("B", 10, 5, 5, 0),
        Answers("C", 304, HIDDEN, HIDDEN, HIDDEN, between=["agree", 150, 290]),
    ]
    drawn = spread_of(rows, "group")
    assert words(drawn) == ["80, between 71 and 87", "50, between 24 and 76"]
    assert "Not drawn, because figures are withheld and so wide a range says nothing: Group C." in str(drawn)
    assert spread_of(rows[1:], "group") is None
    assert "Not drawn" not in str(spread_of(rows[:2], "group"))


def test_one_row_alone_is_compared_with_nothing() -> None:
    assert spread_of([Answers("public", 100, 80, 10, 10)], "voice") is None
    assert spread_of([], "voice") is None
