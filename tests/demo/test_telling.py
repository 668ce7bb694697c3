"""Telling the story of the demo says how far it is."""

from pathlib import Path

from tests.kernel.scene import own_keys
from tests.kernel.terminal import Terminal, terminal

from wholeplace.convene.changes.queries import changes_visible_to, readings_visible_to
from wholeplace.convene.changes.telling import gaps_in_words, is_corrected, sentence
from wholeplace.convene.ground_rules.queries import ground_rules_visible_to
from wholeplace.demo.chapter_issues import FALLS, SLEEP
from wholeplace.demo.telling import tell
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.bar import Bar

__all__ = ["own_keys", "terminal"]


def test_a_terminal_shows_each_step_of_the_story(db: None, own_keys: Path, terminal: Terminal) -> None:
    with Bar() as bar:
        place = tell(bar.show)
    assert [terminal.shares(one) for one in terminal.doings] == [[0], [14], [29], [43], [57], [71], [86]]
    assert terminal.doings[0] == "Founding the place"
    _the_issues_show_a_gap_a_correction_a_change_by_two_and_ground_rules_that_wait(Viewer(place))


def _the_issues_show_a_gap_a_correction_a_change_by_two_and_ground_rules_that_wait(viewer: Viewer) -> None:
    falls = changes_visible_to(viewer).get(outcome=FALLS.outcome)
    readings = list(readings_visible_to(viewer).filter(change=falls))
    assert (len(readings), sum(map(is_corrected, readings)), len(gaps_in_words(readings))) == (23, 1, 1)
    assert sentence(falls).startswith("Falls at home went from 41 in ")
    assert [one.target for one in changes_visible_to(viewer).filter(outcome=SLEEP.outcome)] == [8]
    assert [bool(one.in_force) for one in ground_rules_visible_to(viewer)] == [False, True]
