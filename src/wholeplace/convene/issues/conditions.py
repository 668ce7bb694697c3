"""Who may work on an issue, and what its state allows."""

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
            "{people} people of {organisations} organisations take part now, so the framing belongs to them and changes"
            " only by their decision."
        ),
        "title_taken": _("There is already an issue called “{title}”."),
    }
)


def takes_part(actor: Actor, issue: Issue) -> Refusal | None:
    """The actor takes part in the issue."""
    if issue.taking_part.filter(member=actor.membership, left=None).exists():
        return None
    return Refusal("does_not_take_part")


def does_not_yet_take_part(actor: Actor, issue: Issue) -> Refusal | None:
    """The actor does not take part in the issue yet."""
    return None if takes_part(actor, issue) else Refusal("takes_part_already")


def is_provisional(_actor: Actor, issue: Issue) -> Refusal | None:
    """Fewer than five people of two organisations take part, so what the convener sets is provisional."""
    people, organisations = participation(issue)
    if people < OWNED_FROM_PEOPLE or organisations < OWNED_FROM_ORGANISATIONS:
        return None
    return Refusal("owned_by_group", {"people": people, "organisations": organisations})


def participation(issue: Issue) -> tuple[int, int]:
    """Return how many people, of how many organisations, take part."""
    now = TakingPart.objects.filter(issue=issue, left=None)
    organisations = now.exclude(member__organisation=None).values("member__organisation").distinct()
    return now.count(), organisations.count()
