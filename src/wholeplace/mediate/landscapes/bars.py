"""Released answers as pictures: a bar for each row, how sure each share is, and the map."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from wholeplace.analysis.opinion.proportions import wilson
from wholeplace.mediate.landscapes.shown import (
    HIDDEN,
    LETTERS,
    Answers,
    Figures,
    Listed,
    ShownStatement,
    name_of,
)
from wholeplace.ui.charts.answers import (
    Answer,
    Part,
    answer_bar,
    base_bar,
    hidden_bar,
    nearly_bar,
    nearly_none_bar,
    range_bar,
)
from wholeplace.ui.charts.hexagons import Hexagon, Outline, hexagon_map
from wholeplace.ui.charts.intervals import Interval, intervals
from wholeplace.ui.charts.marks import group_mark
from wholeplace.ui.charts.svg import element


def bar_of(row: Answers) -> SafeString:
    """Draw one row of answers, as finely as it may be shown."""
    if row.hidden:
        return hidden_bar()
    if row.nearly and row.together == row.base:
        return nearly_bar(Answer(row.nearly), base=row.base)
    if row.hardly:
        return nearly_none_bar(Answer(row.hardly), base=row.base)
    if row.between:
        answer, low, high = row.between
        return range_bar(Answer(answer), low=low, high=high, base=row.base)
    if row.bare:
        return base_bar(row.base)
    return answer_bar(_parts(row))


SAYS_NOTHING = 40
"""A printed range that is wider than this, in hundredths and with chance added, is not drawn."""


def spread_of(rows: Sequence[Answers], attribute: str) -> SafeString | None:
    """Draw how many of each row agree, in per cent, with the range chance leaves open; nothing for a single row.

    Where a row prints a range itself, chance is added to both its ends, and there is no middle to be drawn.
    """
    measured = [_measured(row, attribute) for row in rows if row.agreeing is not None]
    drawn = [one for one in measured if one.value is not None or one.high - one.low <= SAYS_NOTHING]
    if len(drawn) < 2:
        return None
    axis = _(
        "Out of 100 people of each, how many agree; the line shows what chance leaves open (19 times out of 20)."
    )
    picture = intervals(drawn, axis=axis, left=0, right=100, zero_label="")
    wide = Listed(one.label for one in measured if one not in drawn)
    if not wide.things:
        return picture
    told = _("Not drawn, because figures are withheld and so wide a range says nothing: {names}.")
    return picture + element("p", told.format(names=wide.said), class_="wp-intervals__axis")


def _measured(row: Answers, attribute: str) -> Interval:
    """Return the share of a row that agrees, where it is shown, and the range that it lies in."""
    ends = row.agreeing or (0.0, 1.0)
    least, most = (np.array([round(row.base * end)]) for end in ends)
    base = np.array([row.base])
    return Interval(
        name_of(attribute, row.code),
        float(round(100 * ends[0])) if ends[0] == ends[1] else None,
        float(round(100 * wilson(least, base)[0][0])),
        float(round(100 * wilson(most, base)[1][0])),
    )


def _parts(row: Answers) -> list[Part]:
    """Return the parts of a bar, merged answers as one."""
    known = [(Answer.AGREE, row.agree), (Answer.DISAGREE, row.disagree), (Answer.PASS, row.passed)]
    parts = [Part(answer, count) for answer, count in known if count != HIDDEN]
    if row.together:
        merged = Answer.ANY
        if row.agree != HIDDEN:
            merged = Answer.DISAGREE_OR_PASS
        elif row.disagree != HIDDEN:
            merged = Answer.AGREE_OR_PASS
        parts.append(Part(merged, row.together, Answer(row.nearly) if row.nearly else None))
    return parts


def rows_of(figures: Figures, statement: ShownStatement, attribute: str) -> list[dict[str, object]]:
    """Return a statement's rows of one breakdown, for its card; those that are not shown say why.

    A sector of which nothing is shown anywhere is left out: how the landscape was worked out says why.
    """
    return [
        {
            "label": "" if attribute == "group" else name_of(attribute, row.code),
            "mark": marked(row.code) if attribute == "group" else "",
            "bar": "" if row.hidden else bar_of(row),
            "why": why_hidden(figures, row, attribute) if row.hidden else "",
        }
        for row in statement.tables.get(attribute, ())
        if attribute not in {"sector", "origin"}
        or not (row.hidden and figures.why_unseen(attribute, row.code))
    ]


def reason_hidden(figures: Figures, attribute: str, row: Answers) -> str:
    """Return why a row is hidden: the reason of its whole band where nothing is shown of it, else its own."""
    return figures.why_unseen(attribute, row.code) or ("protected" if row.held else "too_few")


def why_hidden(figures: Figures, row: Answers, attribute: str) -> str:
    """Say why a row is not shown, as everywhere else on these pages: it may be that these people answered by name."""
    reason = reason_hidden(figures, attribute, row)
    if reason == "by_name":
        return _("Answered by name: see its own page.")
    return replace(row, held=reason == "protected").why_hidden


def marked(letter: str) -> SafeString:
    """Return the name of a group with its mark, to stand in a line of text."""
    return format_html(gettext("Group {mark}"), mark=group_mark(LETTERS.index(letter)))


def map_of(figures: Figures, names: dict[str, str]) -> SafeString | str:
    """Draw the map of a release: hexagons of ten or more, and each group's outline with what it holds."""
    drawn = figures.payload["map"]
    if not drawn or not drawn["cells"]:
        return ""
    return hexagon_map(
        [Hexagon(x, y, people) for x, y, people in drawn["cells"]],
        radius=drawn["size"],
        title=_("Where people stand"),
        description=_(
            "Each hexagon holds ten people or more. People who answered alike are near each other."
        ),
        outlines=outlines_of(figures, names),
        notes=notes_on(figures),
    )


def notes_on(figures: Figures) -> list[str]:
    """Say how a release's map is to be read: what its lines go round, and who is not drawn."""
    outlines = outlines_of(figures, {})
    cells = [(x, y) for x, y, _people in figures.payload["map"]["cells"]]
    held = {one.group: {spot for spot in cells if one.holds(spot)} for one in outlines}
    among = [
        LETTERS[group]
        for group, spots in held.items()
        if spots <= set().union(*(others for other, others in held.items() if other != group))
    ]
    lines = _("Each line goes round the hexagons where its group is the largest.")
    nowhere = [
        _("Group {letter} is nowhere the largest: its line goes round where it stands among others.").format(
            letter=letter
        )
        for letter in among
    ]
    return [" ".join([lines, *nowhere]), left_out(figures)] if outlines else [left_out(figures)]


def outlines_of(figures: Figures, names: dict[str, str]) -> list[Outline]:
    """Return the outline of each group on a release's map, with what the group holds."""
    drawn = figures.payload["map"]
    return [
        Outline(LETTERS.index(letter), names.get(letter, name_of("group", letter)), _rings(points))
        for letter, points in zip(drawn["groups"], drawn["outlines"], strict=True)
        if letter and points
    ]


def _rings(points: list[Any]) -> list[list[tuple[float, float]]]:
    """Return the rings of an outline; releases of earlier days hold one ring alone."""
    rings = points if isinstance(points[0][0], list) else [points]
    return [[(x, y) for x, y in ring] for ring in rings]


def left_out(figures: Figures) -> str:
    """Say how many people stand in the hexagons of a release's map, and why the others are not drawn."""
    shown = sum(people for _x, _y, people in figures.payload["map"]["cells"])
    others = figures.people - shown
    if others <= 0:
        return _("The hexagons hold all {people}.").format(people=figures.people_said)
    told = ngettext(
        "The hexagons hold {shown:,} of {people}. The other {others:,} is not drawn: they answered too few statements, or"
        " stand where there are too few of their group to be shown.",
        "The hexagons hold {shown:,} of {people}. The other {others:,} are not drawn: they answered too few statements, or"
        " stand where there are too few of their group to be shown.",
        others,
    )
    return told.format(shown=shown, people=figures.people_said, others=others)
