"""Names that are nearly the same are found, and names that only share a word are not."""

import pytest

from wholeplace.kernel.search.names import Names, folded_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Young carers", "the YOUNG Carer"),
        ("Café owners", "cafe-owner"),
        ("St Mary's school", "St. Marys School"),
        ("Health & Care Trust", "health and care trust"),
        ("Charities", "A charity"),
        ("The The", "the"),
        ("مقدمو الرعاية", "مقدمو  الرعاية"),
    ],
)
def test_capitals_accents_punctuation_the_and_the_plural_are_no_difference(one: str, other: str) -> None:
    assert folded_name(one) == folded_name(other)


@pytest.mark.parametrize("one", ["Bus", "Glass", "Tennis"])
def test_what_is_no_plural_keeps_its_s(one: str) -> None:
    assert folded_name(one) == one.lower()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Young carrers", "Young carers"),
        ("Age Conern", "Age Concern"),
        ("Saltmarsh Health Trusts", "Saltmarsh Health Trust"),
        ("young CARERS", "Young carers"),
        ("Young people", None),
        ("Carers", None),
        ("Saltmarsh Fire Service", None),
        ("!!!", None),
    ],
)
def test_the_nearest_name_is_found_where_one_is_near_enough(name: str, nearest: str | None) -> None:
    names = Names(["Young carers", "Age Concern", "Saltmarsh Health Trust", "Saltmarsh Council"])
    assert names.nearest(name) == nearest
