"""Addresses of pages about ground rules."""

from django.urls import path

from wholeplace.convene.ground_rules import pages

urlpatterns = [
    path("issues/<uuid:issue>/", pages.ground_rules_page, name="ground_rules"),
    path("issues/<uuid:issue>/declare/", pages.declare_page, name="declare_ground_rules"),
    path("<uuid:rules>/agree/", pages.agree_page, name="agree_to_ground_rules"),
]
