"""Addresses of the pages that belong to no feature."""

from django.urls import path

from wholeplace.ui import pages, searching

urlpatterns = [
    path("", pages.start, name="start"),
    path("source/", pages.source, name="source"),
    path("place.css", pages.own_colours, name="own_colours"),
    path("gallery/", pages.gallery, name="gallery"),
    path("healthz/", pages.healthz, name="healthz"),
    path("<slug:place>/place.css", pages.place_colours, name="place_colours"),
    path("<slug:place>/search/", searching.search_page, name="search"),
    path("<slug:place>/hat/", pages.change_hat, name="change_hat"),
]
