"""Telling the story of the demo says how far it is."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

from django.core import mail
from tests.kernel.scene import own_keys
from tests.kernel.terminal import Terminal, terminal

from wholeplace.account.reports.conditions import Debts
from wholeplace.account.reports.queries import debts_of, reports_visible_to
from wholeplace.convene.changes.queries import changes_visible_to, readings_visible_to
from wholeplace.convene.changes.telling import gaps_in_words, is_corrected, sentence
from wholeplace.convene.expectations.names import Standing
from wholeplace.convene.expectations.panel import panel_context
from wholeplace.convene.expectations.queries import beside, proposed_rules_visible_to, standing_of
from wholeplace.convene.ground_rules.queries import ground_rules_visible_to
from wholeplace.convene.issues.circle_queries import check_circles, circle_deciding, how_many_sit
from wholeplace.convene.issues.queries import (
    decisions_about,
    framings_visible_to,
    issues_visible_to,
    proposed_framings_visible_to,
)
from wholeplace.convene.mandates.queries import (
    askings_visible_to,
    mandates_standing,
    statements_visible_to,
)
from wholeplace.demo import chapter_mandates, live
from wholeplace.demo.chapter_circle import ANEW, BUSES, QUIETER, SEATS
from wholeplace.demo.chapter_expectations import ASKED, CHECKED, LIST, POST, RULES
from wholeplace.demo.chapter_issues import FALLS, LATER_RULES, SLEEP
from wholeplace.demo.chapter_steps import OBJECTION, STEPS
from wholeplace.demo.chapter_waiting import NEXT_TITLE
from wholeplace.demo.hill import STATEMENTS, TITLE
from wholeplace.demo.story import MAIN_ISSUE, SECOND_ISSUE
from wholeplace.demo.story import SECOND_ISSUE as HILL
from wholeplace.demo.telling import Teller, tell
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.bar import Bar
from wholeplace.kernel.files.models import FileRuling
from wholeplace.kernel.files.queries import files_visible_to
from wholeplace.kernel.lineage.queries import fates_of
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Place
from wholeplace.mediate.conversations.given import my_answers
from wholeplace.mediate.conversations.queries import conversations_visible_to, statements_asked
from wholeplace.mediate.landscapes.queries import landscape_visible_to
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.mediate.landscapes.standing import beside_groups, nearest

__all__ = ["own_keys", "terminal"]


def test_a_terminal_shows_each_step_of_the_story(db: None, own_keys: Path, terminal: Terminal) -> None:
    with Bar() as bar:
        place = tell(bar.show)
    assert [terminal.shares(one) for one in terminal.doings] == [
        [0],
        [12],
        [25],
        [38],
        [50],
        [62],
        [75],
        [88],
    ]
    assert terminal.doings[0] == "Founding the place"
    viewer = Viewer(place)
    _the_issues_show_a_gap_a_correction_a_change_by_two_and_ground_rules_drawn_up(viewer)
    _a_circle_consented_to_a_framing_said_anew_and_another_was_withdrawn(viewer)
    _a_file_was_held_by_one_and_taken_down_by_two_and_another_stands_beside_a_reading(viewer)
    _two_mismatches_were_settled_and_a_third_is_parked(viewer)
    _a_conversation_was_held_to_its_end_and_each_statement_has_its_fate(viewer)
    _shanice_sees_where_she_stands_and_what_became_of_what_she_said(place)
    _what_two_decide_waits_for_the_second(viewer)
    _a_nurse_has_a_mandate_a_project_speaks_for_all_and_a_letter_waits(place)
    assert list(check_circles(place)) == []


def _a_conversation_was_held_to_its_end_and_each_statement_has_its_fate(viewer: Viewer) -> None:
    hill = conversations_visible_to(viewer).get(title=TITLE)
    assert (hill.source, hill.closed) == ("", hill.closes)
    release = landscape_visible_to(viewer, hill)
    assert release is not None
    assert (release.base, release.taken) == (150, hill.closed)
    figures = Reading(release, {number: one.text for number, one in enumerate(STATEMENTS, start=1)}).figures
    assert len(figures.bands("group")) == 2
    assert len(figures.common_ground()) >= 5 <= len(figures.ranked("divide"))
    assert debts_of(viewer, hill) == Debts(owed=0, asked=len(STATEMENTS), undecided=0)
    fates = fates_of(viewer, list(statements_asked(viewer, hill)))
    carried = [one.title for (one,) in fates.values() if one.carried]
    assert {re.split(r" [“a]", title)[0] for title in carried} == {
        "the expected change",
        "the framing",
        "the decision",
        "the next step",
    }
    assert Counter(one.carried for (one,) in fates.values()) == {True: 12, False: 8}
    (report,) = reports_visible_to(viewer, hill)
    assert report.published is not None
    assert hill.closed < report.published < hill.closed + dt.timedelta(days=7)


def test_the_next_morning_comes_after_whatever_is_left_of_the_day() -> None:
    teller = Teller(lambda _step, _share: None)
    for hour in (9, 19):
        teller.moment = dt.datetime(2026, 3, 31, hour, 58, tzinfo=dt.UTC)
        assert teller.next_morning() == dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
        assert teller.later(minutes=30).hour == 9


def _two_mismatches_were_settled_and_a_third_is_parked(viewer: Viewer) -> None:
    issue = issues_visible_to(viewer).get(title=SECOND_ISSUE.title)
    member = Viewer(viewer.place, Membership.objects.get(name="Alan Postlewick"))
    assert panel_context(viewer, issue)["told"] == ""
    stands = [(one.line.text, standing_of(one)) for one in beside(member, issue).pairings]
    assert stands == [
        (ASKED, Standing.MATCHED),
        (LIST, Standing.SETTLED),
        (CHECKED, Standing.SETTLED),
        (POST, Standing.PARKED),
    ]
    (rules,) = ground_rules_visible_to(viewer).filter(issue=issue)
    assert rules.decision is not None
    assert (rules.rules, rules.in_force) == (RULES, rules.decision.closed)
    assert (
        panel_context(member, issue)["told"] == "5 parties have said what they expect. No mismatch is open."
    )


def _shanice_sees_where_she_stands_and_what_became_of_what_she_said(place: Place) -> None:
    shanice = Membership.objects.select_related("person").get(name="Shanice Campbell")
    mine = Viewer(place, shanice)
    hill = conversations_visible_to(mine).get(title=TITLE)
    release = landscape_visible_to(mine, hill)
    assert release is not None
    reading = Reading(release, {number: one.text for number, one in enumerate(STATEMENTS, start=1)})
    assert nearest(beside_groups(reading, my_answers(mine, hill))) is not None
    told = [letter.body for letter in mail.outbox if letter.to == [shanice.person.email]]
    (became,) = [one for one in told if "What became of your statement" in one]
    assert "Carried into the next step “Show a film" in became
    assert "Not carried: People here see it in two ways" in became


def _a_nurse_has_a_mandate_a_project_speaks_for_all_and_a_letter_waits(place: Place) -> None:
    def read(name: str) -> Viewer:
        return Viewer(place, Membership.objects.select_related("person", "organisation").get(name=name))

    nurse = read(chapter_mandates.NURSE)
    (mandate,) = mandates_standing(nurse)
    assert (mandate.member, mandate.issue) == (
        nurse.membership,
        issues_visible_to(nurse).get(title=HILL.title),
    )
    assert (mandate.money, mandate.hours, mandate.giver) == (200, 20, chapter_mandates.HEADS_ROLE)
    (said,) = statements_visible_to(nurse)
    assert (said.text, said.organisation.name) == (chapter_mandates.FOR_ALL, "Tideline Youth Project")
    assert [one.state for one in askings_visible_to(nurse)] == ["given"]
    assert [one.state for one in askings_visible_to(read(chapter_mandates.WAITS))] == ["sent"]
    letters = [letter for letter in mail.outbox if letter.to == [chapter_mandates.WAITS_FOR[1]]]
    assert ["/mandates/answer/" in letter.body for letter in letters] == [True]


def _what_two_decide_waits_for_the_second(viewer: Viewer) -> None:
    assert [one.title for one in conversations_visible_to(viewer).filter(state="waiting")] == [NEXT_TITLE]
    proposed = conversations_visible_to(viewer).exclude(close_proposed_by=None)
    assert [one.title for one in proposed] == [live.TITLE]
    steps = issues_visible_to(viewer).get(title=STEPS.title)
    (decision,) = decisions_about(viewer, steps)
    assert decision.state == "open"
    assert [(one.text, one.reply) for one in decision.objections.all()] == [(OBJECTION, "")]


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


def _the_issues_show_a_gap_a_correction_a_change_by_two_and_ground_rules_drawn_up(viewer: Viewer) -> None:
    falls = changes_visible_to(viewer).get(outcome=FALLS.outcome)
    readings = list(readings_visible_to(viewer).filter(change=falls))
    assert (len(readings), sum(map(is_corrected, readings)), len(gaps_in_words(readings))) == (23, 1, 1)
    assert sentence(falls).startswith("Falls at home went from 41 in ")
    assert [one.target for one in changes_visible_to(viewer).filter(outcome=SLEEP.outcome)] == [8]
    of_the_main = ground_rules_visible_to(viewer).filter(issue__title=MAIN_ISSUE.title)
    assert of_the_main.get().in_force is not None
    kayleigh = Viewer(viewer.place, Membership.objects.get(name="Kayleigh Marsden"))
    assert proposed_rules_visible_to(kayleigh).get(issue__title=MAIN_ISSUE.title).rules == LATER_RULES
