"""Pages that ask again by themselves: answered briefly while nothing has changed."""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from wholeplace.kernel.actors import Viewer


def etag(version: str, viewer: Viewer) -> str:
    """Return the tag of what this viewer sees of data at this version."""
    who = viewer.membership.pk if viewer.membership else "visitor"
    return f'"{hashlib.sha256(f"{version}|{who}".encode()).hexdigest()[:24]}"'


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
