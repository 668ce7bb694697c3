"""Changing what is said of an issue or of what belongs to it, so that what was said before stays readable."""

import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.conditions import (
    amendment_waits,
    gives_second_word,
    is_provisional,
    may_amend,
    owners,
)
from wholeplace.convene.issues.models import Amendment, Issue
from wholeplace.convene.issues.names import Status
from wholeplace.convene.issues.queries import put_into
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, wears
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Area
from wholeplace.kernel.records import Record
from wholeplace.kernel.text import shows_something

R = TypeVar("R", bound=Record)


def written(value: object) -> str:
    """Return a column's value as an amendment keeps it: a record by its id, a number without needless noughts."""
    if value is None:
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def _asked(act: Act, record: Record, *, issue: Issue, to: Mapping[str, object], reason: str) -> Amendment:
    """Return what somebody wants changed, and why; the record itself stands as it did."""
    if amendment := _otherwise(act, record, issue=issue, to=to, reason=reason):
        return amendment
    raise Refused("nothing_changed")


def _otherwise(
    act: Act, record: Record, *, issue: Issue, to: Mapping[str, object], reason: str = ""
) -> Amendment | None:
    """Return what would be said otherwise of a record; None where it says so already."""
    made = _amendment(act, record, issue=issue, to=to, reason=reason)
    return made if made.after else None


def _amendment(act: Act, record: Record, *, issue: Issue, to: Mapping[str, object], reason: str) -> Amendment:
    changed = changed_columns(record, to)
    return Amendment(
        place=act.place,
        audience=record.audience,
        issue=issue,
        about=record.pk,
        before={name: written(getattr(record, name)) for name in changed},
        after={name: written(to[name]) for name in changed},
        reason=reason,
        by=act.membership,
        asked=act.at,
    )


def changed_columns(record: Record, to: Mapping[str, object]) -> list[str]:
    """Return which columns of a record would say something else."""
    return [name for name, value in to.items() if written(value) != written(getattr(record, name))]


def held_for_change(model: type[R], about: uuid.UUID) -> R:
    """Return the record a change is about, locked; one of another kind is not there."""
    record = model._base_manager.select_for_update(no_key=True).filter(pk=about).first()  # noqa: SLF001
    if record is None:
        raise Refused("gone")
    return record


def make_amendment(act: Act, amendment: Amendment, record: Record) -> Amendment:
    """Change the record as an amendment says."""
    put_into(record, amendment.after)
    record.save()
    amendment.done = act.at
    amendment.save()
    act.record(record)
    act.record(amendment)
    return amendment


def amend_at_once(
    act: Act, record: Record, *, issue: Issue, to: Mapping[str, object], reason: str
) -> Amendment:
    """Change a record by one word, and keep what stood before."""
    return make_amendment(act, _asked(act, record, issue=issue, to=to, reason=reason), record)


def amend_many(
    act: Act, model: type[R], wanted: Iterable[tuple[R, Mapping[str, object]]], *, issue: Issue
) -> list[Amendment]:
    """Change many records of one table by one word, those that say something else so far, and keep what stood before."""
    made = [(one, amendment) for one, to in wanted if (amendment := _otherwise(act, one, issue=issue, to=to))]
    if not made:
        raise Refused("nothing_changed")
    for record, amendment in made:
        put_into(record, amendment.after)
        record.save()
        amendment.done = act.at
    Amendment.objects.bulk_create(amendment for _record, amendment in made)
    act.record_many(model, [record for record, _amendment in made])
    act.record_many(Amendment, [amendment for _record, amendment in made])
    return [amendment for _record, amendment in made]


def keep_as_amendment(
    act: Act, record: Record, *, anew: Record, issue: Issue, to: Mapping[str, object], reason: str
) -> Amendment:
    """Keep, beside a record that takes another's place, what it says otherwise and why."""
    amendment = _amendment(act, record, issue=issue, to=to, reason=reason)
    amendment.about, amendment.done = anew.pk, act.at
    amendment.save()
    act.record(amendment)
    return amendment


def keep_change(
    act: Act,
    record: Record,
    before: Mapping[str, str],
    after: Mapping[str, str],
    *,
    issue: Issue,
    reason: str,
) -> Amendment:
    """Keep, beside a record, that something about it changed which no text of it says, and why."""
    amendment = Amendment(
        place=act.place, audience=record.audience, issue=issue, about=record.pk, reason=reason
    )
    amendment.before, amendment.after = dict(before), dict(after)
    amendment.by, amendment.asked, amendment.done = act.membership, act.at, act.at
    amendment.save()
    act.record(amendment)
    return amendment


def amend_by_one_or_two(
    act: Act, record: Record, *, issue: Issue, to: Mapping[str, object], reason: str
) -> Amendment:
    """Change a record at once while the issue is provisional; once it is the group's, a second word is needed."""
    if not shows_something(reason):
        raise Refused("needs_reason")
    amendment = _asked(act, record, issue=issue, to=to, reason=reason)
    if owners(issue) is None:
        return make_amendment(act, amendment, record)
    amendment.save()
    act.record(amendment)
    return amendment


@action(
    "issue.describe",
    title=_("Keep what is said of an issue up to date"),
    says=_("{actor} changed what is said of an issue"),
    may=wears(HatKind.CONVENER),
    on="issue",
    group_owned=True,
)
def describe_issue(
    act: Act,
    *,
    issue: Issue,
    title: str,
    happening: str,
    for_whom: str,
    tried: str = "",
    area: Area | None = None,
    reason: str = "",
) -> Amendment:
    """Say what is happening, for whom and what was tried, as it is known now; the name only while it is provisional."""
    if title != issue.title:
        if is_provisional(act.actor, issue):
            raise Refused("name_is_the_groups")
        if Issue.objects.filter(place=act.place, title=title).exists():
            raise Refused("title_taken", title=title)
    to = {"title": title, "happening": happening, "for_whom": for_whom, "tried": tried, "area": area}
    return amend_at_once(act, issue, issue=issue, to=to, reason=reason)


@action(
    "issue.move",
    title=_("Change the status of an issue"),
    says=_("{actor} asked for another status of an issue"),
    may=may_amend,
    on="issue",
    group_owned=True,
    doors=BY_PERSON,
)
def move_issue(act: Act, *, issue: Issue, to: Status, reason: str) -> Amendment:
    """Say whether an issue is worked on, rests or has ended; once it is the group's, a second participant has to agree."""
    return amend_by_one_or_two(act, issue, issue=issue, to={"status": to.value}, reason=reason)


@action(
    "issue.second_move",
    title=_("Agree to another status of an issue"),
    says=_("{actor} agreed to another status of an issue, and it changed"),
    may=gives_second_word,
    when=amendment_waits,
    on="amendment",
    doors=BY_PERSON,
)
def second_move(act: Act, *, amendment: Amendment) -> Amendment:
    """Give the second word that changes the status of an issue."""
    amendment.seconded_by = act.membership
    return make_amendment(act, amendment, held_for_change(Issue, amendment.about))
