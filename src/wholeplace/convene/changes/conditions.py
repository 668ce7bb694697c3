"""Who may say what is expected to change, and what makes a change and a reading whole."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.changes.models import PLACES, ExpectedChange, Reading
from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.issues.conditions import may_amend, takes_part
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, any_of, in_hat, wears
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.scopes import declare_standing_in, scopes_of
from wholeplace.kernel.text import shows_something
from wholeplace.kernel.wording import declare_wording

MOST_READINGS = 2000
FIRST_DAY = dt.date(1900, 1, 1)
"""Before it no reading is taken: it would be a slip of the pen."""
LAST_DAY = dt.date(2999, 12, 31)
MOST_VALUE = 10**11

declare_wording(
    {
        "say_why_not": _(
            "Say why it is not expected to change, so that nobody is disappointed without knowing."
        ),
        "indicator_lacking": _("Name the indicator first: what is counted or measured."),
        "better_lacking": _("Say whether less or more of the indicator is better."),
        "baseline_in_part": _("Give the baseline's value and its date, or neither."),
        "target_in_part": _("Give the target's value and its date, or neither."),
        "baseline_in_future": _("The baseline is what was measured, so its date cannot lie ahead."),
        "target_too_early": _("The target's date comes before the baseline's."),
        "target_is_worse": _(
            "The target is no better than the baseline. Look at both again, and at which way is better."
        ),
        "day_out_of_range": _("Give a date between 1900 and 2999."),
        "value_out_of_range": _("Give a number of at most 11 figures before the point and 4 after it."),
        "no_indicator": _("No indicator has been named yet, so there is nothing to read."),
        "reading_in_future": _("A reading is of a day that has been. {day} lies ahead."),
        "reading_too_old": _("{day} is before 1900. Look at the year again."),
        "reading_twice": _("There is a reading for {day} already. Correct that one instead."),
        "readings_too_many": _("An indicator can have {most} readings at most."),
        "corrected_already": _("This reading has been corrected already. Correct the newer one."),
        "correction_needs_reason": _("Say what was wrong. Both readings stay visible, with your reason."),
        "no_readings_given": _("There is no reading in it."),
    }
)


declare_standing_in(ExpectedChange, lambda one: (one.issue_id,))
declare_standing_in(Reading, lambda one: scopes_of(one.change))


@in_hat(HatKind.CONVENER)
def may_restate(actor: Actor, change: ExpectedChange) -> Refusal | None:
    """The actor may change what is said of the issue the change belongs to."""
    return may_amend(actor, change.issue)


def takes_part_in_it(actor: Actor, change: ExpectedChange) -> Refusal | None:
    """The actor takes part in the issue the change belongs to."""
    return takes_part(actor, change.issue)


may_read_off = any_of(takes_part_in_it, wears(HatKind.CONVENER))
"""The actor takes part in the issue, or convenes."""


@in_hat(HatKind.CONVENER)
def reads_it_off(actor: Actor, reading: Reading) -> Refusal | None:
    """The actor takes part in the issue a reading belongs to, or convenes."""
    return may_read_off(actor, reading.change)


def has_indicator(_actor: Actor, change: ExpectedChange) -> Refusal | None:
    """Somebody has named what is measured."""
    return None if change.indicator else Refusal("no_indicator")


@dataclass(frozen=True)
class Said:
    """What is said of a change, by its columns."""

    expectation: str
    outcome: str
    for_whom: str
    why: str
    said_by: str
    indicator: str
    unit: str
    better: str
    baseline: Decimal | None
    baseline_day: dt.date | None
    target: Decimal | None
    target_day: dt.date | None


def whole(said: Said, *, today: dt.date) -> Refusal | None:
    """Return what is missing or wrong in what is said of a change."""
    if said.expectation == Expectation.NOT_EXPECTED and not shows_something(said.why):
        return Refusal("say_why_not")
    if not said.indicator:
        figures = (said.baseline, said.baseline_day, said.target, said.target_day)
        return Refusal("indicator_lacking") if any(one is not None for one in figures) else None
    if not said.better:
        return Refusal("better_lacking")
    if (said.baseline is None) != (said.baseline_day is None):
        return Refusal("baseline_in_part")
    if (said.target is None) != (said.target_day is None):
        return Refusal("target_in_part")
    return _out_of_range(said) or _out_of_order(said, today=today)


def _out_of_range(said: Said) -> Refusal | None:
    for day in (said.baseline_day, said.target_day):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            return Refusal("day_out_of_range")
    values = (said.baseline, said.target)
    return next((refusal for one in values if one is not None and (refusal := value_refused(one))), None)


def _out_of_order(said: Said, *, today: dt.date) -> Refusal | None:
    if said.baseline_day is not None and said.baseline_day > today:
        return Refusal("baseline_in_future")
    if said.baseline is None or said.baseline_day is None or said.target is None or said.target_day is None:
        return None
    if said.target_day <= said.baseline_day:
        return Refusal("target_too_early")
    worse = said.target >= said.baseline if said.better == Better.DOWN else said.target <= said.baseline
    return Refusal("target_is_worse") if worse else None


def value_refused(value: Decimal) -> Refusal | None:
    """Return why a number cannot be kept as it is."""
    kept = abs(value) < MOST_VALUE and value == round(value, PLACES)
    return None if kept else Refusal("value_out_of_range")


def day_refused(day: dt.date, *, today: dt.date) -> Refusal | None:
    """Return why no reading can be of this day."""
    if day > today:
        return Refusal("reading_in_future", {"day": date_format(day, "j F Y")})
    return Refusal("reading_too_old", {"day": date_format(day, "j F Y")}) if day < FIRST_DAY else None


def days_read(change: ExpectedChange) -> frozenset[dt.date]:
    """Return the days there are readings of that stand."""
    standing = Reading.objects.filter(change=change, corrected_by=None)
    return frozenset(standing.values_list("day", flat=True))
