"""Draws as a lottery's page tells of them, and who sits, by number; and somebody's chance as their own page does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wholeplace.convene.lottery.blinding import seal_of
from wholeplace.convene.lottery.drawing import draw_panel, salts_of
from wholeplace.convene.lottery.models import Draw, Lottery, Registration
from wholeplace.convene.lottery.names import SeatState
from wholeplace.convene.lottery.queries import lines_of_draws
from wholeplace.convene.lottery.report import percent
from wholeplace.convene.lottery.report_writing import confirmed_in_words, draw_in_words
from wholeplace.convene.lottery.seat_queries import chances_in, drawn_in
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, why_not


def draws_told(request: PersonRequest, lottery: Lottery) -> dict[str, Any]:
    """Return every draw of a lottery as its page shows it, and what the reader can do about it."""
    there = lottery.draws.all()
    lines = lines_of_draws(there)
    draws = [{**_told(request, one), "lines": _lines(request.place, lines[one.pk])} for one in there]
    viewer = request.viewer
    checks = viewer.wears(HatKind.CONVENER) or viewer.wears(HatKind.SCRUTINEER)
    return {"draws": draws, "checks": checks}


def _told(request: PersonRequest, draw: Draw) -> dict[str, Any]:
    waits = draw.drawn is None and draw.taken_back is None
    names = ("pk", "number", "seats", "people", "committed", "drawn", "taken_back", "because")
    return {
        **{name: getattr(draw, name) for name in names},
        "rows": _rows(draw),
        "marks": _marks(draw),
        "refusal": why_not(request, draw_panel, draw) if waits and request.viewer.is_member else None,
    }


def _lines(place: Place, entries: Mapping[str, str]) -> Sequence[dict[str, str]]:
    """Return the way to each line of the record that tells of a draw."""
    labels = {
        "draw.commit": _("The line in the record: it was committed to"),
        "draw.draw": _("The line in the record: it was drawn"),
    }
    return [
        {"label": label, "href": place_url(place, "record_line", entry=entries[deed])}
        for deed, label in labels.items() if deed in entries
    ]  # fmt: skip


def _rows(draw: Draw) -> Sequence[dict[str, str]]:
    """Return what decides a draw, for people to read."""
    known = date_format(timezone.localtime(draw.awaited), "j F Y, H:i")
    rows = [
        {"label": _("The public value"), "value": draw.awaits},
        {"label": _("Published"), "value": draw.value_source},
        {"label": _("Known from"), "value": known},
        {"label": _("Least chance"), "value": percent(draw.least, 2)},
    ]
    if draw.drawn is not None:
        rows.append({"label": _("It was"), "value": draw.value})
    return rows


def _marks(draw: Draw) -> Sequence[dict[str, str]]:
    """Return what stands in the record of a draw, for machines to compare."""
    marks = [
        {"label": _("Digest of the terms"), "value": draw.terms_digest},
        {"label": _("Digest of the pool"), "value": draw.pool_digest},
        {"label": _("Digest of the panels"), "value": draw.panels_digest},
        {"label": _("Digest of the answers"), "value": draw.answers_digest},
        {"label": _("Commitment to the secret"), "value": draw.commitment},
    ]
    return (
        [*marks, {"label": _("The secret"), "value": draw.secret_told}] if draw.drawn is not None else marks
    )


def chance_in_words(registration: Registration) -> str:
    """Say which chance somebody has, or had, in the last draw that their ticket stands in; nothing where there is none."""
    for draw in reversed([one for one in registration.lottery.draws.all() if one.taken_back is None]):
        chance = chances_in(draw.pk).get(registration.ticket)
        if chance is None:
            continue
        if draw.drawn is not None:
            told = _("Your chance in draw {number}, of {day}, was {chance}.")
            drawn = date_format(timezone.localtime(draw.drawn), "j F Y")
            return told.format(number=draw.number, day=drawn, chance=percent(chance, 2))
        if not chance:
            return _(
                "With the targets of this panel no ticket like yours can be drawn. Whoever convenes can tell you why."
            )
        told = _(
            "Your chance is {chance}. Nobody who can be drawn has less than {least}. It is drawn on {day}."
        )
        day = date_format(timezone.localtime(draw.awaited), "j F Y")
        return told.format(chance=percent(chance, 2), least=percent(draw.least, 2), day=day)
    return ""


def seal_told(registration: Registration) -> dict[str, str]:
    """Return under which seal somebody's ticket stands in the published pool, and the salt by which they can check that."""
    draws = [one for one in registration.lottery.draws.all() if one.taken_back is None]
    draw = next((one for one in reversed(draws) if registration.ticket in chances_in(one.pk)), None)
    if draw is None:
        return {}
    salt = salts_of(draw)(registration.ticket)
    return {"salt": salt, "seal": seal_of(salt, registration.ticket), "ticket": registration.ticket}


@dataclass(frozen=True)
class SeatsPart:
    """What a lottery's page says of who sits: by number, to everybody; where to see them, to whoever convenes."""

    sentence: str
    draws: list[str]
    report: str
    seats: str = ""


def seats_part(viewer: Viewer, lottery: Lottery, counts: Mapping[SeatState, int]) -> SeatsPart | None:
    """Return what a lottery's page says of who sits; nothing before anybody is drawn."""
    drawn = drawn_in(viewer, lottery)
    if not drawn:
        return None
    confirmed = counts.get(SeatState.CONFIRMED, 0)
    convenes = viewer.wears(HatKind.CONVENER)
    return SeatsPart(
        sentence=confirmed_in_words(lottery.seats, confirmed),
        draws=[draw_in_words(one) for one in drawn],
        report=place_url(viewer.place, "lottery_report", lottery=lottery.pk),
        seats=place_url(viewer.place, "lottery_seats", lottery=lottery.pk) if convenes else "",
    )
