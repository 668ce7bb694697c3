"""The lists of statement cards on the page of a landscape, under headings that are true of the breakdown chosen."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.mediate.landscapes.bars import bar_of, rows_of
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.mediate.landscapes.sentences import overlooked
from wholeplace.mediate.landscapes.shown import ShownStatement

DIFFER: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "voice": (
        gettext_lazy("Where civic voices differ most"),
        gettext_lazy(
            "The civic voices differ on these by more than chance would explain. The first is where they are furthest apart."
        ),
        gettext_lazy(
            "Hardly any difference between the civic voices: on no statement do they differ by more than chance."
        ),
    ),
    "sector": (
        gettext_lazy("Where sectors differ most"),
        gettext_lazy(
            "The sectors differ on these by more than chance would explain. The first is where two are furthest apart."
        ),
        gettext_lazy(
            "Hardly any difference between the sectors: on no statement do they differ by more than chance."
        ),
    ),
}


def lists_of(reading: Reading, by: str) -> list[dict[str, Any]]:
    """Return the lists of statement cards: what is shared first, then what parts the groups or bands chosen."""
    lists = [_shared(reading, by)]
    if by in DIFFER:
        title, why, none = DIFFER[by]
        return [*lists, _list(reading, by, "differ", title, reading.differing(by), why=why, none=none)]
    return [*lists, _bridges(reading, by), _divides(reading, by)] if reading.figures.drawn else lists


def _shared(reading: Reading, by: str) -> dict[str, Any]:
    why = _("More than half of the people see these alike, by more than chance would explain.")
    if reading.figures.drawn:
        why = _(
            "Most people in every group of opinion agree with these, and the groups do not clearly differ in how many do."
        )
        if any(one.common == "disagree" for one in reading.common()):
            why += " " + _("Where it says “Rejected by every group”, most people in every group disagree.")
    none = _("No statement is shared so clearly by so many.")
    title = _("What nearly everyone sees alike")
    shared = _list(reading, by, "shared", title, reading.common(), why=why, none=none)
    return shared | {"unjudged": _unjudged(reading)}


def _unjudged(reading: Reading) -> dict[str, Any] | None:
    """Say on how many statements too little is shown to say anything of every group, and which may be missed most."""
    figures = reading.figures
    if not (figures.drawn and figures.unjudged):
        return None
    told = ngettext(
        "For {count} of {all} statements it cannot be said whether every group agrees, because the figures of one group or"
        " another may not be shown.",
        "For {count} of {all} statements it cannot be said whether every group agrees, because the figures of one group or"
        " another may not be shown.",
        len(figures.unjudged),
    )
    judged = sum(not one.moderated for one in figures.statements.values())
    said = told.format(count=f"{len(figures.unjudged):,}", all=f"{judged:,}")
    return {"said": said, "most": _named(reading, overlooked(figures))}


def _named(reading: Reading, one: ShownStatement | None) -> dict[str, Any] | None:
    """Return a statement as a sentence names it: its number, its words and everybody's figures."""
    if one is None:
        return None
    return {"number": one.number, "text": reading.texts[one.number], "says": one.everybody.says}


def _bridges(reading: Reading, by: str) -> dict[str, Any]:
    why = _(
        "Some groups agree with these clearly more than others, and yet most people in every group agree. The first is"
        " the one that the least convinced group supports most surely."
    )
    none = _("Nothing on which the groups clearly differ has most of every group behind it.")
    title = _("What bridges the groups")
    return _list(reading, by, "bridges", title, reading.bridges(), why=why, none=none)


def _divides(reading: Reading, by: str) -> dict[str, Any]:
    why = _(
        "The groups differ on these by more than chance would explain. The first is the one on which two groups are most"
        " surely far apart."
    )
    none = _("On no statement do the groups clearly differ.")
    title = _("What divides most")
    return _list(reading, by, "divides", title, reading.divides(), why=why, none=none)


def _list(
    reading: Reading,
    by: str,
    anchor: str,
    title: str | Promise,
    chosen: Sequence[ShownStatement],
    *,
    why: str | Promise,
    none: str | Promise,
) -> dict[str, Any]:
    """Return a list of cards with why a statement is on it, or with what is said where none is."""
    cards = [_card(reading, one, by) for one in chosen]
    return {"id": anchor, "title": title, "why": why if cards else none, "cards": cards}


def _card(reading: Reading, one: ShownStatement, by: str) -> dict[str, Any]:
    rejected = _("Rejected by every group") if reading.figures.drawn else _("Rejected by most")
    return {
        "number": one.number,
        "text": reading.texts[one.number],
        "by": reading.names.get(one.number, ""),
        "bar": bar_of(one.everybody),
        "rows": rows_of(reading.figures, one, by) if by else [],
        "tag": rejected if one.common == "disagree" else "",
    }
