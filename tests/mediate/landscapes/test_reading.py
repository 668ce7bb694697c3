"""What the page of a landscape makes of its figures: lists, groups, and who is counted."""

import itertools
from types import SimpleNamespace

import pytest

from wholeplace.mediate.landscapes.bars import rows_of
from wholeplace.mediate.landscapes.lists import lists_of
from wholeplace.mediate.landscapes.overview import counted, groups_shown, never_asked, not_shown_of, unseen
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.mediate.landscapes.shown import Answers, Band, Figures, ShownStatement

from .given import TEXTS, bridged, landscape, two_sides, without

VOICES = ["public"] * 120 + ["professional"] * 70 + ["politician"] * 4 + [""] * 6


def reading_of(figures):
    reading = Reading(SimpleNamespace(payload="{}"), TEXTS)
    vars(reading)["figures"] = figures
    return reading


@pytest.fixture(scope="module")
def reading():
    return reading_of(
        landscape(two_sides(120, 80), seed=2, voices=VOICES, on_record={"politician": 6}, out=(59, 60))
    )


@pytest.fixture(scope="module")
def with_bridges():
    return reading_of(landscape(bridged(120, 80), seed=2))


def numbers(statements):
    return {one.number for one in statements}


def test_what_groups_share_neither_divides_them_nor_sets_one_apart(reading):
    figures = reading.figures
    shared = numbers(figures.common_ground()) | numbers(figures.ranked("bridge"))
    apart = {one.number for group in reading.groups for one, _answer in group.statements}
    assert len(shared) >= 5
    assert len(apart) >= 4
    assert not shared & (numbers(figures.ranked("divide")) | apart)
    assert not numbers(figures.common_ground()) & numbers(figures.ranked("bridge"))


def test_a_bridge_has_most_of_every_group_though_the_groups_clearly_differ_and_is_no_common_ground(
    with_bridges,
):
    figures = with_bridges.figures
    assert [one.number for one in figures.ranked("bridge")] == [3, 4]
    for one in figures.ranked("bridge"):
        (low, high) = sorted(row.agreeing[0] for row in one.rows("group"))
        assert 0.6 < low < high - 0.1
        assert one.common == ""
    alike = landscape(two_sides(120, 80), seed=2)
    assert {3, 4} <= numbers(alike.common_ground())
    assert alike.ranked("bridge") == []


def test_each_list_says_what_puts_a_statement_there(with_bridges, reading):
    assert {one["id"]: one["why"] for one in lists_of(with_bridges, "group")} == {
        "shared": "Most people in every group of opinion agree with these, and the groups do not clearly differ in how many"
        " do. Where it says “Rejected by every group”, most people in every group disagree.",
        "bridges": "Some groups agree with these clearly more than others, and yet most people in every group agree. The"
        " first is the one that the least convinced group supports most surely.",
        "divides": "The groups differ on these by more than chance would explain. The first is the one on which two groups"
        " are most surely far apart.",
    }
    assert [(one["why"], one["cards"]) for one in lists_of(reading, "group") if one["id"] == "bridges"] == [
        ("Nothing on which the groups clearly differ has most of every group behind it.", [])
    ]


def test_statements_of_which_a_group_is_hidden_are_counted_and_the_most_agreed_is_named(reading):
    assert lists_of(reading, "group")[0]["unjudged"] is None
    least = reading_of(without(reading.figures, 2, "B"))
    said = (
        "For 1 of 58 statements it cannot be said whether every group agrees, because the figures of one group or another may"
        " not be shown."
    )
    assert lists_of(least, "group")[0]["unjudged"] == {"said": said, "most": None}
    most = lists_of(reading_of(without(reading.figures, 1, "B")), "voice")[0]["unjudged"]
    assert most == {
        "said": said,
        "most": {
            "number": 1,
            "text": "More officers on the seafront at weekends would make evenings better.",
            "says": "130 of 149 people agree, 11 disagree and 8 pass.",
        },
    }


def shown(number, rows, *, speaks_for):
    """A statement with these rows of groups (agree, disagree), and whom it speaks for."""
    table = tuple(Answers(code, sum(counts), *counts, 0) for code, counts in rows.items())
    return ShownStatement(
        number, False, Answers("all", 300, 100, 200, 0), {"group": table}, "", 0, 1, speaks_for
    )


def test_a_group_is_named_after_what_tells_it_most_surely_from_the_others_together(reading):
    """On the law group B is nearer to C than on bike lanes, but A is far; on the third so few answered that it is unsure."""
    lanes = shown(1, {"A": (200, 180), "B": (100, 100), "C": (5, 59)}, speaks_for=(("C", "disagree"),))
    current_law = shown(2, {"A": (6, 272), "B": (105, 68), "C": (60, 6)}, speaks_for=(("C", "agree"),))
    few = shown(3, {"A": (2, 10), "B": (2, 8), "C": (12, 0)}, speaks_for=(("C", "agree"),))
    figures = SimpleNamespace(
        statements={1: lanes, 2: current_law, 3: few}, bands=lambda _name: [Band("C", 155)]
    )
    (group,) = reading_of(figures).groups
    assert [one.number for one, _answer in group.statements] == [2, 3, 1]
    assert group.name == f"says yes to “{TEXTS[2].rstrip('.')}”"


def test_what_sets_a_group_apart_differs_from_every_other_by_a_tenth_at_the_least(reading):
    for group in reading.groups:
        for one, answer in group.statements:
            shares = {
                row.code: row.agreeing if answer == "agree" else row.disagreeing for row in one.rows("group")
            }
            own = shares.pop(group.band.code)
            assert all(own[0] - other[1] >= 0.1 for other in shares.values())


@pytest.mark.parametrize("column", ["divide", "agree", "number", "people", "disagree"])
def test_a_list_is_sorted_both_ways_with_those_that_have_no_rank_last(reading, column):
    forward, backward = (
        [one.divide for one in reading.listed(sort=sort, words="")] for sort in (column, f"-{column}")
    )
    assert sorted(forward) == sorted(backward)
    if column == "divide":
        ranked = [one for one in forward if one]
        assert 0 < len(ranked) < len(forward)
        assert forward == [*sorted(ranked), *itertools.repeat(0, len(forward) - len(ranked))]
        assert backward == [*sorted(ranked, reverse=True), *itertools.repeat(0, len(forward) - len(ranked))]


def test_each_group_is_told_by_its_size_and_what_it_holds(reading):
    told = groups_shown(reading)
    assert [group["size"] for group in told] == ["119 people", "81 people"]
    assert all(group["name"].startswith("says ") for group in told)


def test_headings_are_true_of_the_breakdown(reading):
    titles = {by: [str(one["title"]) for one in lists_of(reading, by)] for by in ("group", "voice")}
    assert titles == {
        "group": ["What nearly everyone sees alike", "What bridges the groups", "What divides most"],
        "voice": ["What nearly everyone sees alike", "Where civic voices differ most"],
    }


def test_voices_that_hardly_differ_are_said_to():
    alike = reading_of(landscape(two_sides(120, 80), seed=2, voices=["public", "professional"] * 100))
    differ = lists_of(alike, "voice")[1]
    assert differ["cards"] == []
    assert str(differ["why"]).startswith("Hardly any difference between the civic voices")


def test_everybody_who_answered_is_accounted_for(reading):
    figures = reading.figures
    assert counted(figures, (6, 343)) == [
        f"In all, 206 people gave {figures.votes + 343:,} answers to 60 statements.",
        "6 people answered by name (343 answers) and are counted in no figure.",
        "2 of 60 statements were left out, or held back, by moderators when these figures were made.",
        f"That leaves 200 people with {figures.votes:,} answers, and 58 statements to read here.",
    ]


def test_who_answered_by_name_is_not_told_as_too_few(reading):
    assert vars(unseen(reading)) == {
        "by_name": "Politicians",
        "protected": "",
        "too_few": "",
        "in_part": "Professionals",
    }
    rows = {row["label"]: row for row in lists_of(reading, "voice")[0]["cards"][0]["rows"]}
    assert rows["Politicians"]["why"] == "Answered by name: see its own page."


def of_sectors(*statements):
    """Figures of sectors alone: the fire service, never shown, and faith, shown on some statements."""
    payload = {
        "attributes": {"sector": [["fire", -1], ["faith", 18], ["other", -1]]},
        "statements": [
            {"n": number, "all": ["all", 60, 30, 20, 10, ""], "sector": rows}
            for number, rows in enumerate(statements, start=1)
        ],
    }
    return payload | {"on_record": {}}


HIDDEN_FEW, HIDDEN_HELD = [-1, -1, -1, -1, "", ""], [-1, -1, -1, -1, "", "", [], True]
SHOWN = [18, 8, 6, 4, "", ""]
SECTORS = of_sectors(
    [["fire", *HIDDEN_HELD], ["faith", *SHOWN], ["other", *HIDDEN_FEW]],
    [["fire", *HIDDEN_FEW], ["faith", *HIDDEN_FEW], ["other", *HIDDEN_FEW]],
)


def test_a_sector_is_hidden_for_the_same_reason_on_the_landscape_and_on_each_statement():
    """The fire service is hidden to protect others, also where few of it answered; faith only where few of it did."""
    whole = reading_of(Figures(SECTORS))
    assert vars(unseen(whole)) == {
        "by_name": "",
        "protected": "Fire and rescue",
        "too_few": "Other",
        "in_part": "Faith",
    }
    told = []
    for number in (1, 2):
        figures = Figures(SECTORS, seen={number})
        told.append(not_shown_of(figures, "sector", figures.statements[number].tables["sector"]))
    held = "Not shown, so that a small number elsewhere cannot be worked out: Fire and rescue."
    assert told == [
        ["Too few answered to show: Other.", held],
        ["Too few answered to show: Faith and Other.", held],
    ]


def test_a_card_says_of_a_sector_that_is_shown_elsewhere_why_it_is_not_shown_here():
    figures = Figures(SECTORS)
    rows = [
        [(row["label"], row["why"]) for row in rows_of(figures, figures.statements[number], "sector")]
        for number in (1, 2)
    ]
    assert rows == [[("Faith", "")], [("Faith", "Too few answered to show.")]]


def test_each_reason_for_showing_nothing_is_told_apart(reading):
    rows = [
        Answers("public", -1, -1, -1, -1),
        Answers("professional", -1, -1, -1, -1, held=True),
        Answers("politician", -1, -1, -1, -1),
    ]
    assert not_shown_of(reading.figures, "voice", rows) == [
        "Too few answered to show: Public.",
        "Not shown, so that a small number elsewhere cannot be worked out: Professionals.",
        "Answered by name, see below: Politicians.",
    ]


def test_what_was_not_asked_is_named(reading):
    assert never_asked(reading.figures) == (
        "Figures by sector, neighbourhood or age cannot be shown: people were not asked."
    )


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (Answers("A", 1300, 1200, 60, 40), "1,200 of 1,300 people agree, 60 disagree and 40 pass."),
        (Answers("A", 25, 10, -1, -1), "10 of 25 people agree, 15 disagree or pass."),
        (
            Answers("A", 25, 10, -1, -1, "disagree"),
            "10 of 25 people agree, 15 disagree or pass (nearly all of them disagree).",
        ),
        (Answers("A", 117, -1, -1, -1, between=["agree", 91, 95]), "91 to 95 of 117 people agree."),
        (Answers("A", 135, -1, -1, -1, hardly="agree"), "Hardly any of 135 people agree."),
        (Answers("A", -1, -1, -1, -1), "Too few answered to show."),
        (
            Answers("A", -1, -1, -1, -1, held=True),
            "Not shown, so that a small number elsewhere cannot be worked out.",
        ),
    ],
)
def test_a_row_is_said_in_one_wording(row, says):
    assert row.says == says
