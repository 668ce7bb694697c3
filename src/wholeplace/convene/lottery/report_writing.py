"""The report of a draw in words, facts and tables, as page and paper show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.lottery.models import Draw, Lottery
from wholeplace.convene.lottery.names import Fairness
from wholeplace.convene.lottery.report import (
    Confirmed,
    band_in_words,
    bands_of,
    confirmed_of,
    found_of_draw,
    percent,
)

NEAR = Decimal("1e-7")
"""By which part two chances may differ that are told as equal."""
VERIFY = "python3 draw_again.py draw-1.json"
"""The command that works a draw out again on any machine."""


@dataclass(frozen=True)
class Fact:
    """Something with a name, such as a digest."""

    label: str
    value: str


@dataclass(frozen=True)
class Grid:
    """A table: its caption, its headings, and its rows; the columns from `numbers` on hold numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    numbers: int = 1


@dataclass(frozen=True)
class Bar:
    """A line of a picture: what it is about, how many, and how long it is beside the longest."""

    label: str
    count: int
    share: float


@dataclass(frozen=True)
class Section:
    """A section under its heading, found on the page by its name."""

    name: str
    title: str
    words: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    bars: tuple[Bar, ...] = ()
    grid: Grid | None = None
    tickets: tuple[str, ...] = ()
    command: str = ""
    """What is typed to work it out again."""
    onward: str = ""
    """Where on the web the rules and the program for that stand."""


@dataclass(frozen=True)
class Document:
    """The report of a draw, whole."""

    caption: str
    title: str
    dated: str
    place: str
    address: str
    """Where it is read on the web."""
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Sources:
    """What a report is written from: rows that are there, and tickets by the number of the draw that drew them."""

    lottery: Lottery
    draws: Sequence[Draw]
    tickets: dict[int, list[str]]
    confirmed: int
    how: str = ""
    """Where on the web it stands how a draw is worked out."""


def document(sources: Sources, *, address: str, at: object) -> Document:
    """Return the report of all draws of a lottery."""
    lottery = sources.lottery
    return Document(
        caption=lottery.issue.title,
        title=_("How “{panel}” was drawn").format(panel=lottery.title),
        dated=_("As of {day}").format(day=_day(at)),
        place=lottery.place.name,
        address=address,
        sections=tuple(_sections(sources)),
    )


def _sections(sources: Sources) -> Iterator[Section]:
    drawn = [one for one in sources.draws if one.drawn is not None]
    yield _in_short(sources, drawn)
    for one in sources.draws:
        yield _terms(one)
        yield _draw(one, sources.tickets.get(one.number, []))
        if one.taken_back is None:
            yield _chances(one)
    yield Section("check", _("How to check it"), words=_how_to_check(), command=VERIFY, onward=sources.how)


def _in_short(sources: Sources, drawn: Sequence[Draw]) -> Section:
    words = [draw_in_words(one) for one in drawn] or [_("Nobody is drawn yet.")]
    if drawn:
        words.insert(1, _fairly(drawn[0]))
        words.append(confirmed_in_words(sources.lottery.seats, sources.confirmed))
    words += [_waiting(one) for one in sources.draws if one.drawn is None and one.taken_back is None]
    return Section("short", _("In short"), words=tuple(words))


def _waiting(draw: Draw) -> str:
    """Say that a draw was committed to, and waits for its public value."""
    said = ngettext(
        "A draw for {count} seat is committed to, and waits for its public value.",
        "A draw for {count} seats is committed to, and waits for its public value.",
        draw.seats,
    )
    return said.format(count=f"{draw.seats:,}")


def _fairly(draw: Draw) -> str:
    """Say how fair the first draw was, to be quoted."""
    said = _(
        "Whoever could be drawn had a chance of at least {least}. It is proved that no lottery that meets the targets gives whoever"
        " has the least more than {bound}."
    )
    return said.format(least=percent(draw.least, 2), bound=percent(draw.bound, 2))


def draw_in_words(draw: Draw) -> str:
    """Say of a draw how many seats it filled, from how many people, and when."""
    said = ngettext(
        "Draw {number}: {seats} seat, drawn from {people} people, on {day}.",
        "Draw {number}: {seats} seats, drawn from {people} people, on {day}.",
        draw.seats,
    )
    return said.format(
        number=draw.number, seats=f"{draw.seats:,}", people=f"{draw.people:,}", day=_day(draw.drawn)
    )


def confirmed_in_words(seats: int, confirmed: int) -> str:
    """Say how many who were drawn have confirmed, as far as it may be told."""
    told: Confirmed = confirmed_of(seats, confirmed)
    if told.is_exact:
        said = _("{count} of {seats} seats are confirmed.")
        return said.format(count=f"{told.least:,}", seats=f"{seats:,}")
    if told.least == 0 and told.most >= seats:
        return _("How many seats are confirmed is not told: there are too few to tell.")
    if told.least == 0:
        return _("Fewer than {count} of {seats} seats are confirmed so far.").format(
            count=told.most + 1, seats=f"{seats:,}"
        )
    return _("At least {count} of {seats} seats are confirmed.").format(
        count=f"{told.least:,}", seats=f"{seats:,}"
    )


def _terms(draw: Draw) -> Section:
    """Return what was to be drawn, as it stood when the draw was committed to: targets may have given way since."""
    terms = draw.terms
    home = _("At most one person of a household is drawn.")
    any_home = _("Several people of one household can be drawn.")
    rows = tuple((one["feature"], one["value"], one["min"], one["max"]) for one in terms["targets"])
    grid = Grid(
        _("Targets: how many of those drawn have each value"),
        (_("Feature"), _("Value"), _("At least"), _("At most")),
        rows,
        numbers=2,
    )
    facts = (
        Fact(_("Panel"), terms["panel"]),
        Fact(_("Seats"), f"{terms['seats']:,}"),
        Fact(_("What is made as great as can be"), str(Fairness(terms["method"]).label)),
        Fact(_("Households"), home if terms["one_of_a_household"] else any_home),
    )
    title = _("What was to be drawn in draw {number}").format(number=draw.number)
    return Section(f"terms-{draw.number}", title, facts=facts, grid=grid if rows else None)


def _draw(draw: Draw, tickets: Sequence[str]) -> Section:
    """Return one draw: what stood in the record before the public value was there, and what came of it."""
    title = _("Draw {number}").format(number=draw.number)
    facts = (
        (_("Seats"), f"{draw.seats:,}"),
        (_("People who could be drawn"), f"{draw.people:,}"),
        (_("Committed to"), _moment(draw.committed)),
        (_("Digest of the terms"), draw.terms_digest),
        (_("Digest of the pool"), draw.pool_digest),
        (_("Digest of the panels"), draw.panels_digest),
        (_("Digest of the answers"), draw.answers_digest),
        (_("Commitment to the secret"), draw.commitment),
        (_("Public value, as it was named before"), draw.awaits),
        (_("Where it is published, as it was named before"), draw.terms.get("source", "")),
        (_("Known from"), _moment(draw.awaited)),
        (_("Public value, once it was there"), draw.value),
        (_("Where to look it up"), draw.value_source if draw.drawn else ""),
        (_("The secret, told after the draw"), draw.secret_told),
        (_("Drawn"), _moment(draw.drawn)),
    )
    told = tuple(Fact(label, value) for label, value in facts if value)
    return Section(
        f"draw-{draw.number}", title, words=(_how_it_went(draw),), facts=told, tickets=tuple(sorted(tickets))
    )


def _how_it_went(draw: Draw) -> str:
    if draw.taken_back is not None:
        said = _("It was taken back on {day}, before its public value was entered: {because}")
        return said.format(day=_day(draw.taken_back), because=draw.because)
    return draw_in_words(draw) if draw.drawn is not None else _("It waits for its public value.")


def _never(draw: Draw) -> str:
    """Say how many no panel holds, who are in no band: whoever subtracts finds their number, be they ever so few."""
    if not draw.never:
        return _("Everybody whose ticket was in this draw could be drawn.")
    said = ngettext(
        "{count} person whose ticket was in this draw was on no panel that meets every target, and was told so on their own page.",
        "{count} people whose tickets were in this draw were on no panel that meets every target, and were told so on their own page.",
        draw.never,
    )
    return said.format(count=f"{draw.never:,}")


def _chances(draw: Draw) -> Section:
    """Return how chances were spread: in a sentence, a picture and a table, never a row for a person."""
    found = found_of_draw(draw)
    bands = bands_of(sorted(found.chances.values()))
    longest = max((one.people for one in bands), default=1)
    said = _(
        "The lottery has {panels} panels. Whoever could be drawn had a chance of at least {least}. No lottery over panels that"
        " meet every target gives whoever has the least more than {bound}: {gap}. Were there no targets, everybody would have {even};"
        " people like whom few registered, but several are wanted, have more."
    )
    words = said.format(
        panels=f"{len(found.panels):,}",
        least=percent(draw.least, 6),
        bound=percent(draw.bound, 6),
        gap=_gap(draw.gap),
        even=percent(Decimal(draw.seats) / (draw.people or 1), 2),
    )
    bars = tuple(Bar(band_in_words(one), one.people, one.people / longest) for one in bands)
    rows = tuple((band_in_words(one), one.people) for one in bands)
    grid = Grid(_("How many people had which chance"), (_("Chance"), _("People")), rows)
    title = _("Chances in draw {number}").format(number=draw.number)
    folded = _("Bands of fewer than five people are told together with those beside them.")
    return Section(f"chances-{draw.number}", title, words=(words, _never(draw), folded), bars=bars, grid=grid)


def _gap(gap: Decimal) -> str:
    """Say how far the least chance stays below what is proved to be the most."""
    if gap < NEAR:
        return _("they differ by less than one part in ten million")
    return _("they differ by {gap} %").format(gap=f"{gap * 100:.4f}")


def _how_to_check() -> tuple[str, ...]:
    return (
        _(
            "Tickets are random, and say nothing of who somebody is. Whoever registered knows their own, and sees their own"
            " chance on their own page."
        ),
        _(
            "Terms, pool, panels and the commitment were put into the record of the partnership before the public value"
            " existed. Whoever takes the file of a draw from the lottery's page, and the program that stands beside it, can draw"
            " again on another machine, and comes to the same tickets:"
        ),
    )


def _day(moment: object) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""  # type: ignore[arg-type]


def _moment(moment: object) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i") if moment else ""  # type: ignore[arg-type]
