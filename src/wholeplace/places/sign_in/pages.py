"""Where somebody says who they are, and looks after how they do."""

from typing import cast

from allauth.account.views import request_login_code
from allauth.mfa.base.views import authenticate
from allauth.mfa.recovery_codes.views import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from allauth.mfa.webauthn.views import add_webauthn, login_webauthn, remove_webauthn
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wholeplace.kernel.people import Person
from wholeplace.places.sign_in.forms import AgainForm
from wholeplace.places.sign_in.queries import signed_in_at, ways_of
from wholeplace.places.sign_in.sessions import sign_out_elsewhere, sign_out_everywhere
from wholeplace.ui.addresses import stays_here
from wholeplace.ui.requests import done
from wholeplace.ui.signed_in import after_fresh_sign_in, withheld_from

second_step_page = authenticate
passkey_page = login_webauthn
add_app_page = after_fresh_sign_in(activate_totp)
remove_app_page = after_fresh_sign_in(deactivate_totp)
add_passkey_page = after_fresh_sign_in(add_webauthn)
remove_passkey_page = after_fresh_sign_in(remove_webauthn)
recovery_codes_page = after_fresh_sign_in(view_recovery_codes)
new_recovery_codes_page = after_fresh_sign_in(generate_recovery_codes)


def sign_in_page(request: HttpRequest) -> HttpResponseBase:
    """Ask for an address each time it is opened, also while a code is awaited; lead on whoever is signed in."""
    if request.user.is_authenticated:
        onward = request.GET.get("next", "")
        return redirect(onward if stays_here(request, onward) else "/")
    answer: HttpResponseBase = request_login_code(request)
    return answer


@login_required
def sign_in_again_page(request: HttpRequest) -> HttpResponseBase:
    """Ask somebody who has been signed in for a while to do so again, before what only they may change."""
    if request.method == "POST":
        logout(request)
        answer: HttpResponseBase = request_login_code(request)
        return answer
    person = cast("Person", request.user)
    ways = ways_of(person)
    context = {
        "ways": ways,
        "again": AgainForm(initial={"email": person.email}),
        "kind": "secondary" if ways.passkeys else "",
        "onward": request.GET.get("next", ""),
    }
    return render(request, "sign_in/again.html", context)


@login_required
def ways_page(request: HttpRequest) -> HttpResponse:
    """Show how the reader signs in and where they are signed in; here they sign out elsewhere, or everywhere."""
    person = cast("Person", request.user)
    if request.method == "POST":
        return _sign_out(request, person, everywhere=request.POST.get("where") == "everywhere")
    context = {
        "ways": ways_of(person),
        "sessions": signed_in_at(person),
        "asked_for": bool(withheld_from(request)),
    }
    return render(request, "sign_in/ways.html", context)


def _sign_out(request: HttpRequest, person: Person, *, everywhere: bool) -> HttpResponse:
    """End somebody's sessions: all, or all but this one."""
    if everywhere:
        sign_out_everywhere(person)
        logout(request)
        return done(request, _("You are signed out everywhere, here too."), "/")
    sign_out_elsewhere(request, person)
    return done(request, _("You are signed out everywhere else."), request.path)
