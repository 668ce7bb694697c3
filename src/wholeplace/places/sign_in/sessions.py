"""Beginning and ending what somebody is signed in with."""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest

from wholeplace.kernel.people import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(request: HttpRequest, person: Person, *, method: str) -> None:
    """Sign somebody in who has shown, in the way this method names, that it is them: by one step, never by two."""
    login(request, person, backend=BACKEND)
    record_authentication(request, person, method=method)
    UserSession.objects.create_from_request(request)


def sign_out_everywhere(person: Person) -> None:
    """End every session of somebody."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def sign_out_elsewhere(request: HttpRequest, person: Person) -> None:
    """End every session of somebody but the one they ask from."""
    for session in UserSession.objects.filter(user=person).exclude(session_key=request.session.session_key):
        session.end()


def forget_second_step(request: HttpRequest, person: Person) -> None:
    """Take away what a second step had opened, here and everywhere else: somebody has no second step any more."""
    kept = [step for step in get_authentication_records(request, person) if step["method"] != "mfa"]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept
    sign_out_elsewhere(request, person)
