"""Addresses of the pages that belong to no feature."""

from django.urls import path

from wholeplace.ui import filing, filing_down, pages, searching

urlpatterns = [
    path("", pages.start, name="start"),
    path("source/", pages.source, name="source"),
    path("place.css", pages.own_colours, name="own_colours"),
    path("gallery/", pages.gallery, name="gallery"),
    path("healthz/", pages.healthz, name="healthz"),
    path("<slug:place>/place.css", pages.place_colours, name="place_colours"),
    path("<slug:place>/logo/<slug:digest>/", filing.place_logo, name="place_logo"),
    path("<slug:place>/search/", searching.search_page, name="search"),
    path("<slug:place>/files/<uuid:file>/", filing.file_page, name="file"),
    path("<slug:place>/files/<uuid:file>/content/", filing.file_content, name="file_content"),
    path("<slug:place>/files/<uuid:file>/picture/", filing.file_picture, name="file_picture"),
    path("<slug:place>/files/<uuid:file>/take-back/", filing.take_back_file_page, name="take_back_file"),
    path("<slug:place>/files/<uuid:file>/hold/", filing_down.hold_file_page, name="hold_file"),
    path(
        "<slug:place>/files/<uuid:file>/propose-down/",
        filing_down.propose_down_page,
        name="propose_file_down",
    ),
    path("<slug:place>/files/<uuid:file>/take-down/", filing_down.take_down_page, name="take_file_down"),
    path("<slug:place>/files/<uuid:file>/keep/", filing_down.keep_file_page, name="keep_file"),
    path(
        "<slug:place>/files/<uuid:file>/answer/", filing_down.answer_about_file_page, name="answer_about_file"
    ),
    path("<slug:place>/behalf/", pages.change_behalf, name="change_behalf"),
    path("<slug:place>/hat/", pages.change_hat, name="change_hat"),
]
