"""Cards side by side, and matches and mismatches, as pages tell them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.convene.expectations.models import Card, CardLine, Pairing, ProposedRules, Settling
from wholeplace.convene.expectations.names import TAGS, Ending, LineKind, Standing
from wholeplace.convene.expectations.queries import Beside, standing_of
from wholeplace.kernel.behalf import Resource
from wholeplace.ui.addresses import place_url
from wholeplace.ui.tables import Cell, Column, Table

HOW_MUCH = {
    Resource.MONEY: gettext_lazy("£{quantity}"),
    Resource.TIME: gettext_lazy("{quantity} hours"),
    Resource.GOODS: gettext_lazy("goods worth £{quantity}"),
}
"""An amount of each kind, in words."""
THEY = {
    LineKind.EXPECTS: gettext_lazy("{party} expects"),
    LineKind.OFFERS: gettext_lazy("{party} can offer"),
    LineKind.REFUSES: gettext_lazy("{party} cannot accept"),
}
"""Each list, as said of a party."""


@dataclass(frozen=True)
class Found:
    """A match or mismatch as it stands beside a line: where it stands, with what, and where it is read."""

    label: str
    tag: str
    beside: str
    href: str


@dataclass(frozen=True)
class Said:
    """A line as it stands on its card: with how much, what was found beside it, and where it is marked."""

    line: CardLine
    amount: str
    found: Sequence[Found]
    mark: str


def amount_of(line: CardLine) -> str:
    """Return how much of what is offered, in words; nothing where nobody said so."""
    if line.quantity is None:
        return ""
    whole = line.quantity == line.quantity.to_integral_value()
    quantity = f"{line.quantity:,.0f}" if whole else f"{line.quantity:,.2f}"
    return str(HOW_MUCH[Resource(line.resource)]).format(quantity=quantity)


def said_by(line: CardLine) -> str:
    """Return a list's heading, as said of the party whose line it is."""
    return str(THEY[LineKind(line.kind)]).format(party=line.card)


def is_silent_about(pairing: Pairing) -> str:
    """Return what is said of a party that offers nothing of what is expected."""
    return _("{party} says nothing about it").format(party=pairing.party)


def line_named(line: CardLine) -> str:
    """Return what a line is called in the middle of a sentence."""
    return _("“{text}” on the card of {party}").format(text=line.text, party=line.card)


def proposal_named(drawn: ProposedRules) -> str:
    """Return what ground rules that were drawn up are called in the middle of a sentence."""
    return _("the ground rules drawn up on {day}").format(day=date_format(drawn.proposed, "j F Y"))


def side_by_side(here: Beside, lines: Iterable[CardLine], *, caption: str, marks: Mapping[Any, str]) -> Table:
    """Return the cards as a table of parties and their three lists; on a phone each party is a block.

    `marks` leads to where a line is marked, by the line.
    """
    told = said_on_cards(here.pairings, lines, marks=marks)
    columns = [Column(_("Party")), *(Column(kind.label) for kind in LineKind)]
    rows = [
        [
            Cell(str(card), card.get_absolute_url()),
            *(
                render_to_string("expectations/lines.html", {"lines": told[card.pk, kind.value]})
                for kind in LineKind
            ),
        ]
        for card in here.cards
    ]
    return Table(caption, columns=columns, rows=rows)


def said_on_cards(
    pairings: Iterable[Pairing], lines: Iterable[CardLine], *, marks: Mapping[Any, str]
) -> Mapping[tuple[Any, str], list[Said]]:
    """Return the lines of each card and list, each with what was found beside it."""
    found: dict[Any, list[Found]] = defaultdict(list)
    for one in pairings:
        found[one.line_id].append(_found(one, one.line))
        if one.other_id is not None:
            found[one.other_id].append(_found(one, one.other))
    told: dict[tuple[Any, str], list[Said]] = defaultdict(list)
    for line in lines:
        said = Said(line, amount_of(line), found[line.pk], marks.get(line.pk, ""))
        told[line.card_id, line.kind].append(said)
    return told


def _found(pairing: Pairing, line: CardLine | None) -> Found:
    standing = standing_of(pairing)
    return Found(str(standing.label), TAGS[standing], _beside(pairing, line), pairing.get_absolute_url())


def _beside(pairing: Pairing, line: CardLine | None) -> str:
    """Return what a line was found beside: the party, and what it says."""
    if pairing.other is None:
        return is_silent_about(pairing)
    if line == pairing.line:
        return _("{party}: {text}").format(party=pairing.party, text=pairing.other.text)
    return _("{party}: {text}").format(party=pairing.line.card, text=pairing.line.text)


def where_it_stands(parties: int, *, mismatches: int, still: int) -> str:
    """Say in a sentence how many parties have said what they expect, and how many mismatches are open."""
    if not parties:
        return ""
    said = ngettext(
        "{parties} party has said what it expects.", "{parties} parties have said what they expect.", parties
    ).format(parties=parties)
    if still:
        left = ngettext("{still} mismatch is open.", "{still} mismatches are open.", still)
        return f"{said} {left.format(still=still)}"
    return f"{said} {_('No mismatch is open.')}" if mismatches else said


def in_words(pairing: Pairing) -> str:
    """Say where a mismatch stands, in a sentence."""
    said, standing = vars(pairing), standing_of(pairing)
    if standing == Standing.PARKED:
        day = date_format(said["ended_until"], "j F Y")
        return _("It is parked, and open again on {day}.").format(day=day)
    if standing == Standing.AGAIN:
        day = date_format(said["ended_until"], "j F Y")
        return _("It was parked until {day}, and is open again.").format(day=day)
    return {
        Standing.MATCHED: _("These two go together."),
        Standing.OPEN: _("Nobody has said yet how it could be settled."),
        Standing.WAITING: _("One party has said what to do about it. The other has yet to confirm it."),
        Standing.SETTLED: _("Both parties agree how it is settled."),
        Standing.ACCEPTED: _("Both parties live with it."),
        Standing.TAKEN_BACK: _("Whoever marked this took it back. It counts no more."),
    }[standing]


@dataclass(frozen=True)
class Spoken:
    """What was said of a mismatch, as it stands on its page."""

    settling: Settling
    title: str
    by: str
    until: str
    confirmed: str
    """Who confirmed it, and when, or that nobody has."""


def spoken(settlings: Sequence[Settling]) -> list[Spoken]:
    """Return what was said of a mismatch, the newest first."""
    return [
        Spoken(
            one,
            str(Ending(one.kind).label),
            _speaker(one),
            date_format(one.until, "j F Y") if one.until else "",
            _confirmed(one, newest=settlings[0]),
        )
        for one in settlings
    ]


def _speaker(settling: Settling) -> str:
    """Return who said it, and for which organisation."""
    body = settling.party.organisation if settling.party is not None else None
    if body is None:
        return str(settling.by)
    return _("{person} for {party}").format(person=settling.by, party=body)


def _confirmed(settling: Settling, *, newest: Settling) -> str:
    """Say by whom it was confirmed, or that it waits for that, or never was; of what is parked there is nothing to say."""
    if settling.kind == Ending.PARKED:
        return ""
    if settling.confirmed is not None:
        day = date_format(settling.confirmed, "j F Y")
        return _("Confirmed by {person} on {day}.").format(person=settling.confirmed_by, day=day)
    if settling == newest:
        return _("The other party has yet to confirm it.")
    return _("It was never confirmed.")


@dataclass(frozen=True)
class Before:
    """Lines of a card that no longer stand, which others had gone by: when that was, by whom and why."""

    day: str
    by: str
    because: str
    lines: Sequence[CardLine]


def before(lines: Iterable[CardLine]) -> list[Before]:
    """Return what stood on a card before, the newest change first."""
    gone: dict[Any, list[CardLine]] = defaultdict(list)
    for one in lines:
        if one.dropped is not None:
            gone[one.dropped].append(one)
    return [
        Before(date_format(moment, "j F Y"), str(there[0].dropped_by), there[0].because, there)
        for moment, there in sorted(gone.items(), reverse=True)
    ]


def last_written(card: Card, lines: Iterable[CardLine]) -> str:
    """Say who wrote the newest line that stands on a card, and when."""
    newest = max((one for one in lines if one.dropped is None), key=lambda one: one.written, default=None)
    if newest is None:
        return ""
    day = date_format(newest.written, "j F Y")
    return _("Written last by {person} on {day}. Version {version}.").format(
        person=newest.by, day=day, version=card.version
    )


def mark_addresses(lines: Iterable[CardLine]) -> dict[Any, str]:
    """Return for each line where it is marked as a match or mismatch."""
    return {one.pk: place_url(one.place, "mark_line", line=one.pk) for one in lines}


def text_of(lines: Iterable[CardLine], kind: LineKind) -> str:
    """Return the lines of one list of a card, a line each, as its form shows them."""
    return "\n".join(one.text for one in lines if one.kind == kind and one.dropped is None)
