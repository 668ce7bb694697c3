"""Perspectives as tables and sentences on pages: what is needed, what is missing, how one stands to others."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.convene.issues.deciding import named
from wholeplace.convene.stakeholders.coverage import Coverage
from wholeplace.convene.stakeholders.forms import WHO_READS, ChangeManyForm
from wholeplace.convene.stakeholders.models import Note, Perspective, Tie
from wholeplace.convene.stakeholders.names import Level, Standing, Whose
from wholeplace.convene.stakeholders.telling import told
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Audience
from wholeplace.ui.addresses import place_url
from wholeplace.ui.tables import Cell, Column, Table

COLUMNS = (
    Column(gettext_lazy("Perspective"), sort="name"),
    Column(gettext_lazy("Sector"), sort="sector", whole=True, brief=True),
    Column(gettext_lazy("Civic voice"), sort="voice", whole=True, brief=True),
    Column(gettext_lazy("It matters to them"), sort="interest", brief=True),
    Column(gettext_lazy("They can do something"), sort="influence", brief=True),
    Column(gettext_lazy("Who speaks for it"), brief=True),
)
UNKNOWN = gettext_lazy("Not known")


def perspectives_table(
    perspectives: Iterable[Perspective], form: ChangeManyForm | None, *, sort: str
) -> Table:
    """Return perspectives as a table; where they can be changed with a box for each, and the way to place it."""
    boxes = form is not None and bool(form.boxes)
    columns = (*COLUMNS, Column(_("Choose"), whole=True, pressed=True, brief=True)) if boxes else COLUMNS
    rows = [
        [*_row(one, placed_at=placing(one) if boxes else ""), *([_box(form, one)] if boxes else [])]
        for one in perspectives
    ]
    return Table(_("Perspectives on this issue"), columns=columns, rows=rows, sort=sort)


def placing(one: Perspective) -> str:
    """Return where a perspective is placed by interest and influence; nothing where it cannot be."""
    return (
        place_url(one.place, "place_perspective", perspective=one.pk)
        if one.standing == Standing.NEEDED
        else ""
    )


def _row(one: Perspective, *, placed_at: str) -> list[object]:
    return [
        Cell(one.name, one.get_absolute_url()),
        Sector(one.sector).label if one.sector else UNKNOWN,
        CivicVoice(one.voice).label if one.voice else UNKNOWN,
        Cell(Level(one.interest).label if one.interest else UNKNOWN, placed_at),
        Cell(Level(one.influence).label if one.influence else UNKNOWN, placed_at),
        speaking(one),
    ]


def speaking(one: Perspective) -> object:
    """Say who speaks for a perspective, or how it stands; that nobody does is marked."""
    if one.standing != Standing.NEEDED:
        return Standing(one.standing).label
    if one.spoken_for:
        return one.spoken_for
    return Cell(_("Nobody yet"), tag="wrong")


def _box(form: ChangeManyForm | None, one: Perspective) -> object:
    name = f"chosen_{one.pk}"
    return form[name].as_field_group() if form is not None and name in form.boxes else ""


def by_sector(coverage: Coverage) -> Table | None:
    """Return how many perspectives of each sector and civic voice are spoken for; nothing where none is on the map."""
    if not coverage.sectors:
        return None
    columns = [Column(_("Sector")), *(Column(voice.label, whole=True) for voice in CivicVoice)]
    rows = [
        [sector.label, *(_share(one.needed, one.spoken_for) for one in voices.values())]
        for sector, voices in coverage.sectors.items()
    ]
    return Table(_("How many of the perspectives needed are spoken for"), columns=columns, rows=rows)


def by_area(coverage: Coverage) -> Table | None:
    """Return how many perspectives of each area of the place are spoken for; nothing where it has no areas."""
    if not coverage.areas:
        return None
    rows: list[list[object]] = [
        [
            area.name,
            _share(one.needed, one.spoken_for) if one.needed else Cell(_("Nothing on the map"), tag="wrong"),
        ]
        for area, one in coverage.areas.items()
    ]
    if (whole := coverage.everywhere).needed:
        rows.append([_("The whole place, no area of its own"), _share(whole.needed, whole.spoken_for)])
    return Table(_("By area"), columns=[Column(_("Area")), Column(_("Spoken for"), whole=True)], rows=rows)


def _share(needed: int, spoken_for: int) -> object:
    if not needed:
        return _("None on the map")
    said = _("{found} of {count}").format(found=spoken_for, count=needed)
    return said if spoken_for == needed else Cell(said, tag="wrong")


def said_of(one: Perspective, *, by: str) -> list[dict[str, object]]:
    """Return what is known of a perspective in few words, each with its label."""
    known: dict[str, object] = {
        _("Whose view it is"): Whose(one.whose).label,
        _("Sector"): Sector(one.sector).label if one.sector else "",
        _("Civic voice"): CivicVoice(one.voice).label if one.voice else "",
        _("Area"): one.area or _("The whole place"),
        _("How much it matters to them"): Level(one.interest).label if one.interest else "",
        _("How much they can do about it"): Level(one.influence).label if one.influence else "",
        _("Put here by"): f"{by}, {_day(one.added)}",
    }
    return [{"label": label, "value": value} for label, value in known.items()]


def noted(viewer: Viewer, one: Note) -> dict[str, object]:
    """Return a note as its readers see it: whose it is, who else reads it, and what its author can do."""
    own = one.by.is_same_person_as(viewer.membership)
    stands = one.taken_back is None
    return {
        "note": one,
        "by": _("You") if own else named(viewer, one.by),
        "when": _day(one.written),
        "readers": WHO_READS[Audience(one.audience)] if stands else _("Taken back: only you read it"),
        "own": own and stands,
        "can_widen": one.audience != Audience.PARTNERSHIP,
    }


def tie_told(viewer: Viewer, one: Tie, shown: Perspective) -> dict[str, object]:
    """Return how a perspective stands to another, as its own page tells it, and who said that it is so no longer."""
    return {
        "tie": one,
        "way": told(one, seen_from=shown),
        "other": one.second if one.first_id == shown.pk else one.first,
        "ended": _day(one.ended),
        "ended_by": named(viewer, one.ended_by),
    }


def _day(moment: dt.datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""
