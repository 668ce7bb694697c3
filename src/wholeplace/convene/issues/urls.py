"""Addresses of pages about issues."""

from django.urls import path

from wholeplace.convene.issues import pages

urlpatterns = [
    path("", pages.issues_page, name="issues"),
    path("name/", pages.name_page, name="name_issue"),
    path("<uuid:issue>/", pages.issue_page, name="issue"),
    path("<uuid:issue>/framing/", pages.reframe_page, name="reframe_issue"),
    path("<uuid:issue>/take-part/", pages.take_part_page, name="take_part"),
    path("<uuid:issue>/stop/", pages.stop_page, name="stop_taking_part"),
]
