"""Pages that a link in a letter leads to: whoever guesses is soon answered no more, and nobody is told where one came from."""

import functools
from collections.abc import Callable
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render

from wholeplace.kernel import clock
from wholeplace.ui.requests import PersonRequest, kept_nowhere

WRONG: dict[str, Any] = {"app": "allauth.account", "action": "wrong_link"}
"""Links that are not there, opened from one address: after some in a minute no link is answered from it."""

LinkPage = Callable[..., HttpResponse]
"""A page whose address holds nothing but a link's secret, or on which one is typed."""


def opened_by_link(page: LinkPage) -> Callable[..., HttpResponse]:
    """Show a page to whoever holds its link; too many wrong ones, and none is answered, right ones no sooner than wrong ones."""

    @kept_nowhere
    @functools.wraps(page)
    def opened(request: PersonRequest, /, **link: str) -> HttpResponse:
        many = _guesses(request)
        response = (
            render(request, "ui/too_many_links.html", status=429) if many else page(request, *link.values())
        )
        if link:
            response["Referrer-Policy"] = (
                "strict-origin"  # what is asked for from here on is not told the link
            )
        return response

    return opened


def count_wrong_link(request: PersonRequest) -> None:
    """Remember that a link was opened which is not there."""
    ratelimit.consume(request, **WRONG, limit_get=True)


def _guesses(request: PersonRequest) -> bool:
    """Say whether too many links were guessed from an address; only read, so that many who come at once wait for nobody."""
    (rate,) = ratelimit.get_rates(**WRONG)
    kept = cache.get(ratelimit.get_cache_key(request, **WRONG, rate=rate), [])
    few, _history = ratelimit.apply_rate(kept, clock.now().timestamp(), rate, dry_run=True)
    return not few
