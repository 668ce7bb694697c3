"""Sending what is in the outbox, and forgetting the words of what was sent."""

import datetime as dt
import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q, QuerySet

from wholeplace.kernel import clock
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import GiveUp, Run
from wholeplace.kernel.outbox.models import Kept, Mail
from wholeplace.kernel.places import Place

KEPT = dt.timedelta(days=30)
SECRET_KEPT = dt.timedelta(days=1)
"""How long a sign-in code that could not be sent is kept; it was of no use long before."""

FOR_GOOD = 500
"""The first reply code by which a mail server refuses for good."""


@job("outbox.send", attempts=20, limit=dt.timedelta(minutes=2))
def send(_run: Run, *, place: Place | None, mail: Mail) -> None:  # noqa: ARG001 a letter knows its place
    """Send one letter that has not been sent.

    A worker that dies between the mail server's yes and its own note sends it again, under the same Message-ID, by
    which mail programs tell that it is the same letter.
    """
    if mail.sent is not None:
        return
    if not mail.to:
        raise GiveUp("its words are no longer kept")
    try:
        message_of(mail).send()
    except smtplib.SMTPRecipientsRefused as refused:
        if all(code >= FOR_GOOD for code, _ in refused.recipients.values()):
            raise GiveUp("the mail server does not take this address") from None
        raise
    rows = Mail.objects.filter(pk=mail.pk)
    with deriving():
        rows.update(sent=clock.now())
    if mail.kept == Kept.UNTIL_SENT and not settings.DEMO:
        _blank(rows)


@cron("outbox.blank", every=dt.timedelta(days=1), at="03:45")
def blank_old_mail(_run: Run) -> None:
    """Forget the words and the address of every letter of more than 30 days ago, and of old sign-in codes."""
    now = clock.now()
    old = Q(asked__lt=now - KEPT) | Q(kept=Kept.UNTIL_SENT, asked__lt=now - SECRET_KEPT)
    _blank(Mail.objects.filter(old).exclude(to=""))


def _blank(mails: "QuerySet[Mail]") -> None:
    with deriving():
        mails.update(to="", subject="", text="", html="", why="")


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """Return the mail as it goes to the server."""
    headers = {
        "Message-ID": f"<{mail.pk}@{urlsplit(settings.PUBLIC_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    return message
