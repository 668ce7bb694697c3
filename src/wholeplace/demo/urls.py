"""Addresses only the demo answers."""

from django.urls import path

from wholeplace.demo import pages

urlpatterns = [
    path("demo/", pages.people_page, name="demo"),
    path("demo/enter/", pages.enter, name="demo_enter"),
    path("demo/outbox/", pages.outbox_page, name="demo_outbox"),
]
