"""What readings show, in a sentence, in a picture and in a table."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median
from types import MappingProxyType
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.kernel.files.models import KeptFile
from wholeplace.ui.charts import Level, Mark, trend_chart
from wholeplace.ui.tables import Cell, Column, Table

A_GAP = 1.6
"""How many times longer than usual it takes from one reading to the next before that is a gap."""


def figure(value: Decimal | None) -> str:
    """Write a number in groups of three figures, without needless noughts."""
    if value is None:
        return ""
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def month(day: dt.date) -> str:
    """Write a day by its month, as a sentence needs it."""
    return date_format(day, "F Y")


def sentence(change: Any) -> str:
    """Say how an indicator has moved and what the target is: what one reads first."""
    if change.expectation == Expectation.NOT_EXPECTED and not change.indicator:
        return ""
    if not change.indicator:
        return _("Nobody has found a measure for it yet.")
    start, start_day = _start(change)
    return f"{_moved(change, start, start_day)}{_aims_at(change)}. {_direction(change, start)}".strip()


def said_of(change: ExpectedChange) -> str:
    """Say for whom something should change, and who says so; of what should not, why."""
    if change.expectation == Expectation.NOT_EXPECTED:
        return change.why
    return _("For whom: {people}. Said by: {who}.").format(people=change.for_whom, who=change.said_by)


def _start(change: Any) -> tuple[Decimal | None, dt.date | None]:
    if change.baseline is not None:
        return change.baseline, change.baseline_day
    return change.first_value, change.first_day


def _moved(change: Any, start: Decimal | None, start_day: dt.date | None) -> str:
    said = {
        "indicator": change.indicator,
        "unit": change.unit,
        "start": figure(start),
        "now": figure(change.last_value),
    }
    if start is None or start_day is None:
        return _("{indicator}: nobody has measured it yet").format(**said)
    said["since"] = month(start_day)
    if change.last_value is None or change.last_day == start_day:
        whole = _("{indicator} was {start} {unit} in {since}, and has not been measured since")
    elif change.last_value == start:
        whole = _("{indicator} was {start} {unit} in {since}, and still is in {until}")
    else:
        whole = _("{indicator} went from {start} in {since} to {now} {unit} in {until}")
    if change.last_day is not None:
        said["until"] = month(change.last_day)
    return " ".join(whole.format(**said).split()).replace(" ,", ",")


def _aims_at(change: Any) -> str:
    if change.target is None:
        return ""
    return _("; the target is {target} by {by}").format(
        target=figure(change.target), by=month(change.target_day)
    )


def _direction(change: Any, start: Decimal | None) -> str:
    if start is None or change.last_value is None or change.last_value == start:
        return ""
    if change.target is not None and _as_good(change, change.last_value, change.target):
        return _("The target is reached.")
    better = _as_good(change, change.last_value, start)
    return _("That is better than it was.") if better else _("That is worse than it was.")


def _as_good(change: Any, value: Decimal, other: Decimal) -> bool:
    return value <= other if change.better == Better.DOWN else value >= other


def gaps(days: Sequence[dt.date]) -> list[int]:
    """Return after which of these days, in their order, a reading is missing: where the next comes much later than usual."""
    steps = [(later - day).days for day, later in pairwise(days)]
    if len(steps) < 2:
        return []
    usual = median(steps)
    return [index for index, step in enumerate(steps) if step > A_GAP * usual]


def picture(change: ExpectedChange, readings: Sequence[Reading]) -> SafeString | str:
    """Draw an indicator's readings beside its baseline and target; nothing where there is nothing to draw."""
    ordered = sorted(readings, key=lambda one: (one.day, one.given))
    standing = [one for one in ordered if not is_corrected(one)]
    if not standing and change.baseline is None:
        return ""
    return trend_chart(
        [_mark(one) for one in standing],
        struck=[_mark(one) for one in ordered if is_corrected(one)],
        breaks=gaps([one.day for one in standing]),
        axis=named(change),
        baseline=_level(_("baseline"), change.baseline, change.baseline_day),
        target=_level(_("target"), change.target, change.target_day),
    )


def _mark(reading: Reading) -> Mark:
    return Mark(reading.day, float(reading.value), figure(reading.value))


def _level(label: str, value: Decimal | None, day: dt.date | None) -> Level | None:
    return None if value is None or day is None else Level(f"{label} {figure(value)}", day, float(value))


def is_corrected(reading: Reading) -> bool:
    """Say whether a newer reading stands in its place."""
    return getattr(reading, "corrected_by", None) is not None


def gaps_in_words(readings: Sequence[Reading]) -> list[str]:
    """Say of each gap between which two months nothing was measured."""
    days = sorted(one.day for one in readings if not is_corrected(one))
    between = _("Nothing was measured between {first} and {last}.")
    return [
        between.format(first=date_format(days[index], "j F Y"), last=date_format(days[index + 1], "j F Y"))
        for index in gaps(days)
    ]


def table(
    change: ExpectedChange,
    readings: Sequence[Reading],
    *,
    files: Mapping[uuid.UUID, Sequence[KeptFile]] = MappingProxyType({}),
    correct: Callable[[Reading], str] | None = None,
    add: Callable[[Reading], str] | None = None,
) -> Table:
    """Return readings as a table, each with its files; `correct` and `add` say where one leads to do that."""
    columns = [Column(_("Date")), Column(_("Value"), numeric=True), Column(_("Where it is from"))]
    rows = [
        [
            _dated(one),
            _valued(one),
            _told(one, files.get(one.pk, ()), add=add(one) if add is not None else ""),
        ]
        for one in readings
    ]
    if correct is not None:
        columns.append(Column(_("Wrong?")))
        for row, one in zip(rows, readings, strict=True):
            row.append("" if is_corrected(one) else Cell(_("Correct it"), correct(one)))
    return Table(named(change), columns=columns, rows=rows)


def change_named(change: ExpectedChange) -> str:
    """Return what an expected change is called in the middle of a sentence."""
    return _("the expected change “{outcome}”").format(outcome=change.outcome)


def named(change: ExpectedChange) -> str:
    """Return an indicator with its unit, as a chart and a table are called."""
    return f"{change.indicator} ({change.unit})" if change.unit else change.indicator


def _dated(reading: Reading) -> object:
    day = date_format(reading.day, "j F Y")
    return format_html("<s>{}</s>", day) if is_corrected(reading) else day


def _valued(reading: Reading) -> object:
    value = figure(reading.value)
    return format_html("<s>{}</s>", value) if is_corrected(reading) else value


def _told(reading: Reading, files: Sequence[KeptFile], *, add: str) -> SafeString:
    """Say where a reading is from, what is to be known of it and what was wrong with it; lead to its files, and to adding one."""
    told: list[object] = [reading.source, reading.note]
    if is_corrected(reading):
        newer = reading.corrected_by
        corrected = _("Corrected on {day} to {value}: {reason}")
        told.append(
            corrected.format(
                day=date_format(newer.given, "j F Y"), value=figure(newer.value), reason=newer.reason
            )
        )
    led = [(file.get_absolute_url(), str(file)) for file in files] + ([(add, _("Add a file"))] if add else [])
    told += [format_html('<a class="govuk-link" href="{}">{}</a>', *one) for one in led]
    return format_html(
        "<div>{}</div>", format_html_join(mark_safe("<br>"), "{}", ([one] for one in told if one))
    )
