"""What taking in a sheet would come to, as whoever sent it reads it before anything is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wholeplace.convene.issues.amending import written
from wholeplace.convene.stakeholders.comparing import Change, Comparison, Plan
from wholeplace.convene.stakeholders.conditions import ON_MAP
from wholeplace.convene.stakeholders.models import SentSheet
from wholeplace.convene.stakeholders.names import Relation
from wholeplace.convene.stakeholders.queries import perspectives_visible_to, ties_visible_to
from wholeplace.convene.stakeholders.sending import sheets_in
from wholeplace.convene.stakeholders.sheets import PerspectiveRow, read_sheets
from wholeplace.convene.stakeholders.taking_in import NewTie
from wholeplace.convene.stakeholders.wording import PERSPECTIVE_LABELS, wording
from wholeplace.kernel.actors import Viewer
from wholeplace.places.organisations.queries import areas_visible_to
from wholeplace.ui.tables import Column, Table

SHOWN = 50
"""Rows of each kind that are shown one by one."""


def plan_for(viewer: Viewer, sent: SentSheet, *, settled: Mapping[str, str]) -> Plan:
    """Return what taking in a sheet would come to now, as questions about its names are settled so far."""
    read = read_sheets(sheets_in(sent), areas=list(areas_visible_to(viewer)), says=sent.says)
    there = list(perspectives_visible_to(viewer).filter(issue=sent.issue, standing__in=ON_MAP))
    ties = ties_visible_to(viewer).filter(issue=sent.issue, ended=None)
    return Comparison(there, settled=settled).of(read, ties)


def told_of(viewer: Viewer, plan: Plan) -> dict[str, Any]:
    """Return what a page shows of a plan: what is new, what is said otherwise, and how many more there are of each."""
    areas = {str(one.pk): one.name for one in areas_visible_to(viewer)} if plan.changes else {}
    return {
        "plan": plan,
        "new": _new(plan.new[:SHOWN]) if plan.new else None,
        "changes": _changes(plan.changes[:SHOWN], areas) if plan.changes else None,
        "ties": _ties(plan.ties[:SHOWN]) if plan.ties else None,
        "faults": plan.faults[:SHOWN],
        "remarks": plan.remarks[:SHOWN],
        "more": {
            name: max(len(getattr(plan, name)) - SHOWN, 0)
            for name in ("new", "changes", "ties", "faults", "remarks")
        },
    }


def _new(rows: Sequence[PerspectiveRow]) -> Table:
    columns = [
        Column(_("Perspective")),
        Column(_("Sector")),
        Column(_("Civic voice")),
        Column(_("Who speaks for it")),
    ]
    cells = [
        [row.name, *(_in_words(row.said.get(name)) for name in ("sector", "voice", "spoken_for_by"))]
        for row in rows
    ]
    return Table(_("New on the map"), columns=columns, rows=cells)


def _changes(changes: Sequence[Change], areas: Mapping[str, str]) -> Table:
    columns = [Column(_("Perspective")), Column(_("What would be said otherwise"))]
    rows = [[one.perspective.name, _otherwise(one, areas)] for one in changes]
    return Table(_("Said otherwise"), columns=columns, rows=rows)


def _otherwise(change: Change, areas: Mapping[str, str]) -> SafeString:
    worded = wording(areas)
    lines = (
        (
            PERSPECTIVE_LABELS[name],
            worded(name, written(getattr(change.perspective, name))) or _("nothing yet"),
            worded(name, written(value)),
        )
        for name, value in change.to.items()
    )
    return format_html("<div>{}</div>", format_html_join("", "{}: <del>{}</del> <ins>{}</ins><br>", lines))


def _ties(ties: Sequence[NewTie]) -> Table:
    columns = [
        Column(_("The one")),
        Column(_("How they stand")),
        Column(_("The other")),
        Column(_("Who says so")),
    ]
    rows = [[one.first, Relation(one.relation).label, one.second, one.said_by] for one in ties]
    return Table(_("New ties"), columns=columns, rows=rows)


def _in_words(value: object) -> object:
    """Return a choice by its label, a text as it is, and that nothing is known."""
    return getattr(value, "label", value) or _("Not known")
