"""Suggesting who else should be here; a suggestion waits until a convener takes it up, or says why not."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.conditions import may_propose
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.actions import Said, put_on_map, refuse_too_many, settle
from wholeplace.convene.stakeholders.conditions import is_suggested, maps
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Standing, Whose
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.lineage.fates import AUTHOR_TOLD
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.kernel.text import shows_something
from wholeplace.places.invited.letters import conveners_of


@action(
    "perspective.suggest",
    title=_("Suggest who else should be here"),
    says=_("{actor} suggested who else should be here"),
    may=may_propose,
    on="issue",
    doors=BY_PERSON,
)
def suggest_perspective(
    act: Act,
    *,
    issue: Issue,
    whose: Whose,
    name: str,
    because: str,
    sector: Sector | None = None,
    voice: CivicVoice | None = None,
    hint: str = "",
) -> Perspective:
    """Suggest a perspective that the issue needs, and say why; and perhaps who could speak for it, if they were asked.

    Whoever convenes is told.
    """
    said = Said(whose, name, sector or "", voice or "")
    made = put_on_map(act, issue, said, standing=Standing.SUGGESTED, because=because, hint=hint)
    notify(
        act,
        conveners_of(act.place),
        title=_("Somebody suggested who else should be here"),
        text=format_lazy("{name}. {issue}", name=name, issue=issue.title),
        href=made.get_absolute_url(),
        why=_("You convene. Take the suggestion up, or say why not."),
    )
    return made


@action(
    "perspective.take_up",
    title=_("Take up a suggestion"),
    says=_("{actor} took up a suggestion who else should be here"),
    may=maps,
    when=is_suggested,
    on="perspective",
    doors=BY_PERSON,
)
def take_up_suggestion(act: Act, *, perspective: Perspective) -> Perspective:
    """Count a suggested perspective among those the issue needs, and tell whoever suggested it."""
    refuse_too_many(perspective.issue, Standing.NEEDED)
    text = _("It is counted now among those the issue needs.")
    title = format_lazy(_("“{name}”, whom you suggested, is on the map"), name=perspective.name)
    _tell(act, perspective, title, text)
    return settle(act, perspective, Standing.NEEDED)


@action(
    "perspective.turn_down",
    title=_("Do not take up a suggestion"),
    says=_("{actor} did not take up a suggestion who else should be here"),
    may=maps,
    when=is_suggested,
    on="perspective",
    doors=BY_PERSON,
)
def turn_down_suggestion(act: Act, *, perspective: Perspective, because: str) -> Perspective:
    """Leave a suggestion off the map, and tell whoever made it why."""
    if not shows_something(because):
        raise Refused("why_not_taken_up")
    title = format_lazy(_("“{name}”, whom you suggested, is not taken up"), name=perspective.name)
    _tell(act, perspective, title, because)
    return settle(act, perspective, Standing.TURNED_DOWN, answer=because)


def _tell(act: Act, perspective: Perspective, title: str | Promise, text: str | Promise) -> None:
    """Tell whoever suggested a perspective what became of that."""
    href = perspective.get_absolute_url()
    notify(act, [perspective.by], title=title, text=text, href=href, why=AUTHOR_TOLD)
