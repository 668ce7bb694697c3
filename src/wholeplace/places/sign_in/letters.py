"""Letters that tell somebody of a change in how they sign in, so that one they did not make is noticed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel import clock
from wholeplace.kernel.outbox.post import post_secret
from wholeplace.kernel.people import Person

CHANGES: dict[str, str | Promise] = {
    "totp_activated": _("An app was added that gives codes for signing in."),
    "totp_deactivated": _("The app that gives codes for signing in was removed."),
    "webauthn_added": _("A passkey was added."),
    "webauthn_removed": _("A passkey was removed."),
    "recovery_codes_generated": _("New recovery codes were made; the old ones do not work any more."),
    "reset": _(
        "The operator removed your passkeys, your app and your recovery codes, and signed you out everywhere. You sign"
        " in with a code that is sent to you, and can add them again."
    ),
}
"""What can change, as the letter says it."""


def tell_of_change(person: Person, change: str) -> None:
    """Write to somebody what was changed in how they sign in, and when."""
    why = _("You get this because it is about how you sign in. Such letters always come.")
    facts = {"change": CHANGES[change], "at": clock.now(), "reset": change == "reset"}
    post_secret(to=person, template="sign_in/mail/changed.txt", facts=facts, why=why)
