"""Where somebody says who they are."""

from allauth.account.views import request_login_code
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from wholeplace.ui.addresses import stays_here


def sign_in_page(request: HttpRequest) -> HttpResponseBase:
    """Ask for an address each time it is opened, also while a code is awaited; lead on whoever is signed in."""
    if request.user.is_authenticated:
        onward = request.GET.get("next", "")
        return redirect(onward if stays_here(request, onward) else "/")
    answer: HttpResponseBase = request_login_code(request)
    return answer
