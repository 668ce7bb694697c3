"""Saying what is expected to change, keeping that up to date, and taking readings."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.changes.conditions import (
    MOST_READINGS,
    Said,
    day_refused,
    days_read,
    has_indicator,
    may_read_off,
    may_restate,
    value_refused,
    whole,
)
from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.issues.amending import amend_by_one_or_two, held_for_change, make_amendment
from wholeplace.convene.issues.conditions import amendment_waits, gives_second_word, may_amend
from wholeplace.convene.issues.models import Amendment, Issue
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.text import shows_something


@dataclass(frozen=True)
class NewReading:
    """One reading to take in: the day, how much, and a note."""

    day: dt.date
    value: Decimal
    note: str = ""


@action(
    "change.declare",
    title=_("Say what is expected to change"),
    says=_("{actor} said of an issue what is expected to change, or is not"),
    may=may_amend,
    within="issue",
    doors=BY_PERSON,
)
def declare_change(
    act: Act,
    *,
    issue: Issue,
    expectation: Expectation,
    outcome: str,
    for_whom: str,
    said_by: str,
    why: str = "",
    indicator: str = "",
    unit: str = "",
    better: Better | None = None,
    baseline: Decimal | None = None,
    baseline_day: dt.date | None = None,
    target: Decimal | None = None,
    target_day: dt.date | None = None,
) -> ExpectedChange:
    """Say what is expected to change for whom, or is not and why, and by which indicator one would see it."""
    said = Said(
        expectation, outcome, for_whom, why, said_by, indicator, unit, better or "",
        baseline, baseline_day, target, target_day,
    )  # fmt: skip
    _refuse_what_is_not_whole(act, said)
    change = ExpectedChange.objects.create(
        place=act.place,
        audience=issue.audience,
        issue=issue,
        declared_by=act.membership,
        declared=act.at,
        **asdict(said),
    )
    act.record(change)
    return change


@action(
    "change.restate",
    title=_("Say otherwise what is expected to change"),
    says=_("{actor} asked to say otherwise what is expected to change"),
    may=may_restate,
    on="change",
    group_owned=True,
    doors=BY_PERSON,
)
def restate_change(
    act: Act,
    *,
    change: ExpectedChange,
    expectation: Expectation,
    outcome: str,
    for_whom: str,
    said_by: str,
    reason: str,
    why: str = "",
    indicator: str = "",
    unit: str = "",
    better: Better | None = None,
    baseline: Decimal | None = None,
    baseline_day: dt.date | None = None,
    target: Decimal | None = None,
    target_day: dt.date | None = None,
) -> Amendment:
    """Say otherwise what is expected to change; once the issue is the group's, a second participant has to agree."""
    said = Said(
        expectation, outcome, for_whom, why, said_by, indicator, unit, better or "",
        baseline, baseline_day, target, target_day,
    )  # fmt: skip
    _refuse_what_is_not_whole(act, said)
    return amend_by_one_or_two(act, change, issue=change.issue, to=asdict(said), reason=reason)


@action(
    "change.second",
    title=_("Agree to say otherwise what is expected to change"),
    says=_("{actor} agreed to say otherwise what is expected to change, and it changed"),
    may=gives_second_word,
    when=amendment_waits,
    on="amendment",
    doors=BY_PERSON,
)
def second_change(act: Act, *, amendment: Amendment) -> Amendment:
    """Give the second word that changes what is expected to change."""
    amendment.seconded_by = act.membership
    return make_amendment(act, amendment, held_for_change(ExpectedChange, amendment.about))


@action(
    "change.read",
    title=_("Give a reading"),
    says=_("{actor} gave a reading of an indicator"),
    may=may_read_off,
    when=has_indicator,
    on="change",
    doors=BY_PERSON,
)
def give_reading(
    act: Act, *, change: ExpectedChange, day: dt.date, value: Decimal, source: str, note: str = ""
) -> Reading:
    """Say how much was measured on a day, and where that is from."""
    (reading,) = _taken(act, change, [NewReading(day, value, note)], source=source)
    act.record(reading)
    return reading


@action(
    "change.take_readings",
    title=_("Take in readings from a file"),
    says=_("{actor} took in {count} readings of an indicator"),
    may=may_read_off,
    when=has_indicator,
    on="change",
    doors=BY_PERSON,
)
def take_readings(
    act: Act, *, change: ExpectedChange, readings: Sequence[NewReading], source: str
) -> Sequence[Reading]:
    """Take in many readings from one source, all or none."""
    if not readings:
        raise Refused("no_readings_given")
    taken = _taken(act, change, readings, source=source)
    act.record_many(Reading, taken)
    act.say(count=len(taken))
    return taken


@action(
    "change.correct_reading",
    title=_("Correct a reading"),
    says=_("{actor} corrected a reading of an indicator; the one before stays visible"),
    may=may_read_off,
    when=has_indicator,
    on="change",
    doors=BY_PERSON,
)
def correct_reading(
    act: Act,
    *,
    change: ExpectedChange,
    reading: Reading,
    day: dt.date,
    value: Decimal,
    source: str,
    reason: str,
    note: str = "",
) -> Reading:
    """Put a new reading in the place of one that was wrong, and say why; both stay visible."""
    if reading.change_id != change.pk:
        raise Refused("gone")
    if Reading.objects.filter(corrects=reading).exists():
        raise Refused("corrected_already")
    if not shows_something(reason):
        raise Refused("correction_needs_reason")
    corrected = NewReading(day, value, note)
    (made,) = _taken(act, change, [corrected], source=source, corrects=reading, reason=reason)
    act.record(made)
    return made


def _refuse_what_is_not_whole(act: Act, said: Said) -> None:
    if refusal := whole(said, today=act.at.date()):
        raise Refused(refusal.code, **refusal.params)


def _taken(
    act: Act,
    change: ExpectedChange,
    readings: Sequence[NewReading],
    *,
    source: str,
    corrects: Reading | None = None,
    reason: str = "",
) -> list[Reading]:
    """Write readings of days that have none yet; a correction may be of the day it corrects."""
    taken = set(days_read(change)) - ({corrects.day} if corrects else set())
    if Reading.objects.filter(change=change).count() + len(readings) > MOST_READINGS:
        raise Refused("readings_too_many", most=MOST_READINGS)
    for one in readings:
        if refusal := day_refused(one.day, today=act.at.date()) or value_refused(one.value):
            raise Refused(refusal.code, **refusal.params)
        if one.day in taken:
            raise Refused("reading_twice", day=date_format(one.day, "j F Y"))
        taken.add(one.day)
    return Reading.objects.bulk_create(
        Reading(
            place=act.place,
            audience=change.audience,
            change=change,
            day=one.day,
            value=one.value,
            source=source,
            note=one.note,
            by=act.membership,
            given=act.at,
            corrects=corrects,
            reason=reason,
        )
        for one in readings
    )
