"""Addresses of what Wholeplace says of itself where no place is being read."""

from django.urls import path

from wholeplace.places.policies.names import PolicyKind
from wholeplace.places.policies.pages import first_words_page

urlpatterns = [path(f"{kind}/", first_words_page, {"kind": kind}, name=kind.value) for kind in PolicyKind]
