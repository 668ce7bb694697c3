"""How far slow work is, is shown on a terminal, in one line that is taken away, and nowhere else."""

from tests.kernel.terminal import Terminal, terminal

from wholeplace.kernel.bar import Bar, showing

__all__ = ["terminal"]


def test_a_terminal_shows_what_is_done_and_what_share_of_it(terminal: Terminal) -> None:
    with Bar() as bar:
        bar.show("Reading a long file", 0.5)
        bar.show("Packing", 1)
        bar.show("Checking")
    assert terminal.getvalue() == (
        "\r██████████░░░░░░░░░░  50% Reading a long file"
        "\r████████████████████ 100% Packing            "
        "\r… Checking                       "
        "\r          \r"
    )  # fmt: skip


def test_the_same_line_is_written_once(terminal: Terminal) -> None:
    with Bar() as bar:
        for number in range(100):
            bar.show("Reading", number / 10_000)
    assert terminal.lines == ["░░░░░░░░░░░░░░░░░░░░   0% Reading", "░░░░░░░░░░░░░░░░░░░░   1% Reading"]


def test_nothing_is_shown_where_nobody_looks(terminal: Terminal) -> None:
    terminal.looked_at = False
    with Bar() as bar:
        bar.show("Reading", 0.5)
    assert terminal.getvalue() == ""


def test_things_are_shown_between_what_was_begun_and_where_that_ends() -> None:
    shown: list[float] = []
    assert list(showing("abcd", shown.append, count=4, begun=0.5, ends=0.75)) == list("abcd")
    assert shown == [0.5, 0.5625, 0.625, 0.6875]
    assert list(showing("", shown.append, count=0)) == []
