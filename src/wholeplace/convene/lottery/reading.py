"""Reads the pool of a lottery and its targets from CSV files, naming file, row and column of whatever is wrong."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.utils.translation import gettext as _

from wholeplace.analysis.lottery import Quota
from wholeplace.convene.lottery.matching import called_the_same, columns_for, meaning
from wholeplace.convene.lottery.pools import Pool, households_of
from wholeplace.kernel.cells import is_wide, text_of, unguarded
from wholeplace.kernel.faults import Fault, shown

IDS: Final = ("nationbuilder_id", "external_id")
"""What the column is called that tells people apart, where nobody says."""
NUMBERS: Final = ("min", "max", "min_flex", "max_flex")
MOST_TARGETS: Final = 500
MOST_PEOPLE: Final = 100_000
_WHOLE: Final = re.compile(r"\d{1,7}")


class Unreadable(Exception):  # noqa: N818 it becomes a fault
    """Raised where a file is no table."""


@dataclass(frozen=True)
class Sheet:
    """A table as it was read: what it is called, its headings, and its rows, each with its number in the file."""

    name: str
    headings: Sequence[str]
    rows: Sequence[tuple[int, Mapping[str, str]]]


def sheet_of(content: bytes, *, name: str) -> Sheet:
    """Return a CSV file as a table.

    Raises:
        Unreadable: it is none, or nothing stands in it.

    """
    text = text_of(content, "utf-8-sig", *(["utf-16"] if is_wide(content) else ["cp1252"])) or ""
    first = text.splitlines()[0] if text.strip() else ""
    between = next((one for one in "\t;," if one in first), ",")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=between))
    except csv.Error as error:
        raise Unreadable(_("This is not a table. Save it as CSV (UTF-8) and try again.")) from error
    whole = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not whole:
        raise Unreadable(_("There is nothing in it."))
    headings = [unguarded(one.strip()) for one in whole[0][1]]
    cells = [
        (number, dict(zip(headings, (unguarded(one.strip()) for one in row), strict=False)))
        for number, row in whole[1:]
    ]
    return Sheet(name, headings, cells)


def quotas_of(targets: Sheet, *, size: int) -> tuple[tuple[Quota, ...], list[Fault]]:
    """Return the quotas of a sheet of targets, and all that is wrong in it.

    The first two columns are a feature and a value, whatever their headings; min, max, min_flex and max_flex are found by name.
    """
    missing = [name for name in NUMBERS[:2] if name not in targets.headings[2:]]
    if missing:
        needed = _("The headings need feature, value, min and max; missing: {missing}.")
        return (), [Fault(needed.format(missing=", ".join(missing)), sheet=targets.name, row=1)]
    if len(targets.rows) > MOST_TARGETS:
        many = _("There are {rows} targets; {most} are the most.")
        return (), [Fault(many.format(rows=len(targets.rows), most=MOST_TARGETS), sheet=targets.name)]
    quotas: list[Quota] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in targets.rows:
        wrong = list(_target_faults(targets, number, row, seen))
        faults += wrong
        if not wrong:
            quotas.append(_quota(targets, row))
    return tuple(quotas), faults + ([] if faults else list(sum_faults(quotas, size=size, sheet=targets.name)))


def _quota(targets: Sheet, row: Mapping[str, str]) -> Quota:
    feature, value = (row[name] for name in targets.headings[:2])
    least, most = int(row["min"]), int(row["max"])
    flex = int(row.get("min_flex") or least), int(row.get("max_flex") or most)
    return Quota(feature, value, least, most, *flex)


def _target_faults(
    targets: Sheet, number: int, row: Mapping[str, str], seen: dict[tuple[str, str], int]
) -> Iterator[Fault]:
    """Yield what is wrong in a row of targets."""
    first, second = targets.headings[:2]
    wrong = [(name, _("This is empty.")) for name in (first, second) if not row.get(name)]
    if (before := seen.setdefault((row.get(first, ""), row.get(second, "")), number)) != number:
        wrong.append((second, _("The same target as in row {row}.").format(row=before)))
    numbers = [
        (name, _("“{cell}” is no whole number.").format(cell=shown(row.get(name, ""))))
        for name in NUMBERS
        if (row.get(name) or name in NUMBERS[:2]) and not _WHOLE.fullmatch(row.get(name, ""))
    ]
    for column, text in (*wrong, *(numbers or order_faults(_quota(targets, row)))):
        yield Fault(text, sheet=targets.name, row=number, column=column)


def out_of_order(quota: Quota) -> Iterator[str]:
    """Yield the name of each number of a quota that cannot stand beside the others."""
    if quota.least > quota.most:
        yield "min"
    if quota.least_flex > quota.least:
        yield "min_flex"
    if quota.most_flex < quota.most:
        yield "max_flex"


def order_faults(quota: Quota) -> Iterator[tuple[str, str]]:
    """Yield, with the name of the number, which numbers of a quota cannot stand beside one another."""
    texts = {
        "min": _("The minimum {least} is above the maximum {most}."),
        "min_flex": _("A minimum can give way downwards only: write {least} or less."),
        "max_flex": _("A maximum can give way upwards only: write {most} or more."),
    }
    for name in out_of_order(quota):
        yield name, texts[name].format(**vars(quota))


def sum_faults(quotas: Sequence[Quota], *, size: int, sheet: str = "") -> Iterator[Fault]:
    """Yield for each feature whose minimums or maximums leave no room for a panel of this size."""
    for feature in dict.fromkeys(one.feature for one in quotas):
        there = [one for one in quotas if one.feature == feature]
        least, most = sum(one.least for one in there), sum(one.most for one in there)
        if least > size:
            text = _("The minimums of {feature} add up to {least}, more than the {size} people of the panel.")
            yield Fault(text.format(feature=feature, least=least, size=size), sheet=sheet, column="min")
        if most < size:
            text = _("The maximums of {feature} add up to {most}, fewer than the {size} people of the panel.")
            yield Fault(text.format(feature=feature, most=most, size=size), sheet=sheet, column="max")


def pool_of(
    people: Sheet, quotas: Sequence[Quota], *, id_column: str = "", household_column: str = ""
) -> tuple[Pool | None, list[Fault]]:
    """Return who can be drawn, and all that is wrong in the sheet of people; no pool where anything is."""
    features = list(dict.fromkeys(one.feature for one in quotas))
    columns, missing = columns_for(features, people.headings)
    missing += [one for one in (id_column, household_column) if one and one not in people.headings]
    if missing:
        needed = _("There is no column headed {missing}.")
        return None, [Fault(needed.format(missing=", ".join(missing)), sheet=people.name, row=1)]
    if len(people.rows) > MOST_PEOPLE:
        many = _("There are {rows} people; {most} are the most.")
        return None, [Fault(many.format(rows=len(people.rows), most=MOST_PEOPLE), sheet=people.name)]
    place = {(one.feature, one.value): number for number, one in enumerate(quotas)}
    values = {one: [value for feature, value in place if feature == one] for one in features}
    faults = list(_people_faults(people, columns, values))
    ids = _ids(people, id_column)
    faults += _twice(people, ids, id_column)
    meant = {feature: meaning(there) for feature, there in values.items()}
    answers = [
        [
            place.get((feature, meant[feature](row.get(heading, ""))), 0)
            for feature, heading in columns.items()
        ]
        for _n, row in people.rows
    ]
    counted = Counter(number for row in answers for number in row)
    if not faults:
        faults += [
            Fault(_("Nobody in the pool has “{value}”, and {least} are wanted.").format(**vars(one)), sheet=people.name, column=columns[one.feature])
            for number, one in enumerate(quotas)
            if one.least and not counted[number]
        ]  # fmt: skip
    if faults:
        return None, faults
    living = [" ".join(row.get(household_column, "").casefold().split()) for _number, row in people.rows]
    homes = households_of(living) if household_column else None
    table = np.array(answers, dtype=np.int64).reshape(len(answers), len(features))
    return Pool(tuple(ids), table, tuple(quotas), homes), []


def _people_faults(
    people: Sheet, columns: Mapping[str, str], values: Mapping[str, Sequence[str]]
) -> Iterator[Fault]:
    """Yield each value that no target counts."""
    known = [(heading, values[feature], meaning(values[feature])) for feature, heading in columns.items()]
    for number, row in people.rows:
        for heading, there, meant in known:
            cell = row.get(heading, "")
            if not meant(cell):
                yield Fault(unknown_answer(cell, there), sheet=people.name, row=number, column=heading)


def unknown_answer(cell: str, values: Iterable[str]) -> str:
    """Say what is wrong with an answer that is none of some values, and which of them it could be."""
    if not cell:
        return _("This is empty.")
    if near := called_the_same(cell, values):
        could = _("“{cell}” could be more than one target. Write it exactly as one of them: {meant}.")
        return could.format(cell=shown(cell), meant=", ".join(f"“{one}”" for one in near))
    return _("“{cell}” is in no target.").format(cell=shown(cell))


def _ids(people: Sheet, column: str) -> list[str]:
    """Return what tells people apart: a column that is named or known, the first where it does, else the row's number."""
    found = column or next((name for name in IDS if name in people.headings), "")
    if found:
        return [row.get(found, "") for _number, row in people.rows]
    first = [row.get(people.headings[0], "") for _number, row in people.rows]
    if all(first) and len(set(first)) == len(first):
        return first
    return [str(number) for number, _row in people.rows]


def _twice(people: Sheet, ids: Sequence[str], column: str) -> Iterator[Fault]:
    """Yield each id that is missing or stands twice."""
    seen: dict[str, int] = {}
    named = column or next((name for name in IDS if name in people.headings), people.headings[0])
    for (number, _row), one in zip(people.rows, ids, strict=True):
        if not one:
            yield Fault(_("This is empty."), sheet=people.name, row=number, column=named)
        elif (before := seen.setdefault(one, number)) != number:
            text = _("“{cell}” stands in row {row} already.").format(cell=shown(one), row=before)
            yield Fault(text, sheet=people.name, row=number, column=named)
