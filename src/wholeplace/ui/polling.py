"""Pages that ask again by themselves: answered briefly while nothing has changed."""

import hashlib
from importlib.metadata import version as version_of

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from wholeplace.ui.requests import PersonRequest, chosen_body, chosen_hat

PROGRAM = version_of("wholeplace")


def etag(version: str, request: PersonRequest) -> str:
    """Return the tag of a page about data at this version, for this reader.

    It names all that the frame around the data shows or carries: who reads, in which hats and which one chosen, the
    place's face, the language, the word that forms came from here, and the program itself.
    """
    viewer, place = request.viewer, request.place
    seen = (
        version, request.get_full_path(), getattr(request, "LANGUAGE_CODE", ""),
        viewer.membership.pk if viewer.membership else "visitor", sorted(hat.kind for hat in viewer.hats),
        chosen_hat(request), chosen_body(request), place.name, place.colour, place.logo, request.META.get("CSRF_COOKIE", ""), PROGRAM,
    )  # fmt: skip
    return f'"{hashlib.sha256(repr(seen).encode()).hexdigest()[:24]}"'


def unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    """Return the brief answer when the reader already has what this tag names."""
    if request.headers.get("If-None-Match") != tag:
        return None
    return tagged(HttpResponseNotModified(), tag)


def tagged(response: HttpResponse, tag: str) -> HttpResponse:
    """Return the response with its tag, kept by the reader's own browser only and asked about each time."""
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response
