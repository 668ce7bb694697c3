"""How somebody signed in: by how many steps, and how long ago."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url

from wholeplace.kernel.clock import now
from wholeplace.kernel.people import HatKind

P = ParamSpec("P")

FRESH = 10 * 60
"""Seconds after signing in during which nobody is asked to do so again."""
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
NEED_SECOND_STEP = frozenset({HatKind.CONVENER, HatKind.OPERATOR})


def withheld_from(request: HttpRequest) -> frozenset[HatKind]:
    """Return the kinds of hats that wait until this session has taken a second step, where the operator asks for one."""
    if not settings.SECOND_STEP or _taken(request, second=True):
        return frozenset()
    return NEED_SECOND_STEP


def signed_in_freshly(request: HttpRequest) -> bool:
    """Say whether somebody signed in within the last minutes, by two steps where they have a second one."""
    return _taken(request, second=is_mfa_enabled(request.user, SECOND_STEPS), since=now().timestamp() - FRESH)


def sign_in_again(request: HttpRequest) -> str:
    """Return the address at which somebody signs in again, and from which they come back to this page."""
    return f"{resolve_url('sign_in_again')}?{urlencode({'next': request.get_full_path()})}"


def after_fresh_sign_in(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase], /
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Show a page to whoever signed in within the last minutes; ask anybody else to sign in again and come back."""

    @functools.wraps(view)
    def fresh(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url("sign_in"))
        if not signed_in_freshly(request):
            return redirect_to_login(request.get_full_path(), resolve_url("sign_in_again"))
        return view(request, *args, **kwargs)

    return fresh


def _taken(request: HttpRequest, *, second: bool, since: float = 0) -> bool:
    """Say whether this session has taken a step since then: any, or one that is a second step."""
    steps = get_authentication_records(request, request.user)
    return any(step["at"] >= since and (step["method"] == "mfa" or not second) for step in steps)
