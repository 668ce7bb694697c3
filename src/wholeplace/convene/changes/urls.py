"""Addresses of pages about what is expected to change."""

from django.urls import path

from wholeplace.convene.changes import evidence_pages, pages

urlpatterns = [
    path("issues/<uuid:issue>/say/", pages.declare_page, name="declare_change"),
    path("restatements/<uuid:restatement>/second/", pages.second_page, name="second_change"),
    path("readings/<uuid:reading>/correct/", pages.correct_page, name="correct_reading"),
    path("readings/<uuid:reading>/evidence/", evidence_pages.reading_evidence_page, name="reading_evidence"),
    path("<uuid:change>/", pages.change_page, name="change"),
    path("<uuid:change>/restate/", pages.restate_page, name="restate_change"),
    path("<uuid:change>/reading/", pages.reading_page, name="give_reading"),
    path("<uuid:change>/file/", pages.file_page, name="take_readings"),
    path("<uuid:change>/readings.csv", pages.readings_file, name="readings_file"),
]
