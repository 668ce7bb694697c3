"""Text that is needed can be seen."""

import pytest

from wholeplace.kernel.text import number_to_dial, shows_something


@pytest.mark.parametrize(
    "text",
    [
        "Pier",
        "بعد الغروب",
        "\u202bبعد\u202c",
        "夜",
        "नमस्ते",
        "ก็",
        "7",
        "?",
        "👩\u200d👩\u200d👧",
        "❤\ufe0f",
        "e\u0301",
        "\u200b.\u200b",
    ],
)
def test_words_of_any_script_figures_signs_and_joined_emoji_can_be_seen(text: str) -> None:
    assert shows_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n\u00a0\u3000\u2028",
        "\u200b\u200c\u200d\ufeff\u2060",
        "\u200e\u200f\u202a\u202e\u2066\u2069",
        "\u0301\u0308",
        "\ufe0f",
        "\u00ad\u180e",
        "\u3164\u2800",
        "\x00\x1b",
    ],
)
def test_spaces_marks_alone_and_signs_that_only_steer_show_nothing(text: str) -> None:
    assert not shows_something(text)


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("01632 960 002", "01632960002"),
        ("+44 (0)1632 960-002", "+441632960002"),
        ("(01632) 960.002", "01632960002"),
        ("01632 960 002 ext 4", ""),
        ("ask at the desk", ""),
        ("\u0661\u0662\u0663\u0664", ""),
        ("+44 1632\n960", ""),
        ("", ""),
    ],
)
def test_a_number_is_dialled_as_it_is_meant_and_words_are_not(written: str, dialled: str) -> None:
    assert number_to_dial(written) == dialled
