"""The page of the record of participation."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from wholeplace.convene.invitations.participation import needed_in, participation_in
from wholeplace.convene.invitations.participation_telling import (
    in_order,
    needed_table,
    participation_table,
    picture,
    told,
    told_at_least,
)
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.pages import coverage_for
from wholeplace.convene.stakeholders.telling import covered, gaps, gone
from wholeplace.kernel.people import HatKind
from wholeplace.ui.requests import PersonRequest, get_or_404, members_only
from wholeplace.ui.tables import page_asked


@members_only
def participation_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Tell who was needed, asked, said yes, came and left: exactly to conveners, to others so that no answer shows."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    coverage = coverage_for(request, shown, ())
    record = participation_in(request.viewer, shown)
    courses, totals = record.courses, record.totals
    convenes = request.viewer.wears(HatKind.CONVENER)
    page = page_asked(request, in_order(courses) if convenes else needed_in(request.viewer, shown))
    shows = participation_table if convenes else needed_table
    context = {
        "issue": shown,
        "coverage": covered(coverage),
        "gaps": gaps(coverage),
        "gone": gone(coverage),
        "said": ([told(totals)] if totals.asked else []) if convenes else told_at_least(totals),
        "stages": picture(coverage, courses),
        "page": page,
        "table": shows(list(page.object_list)) if page.paginator.count else None,
        "counted": ngettext("{count} perspective", "{count} perspectives", page.paginator.count).format(
            count=page.paginator.count
        ),
        "convenes": convenes,
    }
    return render(request, "invitations/participation.html", context)
