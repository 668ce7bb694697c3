"""How signing in is fitted to Wholeplace: letters through the outbox, nobody signs up alone, secrets kept locked."""

import base64
import hashlib
import secrets
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.outbox.post import post_secret
from wholeplace.kernel.people import Person
from wholeplace.places.sign_in.letters import tell_of_change
from wholeplace.places.sign_in.sessions import forget_second_step
from wholeplace.ui.addresses import stays_here
from wholeplace.ui.signed_in import SECOND_STEPS

LETTERS = {
    "account/email/login_code": "sign_in/mail/code.txt",
    "account/email/unknown_account": "sign_in/mail/unknown.txt",
}
ADDED = {"mfa/email/totp_activated", "mfa/email/webauthn_added"}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Sends sign-in letters through the outbox."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post the letter of this kind; the other letters of allauth belong to features that are not mounted."""
        why = _("You get this because somebody typed this address to sign in.")
        post_secret(
            to=email, template=LETTERS[template_prefix], facts={"code": context.get("code", "")}, why=why
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,  # noqa: ARG002 allauth's shape
        email: str | None = None,  # noqa: ARG002 allauth's shape
    ) -> None:
        """Tell somebody how signing in has changed; who adds a second step has taken it, who removes the last has not."""
        tell_of_change(user, template_prefix.rpartition("/")[2])
        if template_prefix in ADDED:
            record_authentication(self.request, user, method="mfa")
        elif not is_mfa_enabled(user, SECOND_STEPS):
            forget_second_step(self.request, user)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 allauth's shape
        """Say that nobody signs up alone: one joins a place."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Say whether signing in or out may lead on to this address: only to pages of the host that was asked."""
        return stays_here(context.request, url)


class SecondSteps(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """Keeps the secrets of second steps locked with the installation's own, which is in no backup."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code is not right, or has been used. An app shows a new one every half minute: type the next one."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Lock a secret."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Unlock a secret; where the installation's own has changed, return one that no code fits."""
        try:
            return _lock().decrypt(encrypted_text).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def build_totp_svg(self, url: str) -> SafeString:
        """Draw what the app reads with the phone's camera."""
        drawn = segno.make(url, error="m", micro=False).svg_inline(
            omitsize=True, light="#fff", title=str(_("A square code that the app reads with the camera"))
        )
        return mark_safe(drawn)  # noqa: S308 drawn of nothing but squares


def _lock() -> Fernet:
    """Return the lock for secrets, of the installation's own."""
    key = hashlib.sha256(f"second step {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
