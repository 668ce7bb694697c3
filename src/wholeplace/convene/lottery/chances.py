"""How chances look on a page: in sentences, as bars and as a table, method beside method; and what could give way where there are none."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.convene.lottery.found import Found, found_in
from wholeplace.convene.lottery.models import DrawingUp, Feature, Lottery, Registration, Target
from wholeplace.convene.lottery.names import Fairness, Outcome
from wholeplace.convene.lottery.report import band_in_words, bands_of, percent
from wholeplace.convene.lottery.telling import way_in_words
from wholeplace.ui.charts.stages import stages
from wholeplace.ui.tables import Cell, Column, Table

CERTAIN = Decimal(1) - Decimal("1e-9")
"""From which chance on somebody is sure to be drawn."""
FEW = 12
"""So many whom no panel holds are named at once, more only to whoever opens the list."""
COLUMNS = (
    Column(gettext_lazy("Value")),
    Column(gettext_lazy("At least"), numeric=True, brief=True),
    Column(gettext_lazy("At most"), numeric=True, brief=True),
    Column(gettext_lazy("Of the panel"), whole=True),
    Column(gettext_lazy("Population"), numeric=True, brief=True),
    Column(gettext_lazy("In the pool"), numeric=True, brief=True),
)


def feature_table(feature: Feature, registered: Mapping[str, int], *, seats: int) -> Table:
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
    return (
        target.value,
        _with_flex(target.least, target.least_flex),
        _with_flex(target.most, target.most_flex),
        share,
        population,
        Cell(pool, tag="missing") if people and there < target.least else pool,
    )


def _with_flex(number: int, flex: int) -> str:
    if number == flex:
        return str(number)
    return _("{number} ({flex} if need be)").format(number=number, flex=flex)


def drawn_up_told(lottery: Lottery, there: Mapping[str, DrawingUp], *, digest: str) -> dict[str, Any]:
    """Return what a page tells of what was worked out: by the chosen method in full, the others beside it."""
    ready = {
        method: found_in(one.found)
        for method, one in there.items()
        if one.outcome == Outcome.READY and one.of == digest
    }
    now = there.get(lottery.method)
    found = ready.get(lottery.method)
    told: dict[str, Any] = {"asked": now, "outcome": now.outcome if now else "", "ready": found is not None}
    if found is not None:
        few = len(found.never) <= FEW
        told |= {"chances": chances_told(found), "never": _named(lottery, found.never), "few": few}
    if found is not None and len(ready) > 1:
        told["compared"] = _compared(ready, lottery.method)
    if now is not None and now.outcome == Outcome.IMPOSSIBLE:
        ways = now.found.get("ways", [])
        told["ways"] = [{"number": number, "said": way_in_words(way)} for number, way in enumerate(ways)]
    return told


def _named(lottery: Lottery, tickets: Sequence[str]) -> Sequence[Registration]:
    """Return those whom no panel holds, for whoever convenes to look at."""
    there = Registration.objects.filter(lottery=lottery, ticket__in=tickets)
    return list(there.select_related("place").order_by("name", "pk"))


def chances_told(found: Found) -> dict[str, Any]:
    """Return chances as they are told: no band of fewer people than may be told is shown apart."""
    nobody = set(found.never)
    there = sorted(chance for ticket, chance in found.chances.items() if ticket not in nobody)
    bands = [(band_in_words(one), one.people) for one in bands_of(there)]
    return {
        "least": percent(found.least, 2),
        "bound": percent(found.bound, 2),
        "proved": found.least >= found.bound * (1 - Decimal("1e-7")),
        "greatest": percent(there[-1] if there else 0, 2),
        "even": percent(sum(found.chances.values()) / (len(found.pool) or 1), 2),
        "gini": number_format(found.gini, decimal_pos=3),
        "panels": number_format(len(found.panels)),
        "people": len(found.pool),
        "drawable": len(there),
        "certain": sum(one >= CERTAIN for one in there),
        "finished": found.finished,
        "bars": stages(dict(bands)),
        "table": Table(
            _("How many people have which chance"),
            columns=(Column(_("Chance")), Column(_("People"), numeric=True)),
            rows=[(label, number_format(count)) for label, count in bands],
        ),
    }


def _compared(ready: Mapping[str, Found], chosen: str) -> dict[str, Any]:
    """Return methods side by side, and in one sentence what the chosen one gives whoever has the least, beside the others."""
    ordered = sorted(ready.items(), key=lambda one: (one[0] != chosen, -one[1].least))
    leasts = {method: percent(one.least, 2) for method, one in ordered}
    mine = leasts.get(chosen, "")
    others = [(Fairness(method).label, least) for method, least in leasts.items() if least != mine]
    said = _("By each of these methods whoever has the least chance has {least}.").format(least=mine)
    if others:
        beside = get_text_list(
            [_("{least} by “{method}”").format(method=name, least=one) for name, one in others], _("and")
        )
        said = _("By the chosen method whoever has the least chance has {least}, and {others}.").format(
            least=mine, others=beside
        )
    rows = [
        (
            Fairness(method).label,
            percent(one.least, 2),
            number_format(one.gini, decimal_pos=3),
            len(one.panels),
        )
        for method, one in ordered
    ]
    columns = (
        Column(_("What is made as great as can be")),
        Column(_("Least chance"), numeric=True),
        Column(_("Gini, 0 is equal"), numeric=True),
        Column(_("Panels"), numeric=True),
    )
    return {"said": said, "table": Table(_("Methods side by side"), columns=columns, rows=rows)}
