"""Sending a letter while somebody waits, to find out whether letters can be sent at all."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.functional import Promise

from wholeplace.kernel.outbox.jobs import message_of
from wholeplace.kernel.outbox.letters import write_letter
from wholeplace.kernel.outbox.models import Mail


def try_letter(*, to: str, template: str, facts: Mapping[str, object], why: str | Promise) -> None:
    """Send a letter now and keep nothing of it; whatever keeps it from going out is raised."""
    letter = write_letter(template, facts=facts, why=why, language=settings.LANGUAGE_CODE)
    message_of(Mail(to=to, subject=letter.subject, text=letter.text, html=letter.html)).send()
