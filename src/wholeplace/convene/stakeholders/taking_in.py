"""Taking in a whole map at once: perspectives that are new, what is said otherwise of others, and how they stand to one another."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.amending import amend_many
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.actions import Said, refuse_too_many
from wholeplace.convene.stakeholders.conditions import ON_MAP, maps
from wholeplace.convene.stakeholders.models import Perspective, Tie
from wholeplace.convene.stakeholders.names import ONE_WAY, Relation, Standing
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.records import Audience
from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "map_says_it_already": _("Nothing in it is new: the map says all of it already."),
        "map_has_changed": _(
            "The map has changed since you looked at this. Nothing was kept; what is new and what is there already is worked"
            " out afresh below."
        ),
    }
)


@dataclass(frozen=True)
class NewPerspective:
    """A perspective to put on the map: what is said of it, and how it stands there."""

    said: Said
    standing: Standing = Standing.NEEDED
    because: str = ""


@dataclass(frozen=True)
class SaidOtherwise:
    """What to say otherwise of a perspective that is needed already, by its columns."""

    perspective: uuid.UUID
    to: Mapping[str, object] = field(hash=False)


@dataclass(frozen=True)
class NewTie:
    """How one perspective stands to another, both by their names on the map once all are there."""

    first: str
    second: str
    relation: Relation
    said_by: str
    evidence: str = ""


@action(
    "perspective.take_in",
    title=_("Take in a map of perspectives from a file"),
    says=_(
        "{actor} took in a map from a file: {made} perspectives were put on it, {changed} are said otherwise,"
        " and {tied} ties were said"
    ),
    may=maps,
    on="issue",
    doors=BY_PAGE,
)
def take_in_perspectives(
    act: Act,
    *,
    issue: Issue,
    perspectives: Sequence[NewPerspective],
    changes: Sequence[SaidOtherwise] = (),
    ties: Sequence[NewTie] = (),
) -> None:
    """Put perspectives on a map, say others otherwise and say how they stand to one another: all of it or none."""
    if not (perspectives or changes or ties):
        raise Refused("map_says_it_already")
    made = _put(act, issue, perspectives)
    changed = _say_otherwise(act, issue, changes)
    tied = _tie(act, issue, ties)
    act.say(made=len(made), changed=changed, tied=len(tied))


def _put(act: Act, issue: Issue, perspectives: Sequence[NewPerspective]) -> list[Perspective]:
    """Put new perspectives on the map, none of them under a name that is taken."""
    names = [one.said.name for one in perspectives]
    there = Perspective.objects.filter(issue=issue)
    if len(set(names)) < len(names) or there.filter(standing__in=ON_MAP, name__in=names).exists():
        raise Refused("map_has_changed")
    for standing, more in Counter(one.standing for one in perspectives).items():
        refuse_too_many(issue, standing, more=more)
    made = [
        Perspective(
            place=act.place,
            audience=Audience.PARTNERSHIP,
            issue=issue,
            by=act.membership,
            added=act.at,
            standing=one.standing,
            because=one.because,
            **one.said.columns,
        )
        for one in perspectives
    ]
    Perspective.objects.bulk_create(made)
    act.record_many(Perspective, made)
    return made


def _say_otherwise(act: Act, issue: Issue, changes: Sequence[SaidOtherwise]) -> int:
    """Say perspectives otherwise that are still needed."""
    if not changes:
        return 0
    wanted = {one.perspective: one.to for one in changes}
    needed = Perspective.objects.filter(issue=issue, pk__in=wanted, standing=Standing.NEEDED).order_by("pk")
    held = list(needed.select_for_update(no_key=True, of=("self",)))
    if len(held) < len(wanted):
        raise Refused("map_has_changed")
    return len(amend_many(act, Perspective, [(one, wanted[one.pk]) for one in held], issue=issue))


def _tie(act: Act, issue: Issue, ties: Sequence[NewTie]) -> list[Tie]:
    """Say how perspectives on the map stand to one another, nothing of it twice."""
    if not ties:
        return []
    named = {one.name: one for one in Perspective.objects.filter(issue=issue, standing__in=ON_MAP)}
    said = {
        tie_key(*one)
        for one in Tie.objects.filter(issue=issue, ended=None).values_list("first", "second", "relation")
    }
    made = []
    for one in ties:
        first, second = named.get(one.first), named.get(one.second)
        if first is None or second is None or first == second:
            raise Refused("map_has_changed")
        key = tie_key(first.pk, second.pk, one.relation)
        if key in said:
            raise Refused("map_has_changed")
        said.add(key)
        made.append(_tie_of(act, issue, first, second, one))
    Tie.objects.bulk_create(made)
    act.record_many(Tie, made)
    return made


def _tie_of(act: Act, issue: Issue, first: Perspective, second: Perspective, new: NewTie) -> Tie:
    return Tie(
        place=act.place,
        audience=Audience.PARTNERSHIP,
        issue=issue,
        first=first,
        second=second,
        relation=new.relation,
        evidence=new.evidence,
        said_by=new.said_by,
        by=act.membership,
        said=act.at,
    )


def tie_key(
    first: object, second: object, relation: str
) -> tuple[frozenset[object] | tuple[object, object], str]:
    """Return what makes two ties the same: in those that go both ways it does not matter who is named first."""
    ends = (first, second)
    return (ends if relation in ONE_WAY else frozenset(ends), str(relation))
