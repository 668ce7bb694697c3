"""Sending invitations when they are due or keeping them back, and forgetting those nobody answered."""

import datetime as dt
from contextlib import suppress

from wholeplace.kernel import clock
from wholeplace.kernel.actors import machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.places import Place
from wholeplace.places.invited.actions import forget_invitations, keep_back_invitation, send_invitation
from wholeplace.places.invited.conditions import CONVENES, KEPT, convened, is_unwanted
from wholeplace.places.invited.letters import tell_kept_back
from wholeplace.places.invited.models import Invitation
from wholeplace.places.invited.names import InvitationState
from wholeplace.places.invited.queries import MORE_LATER, that_fit

NAME = "invitations"
"""Under which the program stands in the record when it sends, lets join and forgets."""


@job("invited.send", attempts=20, limit=dt.timedelta(minutes=10))
def send(run: Run, *, place: Place) -> None:
    """Send the invitations of a place that are due, each by itself; one that was taken back meanwhile is left as it is.

    Those whose convener no longer convenes are kept back, and the conveners who are there are told. What is too much for
    one day, for a worker that catches up, goes later.
    """
    waiting = Invitation.objects.filter(place=place, state=InvitationState.WAITING, due__lte=clock.now())
    due = list(
        waiting.exclude(email=ERASED)
        .annotate(convened=CONVENES)
        .select_related("by", "place")
        .order_by("due", "pk")
    )
    going = [one for one in due if convened(one) and not is_unwanted(one)]
    fit = that_fit(going, clock.now())
    if len(fit) < len(going):
        enqueue("invited.send", place=place, due=clock.now() + MORE_LATER, once="more")
    staying = [one for one in due if one not in going]
    for number, invitation in enumerate([*staying, *fit], start=1):
        deed = send_invitation if invitation in fit else keep_back_invitation
        with suppress(Refused):
            deed(machine(place, NAME), invitation=invitation)
        run.progress(number, len(staying) + len(fit))
    tell_kept_back(place, sum(not convened(one) for one in due))


@cron("invited.forget", every=dt.timedelta(days=1), at="03:20")
def forget(_run: Run) -> None:
    """Forget whom invitations went to that nobody accepted for long."""
    old = Invitation.objects.filter(due__lt=clock.now() - KEPT).exclude(email=ERASED)
    unanswered = old.exclude(state=InvitationState.ACCEPTED)
    for place in Place.objects.filter(pk__in=unanswered.values("place")):
        forget_invitations(machine(place, NAME), place=place)
