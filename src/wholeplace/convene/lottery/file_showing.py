"""What a page tells of a file of people before anybody in it is in the pool."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.lottery.models import Feature
from wholeplace.convene.lottery.pool_sheets import KNOWN_AS, LABELS, People, Person
from wholeplace.ui.tables import Column, Table

FAULTS_SHOWN, SOME = 50, 10


def understood() -> Sequence[Mapping[str, Any]]:
    """Return which headings of a file say who somebody is and how they are reached, as rows of a summary."""
    return [{"label": label, "value": ", ".join(KNOWN_AS[what])} for what, label in LABELS.items()]


def told_of(
    found: People, features: Sequence[Feature], chosen: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return what a page tells of a file: which columns hold what, how many are new, known or wrong, and some of each."""
    untold = found.untold
    without = ngettext(
        "{count} person has no name, or no e-mail, phone or address: nobody could tell them that they were drawn.",
        "{count} people have no name, or no e-mail, phone or address: nobody could tell them that they were drawn.",
        untold,
    )
    return {
        "chosen": [
            {"label": label, "value": ", ".join(chosen.get(what, ())) or _("No column")}
            for what, label in LABELS.items()
        ],
        "found": found,
        "count": len(found.new),
        "untold": without.format(count=number_format(untold, force_grouping=True)) if untold else "",
        "known": len(found.known),
        "withdrew": len(found.withdrew),
        "faults": found.faults[:FAULTS_SHOWN],
        "more_faults": max(len(found.faults) - FAULTS_SHOWN, 0),
        "more_known": max(len(found.known) - FAULTS_SHOWN, 0),
        "some": _some(found.new[:SOME], features, chosen),
        "in_pool": _in_pool(found.known[:FAULTS_SHOWN]),
    }


def _some(
    people: Sequence[Person], features: Sequence[Feature], chosen: Mapping[str, Sequence[str]]
) -> Table | None:
    """Return some people with all that would be kept of them, what they answered feature by feature."""
    if not people:
        return None
    said = [what for what in LABELS if chosen.get(what)]
    values = {str(one.pk): one.value for feature in features for one in feature.targets.all()}
    columns = [*(Column(LABELS[what]) for what in said), *(Column(one.name, brief=True) for one in features)]
    rows = [
        [
            *(one.said[what] for what in said),
            *(values.get(one.answers.get(str(feature.pk), ""), "") for feature in features),
        ]
        for one in people
    ]
    return Table(_("The first of those who are new"), columns=columns, rows=rows)


def _in_pool(known: Sequence[tuple[int, str, str]]) -> Table | None:
    """Return those who are in the pool already, each by their row of the file."""
    rows = [[_("Row {row}: {name}").format(row=row, name=name), ticket] for row, name, ticket in known]
    columns = [Column(_("In the file")), Column(_("Ticket"))]
    return Table(_("In the pool already"), columns=columns, rows=rows) if rows else None
