"""Requests that are too large are refused before anything of them is read."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

ORDINARY = 5_000_000

V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def takes_files(*, most: int) -> Callable[[V], V]:
    """Mark a page to which files of so many bytes together may be sent, beside its ordinary answers."""

    def mark(page: V) -> V:
        vars(page)["takes_files"] = most
        return page

    return mark


def _most(request: HttpRequest) -> int:
    """Return how many bytes the page that is asked for takes."""
    try:
        page = resolve(request.path_info).func
    except Resolver404:
        return ORDINARY
    return ORDINARY + int(getattr(page, "takes_files", 0))


def size_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Return the middleware that answers 413 to a body over 5 MB and what files the page takes besides."""

    def limited(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        large = not length.isdecimal() or int(length) > ORDINARY
        most = _most(request) if large else ORDINARY
        if not length.isdecimal() or int(length) > most:
            return HttpResponse(
                _("This is larger than {most} MB. Nothing was kept.").format(most=most // 1_000_000),
                status=413,
                content_type="text/plain; charset=utf-8",
            )
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            return HttpResponse(
                _("Say how long the request is."), status=411, content_type="text/plain; charset=utf-8"
            )
        return get_response(request)

    return limited
