"""Addresses of pages that belong to a place."""

from django.urls import reverse

from wholeplace.kernel.places import Place


def place_url(place: Place, name: str, **parts: object) -> str:
    """Return the address of a page of this place, by its name in a feature's `urls.py`."""
    return reverse(name, kwargs={"place": place.slug, **parts})
