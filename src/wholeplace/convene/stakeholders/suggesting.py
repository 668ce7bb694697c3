"""Suggesting who else should be here; a suggestion waits until a convener takes it up, or says why not."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.conditions import takes_part
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.actions import Said, put_on_map, settle
from wholeplace.convene.stakeholders.conditions import is_suggested, maps
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Standing, Whose
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.kernel.text import shows_something
from wholeplace.places.invited.letters import conveners_of


@action(
    "perspective.suggest",
    title=_("Suggest who else should be here"),
    says=_("{actor} suggested who else should be here"),
    may=takes_part,
    within="issue",
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
    spoken_for_by: str = "",
) -> Perspective:
    """Suggest a perspective that the issue needs, and say why; whoever convenes is told."""
    said = Said(whose, name, sector or "", voice or "", spoken_for_by=spoken_for_by)
    made = put_on_map(act, issue, said, because=because, standing=Standing.SUGGESTED)
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
    """Count a suggested perspective among those the issue needs."""
    return settle(act, perspective, Standing.NEEDED, because=perspective.because)


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
    return settle(act, perspective, Standing.TURNED_DOWN, because=because)
