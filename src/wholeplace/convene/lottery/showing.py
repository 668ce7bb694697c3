"""How targets, chances and draws look on a page: tables, bars and sentences of the same numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.analysis.disclosure import LEAST_CELL
from wholeplace.convene.lottery.found import Found
from wholeplace.convene.lottery.models import Feature, Target
from wholeplace.ui.charts.stages import stages
from wholeplace.ui.tables import Cell, Column, Table

BANDS = 12
"""Into how many bands chances are put where there are more different ones."""
COLUMNS = (
    Column(gettext_lazy("Value")),
    Column(gettext_lazy("At least"), numeric=True, brief=True),
    Column(gettext_lazy("At most"), numeric=True, brief=True),
    Column(gettext_lazy("Of the panel"), whole=True),
    Column(gettext_lazy("Population"), numeric=True, brief=True),
    Column(gettext_lazy("Pool"), numeric=True, brief=True),
)


def percent(share: float | Decimal, places: int = 1) -> str:
    """Return a part of one in per cent, as it is written here."""
    return _("{number} %").format(number=number_format(Decimal(share) * 100, decimal_pos=places))


def targets_table(feature: Feature, registered: Mapping[str, int], *, seats: int) -> Table:
    """Return a feature's targets beside the shares of population and pool."""
    targets = list(feature.targets.all())
    people = sum(registered.get(str(one.pk), 0) for one in targets)
    rows = [_target_row(one, registered.get(str(one.pk), 0), people=people, seats=seats) for one in targets]
    return Table(feature.name, columns=COLUMNS, rows=rows)


def _target_row(target: Target, there: int, *, people: int, seats: int) -> Sequence[object]:
    least, most = percent(target.least / seats, 0), percent(target.most / seats, 0)
    share = least if least == most else _("{least} to {most}").format(least=least, most=most)
    population = "" if target.population is None else percent(target.population / 100)
    pool = _("{count} ({share})").format(count=there, share=percent(there / people)) if people else "0"
    few = there < target.least
    return (
        target.value,
        _with_flex(target.least, target.least_flex),
        _with_flex(target.most, target.most_flex),
        share,
        population,
        Cell(pool, tag="missing") if few and people else pool,
    )


def _with_flex(number: int, flex: int) -> str:
    return (
        str(number) if number == flex else _("{number} ({flex} if need be)").format(number=number, flex=flex)
    )


def chances_told(found: Found) -> dict[str, Any]:
    """Return chances in sentences, as bars and as a table: no band of fewer people than may be told is shown apart."""
    chances = found.chances
    nobody = set(found.never)
    there = sorted(chance for ticket, chance in chances.items() if ticket not in nobody)
    bands = _bands(there)
    return {
        "least": percent(found.least, 2),
        "bound": percent(found.bound, 2),
        "greatest": percent(there[-1], 2) if there else percent(0, 2),
        "even": percent(sum(there) / len(there) if there else 0, 2),
        "gini": number_format(found.gini, decimal_pos=3),
        "panels": len(found.panels),
        "people": len(chances),
        "never": len(nobody),
        "finished": found.finished,
        "bars": stages(dict(bands)),
        "table": Table(
            _("How many people have which chance"),
            columns=(Column(_("Chance")), Column(_("People"), numeric=True)),
            rows=[(label, number_format(count, use_l10n=True)) for label, count in bands],
        ),
    }


def _bands(there: Sequence[Decimal]) -> list[tuple[str, int]]:
    """Return how many people have which chance: each chance alone where there are few, or in bands of one width."""
    alone = Counter(round(one, 4) for one in there)
    if len(alone) <= BANDS and min(alone.values(), default=0) >= LEAST_CELL:
        return [(percent(chance, 2), count) for chance, count in sorted(alone.items())]
    least = there[0]
    step = (there[-1] - least) / BANDS or Decimal(1)
    counts = Counter(min(int((one - least) / step), BANDS - 1) for one in there)
    told = _("{least} to {most}")
    return [
        (told.format(least=percent(least + step * first, 2), most=percent(least + step * (last + 1), 2)), count)
        for first, last, count in _folded([counts[number] for number in range(BANDS)])
    ]


def _folded(counts: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return bands by their first and last number, each joined to its neighbour while it holds too few people to be told."""
    bands: list[tuple[int, int, int]] = []
    for number, count in enumerate(counts):
        if bands and bands[-1][2] < LEAST_CELL:
            first, _last, before = bands.pop()
            bands.append((first, number, before + count))
        elif count:
            bands.append((number, number, count))
    if len(bands) > 1 and bands[-1][2] < LEAST_CELL:
        _first, last, few = bands.pop()
        first, _last, before = bands.pop()
        bands.append((first, last, before + few))
    return bands
