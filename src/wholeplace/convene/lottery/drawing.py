"""Drawing: everything that decides a draw is put on record, a public value is waited for, and the panel follows from both."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from wholeplace.analysis.lottery import drawn
from wholeplace.convene.lottery.blinding import Digest, blinded
from wholeplace.convene.lottery.composing import composed
from wholeplace.convene.lottery.conditions import (
    can_be_taken_back,
    convenes,
    registration_is_over,
    value_is_there,
)
from wholeplace.convene.lottery.found import Found, found_in, holds, urn_of
from wholeplace.convene.lottery.models import Draw, DrawingUp, Lottery, Registration, Seat
from wholeplace.convene.lottery.names import Outcome, SeatState
from wholeplace.convene.lottery.pools import digest_of
from wholeplace.convene.lottery.seeds import as_kept, commitment_to, seed_of
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, any_of, wears
from wholeplace.kernel.keyed import keyed
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience

LEAST_WAIT = dt.timedelta(minutes=10)
"""How long before its public value exists a draw is committed to, at least."""


@action(
    "draw.commit",
    title=_("Commit to a draw"),
    says=_("{actor} committed to a draw of {seats} seats among {people} people, by a public value that will be known on {awaited}"),
    may=convenes,
    when=registration_is_over,
    on="lottery",
    doors=BY_PAGE,
)  # fmt: skip
def commit_to_draw(act: Act, *, lottery: Lottery, awaits: str, source: str, awaited: dt.datetime) -> Draw:
    """Put terms, pool, the lottery over panels and the digest of a secret on record, before the public value exists.

    Which value it will be, where it will be published and when stand among the terms.
    """
    if awaited < act.at + LEAST_WAIT:
        raise Refused("value_too_soon", minutes=int(LEAST_WAIT.total_seconds() // 60))
    of = composed(lottery)
    if not of.seats:
        raise Refused("no_seat_free")
    ready = DrawingUp.objects.filter(lottery=lottery, method=lottery.method, outcome=Outcome.READY).first()
    if ready is None or ready.of != of.digest or not holds(found := found_in(ready.found), of):
        raise Refused("worked_out_from_another_pool")
    draw = Draw(
        place=act.place,
        audience=lottery.audience,
        lottery=lottery,
        number=lottery.draws.count() + 1,
        by=act.membership,
        seats=of.seats,
        method=lottery.method,
        committed=act.at,
        awaits=awaits,
        value_source=source,
        awaited=awaited,
    )
    when = awaited.astimezone(dt.UTC).isoformat()
    _publish(draw, found, {**of.terms, "awaits": awaits, "source": source, "awaited": when})
    draw.save(force_insert=True)
    act.record(draw)
    act.say(seats=draw.seats, people=draw.people, awaited=awaited)
    act.enqueue_once("ledger.checkpoint")
    return draw


def _publish(draw: Draw, found: Found, terms: dict[str, Any]) -> None:
    """Put into a draw all that decides it, as it is published, and the digests by which that is known again."""
    shown = blinded(found, salts=salts_of(draw), order=_keyed(draw, "order"))
    draw.terms, draw.terms_digest = terms, digest_of(terms)
    draw.pool, draw.pool_digest = shown.pool, digest_of(shown.pool)
    draw.panels, draw.panels_digest = shown.found.panels_told, digest_of(shown.found.panels_told)
    draw.tickets, draw.kinds = shown.tickets, shown.found.kinds
    draw.answers_digest = digest_of([answers_salt_of(draw), draw.kinds])
    draw.least, draw.bound, draw.finished = found.least, found.bound, found.finished
    draw.people, draw.never = len(found.pool), len(found.never)
    draw.commitment = commitment_to(secret_of(draw))


@action(
    "draw.take_back",
    title=_("Take a draw back"),
    says=_("{actor} took a draw back that waited for its public value"),
    may=convenes,
    when=can_be_taken_back,
    on="draw",
    doors=BY_PAGE,
)
def take_draw_back(act: Act, *, draw: Draw, because: str) -> Draw:
    """Say why a draw is not made: that it was committed to stays on record, for everybody to ask about."""
    draw.taken_back, draw.because = act.at, because
    draw.save()
    act.record(draw)
    return draw


@action(
    "draw.draw",
    title=_("Enter the public value, and draw"),
    says=_("{actor} entered the public value, by which {seats} people were drawn"),
    may=convenes,
    when=value_is_there,
    on="draw",
    doors=BY_PAGE,
)
def draw_panel(act: Act, *, draw: Draw, value: str, value_source: str) -> Draw:
    """Draw by the committed secret and the public value; whoever withdrew meanwhile leaves a free seat."""
    secret = secret_of(draw)
    if commitment_to(secret) != draw.commitment:
        raise Refused("secret_is_lost")
    draw.value, draw.value_source = as_kept(value), value_source
    draw.secret_told, draw.drawn = secret, act.at
    draw.save()
    act.record(draw)
    places = drawn(urn_of(draw.pool, draw.panels), seed=seed_of(secret, draw.value))
    tickets = {draw.tickets[place] for place in places}
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    there = list(rows.filter(lottery=draw.lottery_id, ticket__in=tickets).order_by("ticket"))
    seats = _seated(draw, there)
    Seat.objects.bulk_create(seats)
    act.record_many(Seat, seats)
    act.say(seats=len(seats))
    act.enqueue_once("ledger.checkpoint")
    return draw


@action(
    "draw.open",
    title=_("Open what the tickets of a draw answered"),
    says=_("{actor} opened what the tickets of draw {number} answered"),
    may=any_of(convenes, wears(HatKind.SCRUTINEER)),
    within="draw",
    doors=BY_PAGE,
)
def open_draw(act: Act, *, draw: Draw) -> None:
    """Open every seal of a draw, and what each ticket answered, to check it; that it was done stands in the record."""
    act.say(number=draw.number)


def secret_of(draw: Draw) -> str:
    """Return the secret half of a draw's seed: made from a key outside the database, which holds only its digest until then."""
    return _keyed(draw, "secret")("")


def salts_of(draw: Draw) -> Digest:
    """Return what makes the salt of a ticket's seal in a draw."""
    return _keyed(draw, "salt")


def answers_salt_of(draw: Draw) -> str:
    """Return the salt of the digest of what the kinds of a draw answered."""
    return _keyed(draw, "answers")("")


def _keyed(draw: Draw, purpose: str) -> Digest:
    digest = keyed(draw.place, f"wholeplace.lottery.{purpose}")
    return lambda text: digest(f"{draw.pk} {text}")


def _seated(draw: Draw, people: Sequence[Registration]) -> list[Seat]:
    """Return the seats of those who were drawn; whoever withdrew meanwhile has theirs no more."""
    return [
        Seat(
            place=draw.place,
            audience=Audience.AUTHOR,
            draw=draw,
            registration=one,
            state=SeatState.DRAWN if one.counts else SeatState.WITHDRAWN,
        )
        for one in people
    ]
