"""All targets of a lottery as one sheet: to take away, and to put in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from wholeplace.convene.lottery.models import VALUE_AT_MOST
from wholeplace.convene.lottery.naming import unfit_name
from wholeplace.convene.lottery.reading import NUMBERS, Sheet, quotas_of
from wholeplace.convene.lottery.shares import share_faults, share_in
from wholeplace.convene.lottery.targeting import Wanted
from wholeplace.kernel.faults import Fault, shown
from wholeplace.kernel.spreadsheets import Table

POPULATION: Final = "population"
HEADINGS: Final = ("feature", "value", *NUMBERS, POPULATION)


@dataclass(frozen=True)
class TargetsRead:
    """What a sheet of targets comes to, how many shares it left as they were, and what is wrong."""

    targets: Sequence[Wanted]
    kept: int
    faults: Sequence[Fault]


def targets_sheet(wanted: Sequence[Wanted]) -> Table:
    """Return targets as a file that the page for such files takes in again."""
    rows = [
        [
            *(one.feature, one.value, one.least, one.most, one.least_flex, one.most_flex),
            None if one.population is None else f"{one.population.normalize():f}",
        ]
        for one in wanted
    ]
    return Table("targets", HEADINGS, rows)


def targets_in(sheet: Sheet, *, size: int, before: Sequence[Wanted]) -> TargetsRead:
    """Return the targets of a sheet; one without a column of shares leaves those of targets it names as they were."""
    quotas, faults = quotas_of(sheet, size=size)
    targets = [
        Wanted(one.feature, one.value, one.least, one.most, one.least_flex, one.most_flex) for one in quotas
    ]
    faults += _too_long(sheet)
    if unfit := unfit_name(targets, before=before):
        faults.append(Fault(str(unfit), sheet=sheet.name))
    if POPULATION not in sheet.headings[2:]:
        there = {(one.feature, one.value): one.population for one in before}
        targets = [replace(one, population=there.get((one.feature, one.value))) for one in targets]
        return TargetsRead(targets, sum(one.population is not None for one in targets), faults)
    faults += _unreadable_shares(sheet)
    if not faults:
        said = [share_in(cell) if (cell := row.get(POPULATION, "")) else None for _number, row in sheet.rows]
        targets = [replace(one, population=share) for one, share in zip(targets, said, strict=True)]
        shares = [(one.feature, one.population) for one in targets]
        faults += [Fault(text, sheet=sheet.name, column=POPULATION) for _f, text in share_faults(shares)]
    return TargetsRead(targets, 0, faults)


def _too_long(sheet: Sheet) -> Iterator[Fault]:
    for number, row in sheet.rows:
        for column in sheet.headings[:2]:
            if len(cell := row.get(column, "")) > VALUE_AT_MOST:
                text = _("“{cell}” is too long: {most} characters are the most.")
                said = text.format(cell=shown(cell), most=VALUE_AT_MOST)
                yield Fault(said, sheet=sheet.name, row=number, column=column)


def _unreadable_shares(sheet: Sheet) -> Iterator[Fault]:
    for number, row in sheet.rows:
        cell = row.get(POPULATION, "")
        if cell and share_in(cell) is None:
            text = _("“{cell}” is no share: write a number from 0 to 100, such as 17.5.").format(
                cell=shown(cell)
            )
            yield Fault(text, sheet=sheet.name, row=number, column=POPULATION)
