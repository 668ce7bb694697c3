"""What a member was told lately, and the one switch for letters."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.kernel.actions import Action
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.notices.actions import start_letters, stop_letters
from wholeplace.kernel.notices.queries import is_silent, member_of, notices_for
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, members_only
from wholeplace.ui.tables import page_asked


@members_only
def notices_page(request: PersonRequest) -> HttpResponse:
    """Show what the reader was told lately; here they stop their letters, or have them again."""
    silent = is_silent(request.viewer)
    form = ActionForm(request.POST or None)
    deed: Action[..., Any] = start_letters if silent else stop_letters
    if form.perform(deed, request.actor, place=request.place):
        said = (
            _("You get letters again.")
            if silent
            else _("You get no more letters. You can have them again here.")
        )
        return done(request, said, place_url(request.place, "notices"))
    page = page_asked(request, notices_for(request.viewer))
    return render(
        request, "notices/list.html", {"page": page, "silent": silent, "form": form}, status=form.status
    )


def stop_letters_page(request: PersonRequest, token: str) -> HttpResponse:
    """Stop somebody's letters by the link at their foot, without signing in; it opens nothing else."""
    member = member_of(request.place, token)
    if member is None:
        raise Http404
    viewer = Viewer(request.place, member)
    form = ActionForm(request.POST or None)
    stopped = (
        is_silent(viewer) or form.perform(stop_letters, viewer.acting(), place=request.place) is not None
    )
    return render(request, "notices/stop.html", {"form": form, "stopped": stopped}, status=form.status)
