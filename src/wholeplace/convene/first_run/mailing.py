"""The test letter: sent while one waits, with what came back in words and what to do about it."""

import secrets
import smtplib
import socket
import ssl
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from wholeplace.convene.first_run.asking import note_answer
from wholeplace.convene.first_run.code import SIGNS, digest_of
from wholeplace.convene.first_run.draft import Draft, changing_draft
from wholeplace.convene.first_run.names import Step
from wholeplace.kernel.outbox.trying import try_letter

CODE_LENGTH = 6
MOST_WRONG = 5
"""Wrong codes after which a letter's code is of no use any more."""


@dataclass(frozen=True)
class Fault:
    """Why a letter could not be sent: in words, what to do, and what was answered word for word."""

    says: str
    todo: str
    raw: str


def send_test_letter(*, to: str) -> Fault | None:
    """Send a letter with a code to somebody, and note in the draft which; return what kept it from going out.

    Whoever waits for the mail server keeps nobody else waiting: what is answered meanwhile stays.
    """
    code = "".join(secrets.choice(SIGNS) for _sign in range(CODE_LENGTH))
    why = _("You get this because somebody sets Wholeplace up and gave this address as theirs.")
    fault = None
    try:
        try_letter(to=to, template="first_run/mail/test.txt", facts={"code": code}, why=why)
    except (OSError, smtplib.SMTPException) as error:
        fault = _fault(error, to)
    with changing_draft() as draft:
        draft.letter_to, draft.letter_code = (to, digest_of(code)) if fault is None else ("", "")
        draft.wrong_codes = 0
    return fault


def read_code(typed: str) -> bool:
    """Say whether this is the code of the letter that was sent last, and keep that it was read."""
    with changing_draft() as draft:
        if right := _is_code(draft, typed):
            draft.proved = draft.letter_to
            note_answer(Step.MAIL, draft, QueryDict("read=yes"))
    return right


def _is_code(draft: Draft, typed: str) -> bool:
    """Say whether this is the code, and count wrong ones; after five it is of no use."""
    if not draft.letter_code or draft.wrong_codes >= MOST_WRONG:
        return False
    if secrets.compare_digest(digest_of(typed), draft.letter_code):
        return True
    draft.wrong_codes += 1
    return False


def _fault(error: Exception, to: str) -> Fault:
    """Return an error of the mail server, or of the way to it, in words."""
    says, todo = _told(error)
    names = {
        "host": settings.EMAIL_HOST,
        "port": settings.EMAIL_PORT,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "to": to,
    }
    return Fault(says.format(**names), todo.format(**names), f"{type(error).__name__}: {error}"[:500])


def _told(error: Exception) -> tuple[str, str]:
    """Return what a kind of error means and what to do, the more particular before what it is a kind of."""
    server = _("Check the name and the port in WHOLEPLACE_SMTP_URL with whoever runs the mail server.")
    kinds: tuple[tuple[type[Exception], str, str], ...] = (
        (smtplib.SMTPAuthenticationError, _("{host} does not take the user name or the password."),
         _("Check both in WHOLEPLACE_SMTP_URL. There, @ is written %40, : is %3A and / is %2F.")),
        (smtplib.SMTPRecipientsRefused, _("{host} takes no letter to {to}."),
         _("Check the address. If it is right, the server may only take letters once one has signed in: write the user name and the password into WHOLEPLACE_SMTP_URL.")),
        (smtplib.SMTPSenderRefused, _("{host} takes no letter from {sender}."),
         _("Set WHOLEPLACE_MAIL_FROM to an address that this server sends for.")),
        (smtplib.SMTPNotSupportedError, _("{host} does not offer what was asked of it: signing in, or a secured connection."),
         _("Try smtps:// with port 465 in WHOLEPLACE_SMTP_URL, or smtp+tls:// with port 587.")),
        (smtplib.SMTPException, _("{host} answered, and did not take the letter."), server),
        (ssl.SSLError, _("No secured connection to {host} could be made."),
         _("Use the name that stands in the server's certificate. With port 465 write smtps://, with port 587 smtp+tls://.")),
        (socket.gaierror, _("There is no machine called {host}, or it cannot be looked up from here."), server),
        (TimeoutError, _("{host} did not answer at port {port} in time."),
         _("A firewall may stand between: many networks let nothing out to port 25. Try port 587 or 465.")),
        (ConnectionRefusedError, _("Nothing listens at port {port} of {host}."), server),
    )  # fmt: skip
    known = next(((says, todo) for kind, says, todo in kinds if isinstance(error, kind)), None)
    return known or (_("The letter could not be sent."), server)
