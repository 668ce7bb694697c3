"""The record of participation in sentences, as a picture and as a table."""

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.convene.invitations.names import Reached
from wholeplace.convene.invitations.participation import Course, Totals
from wholeplace.convene.stakeholders.coverage import Coverage
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Standing
from wholeplace.kernel.people import CivicVoice
from wholeplace.ui.charts.stages import stages
from wholeplace.ui.tables import Cell, Column, Table

COLUMNS = (
    Column(gettext_lazy("Perspective")),
    Column(gettext_lazy("Civic voice"), whole=True),
    Column(gettext_lazy("How far it came"), whole=True),
    Column(gettext_lazy("Asked"), numeric=True),
    Column(gettext_lazy("Said yes"), numeric=True),
    Column(gettext_lazy("Came"), numeric=True),
    Column(gettext_lazy("Left, and why")),
)
NEEDED = (
    Column(gettext_lazy("Perspective")),
    Column(gettext_lazy("Civic voice"), whole=True),
    Column(gettext_lazy("On the map since"), whole=True),
    Column(gettext_lazy("How it stands"), whole=True),
)
TAGS = {
    Reached.LEFT: "wrong",
    Reached.NEEDED: "wrong",
    Reached.ASKED: "warn",
    Reached.ACCEPTED: "warn",
    Reached.THERE: "good",
    Reached.WITHOUT: "",
}
"""The colour of the tag that each wears: what is missing stays red."""


def told(totals: Totals) -> str:
    """Say how many people were asked, and what came of it; where numbers are in full tens, that they are at least so many."""
    if not totals.asked:
        return ""
    said = ngettext(
        "{asked} person was asked, {accepted} said yes, {came} came, and {left} of these left.",
        "{asked} people were asked, {accepted} said yes, {came} came, and {left} of these left.",
        totals.asked,
    )
    stayed = ngettext(
        "{asked} person was asked, {accepted} said yes, and {came} came.",
        "{asked} people were asked, {accepted} said yes, and {came} came.",
        totals.asked,
    )
    return (said if totals.left else stayed).format(**vars(totals))


def told_at_least(totals: Totals) -> list[str]:
    """Say the same to whoever does not convene: in full tens, and nothing of what is too little to be told."""
    if not totals.asked:
        return [_("How many people were asked is told from ten on.")]
    said = [
        _("At least {count} people were asked.").format(count=totals.asked),
        *([_("At least {count} said yes.").format(count=totals.accepted)] if totals.accepted else []),
        *([_("At least {count} of them came.").format(count=totals.came)] if totals.came else []),
        *([_("At least {count} of these left again.").format(count=totals.left)] if totals.left else []),
    ]
    return [*said, _("These numbers change by tens, so that nobody's answer shows.")]


def picture(coverage: Coverage, courses: Sequence[Course]) -> list[dict[str, object]]:
    """Return how many perspectives came how far; how many were asked and accepted only where the replies may be read."""
    needed = coverage.all.needed
    if not needed:
        return []
    counts = {_("Perspectives needed"): needed}
    on_map = [one for one in courses if one.reached != Reached.WITHOUT]
    if on_map:
        counts[_("Somebody was asked, or is there")] = sum(one.reached != Reached.NEEDED for one in on_map)
        yes = {Reached.ACCEPTED, Reached.LEFT, Reached.THERE}
        counts[_("Somebody said yes, or is there")] = sum(one.reached in yes for one in on_map)
    counts[_("Spoken for")] = coverage.all.spoken_for
    return stages(counts)


def in_order(courses: Sequence[Course]) -> list[Course]:
    """Return perspectives with what became of them, those that are missing first."""
    order = list(Reached)
    return sorted(courses, key=lambda one: order.index(one.reached))


def participation_table(courses: Sequence[Course]) -> Table:
    """Return each perspective with what became of it."""
    rows = [_row(one) for one in courses]
    return Table(_("What became of each perspective"), columns=COLUMNS, rows=rows)


def needed_table(perspectives: Iterable[Perspective]) -> Table:
    """Return each perspective with since when it is on the map and how it stands, and nothing of any answer."""
    rows = [
        [
            Cell(one.name, one.get_absolute_url()),
            CivicVoice(one.voice).label if one.voice else "",
            date_format(timezone.localtime(one.added), "j F Y"),
            _standing(one),
        ]
        for one in perspectives
    ]
    return Table(_("How each perspective stands"), columns=NEEDED, rows=rows)


def _standing(one: Perspective) -> Cell:
    if one.standing == Standing.GONE_WITHOUT:
        return Cell(Reached.WITHOUT.label)
    if one.is_spoken_for:
        return Cell(Reached.THERE.label, tag="good")
    return Cell(_("Nobody speaks for it yet"), tag="wrong")


def _row(one: Course) -> list[object]:
    shown = one.perspective
    left = f"{one.left}: {' '.join(one.why)}" if one.left and one.why else one.left or ""
    return [
        Cell(shown.name, shown.get_absolute_url()),
        CivicVoice(shown.voice).label if shown.voice else "",
        Cell(one.reached.label, tag=TAGS[one.reached]) if TAGS[one.reached] else one.reached.label,
        one.asked,
        one.accepted,
        one.came,
        left,
    ]
