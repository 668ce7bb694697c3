"""Which ways of asking pages answer: reading and sending a form, nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

PAGES = ("GET", "HEAD", "POST", "OPTIONS")
API = "/api/"


def methods_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse every other way of asking for a page; the API says for itself what it answers."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method in PAGES or request.path.startswith(API):
            return get_response(request)
        return HttpResponseNotAllowed(PAGES)

    return answer
