"""A place's colour is legible whatever was chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.ui.colours import PAPER, contrast, legible, palette

hex_colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(hex_colours)
def test_any_colour_becomes_legible_as_link_and_as_ground(colour: str) -> None:
    colours = palette(colour)
    assert contrast(colours.place, PAPER) >= 4.5
    assert contrast(colours.place, "#ffffff") >= 4.5
    assert contrast(colours.deep, colours.pale) >= 4.5


def test_a_colour_that_reads_is_left_alone() -> None:
    assert legible("#0f5e6e") == "#0f5e6e"


def test_what_is_no_colour_becomes_harbour_blue() -> None:
    assert palette("red;}*{display:none").place == "#0f5e6e"


@pytest.mark.parametrize(("colour", "ratio"), [("#ffffff", 1.0), ("#000000", 21.0), ("#767676", 4.54)])
def test_contrast_is_what_wcag_says_it_is(colour: str, ratio: float) -> None:
    assert round(contrast(colour, "#ffffff"), 2) == ratio
