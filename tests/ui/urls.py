"""The pages of the frame and nothing else, with one page of a place to stand in for a feature's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from wholeplace.kernel.actions import TooBusy
from wholeplace.ui.requests import PersonRequest, members_only

handler400 = "wholeplace.ui.pages.not_understood"
handler404 = "wholeplace.ui.pages.not_found"
handler500 = "wholeplace.ui.pages.failed"


def place_page(request: PersonRequest) -> HttpResponse:
    return render(request, "ui/page.html")


@members_only
def members_page(request: PersonRequest) -> HttpResponse:
    return HttpResponse(f"{request.actor.membership} as {request.actor.hat}")


def acting_page(request: PersonRequest) -> HttpResponse:
    return HttpResponse(str(request.actor.hat))


def busy_page(request: PersonRequest) -> HttpResponse:
    raise TooBusy


def failing_page(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("sign-in/", place_page, name="sign_in"),
    path("sign-out/", place_page, name="account_logout"),
    path("failing/", failing_page),
    path("busy/", busy_page),
    path("", include("wholeplace.ui.urls")),
    path("<slug:place>/", place_page, name="place"),
    path("<slug:place>/members/", members_page, name="members"),
    path("<slug:place>/acting/", acting_page, name="acting"),
]
