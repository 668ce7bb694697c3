"""Telling the story of the demo says how far it is."""

from pathlib import Path

from tests.kernel.scene import own_keys
from tests.kernel.terminal import Terminal, terminal

from wholeplace.convene.changes.queries import changes_visible_to, readings_visible_to
from wholeplace.convene.changes.telling import gaps_in_words, is_corrected, sentence
from wholeplace.convene.ground_rules.queries import ground_rules_visible_to
from wholeplace.convene.issues.circle_queries import check_circles, circle_deciding, how_many_sit
from wholeplace.convene.issues.queries import (
    framings_visible_to,
    issues_visible_to,
    proposed_framings_visible_to,
)
from wholeplace.demo.chapter_circle import ANEW, BUSES, QUIETER, SEATS
from wholeplace.demo.chapter_issues import FALLS, SLEEP
from wholeplace.demo.story import MAIN_ISSUE
from wholeplace.demo.telling import tell
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.bar import Bar
from wholeplace.kernel.files.models import FileRuling
from wholeplace.kernel.files.queries import files_visible_to

__all__ = ["own_keys", "terminal"]


def test_a_terminal_shows_each_step_of_the_story(db: None, own_keys: Path, terminal: Terminal) -> None:
    with Bar() as bar:
        place = tell(bar.show)
    assert [terminal.shares(one) for one in terminal.doings] == [[0], [14], [29], [43], [57], [71], [86]]
    assert terminal.doings[0] == "Founding the place"
    viewer = Viewer(place)
    _the_issues_show_a_gap_a_correction_a_change_by_two_and_ground_rules_that_wait(viewer)
    _a_circle_consented_to_a_framing_said_anew_and_another_was_withdrawn(viewer)
    _a_file_was_held_by_one_and_taken_down_by_two_and_another_stands_beside_a_reading(viewer)
    assert list(check_circles(place)) == []


def _a_circle_consented_to_a_framing_said_anew_and_another_was_withdrawn(viewer: Viewer) -> None:
    issue = issues_visible_to(viewer).get(title=MAIN_ISSUE.title)
    circle = circle_deciding(viewer, issue)
    assert circle is not None
    assert how_many_sit(viewer, circle) == SEATS
    framings = framings_visible_to(viewer, issue)
    assert framings[0].text == ANEW
    assert framings[0].decision is not None
    assert framings[0].decision.circle == circle.pk
    proposed = {one.text: one for one in proposed_framings_visible_to(viewer)}
    assert {text for text, one in proposed.items() if one.withdrawn} == {BUSES}
    assert proposed[ANEW].replaces is not None
    assert QUIETER in proposed


def _a_file_was_held_by_one_and_taken_down_by_two_and_another_stands_beside_a_reading(viewer: Viewer) -> None:
    (down,) = [one for one in files_visible_to(viewer) if one.taken_down]
    deeds = FileRuling.objects.filter(file=down).order_by("at").values_list("deed", flat=True)
    assert list(deeds) == ["held", "proposed", "taken_down", "answered"]
    readings = readings_visible_to(viewer).filter(change__outcome=SLEEP.outcome)
    assert files_visible_to(viewer).filter(of__in=readings.values("pk")).count() == 1


def _the_issues_show_a_gap_a_correction_a_change_by_two_and_ground_rules_that_wait(viewer: Viewer) -> None:
    falls = changes_visible_to(viewer).get(outcome=FALLS.outcome)
    readings = list(readings_visible_to(viewer).filter(change=falls))
    assert (len(readings), sum(map(is_corrected, readings)), len(gaps_in_words(readings))) == (23, 1, 1)
    assert sentence(falls).startswith("Falls at home went from 41 in ")
    assert [one.target for one in changes_visible_to(viewer).filter(outcome=SLEEP.outcome)] == [8]
    assert [bool(one.in_force) for one in ground_rules_visible_to(viewer)] == [False, True]
