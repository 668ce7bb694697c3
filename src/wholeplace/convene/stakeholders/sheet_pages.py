"""Pages for taking in a map from a spreadsheet: sending it, seeing what it comes to, and saying yes."""

import csv
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.comparing import Plan
from wholeplace.convene.stakeholders.planning import plan_for, told_of
from wholeplace.convene.stakeholders.queries import maps_sent
from wholeplace.convene.stakeholders.sending import keep_sheets, note_taken_in, sheets_in
from wholeplace.convene.stakeholders.sending_forms import SheetsForm, TakeInForm
from wholeplace.convene.stakeholders.sheets import MOST_BYTES
from wholeplace.convene.stakeholders.taking_in import take_in_perspectives
from wholeplace.ui.addresses import place_url
from wholeplace.ui.limits import takes_files
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@takes_files(most=MOST_BYTES)
@members_only
def send_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Read a spreadsheet, and keep what is in it until somebody has seen what it comes to."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    refusal = why_not(request, take_in_perspectives, shown)
    form = SheetsForm(request.POST or None, request.FILES or None, by=request.viewer.membership)
    if refusal is None and form.is_bound and form.is_valid() and request.viewer.membership is not None:
        sent = keep_sheets(
            form.cleaned_data["grids"],
            issue=shown,
            by=request.viewer.membership,
            says=form.cleaned_data["says"],
        )
        return redirect(place_url(request.place, "sent_sheet", sheet=sent.pk))
    context = {
        "issue": shown,
        "form": form,
        "refusal": refusal,
        "back": place_url(request.place, "perspectives", issue=shown.pk),
    }
    return render(request, "stakeholders/send.html", context, status=form.status)


@members_only
def sheet_page(request: PersonRequest, sheet: str) -> HttpResponse:
    """Show what a sheet comes to, and take it in when somebody says yes."""
    sent = get_or_404(maps_sent(request.viewer), sheet)
    back = place_url(request.place, "perspectives", issue=sent.issue_id)
    if sent.done is not None:
        return done(request, _("This was taken in already. It stands on the map."), back)
    plan = plan_for(request.viewer, sent, settled=request.POST)
    form = TakeInForm(request.POST or None, plan=plan, auto_id="yes_%s")
    form.perform(take_in_perspectives, request.actor, issue=sent.issue)
    if form.performed:
        note_taken_in(sent)
        return done(request, _taken_in(plan), back)
    context = {
        "issue": sent.issue,
        "form": form,
        "again": _again(request, sent),
        "button": _button(plan),
        "refusal": why_not(request, take_in_perspectives, sent.issue),
        "back": back,
        **told_of(request.viewer, plan),
    }
    return render(request, "stakeholders/sheet.html", context, status=form.status)


def _again(request: PersonRequest, sent: Any) -> SheetsForm:
    """Return the form that sends the sheet again, with what was typed and pasted still in it."""
    text = StringIO()
    for one in sheets_in(sent):
        if not one.name:
            csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows(one.rows)
    return SheetsForm(
        initial={"says": sent.says, "text": text.getvalue()}, by=request.viewer.membership, auto_id="again_%s"
    )


def _button(plan: Plan) -> str:
    """Say what the button does: how much is put on the map."""
    count = len(plan.new)
    if not count:
        return _("Take it in")
    said = ngettext("Put {count} perspective on the map", "Put {count} perspectives on the map", count)
    return said.format(count=count)


def _taken_in(plan: Plan) -> str:
    said = [
        (len(plan.new), ngettext("{count} perspective is new on the map", "{count} perspectives are new on the map", len(plan.new))),
        (len(plan.changes), ngettext("{count} is said otherwise", "{count} are said otherwise", len(plan.changes))),
        (len(plan.ties), ngettext("{count} tie is new", "{count} ties are new", len(plan.ties))),
    ]  # fmt: skip
    told = ", ".join(text.format(count=count) for count, text in said if count)
    return _("It is taken in: {told}.").format(told=told)
