"""Contacts as tables and sentences on pages, and what a file of them comes to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.convene.stakeholders.book_forms import ChosenForm
from wholeplace.convene.stakeholders.book_matching import By
from wholeplace.convene.stakeholders.book_sheets import LABELS
from wholeplace.convene.stakeholders.models import Contact
from wholeplace.convene.stakeholders.names import Ground
from wholeplace.kernel.places import Sector
from wholeplace.ui.tables import Cell, Column, Table

COLUMNS = (
    Column(gettext_lazy("Contact"), sort="name"),
    Column(gettext_lazy("Organisation"), sort="organisation"),
    Column(gettext_lazy("E-mail"), sort="email"),
    Column(gettext_lazy("Phone"), whole=True),
    Column(gettext_lazy("Sector"), sort="sector"),
    Column(gettext_lazy("Used last"), sort="used", whole=True),
)
BY = {
    By.EMAIL: gettext_lazy("the same e-mail"),
    By.PHONE: gettext_lazy("the same phone"),
    By.NAME: gettext_lazy("the same name and organisation"),
}


def contacts_table(contacts: Iterable[Contact], form: ChosenForm | None, *, sort: str) -> Table:
    """Return contacts as a table, with a box for each where they can be removed."""
    columns = (*COLUMNS, Column(_("Choose"), whole=True, pressed=True)) if form is not None else COLUMNS
    rows = [[*_row(one), *([form[f"chosen_{one.pk}"].as_field_group()] if form else [])] for one in contacts]
    return Table(_("Contacts in the book"), columns=columns, rows=rows, sort=sort)


def _row(one: Contact) -> list[object]:
    return [
        Cell(str(one), one.get_absolute_url()),
        one.organisation or _("None"),
        one.email or _("Not known"),
        one.phone or _("Not known"),
        Sector(one.sector).label if one.sector else _("Not known"),
        date_format(one.used, "j M Y"),
    ]


def said_of(one: Contact, *, forgotten: str, by: object) -> list[dict[str, object]]:
    """Return what is said of a contact, as rows of a summary: what is known alone."""
    said = [
        (_("E-mail"), one.email),
        (_("Phone"), one.phone),
        (_("Postal address"), one.address),
        (_("Organisation"), one.organisation if one.name else ""),
        (_("Sector"), Sector(one.sector).label if one.sector else ""),
        (_("Area"), one.area.name if one.area else ""),
        (_("Note"), one.note),
        (_("How we come to have it"), one.origin),
        (_("On what ground it is kept"), Ground(one.ground).label),
        (_("Put here or changed by"), by),
        (_("Forgotten by itself on"), forgotten),
    ]
    return [{"label": label, "value": text} for label, text in said if text]


def in_book(rows: Sequence[Sequence[Any]]) -> Table:
    """Return rows of a file that are in the book already, with what the file says otherwise."""
    columns = [
        Column(_("In the file")),
        Column(_("In the book")),
        Column(_("Because of")),
        Column(_("The file says")),
    ]
    cells = [
        [_("Row {row}: {name}").format(row=row, name=called), there, BY[By(by)], _otherwise(other)]
        for row, called, there, by, other in rows
    ]
    return Table(_("In the book already"), columns=columns, rows=cells)


def _otherwise(other: Sequence[Sequence[str]]) -> SafeString | str:
    if not other:
        return _("The same")
    lines = ((LABELS[name], before or _("nothing yet"), after) for name, before, after in other)
    return format_html("<div>{}</div>", format_html_join("", "{}: <del>{}</del> <ins>{}</ins><br>", lines))


def in_file(rows: Sequence[Sequence[Any]]) -> Table:
    """Return rows of a file that seem to be one with an earlier row."""
    columns = [Column(_("Row")), Column(_("Seems to be the same as")), Column(_("Because of"))]
    cells = [
        [_("Row {row}: {name}").format(row=row, name=called), _("Row {row}").format(row=first), BY[By(by)]]
        for row, called, first, by in rows
    ]
    return Table(_("Twice in the file"), columns=columns, rows=cells)


def some(rows: Sequence[Sequence[Any]]) -> Table:
    """Return the first few contacts of a file that are new."""
    columns = [
        Column(label)
        for label in (_("Contact"), _("E-mail"), _("Phone"), _("Postal address"), _("Organisation"))
    ]
    return Table(
        _("The first of those who are new"), columns=columns, rows=[[row[1], *row[2:]] for row in rows]
    )


def told_of(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page shows of a file of contacts."""
    return {
        "report": report,
        "some": some(report["some"]) if report.get("some") else None,
        "in_book": in_book(report["in_book"]) if report.get("in_book") else None,
        "in_file": in_file(report["in_file"]) if report.get("in_file") else None,
        "more": {
            name: max(report.get(name, 0) - len(report.get(listed, ())), 0)
            for name, listed in (("known", "in_book"), ("twice", "in_file"))
        },
    }
