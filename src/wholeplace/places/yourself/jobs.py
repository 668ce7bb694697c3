"""Carrying out the wishes to be erased that are due, and overwriting what they left in the files of the database."""

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel import clock
from wholeplace.kernel.actors import machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.places import Place
from wholeplace.kernel.privacy.models import Erasure, ErasureState
from wholeplace.kernel.search.indexing import tidy
from wholeplace.places.yourself.actions import erase_person
from wholeplace.ui.addresses import place_url


class StillRead(Exception):  # noqa: N818 it is an outcome, not a fault
    """Raised while somebody still reads what is to be overwritten; the work is tried again."""


@cron("privacy.erase", every=dt.timedelta(days=1), at="03:30")
def erase_those_due(run: Run) -> None:
    """Erase everybody who asked for it seven days ago and has not taken it back."""
    due = Erasure.objects.filter(state=ErasureState.ASKED, due__lte=clock.now())
    asked = list(due.select_related("place", "member__person").order_by("due"))
    for number, one in enumerate(asked, start=1):
        try:
            erase_person(machine(one.place, "privacy"), member=one.member, keeps_words=one.keeps_words)
        except Refused as refused:
            _tell_why_not(one, str(refused))
        run.progress(number, len(asked))


def _tell_why_not(asked: Erasure, why: str) -> None:
    title, because = _("You cannot be erased yet"), _("You asked to be erased.")
    href = place_url(asked.place, "erase_yourself")
    notify(asked.place, [asked.member], title=title, text=why, href=href, why=because)


@cron("privacy.forget_sessions", every=dt.timedelta(days=1), at="03:40")
def forget_sessions(_run: Run) -> None:
    """Forget where people were signed in, once that has run out or they signed out."""
    Session.objects.filter(expire_date__lte=clock.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@job("privacy.truncate", attempts=20)
def truncate(_run: Run, *, place: Place) -> None:  # noqa: ARG001 the files hold every place
    """Empty the log of the database, in which erased text stands until then; PostgreSQL frees the dead rows."""
    if connection.vendor == "postgresql":
        if connection.in_atomic_block:
            return  # within somebody else's transaction nothing is erased yet, and nothing can be freed
        with migrating(), connection.cursor() as cursor:
            cursor.execute("VACUUM")
        return
    tidy()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if cursor.fetchone()[0]:
            raise StillRead
