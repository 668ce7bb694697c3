"""How signing in by e-mailed code is fitted to Wholeplace: letters through the outbox, nobody signs up alone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.outbox.post import post_secret
from wholeplace.ui.addresses import stays_here

LETTERS = {
    "account/email/login_code": "sign_in/mail/code.txt",
    "account/email/unknown_account": "sign_in/mail/unknown.txt",
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Sends sign-in letters through the outbox."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post the letter of this kind; the other letters of allauth belong to features that are not mounted."""
        why = _("You get this because somebody typed this address to sign in.")
        post_secret(
            to=email, template=LETTERS[template_prefix], facts={"code": context.get("code", "")}, why=why
        )

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 allauth's shape
        """Say that nobody signs up alone: one joins a place."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Say whether signing in or out may lead on to this address: only to pages of the host that was asked."""
        return stays_here(context.request, url)
