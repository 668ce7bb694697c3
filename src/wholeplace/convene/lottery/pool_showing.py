"""A pool as conveners read it: as a list, a table to take away, and rows of a summary."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.convene.lottery.models import Feature, Registration
from wholeplace.convene.lottery.names import Source
from wholeplace.convene.lottery.tickets import told_apart_by
from wholeplace.kernel.spreadsheets import Table as Sheet
from wholeplace.ui.addresses import place_url
from wholeplace.ui.tables import Cell, Column, Table

COLUMNS = (
    Column(gettext_lazy("Name"), sort="name"),
    Column(gettext_lazy("Ticket"), sort="ticket", whole=True),
    Column(gettext_lazy("Answers")),
    Column(gettext_lazy("How it came"), sort="source"),
    Column(gettext_lazy("Since"), sort="at", whole=True),
)
CALLED = {
    Source.PAGE: gettext_lazy("Page"),
    Source.PAPER: gettext_lazy("Paper"),
    Source.FILE: gettext_lazy("File"),
}


def called(one: Registration) -> str:
    """Return what somebody in a pool is called: their name, or their ticket where none is kept."""
    return one.ticket if one.withdrawn is not None else str(one)


def values_of(features: Sequence[Feature]) -> dict[str, str]:
    """Return the words of every answer there is, by its id."""
    return {str(one.pk): one.value for feature in features for one in feature.targets.all()}


def answers_in_order(one: Registration, features: Sequence[Feature], values: dict[str, str]) -> list[str]:
    """Return what somebody answered, feature by feature; nothing of whoever withdrew."""
    said = one.answers if isinstance(one.answers, dict) else {}
    return [values.get(str(said.get(str(feature.pk), "")), "") for feature in features]


def pool_table(people: Iterable[Registration], features: Sequence[Feature], *, sort: str) -> Table:
    """Return people of a pool as a table."""
    values = values_of(features)
    rows = [
        [
            Cell(called(one), place_url(one.place, "registration", registration=one.pk)),
            one.ticket,
            ", ".join(filter(None, answers_in_order(one, features, values))) or _("Erased"),
            CALLED[Source(one.source)],
            date_format(localtime(one.at), "j M Y"),
        ]
        for one in people
    ]
    return Table(_("People in the pool"), columns=COLUMNS, rows=rows, sort=sort)


def pool_sheet(people: Iterable[Registration], features: Sequence[Feature]) -> Sheet:
    """Return a pool as a file that this and other programs for drawing by lot read: a column for each feature."""
    values = values_of(features)
    own = (
        "external_id",
        "ticket",
        "name",
        "email",
        "phone",
        "address",
        "household",
        "source",
        "registered_at",
    )
    rows = (
        [
            *(told_apart_by(one), one.ticket, one.name, one.email, one.phone, one.address),
            *(one.household, one.source),
            localtime(one.at).isoformat(timespec="minutes"),
            *answers_in_order(one, features, values),
        ]
        for one in people
    )
    return Sheet("pool", [*own, *(feature.name for feature in features)], rows)


def reach_told(one: Registration) -> Iterator[dict[str, Any]]:
    """Yield who somebody in a pool is and how they can be reached, as rows of a summary."""
    said = (
        (_("Name"), one.name),
        (_("E-mail"), one.email),
        (_("Phone"), one.phone),
        (_("Postal address"), one.address),
    )
    return ({"label": label, "value": value} for label, value in said)


def answers_told(one: Registration, features: Sequence[Feature]) -> Iterator[dict[str, Any]]:
    """Yield what somebody in a pool answered, as rows of a summary; nothing once it is erased."""
    if not isinstance(one.answers, dict):
        return
    answers = answers_in_order(one, features, values_of(features))
    yield from (
        {"label": feature.name, "value": value} for feature, value in zip(features, answers, strict=True)
    )


def summary_of(one: Registration, features: Sequence[Feature]) -> Iterator[dict[str, Any]]:
    """Yield what is known of somebody in a pool, as rows of a summary."""
    if one.withdrawn is None:
        yield from reach_told(one)
        yield from answers_told(one, features)
    yield {"label": _("How it came"), "value": Source(one.source).label}
    if one.typed_in_by is not None:
        yield {"label": _("Put in by"), "value": one.typed_in_by.name}
    yield {"label": _("Since"), "value": date_format(localtime(one.at), "j F Y, H:i")}
