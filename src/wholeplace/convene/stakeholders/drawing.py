"""Turns perspectives and their ties into what the charts draw, and into the tables beside them."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.convene.stakeholders.grid import UNHEARD, Grid
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import ONE_WAY, Level, Relation
from wholeplace.convene.stakeholders.network import Seen
from wholeplace.convene.stakeholders.queries import Tied
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.ui.charts import Dot, Placed, Strand, Way, grid_chart, rainbow
from wholeplace.ui.tables import Cell, Column, Table

DRAWN = 40
"""Perspectives that one picture of a network draws at most: more could not be read."""
FILLED = 24
"""Up to how many a picture is filled with those that have no ties, which take the room of names."""
VOICES = tuple(CivicVoice)
RELATIONS = tuple(Relation)
UNKNOWN = gettext_lazy("Not known")

Leading = Callable[[Perspective], str]
"""Where the mark of a perspective leads."""


def grid_picture(grid: Grid, *, leading: Leading) -> SafeString:
    """Draw the grid, each mark as a link."""
    placed = [
        Placed(one.name, leading(one), across.value, up.value, _voice(one))
        for (across, up), held in grid.cells.items()
        for one in held
    ]
    return grid_chart(
        placed,
        across=_("How much it matters to them"),
        up=_("How much they can do about it"),
        steps=[str(level.label) for level in Level],
        kinds=_kinds(),
        title=_("Perspectives by interest and influence"),
        marked=[(across.value, up.value) for across, up in UNHEARD],
    )


def grid_table(grid: Grid) -> Table:
    """Return who stands in which cell, the most interest and the least influence first, and who has no place."""
    cells = sorted(grid.cells.items(), key=lambda cell: (-cell[0][0], cell[0][1]))
    rows: list[list[object]] = [
        [across.label, up.label, len(held), links(held)] for (across, up), held in cells
    ]
    if grid.unplaced:
        rows.append([_("Not placed yet"), "", len(grid.unplaced), links(grid.unplaced)])
    columns = [
        Column(_("It matters to them")),
        Column(_("They can do something")),
        Column(_("How many"), numeric=True),
        Column(_("Who")),
    ]
    return Table(_("Perspectives by interest and influence"), columns=columns, rows=rows)


def links(perspectives: Sequence[Perspective]) -> SafeString:
    """Return perspectives in a row, each leading to its page."""
    each = ((one.get_absolute_url(), one.name) for one in perspectives)
    joined = format_html_join(", ", '<a class="govuk-link" href="{}">{}</a>', each)
    return format_html("<span>{}</span>", joined)


def drawn_of(perspectives: Sequence[Perspective], ties: Sequence[Tied]) -> list[Perspective]:
    """Return the perspectives one picture draws: those with ties and, where it has room, others; first who can do most."""
    count = Counter(end for one in ties for end in (one.first, one.second))

    def weight(one: Perspective) -> tuple[int, int, str]:
        return (-(one.influence or 0), -count[one.pk], one.name)

    ordered = sorted(perspectives, key=weight)
    tied = [one for one in ordered if count[one.pk]]
    others = [one for one in ordered if not count[one.pk]]
    return [*tied[:DRAWN], *others[: max(0, FILLED - len(tied))]]


def network_picture(
    drawn: Sequence[Perspective],
    ties: Sequence[Tied],
    *,
    leading: Leading,
    ways: Sequence[Way],
    view: Seen | None = None,
) -> SafeString:
    """Draw perspectives by sector and influence, and the ties between those that are drawn."""
    sectors = [sector for sector in Sector if any(one.sector == sector for one in drawn)]
    names = [*(str(one.label) for one in sectors), str(UNKNOWN)]
    rings: list[Level | None] = [*reversed(Level)]
    rings += [None] if any(not one.influence for one in drawn) else []
    index = {one.pk: number for number, one in enumerate(drawn)}
    unknown = [one for one in drawn if not one.sector]
    told = _told(ties, view)
    dots = [
        Dot(
            one.name,
            leading(one),
            sectors.index(Sector(one.sector)) if one.sector else len(sectors),
            rings.index(Level(one.influence) if one.influence else None),
            _voice(one),
            told.get(one.pk, ""),
            chief=view is not None and one.pk == view.chief.pk,
        )
        for one in drawn
    ]
    return rainbow(
        dots,
        strands_between(ties, index),
        sectors=names if unknown else names[:-1],
        rings=[str(level.label if level else UNKNOWN) for level in rings],
        ways=ways,
        kinds=_kinds(),
        title=_("Perspectives by sector, the nearer to the middle the more they can do about it"),
    )


def strands_between(ties: Sequence[Tied], index: Mapping[uuid.UUID, int]) -> list[Strand]:
    """Return the ties between those that are drawn."""
    return [
        Strand(index[one.first], index[one.second], RELATIONS.index(one.relation))
        for one in ties
        if one.first in index and one.second in index
    ]


def ways_shown(ties: Sequence[Tied], *, chosen: str, address: Callable[[str], str]) -> list[Way]:
    """Return every kind of tie; those that are on the map lead to a view of them alone."""
    there = {one.relation for one in ties}
    return [
        Way(
            str(one.label),
            arrow=one in ONE_WAY,
            href=address(one.value) if one in there else "",
            chosen=one == chosen,
        )
        for one in RELATIONS
    ]


TIE_COLUMNS = (
    Column(gettext_lazy("Who")),
    Column(gettext_lazy("Stands how")),
    Column(gettext_lazy("To whom")),
    Column(gettext_lazy("Who says so")),
)


def ties_table(ties: Sequence[Tied], perspectives: Sequence[Perspective]) -> Table:
    """Return who stands how to whom, and who says so."""
    by_id = {one.pk: one for one in perspectives}
    rows = [
        [_leading(by_id[one.first]), one.relation.label, _leading(by_id[one.second]), _source(one)]
        for one in ties
    ]
    return Table(_("How they stand to one another"), columns=TIE_COLUMNS, rows=rows)


def _leading(one: Perspective) -> Cell:
    return Cell(one.name, one.get_absolute_url())


def _source(one: Tied) -> object:
    if not one.evidence:
        return one.said_by
    return format_html('<span>{}<br><span class="wp-quiet">{}</span></span>', one.said_by, one.evidence)


def _voice(one: Perspective) -> int | None:
    return VOICES.index(CivicVoice(one.voice)) if one.voice else None


def _kinds() -> list[str]:
    return [*(str(voice.label) for voice in VOICES), _("Civic voice not known")]


def _told(ties: Sequence[Tied], view: Seen | None) -> Mapping[uuid.UUID, str]:
    """Say what a mark stands for, besides its name: how it stands to the one seen from, or how many ties it has."""
    if view is not None:
        return {beside.other.pk: ", ".join(beside.ways) for beside in view.beside}
    counts = Counter(end for one in ties for end in (one.first, one.second))
    return {
        one: ngettext("{count} tie", "{count} ties", count).format(count=count)
        for one, count in counts.items()
    }
