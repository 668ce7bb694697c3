"""Addresses of what Wholeplace says of itself where no place is being read."""

from django.urls import path

from wholeplace.places.policies.names import PolicyKind
from wholeplace.places.policies.pages import first_words_page

urlpatterns = [
    path("privacy/", first_words_page, {"kind": PolicyKind.PRIVACY}, name="privacy"),
    path("accessibility/", first_words_page, {"kind": PolicyKind.ACCESSIBILITY}, name="accessibility"),
]
