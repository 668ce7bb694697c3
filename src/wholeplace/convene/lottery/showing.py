"""Lotteries as pages tell of them: what they are for, how far they are, and whom a panel should resemble."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.lottery.conditions import draw_moments
from wholeplace.convene.lottery.models import Feature, Lottery, Target
from wholeplace.convene.lottery.names import Stage
from wholeplace.convene.lottery.pool_queries import how_many_told
from wholeplace.kernel import clock
from wholeplace.ui.squares import square_for
from wholeplace.ui.tables import Column, Table

KINDS = {Stage.OPEN: "good", Stage.COMMITTED: "warn", Stage.ENDED: "quiet"}
"""In which colour a stage stands; in none, where nothing is to be noticed."""


def day_of(moment: Any) -> str:
    """Return the day of a moment, as people say it."""
    return date_format(localtime(moment), "j F Y")


def stage_in_words(lottery: Lottery, stage: Stage) -> str:
    """Say in one sentence how far a lottery is."""
    awaited, drawn = draw_moments(lottery)
    if stage == Stage.SETTING_UP:
        return _("It is being set up. Nobody can register yet.")
    if stage == Stage.OPEN:
        return _("Registration is open until {day}.").format(day=day_of(lottery.closes))
    if stage == Stage.CLOSED:
        return _("Registration is over. The draw is being prepared.")
    if stage == Stage.COMMITTED:
        return _waits(awaited)
    if stage == Stage.DRAWN:
        return _("The panel was drawn on {day}.").format(day=day_of(drawn))
    return _("It ended on {day}.").format(day=day_of(lottery.ended))


def _waits(awaited: Any) -> str:
    """Say that the draw waits for its public value, or that this is there and is to be entered."""
    said = _(
        "Everything that decides the draw is published. It waits for a public value that is there from {day}."
    )
    if awaited is not None and awaited <= clock.now():
        said = _(
            "Everything that decides the draw is published. Its public value was to be there from {day}, and is entered next."
        )
    return said.format(day=day_of(awaited))


def registered_in_words(count: int, *, exactly: bool) -> str:
    """Say how many registered: to conveners exactly, to everybody else in full tens, and nothing below ten."""
    if exactly and not count:
        return _("Nobody is in the pool yet.")
    if exactly:
        return ngettext("{count} person is in the pool.", "{count} people are in the pool.", count).format(
            count=f"{count:,}"
        )
    told = how_many_told(count)
    return _("At least {count} people are in the pool.").format(count=f"{told:,}") if told else ""


def targets_table(features: Sequence[Feature], counted: Mapping[str, int] | None) -> Table:
    """Return whom the panel should resemble as a table; beside it how many are in the pool, for whoever may read that."""
    columns = [
        Column(_("Who")),
        Column(_("Seats"), numeric=True, brief=True),
        *([Column(_("In the pool"), numeric=True, brief=True)] if counted is not None else []),
    ]
    rows = [
        [
            *(named(feature, one), _seats(one.least, one.most)),
            *([counted.get(str(one.pk), 0)] if counted is not None else []),
        ]
        for feature in features
        for one in feature.targets.all()
    ]
    return Table(_("Whom the panel should resemble"), columns=columns, rows=rows)


def named(feature: Feature, target: Target) -> str:
    """Return whom a target counts, in words."""
    return _("{feature}: {value}").format(feature=feature.name, value=target.value)


def _seats(least: int, most: int) -> str:
    return str(least) if least == most else _("{least} to {most}").format(least=least, most=most)


def square_of(address: str, label: str) -> SafeString:
    """Return the square that leads to an address, drawn, under what it is to somebody who cannot see it."""
    square = square_for(address)
    return format_html(
        '<svg class="wp-flyer__square" viewBox="0 0 {wide} {wide}" role="img" aria-label="{label}"'
        ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{wide}v{wide}H0z"/><path fill="#000" d="{dark}"/></svg>',
        wide=square.wide,
        dark=square.dark,
        label=label,
    )
