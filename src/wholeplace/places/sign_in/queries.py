"""How a person signs in, and where they are signed in; each reads their own and nobody else's."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from wholeplace.kernel.people import Person

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip
"""Signs by which a browser names itself and its machine, the more particular first."""


@dataclass(frozen=True)
class Ways:
    """What somebody signs in with, beside the code that is sent to them."""

    passkeys: Sequence[Authenticator]
    app: Authenticator | None
    recovery: Authenticator | None

    @property
    def codes_left(self) -> int:
        """How many recovery codes are still unused."""
        return len(self.recovery.wrap().get_unused_codes()) if self.recovery else 0


@dataclass(frozen=True)
class SignedIn:
    """One browser somebody is signed in with."""

    browser: str
    since: dt.datetime
    is_this: bool


def ways_of(person: Person) -> Ways:
    """Return what this person signs in with."""
    kept = list(Authenticator.objects.filter(user=person).order_by("created_at"))

    def only(kind: str) -> Authenticator | None:
        return next((one for one in kept if one.type == kind), None)

    passkeys = [one for one in kept if one.type == Authenticator.Type.WEBAUTHN]
    return Ways(passkeys, only(Authenticator.Type.TOTP), only(Authenticator.Type.RECOVERY_CODES))


def signed_in_at(person: Person) -> list[SignedIn]:
    """Return the browsers this person is signed in with, the longest first; asked while a page is answered."""
    sessions = sorted(UserSession.objects.purge_and_list(person), key=lambda one: one.created_at)
    return [SignedIn(browser_of(one.user_agent), one.created_at, one.is_current()) for one in sessions]


def browser_of(user_agent: str) -> str:
    """Return how people would name a browser and its machine, from how it names itself."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    if browser and system:
        return _("{browser} on {system}").format(browser=browser, system=system)
    return browser or system or user_agent or _("A browser that does not name itself")
