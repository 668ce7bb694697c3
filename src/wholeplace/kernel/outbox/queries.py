"""What is in the outbox, for the demo's page and the operator."""

import datetime as dt
from dataclasses import dataclass

from wholeplace.kernel.jobs.models import JobRun, State
from wholeplace.kernel.jobs.references import name_of
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.places import Place

NEWEST = 200


@dataclass(frozen=True)
class Posted:
    """A letter in the outbox: its words until they are blanked, and whether it is sent (done), waiting or failed."""

    to: str
    subject: str
    text: str
    html: str
    why: str
    template: str
    state: State
    asked: dt.datetime
    sent: dt.datetime | None


def outbox_of(place: Place | None, *, newest: int = NEWEST) -> list[Posted]:
    """Return a place's letters, the newest first; without a place, the sign-in codes."""
    mails = list(Mail.objects.filter(place=place).order_by("-asked", "pk")[:newest])
    waiting = [name_of(mail) for mail in mails if mail.sent is None]
    failed = set(
        JobRun.objects.filter(job="outbox.send", subject__in=waiting, state=State.FAILED).values_list(
            "subject", flat=True
        )
    )
    return [_posted(mail, failed=name_of(mail) in failed) for mail in mails]


def _posted(mail: Mail, *, failed: bool) -> Posted:
    state = State.DONE if mail.sent else State.FAILED if failed else State.WAITING
    return Posted(
        mail.to, mail.subject, mail.text, mail.html, mail.why, mail.template, state, mail.asked, mail.sent
    )
