"""Sending invitations when they are due, reminding once, forgetting who did not come, and setting letters for the post."""

import datetime as dt
from contextlib import suppress

from django.utils.translation import gettext_noop, override

from wholeplace.convene.invitations.conditions import KEPT, REMINDS_AFTER, is_unwanted
from wholeplace.convene.invitations.letters import tell_kept_back
from wholeplace.convene.invitations.models import LETTERS_KEPT, IssueInvitation, LetterFile
from wholeplace.convene.invitations.names import State, Way
from wholeplace.convene.invitations.needing import NEEDS_KEPT, forget_needs, needs_of_those_who_left
from wholeplace.convene.invitations.paper import sheet_of
from wholeplace.convene.invitations.posting import draw_codes
from wholeplace.convene.invitations.queries import FORGOTTEN, to_forget
from wholeplace.convene.invitations.sending import (
    AT_A_TIME,
    forget_who_was_asked,
    keep_back_to_speak,
    remind_once,
    send_to_speak,
)
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor, Door, machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.outbox.post import language_of
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place
from wholeplace.places.invited.conditions import CONVENES, convened
from wholeplace.places.invited.queries import MORE_LATER, that_fit
from wholeplace.ui.paper import Secrets, Sender, pdf_of

NAME = "invitations"
"""Under which the program stands in the record when it sends, records an answer by a link, and forgets."""
SENT_BY_PROGRAM = (Way.EMAIL, Way.NOTICE)


@job("issue_invitations.send", attempts=20, limit=dt.timedelta(minutes=10))
def send(run: Run, *, place: Place) -> None:
    """Send the invitations of a place that are due, each by itself; one that was taken back meanwhile is left as it is.

    What is too much for one day, for a worker that catches up, goes later.
    """
    waiting = IssueInvitation.objects.filter(place=place, state=State.WAITING, way__in=SENT_BY_PROGRAM)
    due = waiting.filter(due__lte=clock.now()).exclude(FORGOTTEN).annotate(convened=CONVENES)
    found = list(due.select_related("place", "by", "contact").order_by("due", "pk"))
    going = [one for one in found if convened(one) and not is_unwanted(one)]
    fit = that_fit(going, clock.now())
    if len(fit) < len(going):
        enqueue("issue_invitations.send", place=place, due=clock.now() + MORE_LATER, once="more")
    staying = [one for one in found if one not in going]
    for number, one in enumerate([*staying, *fit], start=1):
        deed = send_to_speak if one in fit else keep_back_to_speak
        with suppress(Refused):
            made = deed(machine(place, NAME), issue_invitation=one)
            if made.state == State.KEPT_BACK:
                tell_kept_back(place, made)
        run.progress(number, len(staying) + len(fit))


@cron("issue_invitations.remind", every=dt.timedelta(hours=6))
def remind_those_silent(_run: Run) -> None:
    """Remind once those who have not answered in five days, where the convener chose that."""
    at = clock.now()
    silent = IssueInvitation.objects.filter(
        state=State.SENT, reminds=True, reminded=None, reply="", sent__lte=at - REMINDS_AFTER, expires__gt=at
    )
    for one in silent.select_related("place").order_by("sent", "pk"):
        with suppress(Refused):
            remind_once(machine(one.place, NAME), issue_invitation=one)


@cron("issue_invitations.forget", every=dt.timedelta(days=1), at="03:25")
def forget(_run: Run) -> None:
    """Forget who was asked to speak for a perspective and did not come, some at a time."""
    for place in Place.objects.filter(pk__in=to_forget(clock.now(), kept=KEPT).values("place")):
        while forget_who_was_asked(machine(place, NAME), place=place) == AT_A_TIME:
            continue


@job("issue_invitations.set", limit=dt.timedelta(minutes=10))
def set_letters(run: Run, *, place: Place, file: LetterFile) -> None:
    """Set the letters of a file, some at a time; codes are drawn here, and stand on the paper alone."""
    if file.set is not None:
        return
    run.progress(0, 2, gettext_noop("Drawing the codes"))
    actor = Actor(place=place, door=Door.PAGE, membership=file.by, hat=HatKind.CONVENER)
    drawn = draw_codes(actor, issue=file.issue, made=file.made)
    run.progress(1, 2, gettext_noop("Setting the pages"))
    with override(language_of(place)):
        sender = Sender(file.address, file.phone)
        sheets = [
            sheet_of(one, Secrets(code, link), dated=clock.now(), sender=sender) for one, code, link in drawn
        ]
        content = pdf_of(sheets) if sheets else b""
    with deriving():
        LetterFile.objects.filter(pk=file.pk).update(content=content, count=len(sheets), set=clock.now())
    run.progress(2, 2)


@cron("issue_invitations.forget_letters", every=dt.timedelta(hours=1))
def forget_letters(_run: Run) -> None:
    """Throw away letters that were set more than a day ago."""
    with deriving():
        LetterFile.objects.filter(made__lt=clock.now() - LETTERS_KEPT).delete()


@cron("needs.forget", every=NEEDS_KEPT, at="03:30")
def forget_needs_of_those_who_left(_run: Run) -> None:
    """Forget what people needed to take part who are no longer members."""
    for place in Place.objects.filter(pk__in=needs_of_those_who_left().values("place")):
        forget_needs(machine(place, NAME), place=place)
