"""Changing many perspectives at once, and undoing that."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.amending import amend_many, written
from wholeplace.convene.issues.models import Amendment, Issue
from wholeplace.convene.issues.queries import put_into
from wholeplace.convene.stakeholders.actions import refuse_taken_name
from wholeplace.convene.stakeholders.conditions import maps
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Level, Standing
from wholeplace.convene.stakeholders.wording import SAID
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Area, Sector


@action(
    "perspective.change_many",
    title=_("Say the same of many perspectives"),
    says=_("{actor} said the same of {count} perspectives on an issue"),
    may=maps,
    within="issue",
    doors=BY_PERSON,
)
def change_perspectives(
    act: Act,
    *,
    issue: Issue,
    perspectives: Sequence[uuid.UUID],
    sector: Sector | None = None,
    voice: CivicVoice | None = None,
    area: Area | None = None,
    interest: Level | None = None,
    influence: Level | None = None,
) -> list[Amendment]:
    """Give many perspectives the same sector, voice, area, interest or influence; what is not named stays as it is."""
    said = {
        "sector": sector,
        "voice": voice,
        "area": area,
        "interest": interest,
        "influence": influence,
    }
    to = {name: value for name, value in said.items() if value is not None}
    chosen = _held(issue, perspectives)
    if not to or not chosen:
        raise Refused("nothing_to_change")
    made = amend_many(act, Perspective, [(one, to) for one in chosen], issue=issue)
    act.say(count=len(made))
    return made


@action(
    "perspective.undo",
    title=_("Undo what one said of many perspectives"),
    says=_("{actor} undid what was said of {count} perspectives on an issue"),
    may=maps,
    on="issue",
    doors=BY_PERSON,
)
def undo_change(act: Act, *, issue: Issue, asked: dt.datetime) -> list[Amendment]:
    """Put back what one changed in a single deed, wherever it still stands as it was left."""
    mine = Amendment.objects.filter(issue=issue, by=act.membership, asked=asked)
    before = {one.about: one for one in mine if one.after.keys() <= set(SAID)}
    undone = [
        (one, _typed(one, before[one.pk]))
        for one in _held(issue, list(before))
        if _stands(one, before[one.pk])
    ]
    if not undone:
        raise Refused("nothing_to_undo")
    for _one, to in undone:
        if "name" in to:
            refuse_taken_name(issue, str(to["name"]))
    made = amend_many(act, Perspective, undone, issue=issue)
    act.say(count=len(made))
    return made


def _held(issue: Issue, chosen: Sequence[uuid.UUID]) -> list[Perspective]:
    """Return those of these perspectives that the issue needs, locked, in one order so that two deeds cannot block one another."""
    needed = Perspective.objects.filter(issue=issue, pk__in=chosen, standing=Standing.NEEDED).order_by("pk")
    return list(needed.select_for_update(no_key=True, of=("self",)))


def _stands(one: Perspective, amendment: Amendment) -> bool:
    """Say whether a perspective still says what an amendment made it say."""
    return all(written(getattr(one, name)) == text for name, text in amendment.after.items())


def _typed(one: Perspective, amendment: Amendment) -> dict[str, object]:
    """Return what an amendment replaced, as the columns hold it."""
    known = Perspective(place=one.place)
    put_into(known, amendment.before)
    return {name: getattr(known, name) for name in amendment.before}
