"""Pages of files: about one, its content to whoever may see it and nobody else, and taking it back."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wholeplace.kernel.files.actions import take_back_file
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.files.names import ENDINGS, MEDIA_TYPES, FileKind
from wholeplace.kernel.files.queries import beside_what, contents, files_visible_to, is_handed_to, rulings_on
from wholeplace.kernel.files.shelves import logo_of
from wholeplace.ui.filing_down import is_named, offered
from wholeplace.ui.filing_forms import BecauseForm
from wholeplace.ui.requests import A_YEAR, PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.sending import to_keep, to_show

SERVED_AS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
"""What a browser is told of a file: to guess nothing, run nothing, hand it to no other site and keep no copy."""
SHOWN_TO_ALL = SERVED_AS | {"Cache-Control": f"public, max-age={A_YEAR}, immutable"}
"""What it is told of a logo, which anybody may keep: another one has another address."""


@require_safe
def file_page(request: PersonRequest, file: str) -> HttpResponse:
    """Show what a file is and shows, beside what it was put, and that it was taken back where it was."""
    shown = get_or_404(files_visible_to(request.viewer), file)
    context = {
        "file": shown,
        "beside": beside_what(request.viewer, shown),
        "named": is_named(request, shown),
        "handed": is_handed_to(request.viewer, shown),
        "rulings": rulings_on(request.viewer, shown),
        "may_take_back": why_not(request, take_back_file, shown) is None,
        "offered": offered(request, shown),
    }
    return render(request, "ui/files/file.html", context)


@require_safe
def file_content(request: PersonRequest, file: str) -> HttpResponse:
    """Hand a file over, to be kept and never shown in the browser's own page."""
    return _served(request, get_or_404(files_visible_to(request.viewer), file), to_keep)


@require_safe
def file_picture(request: PersonRequest, file: str) -> HttpResponse:
    """Show a picture that was drawn afresh, as part of a page; any other file is not there."""
    shown = get_or_404(files_visible_to(request.viewer), file)
    if not shown.is_picture:
        raise Http404
    return _served(request, shown, to_show)


@require_safe
def place_logo(request: PersonRequest, digest: str) -> HttpResponse:
    """Show the place's logo to anybody, as part of a page; one it had before is not there."""
    place = request.place
    content = logo_of(place) if digest == place.logo else None
    if content is None:
        raise Http404
    kind = FileKind(place.logo_kind)
    return _told(
        to_show(content, name=f"{place.slug}{ENDINGS[kind][0]}", kind=MEDIA_TYPES[kind]), SHOWN_TO_ALL
    )


def _told(response: HttpResponse, headers: Mapping[str, str]) -> HttpResponse:
    for header, told in headers.items():
        response[header] = told
    return response


def _served(request: PersonRequest, file: KeptFile, send: Callable[..., HttpResponse]) -> HttpResponse:
    """Return a file's content; one that is gone, or no longer what was put there, is not there."""
    content = contents(request.viewer, file)
    if content is None:
        raise Http404
    return _told(send(content, name=file.name, kind=MEDIA_TYPES[FileKind(file.kind)]), SERVED_AS)


@members_only
def take_back_file_page(request: PersonRequest, file: str) -> HttpResponse:
    """Take back a file one put there, saying why."""
    shown = get_or_404(files_visible_to(request.viewer), file)
    form = BecauseForm(request.POST or None)
    if form.perform(take_back_file, request.actor, file=shown):
        said = _("You took “{name}” back. That it was there stays, with your reason.")
        return done(request, said.format(name=shown.name), shown.get_absolute_url())
    context = {
        "form": form,
        "file": shown,
        "named": is_named(request, shown),
        "beside": beside_what(request.viewer, shown),
        "refusal": why_not(request, take_back_file, shown),
    }
    return render(request, "ui/files/take_back.html", context, status=form.status)
