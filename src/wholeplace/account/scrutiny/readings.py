"""A leaf of the record read out plainly: when, what, who, which way, about what, and what is kept closed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.account.scrutiny.kinds import counted, listed
from wholeplace.kernel.actions import ACTIONS
from wholeplace.kernel.actors import Door
from wholeplace.kernel.ledger.sentences import Line
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place
from wholeplace.kernel.tables import table_of
from wholeplace.ui.addresses import place_url

DOORS: Mapping[Door, str | Promise] = {
    Door.PAGE: gettext_lazy("A page of this website"),
    Door.API: gettext_lazy("Another program, through the API"),
    Door.COMMAND: gettext_lazy("A command, typed on the computer that runs this website"),
    Door.PAPER: gettext_lazy("On paper, and entered afterwards"),
    Door.MACHINE: gettext_lazy("None: the program did it by itself"),
}


@dataclass(frozen=True)
class Told:
    """One thing a leaf says: what is asked, what the answer is, and perhaps a way on."""

    label: str
    value: str
    href: str = ""
    change: str = ""


def line_told(line: Line, told: Mapping[str, Any], place: Place) -> list[Told]:
    """Return what the leaf of a line says, in plain words."""
    return [
        Told(_("When"), date_format(localtime(line.when), "j F Y, H:i T")),
        Told(
            _("Kind of deed"),
            str(ACTIONS[line.action].title),
            f"{place_url(place, 'record')}?action={line.action}",
            _("See all of this kind"),
        ),
        Told(_("In which hat"), f"{_hat(told['actor'])} ({line.by})" if line.by else _hat(told["actor"])),
        Told(_("Which way it came in"), str(DOORS[Door(told["door"])])),
        _about(line, told),
        *_rows(told["rows"], line.parts),
        Told(_("What is kept closed"), _closed(told["rows"], told["actor"])),
    ]


def part_told(told: Mapping[str, Any]) -> list[Told]:
    """Return what a part of a line says, in plain words."""
    if "rows" in told:
        return [*_rows(told["rows"], 0), Told(_("What is kept closed"), _closed(told["rows"], {}))]
    together = _(
        "All of them. One fingerprint covers these rows together, so that no single one can be opened."
    )
    return [
        Told(_("What it made or changed"), rows_in(told)),
        Told(_("What is kept closed"), together),
    ]


def rows_in(told: Mapping[str, Any]) -> str:
    """Return how many rows of which kind a part holds."""
    return listed(told["rows"]) if "rows" in told else counted(told["count"], told["table"])


def _hat(actor: Mapping[str, str]) -> str:
    if "machine" in actor:
        return _("None: the program itself ({name})").format(name=actor["machine"])
    if "hat" in actor:
        return str(HatKind(actor["hat"]).label)
    return _("None: a member did it. Which member is kept closed.")


def _about(line: Line, told: Mapping[str, Any]) -> Told:
    """Say what a line is about, with the way there; what this reader may not see stays unnamed."""
    if line.about is not None:
        href = line.about.get_absolute_url() if hasattr(line.about, "get_absolute_url") else ""
        return Told(_("About"), str(line.about), href, _("Open") if href else "")
    if told["target"] and told["target"]["table"] == table_of(Place):
        return Told(_("About"), _("The place as a whole"))
    return Told(_("About"), _("Something that is not shown to you here, or is no longer kept"))


def _rows(rows: Sequence[Mapping[str, Any]], parts: int) -> Iterator[Told]:
    kept = listed(row for row in rows if row["change"] != "removed")
    if parts and kept:
        kept = ngettext(
            "{rows}, and what its {count} part holds", "{rows}, and what its {count} parts hold", parts
        ).format(rows=kept, count=parts)
    elif parts:
        kept = ngettext("What its {count} part holds", "What its {count} parts hold", parts).format(
            count=parts
        )
    yield Told(_("What it made or changed"), kept or _("No records. Only that it happened is kept."))
    if removed := listed(row for row in rows if row["change"] == "removed"):
        yield Told(_("What it took away"), removed)


def _closed(rows: Sequence[Mapping[str, Any]], actor: Mapping[str, str]) -> str:
    """Say how much stands in a leaf as a commitment only, and what that means."""
    count = sum(len(row.get("committed", ())) for row in rows) + ("as" in actor)
    if not count:
        return _("Nothing in this line.")
    return ngettext(
        "%(count)d thing, such as a name or what somebody wrote. A commitment stands in its place: a fingerprint that"
        " gives nothing away, and shows that nothing was changed once somebody opens it.",
        "%(count)d things, such as names or what people wrote. A commitment stands in place of each: a fingerprint that"
        " gives nothing away, and shows that nothing was changed once somebody opens it.",
        count,
    ) % {"count": count}
