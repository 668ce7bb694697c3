"""The lists of statement cards on the page of a landscape, under headings that are true of the breakdown chosen."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.mediate.landscapes.bars import bar_of, rows_of
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.mediate.landscapes.shown import ShownStatement

DIFFER: dict[str, tuple[str | Promise, str | Promise]] = {
    "voice": (
        gettext_lazy("Where civic voices differ most"),
        gettext_lazy(
            "Hardly any difference between the civic voices: on no statement do they differ by more than chance."
        ),
    ),
    "sector": (
        gettext_lazy("Where sectors differ most"),
        gettext_lazy(
            "Hardly any difference between the sectors: on no statement do they differ by more than chance."
        ),
    ),
}


def lists_of(reading: Reading, by: str) -> list[dict[str, Any]]:
    """Return the lists of statement cards: what is shared first, then what parts the groups or bands chosen."""
    common = _list(
        reading,
        by,
        "shared",
        _("What nearly everyone sees alike"),
        reading.common(),
        _("No statement is shared so clearly by so many."),
    )
    if by in DIFFER:
        title, none = DIFFER[by]
        return [common, _list(reading, by, "differ", title, reading.differing(by), none)]
    if not reading.figures.drawn:
        return [common]
    none = _("Nothing else has most of every group behind it.")
    bridges = _list(reading, by, "bridges", _("What bridges the groups"), reading.bridges(), none)
    none = _("On no statement do the groups clearly differ.")
    return [common, bridges, _list(reading, by, "divides", _("What divides most"), reading.divides(), none)]


def _list(
    reading: Reading,
    by: str,
    anchor: str,
    title: str | Promise,
    chosen: Sequence[ShownStatement],
    none: str | Promise,
) -> dict[str, Any]:
    return {"id": anchor, "title": title, "none": none, "cards": [_card(reading, one, by) for one in chosen]}


def _card(reading: Reading, one: ShownStatement, by: str) -> dict[str, Any]:
    rejected = _("Rejected by every group") if reading.figures.drawn else _("Rejected by most")
    return {
        "number": one.number,
        "text": reading.texts[one.number],
        "bar": bar_of(one.everybody),
        "rows": rows_of(reading.figures, one, by) if by else [],
        "tag": rejected if one.common == "disagree" else "",
    }
