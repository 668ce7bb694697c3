"""Where no place is yet, every page leads to setting one up; once one is, nothing does any more."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from wholeplace.convene.first_run.draft import forget_draft
from wholeplace.convene.first_run.queries import is_founded
from wholeplace.convene.first_run.sessions import founded_here
from wholeplace.ui.addresses import place_url

SETUP = "/setup/"
STAYS = ("/source/", "/place.css", "/healthz/", "/gallery/", "/api/", "/static/", "/demo/outbox/")
"""What answers before there is a place: the licence asks for the source; machines, and whoever makes the program, for the rest."""


class FirstRunMiddleware:
    """Leads to the first run, or hides it as if it had never been."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what answers next."""
        self.get_response = get_response
        self.founded = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a page of the first run before there is a place, and any other page afterwards."""
        if not self.founded and is_founded():
            forget_draft()  # it holds names and addresses, also where the place was founded at the command line
            self.founded = True  # a place that is there stays there
        if self.founded and request.path_info.startswith(SETUP):
            return self._after(request)
        if not self.founded and not request.path_info.startswith((SETUP, *STAYS)):
            return redirect("setup")
        response = self.get_response(request)
        if request.path_info.startswith(SETUP):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def _after(self, request: HttpRequest) -> HttpResponseBase:
        """Lead whoever has just founded the place into it, also where they sent the last page twice."""
        if founder := founded_here(request):
            return redirect(place_url(founder.place, "what_next"))
        raise Http404


def first_run_middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> FirstRunMiddleware:
    """Return the middleware that leads to the first run."""
    return FirstRunMiddleware(get_response)
