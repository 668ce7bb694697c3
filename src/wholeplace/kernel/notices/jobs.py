"""Sending what was told since the last letter, one letter a day at most, and forgetting what was told long ago."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel import clock
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.notices.models import Notice, Silence
from wholeplace.kernel.notices.queries import token_of
from wholeplace.kernel.outbox.conditions import address_is_right
from wholeplace.kernel.outbox.post import post
from wholeplace.kernel.people import Membership

BETWEEN = dt.timedelta(hours=20)
"""The least time between two letters to somebody: less than a day, so that they can come at the same hour."""

KEPT = dt.timedelta(days=90)
"""How long what was told stays on the page of notices."""

WHY = _("You get this because you are a member. At most one such letter comes in a day.")


@cron("notices.write", every=dt.timedelta(hours=1))
def write_letters(run: Run) -> None:
    """Write to everybody who was told something since their last letter, in a transaction for each."""
    lately = Notice.objects.filter(member=OuterRef("member"), settled__gt=clock.now() - BETWEEN)
    told = Notice.objects.filter(settled=None).exclude(Exists(lately)).order_by("member")
    members = list(told.values_list("member", flat=True).distinct())
    for number, member in enumerate(members, start=1):
        write_to(member)
        run.progress(number, len(members))


@cron("notices.forget", every=dt.timedelta(days=1), at="03:50")
def forget_old_notices(_run: Run) -> None:
    """Forget what was told long ago."""
    with deriving():
        Notice.objects.filter(happened__lt=clock.now() - KEPT).delete()


def write_to(member_id: uuid.UUID) -> None:
    """Settle what a member was told: in one letter, if they get letters, are still a member and can be written to."""
    with deriving(), transaction.atomic():
        rows = Notice.objects.filter(member=member_id, settled=None).order_by("happened", "pk")
        told = list(rows.select_for_update())
        Notice.objects.filter(pk__in=[one.pk for one in told]).update(settled=clock.now())
        member = Membership.objects.select_related("person", "place").get(pk=member_id)
        if told and _gets_letters(member):
            _post(member, told)


def _gets_letters(member: Membership) -> bool:
    silent = Silence.objects.filter(member=member).exists()
    return member.ended is None and not silent and address_is_right(member.person.email) is None


def _post(member: Membership, told: Sequence[Notice]) -> None:
    place = member.place
    stop = {"place": place.slug, "token": token_of(member)}
    facts = {
        "told": told,
        "first": told[0],
        "page": settings.PUBLIC_URL + reverse("notices", kwargs={"place": place.slug}),
        "stop": settings.PUBLIC_URL + reverse("stop_letters", kwargs=stop),
    }
    post(place, to=member.person, template="notices/mail/digest.txt", facts=facts, why=WHY)
