"""Who may work on an issue, and what its state allows."""

import datetime as dt

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Issue, TakingPart
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.wording import declare_wording

OWNED_FROM_PEOPLE = 5
OWNED_FROM_ORGANISATIONS = 2

declare_wording(
    {
        "takes_part_already": _("You already take part in this issue."),
        "does_not_take_part": _("You do not take part in this issue. Press “Take part” first."),
        "owned_by_group": _(
            "Once {people} people of {organisations} organisations had taken part, the framing was the group's: it changes"
            " only by their decision."
        ),
        "audience_not_yet": _("An issue is for everybody, or for the members of the partnership."),
        "title_taken": _("There is already an issue called “{title}”."),
    }
)


def takes_part(actor: Actor, issue: Issue) -> Refusal | None:
    """The actor takes part in the issue."""
    if taking_part_now(issue).filter(member=actor.membership).exists():
        return None
    return Refusal("does_not_take_part")


def does_not_yet_take_part(actor: Actor, issue: Issue) -> Refusal | None:
    """The actor does not take part in the issue yet."""
    return None if takes_part(actor, issue) else Refusal("takes_part_already")


def is_provisional(_actor: Actor, issue: Issue) -> Refusal | None:
    """Never yet did five people of two organisations take part together, so what the convener sets is provisional."""
    together = owners(issue)
    if together is None:
        return None
    return Refusal("owned_by_group", {"people": together[0], "organisations": together[1]})


def owners(issue: Issue) -> tuple[int, int] | None:
    """Return how many people, of how many organisations, first made an issue the group's; it stays theirs.

    Were it to fall back when one leaves, a convener among the five could leave, reframe, and come back. Whoever leaves the
    partnership takes part no longer from then on.
    """
    spans = (
        TakingPart.objects.filter(issue=issue)
        .order_by("since")
        .annotate(until=Coalesce("left", "member__ended"))
    )
    there: list[tuple[dt.datetime | None, object]] = []
    for since, until, organisation in spans.values_list("since", "until", "member__organisation"):
        there = [one for one in there if one[0] is None or one[0] > since]
        there.append((until, organisation))
        organisations = len({one[1] for one in there} - {None})
        if len(there) >= OWNED_FROM_PEOPLE and organisations >= OWNED_FROM_ORGANISATIONS:
            return len(there), organisations
    return None


def taking_part_now(issue: Issue) -> "QuerySet[TakingPart]":
    """Return who takes part: has begun, has not stopped, and is still a member."""
    return TakingPart.objects.filter(issue=issue, left=None, member__ended=None)


def participation(issue: Issue) -> tuple[int, int]:
    """Return how many people, of how many organisations, take part."""
    now = taking_part_now(issue)
    organisations = now.exclude(member__organisation=None).values("member__organisation").distinct()
    return now.count(), organisations.count()
