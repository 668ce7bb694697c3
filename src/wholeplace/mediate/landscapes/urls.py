"""Addresses of conversations and their landscapes."""

from django.urls import path

from wholeplace.mediate.landscapes import pages, standing_pages

urlpatterns = [
    path("", pages.conversations_page, name="conversations"),
    path("<uuid:conversation>/", pages.landscape_page, name="landscape"),
    path("<uuid:conversation>/on-the-record/", pages.on_the_record_page, name="on_the_record"),
    path("<uuid:conversation>/you/", standing_pages.standing_page, name="where_you_stand"),
    path("<uuid:conversation>/statements/<int:number>/", pages.statement_page, name="statement"),
]
