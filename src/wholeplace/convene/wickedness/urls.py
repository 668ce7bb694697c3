"""Addresses of pages that ask how wicked an issue is."""

from django.urls import path

from wholeplace.convene.wickedness import pages

urlpatterns = [
    path("issues/<uuid:issue>/", pages.wickedness_page, name="wickedness"),
    path("issues/<uuid:issue>/<slug:question>/", pages.answer_page, name="answer_wickedness"),
]
