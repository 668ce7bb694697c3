"""Addresses of pages that belong to a place, and whether an address belongs here at all."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from wholeplace.kernel.places import Place


def place_url(place: Place, name: str, **parts: object) -> str:
    """Return the address of a page of this place, by its name in a feature's `urls.py`."""
    return reverse(name, kwargs={"place": place.slug, **parts})


def stays_here(request: HttpRequest, onward: str) -> bool:
    """Say whether an address somebody asks to be led on to is one of these pages, by every reading of it."""
    return url_has_allowed_host_and_scheme(
        onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
