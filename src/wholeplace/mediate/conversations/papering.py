"""Pages for paper: a sheet to print with everything that is asked, and where a helper types one in."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Door
from wholeplace.mediate.conversations.forms import SheetForm
from wholeplace.mediate.conversations.names import GIVEN
from wholeplace.mediate.conversations.paper import type_sheet
from wholeplace.mediate.conversations.queries import conversations_visible_to, sheets_typed, statements_asked
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import Column, Table


def sheet_page(request: PersonRequest, live: str) -> HttpResponse:
    """Show everything that is asked as a ballot sheet to print."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    asked = list(statements_asked(request.viewer, shown))
    table = Table(
        _("Statements, with a box for each answer"),
        columns=[Column(_("Statement")), *[Column(one.label) for one in GIVEN]],
        rows=[[f"{one.number}. {one.text}", *["☐" for _box in GIVEN]] for one in asked],
    )
    context = {"conversation": shown, "statements": asked, "table": table}
    return render(request, "conversations/sheet.html", context)


@members_only
def type_page(request: PersonRequest, live: str) -> HttpResponse:
    """Type in one sheet of paper."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = SheetForm(request.POST or None, statements=list(statements_asked(request.viewer, shown)))
    if made := form.perform(type_sheet, replace(request.actor, door=Door.PAPER), conversation=shown):
        return done(
            request, _("Sheet {number} is kept. Type the next.").format(number=made.number), request.path
        )
    context = {
        "conversation": shown,
        "form": form,
        "typed": sheets_typed(request.viewer, shown),
        "refusal": why_not(request, type_sheet, shown),
    }
    return render(request, "conversations/type_sheet.html", context, status=form.status)
