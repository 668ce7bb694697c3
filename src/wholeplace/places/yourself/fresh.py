"""Whether somebody said who they are just now: asked before their data leave, and before they are erased."""

import datetime as dt

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from wholeplace.kernel import clock

FRESH = dt.timedelta(minutes=10)
"""How long a sign-in counts as fresh."""


def signed_in_afresh(request: HttpRequest) -> bool:
    """Say whether the reader signed in within the last ten minutes, in this browser."""
    signed = [one["at"] for one in get_authentication_records(request, request.user)]
    return bool(signed) and clock.now().timestamp() - max(signed) < FRESH.total_seconds()
