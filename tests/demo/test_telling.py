"""Telling the story of the demo says how far it is."""

from pathlib import Path

from tests.kernel.scene import own_keys
from tests.kernel.terminal import Terminal, terminal

from wholeplace.demo.telling import tell
from wholeplace.kernel.bar import Bar

__all__ = ["own_keys", "terminal"]


def test_a_terminal_shows_each_step_of_the_story(db: None, own_keys: Path, terminal: Terminal) -> None:
    with Bar() as bar:
        tell(bar.show)
    assert [terminal.shares(one) for one in terminal.doings] == [[0], [14], [29], [43], [57], [71], [86]]
    assert terminal.doings[0] == "Founding the place"
