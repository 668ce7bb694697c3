"""A panel that was drawn by lot: who registered, who was drawn, and how they are reached."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.kernel.scene import Scene

from wholeplace.analysis.lottery import Method, draw_up
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.lottery.actions import set_up_lottery
from wholeplace.convene.lottery.composing import composed
from wholeplace.convene.lottery.drawing import commit_to_draw, draw_panel
from wholeplace.convene.lottery.found import found_of
from wholeplace.convene.lottery.models import Draw, Lottery, Registration, Seat, Target
from wholeplace.convene.lottery.names import Coming, Fairness, SeatState, Source
from wholeplace.convene.lottery.registering import NAME, Details, withdraw
from wholeplace.convene.lottery.seat_answers import answer_by_link, record_answer
from wholeplace.convene.lottery.seats import ask_drawn, set_letters
from wholeplace.convene.lottery.targeting import Wanted, set_targets
from wholeplace.convene.lottery.typing_in import type_in
from wholeplace.convene.lottery.working import ask_to_draw_up
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.outbox.models import Mail

WANTED = (
    Wanted("Age", "16 to 39", 1, 3, 1, 3),
    Wanted("Age", "40 and over", 1, 3, 1, 3),
    Wanted("Area", "Harbour", 2, 2, 1, 3),
    Wanted("Area", "Hill", 2, 2, 1, 3),
)
PEOPLE = (
    ("Ada Quill", "16 to 39", "Harbour", {"email": "ada@quill.example", "phone": "01632 960 001"}),
    ("Bo Lund", "40 and over", "Harbour", {"email": "bo@lund.example"}),
    ("Cy Moon", "16 to 39", "Hill", {"address": "4 Quay, Saltmarsh"}),
    ("Dot Field", "40 and over", "Hill", {"phone": "01632 960 004"}),
    ("Ed Vane", "16 to 39", "Harbour", {"email": "ed@vane.example"}),
    ("Flo Marsh", "40 and over", "Hill", {"email": "flo@marsh.example"}),
    ("Gus Weir", "40 and over", "Harbour", {"email": "gus@weir.example"}),
    ("Hal Brook", "16 to 39", "Hill", {"email": "hal@brook.example"}),
)
"""Four who are drawn, and four who are not."""


def panel(scene: Scene, *, seats: int = 4) -> Lottery:
    """Set up a panel of the scene's issue, and say whom it should resemble."""
    amina, about = scene.actor("amina"), "We meet on four evenings. You get £200."
    title = "Night bus panel" + " again" * Lottery.objects.count()
    made = set_up_lottery(amina, issue=scene.issue(), title=title, about=about, seats=seats)
    return set_targets(amina, lottery=made, targets=list(WANTED))


def registered(lottery: Lottery, name: str, *values: str, **reach: str) -> Registration:
    """Put somebody into the pool, with the answers that these values of targets are."""
    targets = {one.value: one for one in Target.objects.filter(feature__lottery=lottery)}
    answers = {str(targets[one].feature_id): str(targets[one].pk) for one in values}
    count = Registration.objects.filter(lottery=lottery).count()
    with migrating():
        return Registration.objects.create(
            place=lottery.place, lottery=lottery, ticket=f"TKT-{count:04}", source=Source.PAGE, name=name,
            answers=answers, at=clock.now(), **reach,
        )  # fmt: skip


def drawn_panel(scene: Scene, *, people: Any = PEOPLE, seats: int = 4) -> Lottery:
    """Draw a panel of the first so many of these people."""
    lottery = panel(scene, seats=seats)
    pool = [registered(lottery, name, *values, **reach) for name, *values, reach in people]
    draw_for(lottery, pool[:seats])
    return lottery


def draw_for(lottery: Lottery, people: Any, *, committed: dt.datetime | None = None) -> Draw:
    """Have people drawn, as if the lottery had drawn them."""
    whole = composed(lottery)
    found = found_of(whole, draw_up(whole.kinds, method=Method.MAXIMIN, seed=1))
    at = committed or clock.now()
    with migrating():
        draw = Draw.objects.create(
            place=lottery.place, lottery=lottery, number=lottery.draws.count() + 1, by=lottery.by, seats=len(people),
            method=lottery.method, committed=at, terms=dict(whole.terms), pool=[[f"seal {ticket}", kind, home] for ticket, kind, home in found.pool], tickets=list(whole.pool.ids),
            panels=found.panels_told, kinds=[list(one) for one in found.kinds], terms_digest="a" * 64,
            commitment="c" * 64, least=found.least, bound=found.bound, people=len(found.pool), never=0,
            awaits="The lottery of Saturday", awaited=at, value="1 2 3 4 5 6", value_source="https://lottery.example",
            secret_told="5ec7e7" * 10, drawn=at, pool_digest="d" * 64, panels_digest="e" * 64, answers_digest="f" * 64,
        )  # fmt: skip
        for one in people:
            Seat.objects.create(place=lottery.place, draw=draw, registration=one)
    return draw


def seat_of(lottery: Lottery, name: str) -> Seat:
    """Return the seat of somebody, as it stands now."""
    return Seat.objects.select_related("registration", "draw__lottery").get(
        draw__lottery=lottery, registration__name=name
    )


def standing(lottery: Lottery) -> dict[str, str]:
    """Return how each seat stands, by the name of whoever was drawn for it."""
    rows = Seat.objects.filter(draw__lottery=lottery).order_by("registration__name")
    return dict(rows.values_list("registration__name", "state"))


def put(lottery: Lottery, name: str, state: SeatState, **other: Any) -> Seat:
    """Let a seat stand so, as if it had come to that."""
    with migrating():
        rows = Seat.objects.filter(draw__lottery=lottery, registration__name=name)
        rows.update(state=state, **other)
    return seat_of(lottery, name)


def link_to(email: str) -> str:
    """Return the secret in the newest letter to somebody that opens their own page."""
    letter = Mail.objects.filter(to=email, template="lottery/mail/drawn.txt").latest("asked")
    return re.findall(r"^http://localhost:8000/\S+/ticket/([^/\s]+)/$", letter.text, re.MULTILINE)[-1]


def seated(convener: Actor, issue: Issue, people: Sequence[Details], *, title: str, about: str) -> list[Seat]:
    """Draw a panel that all of these people sit on, through the actions alone: typed in, committed to two days ago, drawn now."""
    made = set_up_lottery(convener, issue=issue, title=title, about=about, seats=len(people))
    set_targets(convener, lottery=made, targets=[Wanted("Age", "Any", 0, len(people), 0, len(people))])
    (target,) = Target.objects.filter(feature__lottery=made)
    said = {str(target.feature_id): str(target.pk)}
    for one in people:
        type_in(convener, lottery=made, details=one, answers=said)
    ask_to_draw_up(made, method=Fairness.LEXIMIN, of=composed(made).digest)
    run_all_now()
    before = replace(convener, at=clock.now() - dt.timedelta(days=2))
    awaited = {
        "awaits": "The lotto of Saturday",
        "source": "lotto.example",
        "awaited": clock.now() - dt.timedelta(days=1),
    }
    draw = commit_to_draw(before, lottery=made, **awaited)
    draw_panel(convener, draw=draw, value="4 8 15", value_source="https://lotto.example/7")
    rows = Seat.objects.filter(draw=draw).select_related("registration", "place", "draw__lottery")
    return list(rows.order_by("registration__name"))


def sat(scene: Scene) -> None:
    """Have three people drawn, of whom one takes the seat, one leaves it by a link, and one on the phone."""
    amina = scene.actor("amina")
    people = [
        Details("Ada Quill", "ada@quill.example"),
        Details("Bo Lund", "", "", "4 Quay, Saltmarsh"),
        Details("Cy Moon", "", "01632 960 003"),
    ]
    first, second, third = seated(
        amina, scene.issue(), people, title="Night bus panel", about="Four evenings"
    )
    ask_drawn(amina, seat=first)
    set_letters(amina, lottery=first.draw.lottery)
    program = machine(scene.place, NAME)
    answer_by_link(program, seat=first, coming=Coming.NO, because="My knee")
    answer_by_link(program, seat=second, coming=Coming.YES)
    record_answer(amina, seat=third, coming=Coming.NO, because="Works nights")
    answer_by_link(program, seat=first, coming=Coming.YES)
    withdraw(program, registration=second.registration)
