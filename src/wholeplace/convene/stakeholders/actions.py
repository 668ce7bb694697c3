"""Mapping the perspectives an issue needs: putting them there, keeping them up to date, setting them aside, speaking for them."""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.amending import amend_at_once, held_for_change, keep_change
from wholeplace.convene.issues.models import Amendment, Issue
from wholeplace.convene.stakeholders.conditions import (
    MOST,
    ON_MAP,
    can_be_missing,
    is_anothers,
    is_needed,
    is_off_the_map,
    maps,
    may_bring_back,
    nobody_speaks_for_it,
    speaks_for_it_or_maps,
    takes_a_side_in_its_issue,
)
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Level, Standing, Whose
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Area, Sector
from wholeplace.kernel.records import Audience
from wholeplace.kernel.text import shows_something


@dataclass(frozen=True)
class Said:
    """What is said of a perspective, by its columns."""

    whose: Whose
    name: str
    sector: Sector | str = ""
    voice: CivicVoice | str = ""
    area: Area | None = None
    knows: str = ""
    gains: str = ""
    loses: str = ""
    interest: Level | None = None
    influence: Level | None = None
    spoken_for_by: str = ""

    @property
    def columns(self) -> dict[str, object]:
        """What it says, by column; asdict would copy the area."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def put_on_map(
    act: Act,
    issue: Issue,
    said: Said,
    *,
    standing: Standing = Standing.NEEDED,
    because: str = "",
    hint: str = "",
) -> Perspective:
    """Put a perspective on the map of an issue, where it is not yet."""
    refuse_taken_name(issue, said.name)
    refuse_too_many(issue, standing)
    made = Perspective.objects.create(
        place=act.place,
        audience=Audience.PARTNERSHIP,
        issue=issue,
        by=act.membership,
        added=act.at,
        standing=standing,
        because=because,
        hint=hint,
        **said.columns,
    )
    act.record(made)
    return made


def refuse_taken_name(issue: Issue, name: str) -> None:
    """Refuse a name that another perspective on the map goes by."""
    there = Perspective.objects.filter(issue=issue, name=name, standing__in=ON_MAP)
    if there.exists():
        raise Refused("on_the_map_already", name=name)


def refuse_too_many(issue: Issue, standing: Standing, *, more: int = 1) -> None:
    """Refuse to have more perspectives needed, or suggested, than one issue can have."""
    if Perspective.objects.filter(issue=issue, standing=standing).count() + more > MOST:
        raise Refused("too_many_perspectives", most=MOST)


@action(
    "perspective.map",
    title=_("Put a perspective on the map of an issue"),
    says=_("{actor} put a perspective on the map of an issue"),
    may=maps,
    on="issue",
    doors=BY_PERSON,
)
def map_perspective(
    act: Act,
    *,
    issue: Issue,
    whose: Whose,
    name: str,
    sector: Sector | None = None,
    voice: CivicVoice | None = None,
    area: Area | None = None,
    knows: str = "",
    gains: str = "",
    loses: str = "",
    interest: Level | None = None,
    influence: Level | None = None,
    spoken_for_by: str = "",
) -> Perspective:
    """Say that an issue needs a perspective: whose it is, what they know, what they stand to gain and to lose."""
    said = Said(
        whose, name, sector or "", voice or "", area, knows, gains, loses, interest, influence, spoken_for_by
    )
    return put_on_map(act, issue, said)


@action(
    "perspective.describe",
    title=_("Say otherwise what a perspective is"),
    says=_("{actor} said otherwise what a perspective on an issue is"),
    may=maps,
    when=is_needed,
    on="perspective",
    doors=BY_PERSON,
)
def describe_perspective(
    act: Act,
    *,
    perspective: Perspective,
    whose: Whose,
    name: str,
    sector: Sector | None = None,
    voice: CivicVoice | None = None,
    area: Area | None = None,
    knows: str = "",
    gains: str = "",
    loses: str = "",
    interest: Level | None = None,
    influence: Level | None = None,
    spoken_for_by: str = "",
    reason: str = "",
    after: int | None = None,
) -> Amendment:
    """Keep what is said of a perspective up to date; what was said before stays readable.

    `after` is how often it was said otherwise when one began: whoever began before somebody else's change reads that first.
    """
    if after is not None and Amendment.objects.filter(about=perspective.pk).count() != after:
        raise Refused("changed_meanwhile")
    said = Said(
        whose, name, sector or "", voice or "", area, knows, gains, loses, interest, influence, spoken_for_by
    )
    if name != perspective.name:
        refuse_taken_name(perspective.issue, name)
    return amend_at_once(act, perspective, issue=perspective.issue, to=said.columns, reason=reason)


@action(
    "perspective.place",
    title=_("Say how much interest and influence a perspective has"),
    says=_("{actor} said how much interest in an issue and influence on it a perspective has"),
    may=maps,
    when=is_needed,
    on="perspective",
    doors=BY_PERSON,
)
def place_perspective(
    act: Act, *, perspective: Perspective, interest: Level, influence: Level, reason: str = ""
) -> Amendment:
    """Place a perspective by its interest in the issue and its influence on it."""
    to = {"interest": interest, "influence": influence}
    return amend_at_once(act, perspective, issue=perspective.issue, to=to, reason=reason)


@action(
    "perspective.set_aside",
    title=_("Set a perspective aside"),
    says=_("{actor} set a perspective on an issue aside"),
    may=maps,
    when=is_needed,
    on="perspective",
    group_owned=True,
    doors=BY_PERSON,
)
def set_perspective_aside(
    act: Act, *, perspective: Perspective, because: str, part_of: Perspective | None = None
) -> Perspective:
    """Take a perspective off the map, with a reason: once the issue is the group's, only where another one holds it already."""
    if not shows_something(because):
        raise Refused("why_set_aside")
    whole = held_for_change(Perspective, part_of.pk) if part_of is not None else None
    if refusal := can_be_missing(act.actor, perspective, whole):
        raise Refused(refusal.code, **refusal.params)
    perspective.part_of = whole
    return settle(act, perspective, Standing.SET_ASIDE, answer=because)


@action(
    "perspective.bring_back",
    title=_("Bring a perspective back onto the map"),
    says=_("{actor} brought a perspective back onto the map of an issue"),
    may=may_bring_back,
    when=is_off_the_map,
    on="perspective",
    doors=BY_PERSON,
)
def bring_perspective_back(act: Act, *, perspective: Perspective) -> Perspective:
    """Put a perspective back onto the map that was set aside or not taken up; why it was off the map stays readable.

    What was set aside as part of another, anybody who takes part brings back: no convener alone says who is heard through whom.
    """
    refuse_taken_name(perspective.issue, perspective.name)
    refuse_too_many(perspective.issue, Standing.NEEDED)
    perspective.part_of, perspective.settled_by = None, act.membership
    to = {"standing": Standing.NEEDED.value, "answer": ""}
    amend_at_once(act, perspective, issue=perspective.issue, to=to, reason="")
    return perspective


def settle(act: Act, perspective: Perspective, standing: Standing, *, answer: str = "") -> Perspective:
    """Change how a perspective stands on the map, by whose word and why; why it was suggested stays beside that."""
    perspective.standing, perspective.answer = standing, answer
    perspective.settled_by = act.membership
    perspective.save()
    act.record(perspective)
    return perspective


@action(
    "perspective.speak_for",
    title=_("Say that one speaks for a perspective"),
    says=_("{actor} speaks for a perspective on an issue"),
    may=takes_a_side_in_its_issue,
    when=nobody_speaks_for_it,
    on="perspective",
    doors=BY_PERSON,
)
def speak_for(act: Act, *, perspective: Perspective) -> Perspective:
    """Say, of oneself alone, that one brings this perspective in."""
    perspective.speaker = act.membership
    perspective.save()
    act.record(perspective)
    return perspective


@action(
    "perspective.stop_speaking",
    title=_("Say that somebody no longer speaks for a perspective"),
    says=_("{actor} said that nobody speaks for a perspective on an issue any more"),
    may=speaks_for_it_or_maps,
    on="perspective",
    doors=BY_PERSON,
)
def stop_speaking(act: Act, *, perspective: Perspective, because: str = "") -> Perspective:
    """Leave a perspective without a member who speaks for it; the map says that it is missing.

    A convener who says so of somebody else says why: it stays readable, and whoever spoke for it is told.
    """
    speaker = perspective.speaking
    if speaker is not None and is_anothers(act.actor, speaker):
        if not shows_something(because):
            raise Refused("why_unspoken")
        kept = {"speaking": "1"}, {"speaking": ""}
        keep_change(act, perspective, *kept, issue=perspective.issue, reason=because)
        notify(
            act,
            [speaker],
            title=format_lazy(_("You no longer speak for “{name}”"), name=perspective.name),
            text=because,
            href=perspective.get_absolute_url(),
            why=_("You spoke for it."),
        )
    perspective.speaker = None
    perspective.save()
    act.record(perspective)
    return perspective
