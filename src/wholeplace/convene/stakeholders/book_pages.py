"""Pages of the book of contacts, for conveners alone: finding, putting in, changing and removing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.issues.deciding import named
from wholeplace.convene.stakeholders.book import add_contact, change_contact, remove_contacts
from wholeplace.convene.stakeholders.book_forms import (
    ChosenForm,
    ContactForm,
    FindContactsForm,
    RemoveForm,
    ids_in,
)
from wholeplace.convene.stakeholders.book_queries import (
    books_sent,
    contacts_found,
    contacts_visible_to,
    guesses_visible_to,
)
from wholeplace.convene.stakeholders.book_showing import COLUMNS, contacts_table, said_of
from wholeplace.convene.stakeholders.conditions import CONTACTS_KEPT
from wholeplace.places.organisations.queries import areas_visible_to
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked, sort_asked

SAID = ("name", "organisation", "email", "phone", "address", "sector", "note", "origin", "ground")


@members_only
def book_page(request: PersonRequest) -> HttpResponse:
    """List the contacts in the book."""
    finding = FindContactsForm(request.GET, areas=list(areas_visible_to(request.viewer)))
    sort = sort_asked(request, COLUMNS)
    found = contacts_found(request.viewer, **finding.asked)
    page = page_asked(request, found.order_by(sort, "name", "pk") if sort else found)
    form = ChosenForm(offered=list(page.object_list))
    count = page.paginator.count
    context = {
        "page": page,
        "finding": finding,
        "narrowed": any(finding.asked.values()),
        "form": form,
        "table": contacts_table(page, form, sort=sort),
        "counted": ngettext("{count} contact", "{count} contacts", count).format(count=f"{count:,}"),
        "waiting": books_sent(request.viewer).filter(done=None).first(),
        "refusal": why_not(request, add_contact, request.place),
    }
    return render(request, "stakeholders/book.html", context)


@members_only
def contact_page(request: PersonRequest, contact: str) -> HttpResponse:
    """Show one contact: how to reach them, how one comes to know that, and for whom they could speak."""
    shown = get_or_404(contacts_visible_to(request.viewer), contact)
    until = date_format(shown.used + CONTACTS_KEPT, "j F Y")
    context = {
        "contact": shown,
        "said": said_of(shown, forgotten=until, by=named(request.viewer, shown.by)),
        "guesses": guesses_visible_to(request.viewer).filter(contact=shown),
    }
    return render(request, "stakeholders/contact.html", context)


@members_only
def add_page(request: PersonRequest) -> HttpResponse:
    """Put one contact in the book."""
    form = ContactForm(request.POST or None, areas=list(areas_visible_to(request.viewer)))
    if made := form.perform(add_contact, request.actor, place=request.place):
        return done(request, _("They are in the book. Only conveners see them."), made.get_absolute_url())
    context = {
        "form": form,
        "heading": _("Put a contact in the book"),
        "button": _("Put them in the book"),
        "back": place_url(request.place, "contacts"),
        "refusal": why_not(request, add_contact, request.place),
    }
    return render(request, "stakeholders/contact_form.html", context, status=form.status)


@members_only
def change_page(request: PersonRequest, contact: str) -> HttpResponse:
    """Change what is said of a contact."""
    shown = get_or_404(contacts_visible_to(request.viewer), contact)
    said = {name: getattr(shown, name) for name in SAID} | {"area": str(shown.area_id or "")}
    areas = list(areas_visible_to(request.viewer))
    form = ContactForm(request.POST or None, areas=areas, initial=said)
    if form.perform(change_contact, request.actor, contact=shown):
        return done(request, _("It is changed."), shown.get_absolute_url())
    context = {
        "form": form,
        "heading": _("Change {name}").format(name=shown),
        "button": _("Change them"),
        "back": shown.get_absolute_url(),
        "refusal": why_not(request, change_contact, shown),
    }
    return render(request, "stakeholders/contact_form.html", context, status=form.status)


@members_only
def remove_page(request: PersonRequest) -> HttpResponse:
    """Ask once whether to erase the contacts that were chosen, and erase them."""
    back = place_url(request.place, "contacts")
    chosen = _chosen(request)
    form = RemoveForm(request.POST if "sure" in request.POST else None, initial={"chosen": chosen})
    found = list(contacts_visible_to(request.viewer).filter(pk__in=ids_in(chosen)))
    if (count := form.perform(remove_contacts, request.actor, place=request.place)) is not None:
        said = ngettext("{count} contact is erased.", "{count} contacts are erased.", count)
        return done(request, said.format(count=count), back)
    refusal = why_not(request, remove_contacts, request.place)
    if not found and refusal is None and not form.is_bound:
        return redirect(back)
    context: dict[str, Any] = {"form": form, "contacts": found, "back": back, "refusal": refusal}
    return render(request, "stakeholders/remove_contacts.html", context, status=form.status)


def _chosen(request: PersonRequest) -> str:
    """Return the ids of the contacts that were chosen: by boxes, by the page of one, or on the page that asks."""
    boxes = [name.removeprefix("chosen_") for name in request.POST if name.startswith("chosen_")]
    return " ".join(boxes) or request.POST.get("chosen", "") or request.GET.get("chosen", "")
