"""Pages for taking a file of contacts into the book: sending it, seeing what it comes to, saying yes, and how far it is."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wholeplace.convene.stakeholders.book_forms import ContactsFileForm, TakeInContactsForm
from wholeplace.convene.stakeholders.book_queries import books_sent
from wholeplace.convene.stakeholders.book_showing import told_of
from wholeplace.convene.stakeholders.book_taking_in import take_in_contacts
from wholeplace.convene.stakeholders.sending import READING, TAKING_IN, ask_to_take_in, keep_contacts
from wholeplace.convene.stakeholders.sheets import MOST_BYTES
from wholeplace.kernel.jobs.models import State
from wholeplace.kernel.jobs.queries import Progress, progress_of
from wholeplace.ui.addresses import place_url
from wholeplace.ui.limits import takes_files
from wholeplace.ui.requests import PersonRequest, asks_within, done, get_or_404, members_only, why_not

GOING_ON = frozenset({State.WAITING, State.RUNNING})


@takes_files(most=MOST_BYTES)
@members_only
def send_page(request: PersonRequest) -> HttpResponse:
    """Keep a file of contacts for a day, and have it read beside the reply."""
    refusal = why_not(request, take_in_contacts, request.place)
    form = ContactsFileForm(request.POST or None, request.FILES or None)
    member = request.viewer.membership
    if refusal is None and form.is_bound and form.is_valid() and member is not None:
        said = form.cleaned_data
        sent = keep_contacts(
            said["content"], place=request.place, by=member, origin=said["origin"], ground=said["ground"]
        )
        return redirect(place_url(request.place, "sent_contacts", book=sent.pk))
    context = {"form": form, "refusal": refusal, "back": place_url(request.place, "contacts")}
    return render(request, "stakeholders/send_contacts.html", context, status=form.status)


@members_only
def sheet_page(request: PersonRequest, book: str) -> HttpResponse:
    """Show how far the reading of a file is, what it comes to, and how far it is taken in."""
    sent = get_or_404(books_sent(request.viewer), book)
    back = place_url(request.place, "contacts")
    if sent.done is not None:
        if asks_within(request):
            return HttpResponse(headers={"HX-Redirect": request.path, "Cache-Control": "no-store"})
        return done(request, _("The file is taken in. Its contacts are in the book."), back)
    report = sent.report
    progress = progress_of((TAKING_IN if "chosen" in report else READING, sent))
    if _goes_on(progress):
        return _waiting(request, sent, progress)
    if asks_within(request):
        return HttpResponse(headers={"HX-Redirect": request.path, "Cache-Control": "no-store"})
    form = TakeInContactsForm(request.POST or None, report=report)
    refusal = why_not(request, take_in_contacts, request.place)
    if refusal is None and report.get("rows") and form.is_bound and form.is_valid():
        ask_to_take_in(sent, {name: form.cleaned_data[name] for name in ("known", "twice")})
        return redirect(request.path)
    failed = progress is not None and progress.state == State.FAILED
    context = {
        "sent": sent,
        "form": form,
        "failed": failed,
        "refusal": refusal,
        "back": back,
        "again": _again(sent),
        **told_of(report),
    }
    return render(request, "stakeholders/contacts_sheet.html", context, status=form.status)


def _goes_on(progress: Progress | None) -> bool:
    """Say whether a piece of work waits or is being done."""
    return progress is not None and progress.state in GOING_ON


def _waiting(request: PersonRequest, sent: Any, progress: Progress | None) -> HttpResponse:
    taking_in = "chosen" in sent.report
    title = _("The contacts are being put in the book") if taking_in else _("The file is being read")
    context = {"sent": sent, "progress": progress, "title": title, "refresh_after": 3}
    return render(request, "stakeholders/contacts_waiting.html", context)


def _again(sent: Any) -> ContactsFileForm:
    """Return the form that sends another file, with what was said of these addresses still in it."""
    return ContactsFileForm(initial={"origin": sent.says, "ground": sent.ground}, auto_id="again_%s")
