"""The chapters on panels drawn by lot: of three hundred twenty-four are drawn, two cannot come, and another panel is open."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.lottery.actions import (
    close_registration,
    open_registration,
    set_up_lottery,
)
from wholeplace.convene.lottery.composing import composed
from wholeplace.convene.lottery.drawing import commit_to_draw, draw_panel
from wholeplace.convene.lottery.forms import usual_consent
from wholeplace.convene.lottery.models import Lottery, Registration, Seat, Target
from wholeplace.convene.lottery.names import Asked, Coming, Fairness
from wholeplace.convene.lottery.pool_sheets import Person
from wholeplace.convene.lottery.seat_answers import record_answer
from wholeplace.convene.lottery.seats import ask_all_drawn, say_to_drawn
from wholeplace.convene.lottery.taking_in import parts_in, planned, take_in
from wholeplace.convene.lottery.targeting import set_targets
from wholeplace.convene.lottery.working import ask_to_draw_up
from wholeplace.demo import pool
from wholeplace.demo.chapter_issues import convener
from wholeplace.kernel.clock import now
from wholeplace.kernel.jobs.worker import run_all_now

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller

SAID_YES, SAID_NO = 15, 2


def tell_the_panel(teller: "Teller", issue: Issue) -> Lottery:
    """Have the convener set a panel up, take in who registered on paper cards, and commit to a draw."""
    lottery = set_up_lottery(
        convener(teller), issue=issue, title=pool.TITLE, about=pool.ABOUT, seats=pool.SEATS
    )
    set_targets(convener(teller), lottery=lottery, targets=pool.targets())
    closes = teller.moment + dt.timedelta(days=10)
    consent = usual_consent(lottery)
    open_registration(convener(teller), lottery=lottery, closes=closes, asks=list(Asked), consent=consent)
    teller.later(days=9)
    _fill(teller, lottery)
    close_registration(convener(teller), lottery=lottery)
    ask_to_draw_up(lottery, method=Fairness.LEXIMIN, of=composed(lottery).digest)
    ask_to_draw_up(lottery, method=Fairness.MAXIMIN, of=composed(lottery).digest)
    run_all_now()
    actor = convener(teller)
    assert actor.at is not None
    evening = actor.at.replace(hour=21, minute=30, second=0, microsecond=0)
    draw = commit_to_draw(actor, lottery=lottery, awaited=evening, **_named(evening))
    teller.next_morning()
    draw_panel(convener(teller), draw=draw, value=pool.VALUE, value_source=pool.VALUE_SOURCE)
    say_to_drawn(convener(teller), lottery=lottery, words=pool.TO_DRAWN, within=pool.ANSWER_WITHIN)
    ask_all_drawn(convener(teller), lottery=lottery)
    _hear(teller, lottery)
    return lottery


def tell_who_replaces(teller: "Teller") -> None:
    """Have the convener commit, yesterday, to a draw for the seats that are free: its value is there since, and to be entered."""
    lottery = Lottery.objects.get(place=teller.place, title=pool.TITLE)
    ask_to_draw_up(lottery, method=Fairness.LEXIMIN, of=composed(lottery).digest)
    run_all_now()
    actor = replace(convener(teller), at=now() - dt.timedelta(hours=20))
    known = now() - dt.timedelta(hours=8)
    commit_to_draw(actor, lottery=lottery, awaited=known, **_named(known))


def _named(known: dt.datetime) -> dict[str, str]:
    """Return which public value is waited for, and where it is published."""
    day = date_format(localtime(known), "j F Y")
    return {"awaits": pool.AWAITS.format(day=day), "source": pool.PUBLISHED}


def open_the_next_panel(teller: "Teller", issue: Issue) -> None:
    """Have another panel set up, for which anybody can register."""
    lottery = set_up_lottery(
        convener(teller), issue=issue, title=pool.NEXT_TITLE, about=pool.NEXT_ABOUT, seats=pool.NEXT_SEATS
    )
    set_targets(convener(teller), lottery=lottery, targets=pool.next_targets())
    open_registration(
        convener(teller),
        lottery=lottery,
        closes=now() + dt.timedelta(days=24),
        asks=list(Asked),
        consent=usual_consent(lottery),
    )


def _fill(teller: "Teller", lottery: Lottery) -> None:
    """Take in everybody who registered."""
    places = {
        (one.feature.name, one.value): (str(one.feature_id), str(one.pk))
        for one in Target.objects.filter(feature__lottery=lottery).select_related("feature")
    }
    names = [name for name, _question in pool.FEATURES]
    people = [
        Person(
            number,
            {
                "outside_id": "",
                "name": one.name,
                "email": one.email,
                "phone": one.phone,
                "address": one.address,
            },
            dict(places[pair] for pair in zip(names, one.values, strict=True)),
        )
        for number, one in enumerate(pool.registrants(), 2)
    ]
    for part in parts_in(planned(people)):
        take_in(convener(teller), lottery=lottery, part=part)


def _hear(teller: "Teller", lottery: Lottery) -> None:
    """Type in what most of those who were drawn say on the phone; those who cannot come have most others like them in the pool."""
    alike = Counter(_told(one) for one in Registration.objects.filter(lottery=lottery))
    drawn = Seat.objects.filter(draw__lottery=lottery).select_related("registration")
    seats = sorted(drawn, key=lambda seat: (-alike[_told(seat.registration)], seat.registration.name))
    for number, seat in enumerate(seats[: SAID_YES + SAID_NO]):
        if number < SAID_NO:
            record_answer(convener(teller), seat=seat, coming=Coming.NO, because=pool.CANNOT)
        else:
            record_answer(convener(teller), seat=seat, coming=Coming.YES)


def _told(registration: Registration) -> frozenset[str]:
    """Return what somebody answered."""
    return frozenset(registration.answers.values())
