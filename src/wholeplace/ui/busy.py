"""A database that is busy or away: pages and the API answer 503 and say when to come back, wherever it shows."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string

from wholeplace.kernel.actions import TooBusy
from wholeplace.kernel.busy import is_away, is_busy
from wholeplace.kernel.conditions import Refusal
from wholeplace.ui.methods import API

LOG = logging.getLogger("wholeplace.pages")

COME_BACK = "60"
"""Seconds after which to ask again."""


def busy_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Have every 503 say when to come back."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code == 503:
            response.headers.setdefault("Retry-After", COME_BACK)
        return response

    return answer


def is_passing(error: BaseException | None) -> bool:
    """Say whether an error, or one that led to it, is only that the database could not serve at that moment."""
    while error is not None:
        if isinstance(error, TooBusy) or is_busy(error) or is_away(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def too_busy(request: HttpRequest) -> HttpResponse:
    """Say that nothing was saved and when to come back, without asking the database for anything."""
    answer: HttpResponse
    if request.path.startswith(API):
        answer = JsonResponse({"code": "too_busy", "message": str(Refusal("too_busy"))}, status=503)
    else:
        answer = HttpResponse(render_to_string("ui/too_busy.html"), status=503)
    LOG.warning("The database could not serve %s", request.path)
    answer._has_been_logged = True  # type: ignore[attr-defined] # noqa: SLF001 Django would add a traceback to each
    return answer
