"""Addresses of the record."""

from django.urls import path

from wholeplace.account.scrutiny import pages

urlpatterns = [
    path("", pages.record_page, name="record"),
    path("how-to-check/", pages.how_page, name="check_record"),
    path("since/", pages.since_page, name="record_since"),
    path("read/", pages.read_page, name="record_read"),
    path("refused/", pages.refused_page, name="refused_attempts"),
    path("by-two/", pages.by_two_page, name="deeds_of_two"),
    path("pack/public/", pages.public_pack, name="public_pack"),
    path("pack/scrutineer/", pages.open_page, name="scrutineer_pack"),
    path("<uuid:entry>/", pages.line_page, name="record_line"),
    path("<uuid:entry>/parts/<int:part>/", pages.part_page, name="record_part"),
]
