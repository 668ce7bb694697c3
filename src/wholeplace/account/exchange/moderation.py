"""Taking the moderators' log of a conversation away."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from wholeplace.kernel.spreadsheets import Table, csv_for_people
from wholeplace.mediate.conversations.moderation_queries import log_lines, log_visible_to
from wholeplace.mediate.conversations.queries import conversations_visible_to
from wholeplace.ui.requests import PersonRequest, get_or_404, members_only
from wholeplace.ui.sending import CSV, to_keep


@members_only
def download_log(request: PersonRequest, conversation: str) -> HttpResponse:
    """Download what moderators did in a conversation, with what its reader may read of it."""
    shown = get_or_404(conversations_visible_to(request.viewer), conversation)
    if shown.source:
        raise Http404
    rows = [
        (one.at.isoformat(timespec="seconds"), one.number, one.text, one.deed, one.because, one.by)
        for one in log_lines(request.viewer, shown, log_visible_to(request.viewer, shown))
    ]
    columns = (_("When"), _("Number"), _("Statement"), _("What was done"), _("Why"), _("By"))
    content = csv_for_people(Table(_("What moderators did"), columns, rows))
    name = f"{request.place.slug}-moderation-{shown.pk.hex[:8]}.csv"
    return to_keep(content, name=name, kind=CSV)
