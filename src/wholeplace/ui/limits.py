"""Requests that are too large are refused before anything of them is read."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

ORDINARY = 5_000_000
UPLOAD = 64_000_000
UPLOADS = re.compile(r"^/[-\w]+/exchange/issues/[-0-9a-f]+/import/$")


def size_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Return the middleware that answers 413 to a body over 5 MB, over 64 MB where files are uploaded."""

    def limited(request: HttpRequest) -> HttpResponseBase:
        most = UPLOAD if UPLOADS.match(request.path_info) else ORDINARY
        length = request.META.get("CONTENT_LENGTH") or "0"
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
