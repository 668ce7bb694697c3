"""A panel that was drawn, who sits on it and a draw that was taken back, told in payloads."""

import datetime as dt
from dataclasses import replace

from tests.journeys.payloads import corpus

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.lottery.actions import set_up_lottery
from wholeplace.convene.lottery.composing import composed
from wholeplace.convene.lottery.drawing import commit_to_draw, draw_panel, take_draw_back
from wholeplace.convene.lottery.models import Draw, Lottery, Seat, Target
from wholeplace.convene.lottery.names import Coming, Fairness
from wholeplace.convene.lottery.pool_sheets import Person
from wholeplace.convene.lottery.registering import Details
from wholeplace.convene.lottery.seat_answers import record_answer
from wholeplace.convene.lottery.seats import say_to_drawn
from wholeplace.convene.lottery.taking_in import Part, take_in
from wholeplace.convene.lottery.targeting import Wanted, set_targets
from wholeplace.convene.lottery.typing_in import type_in
from wholeplace.convene.lottery.working import ask_to_draw_up
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.clock import now
from wholeplace.kernel.jobs.worker import run_all_now

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


def seats_in_payloads(convener: Actor, issue: Issue) -> None:
    """Draw two of five people, one of whom a file brought; one cannot come, and a draw for their seat is committed to and taken back."""
    words = [one for one in corpus() if "ran(" in one]
    text = "\n".join(words)[:1900]
    made = set_up_lottery(convener, issue=issue, title=words[10][:200], about=text, seats=2)
    set_targets(convener, lottery=made, targets=[Wanted(words[11][:120], words[12][:120], 0, 2, 0, 2)])
    (target,) = Target.objects.filter(feature__lottery=made)
    answers = {str(target.feature_id): str(target.pk)}
    for number in range(13, 17):
        reach = Details(words[number][:200], "", words[6][:60], words[number + 4][:400])
        type_in(convener, lottery=made, details=reach, answers=answers)
    of_file = {
        "outside_id": words[11][:120],
        "name": words[17][:150],
        "email": "",
        "phone": "",
        "address": "",
    }
    take_in(convener, lottery=made, part=Part([Person(2, of_file, answers)], "payloads"))
    draw = _committed(convener, made, awaits=words[20][:300])
    draw_panel(convener, draw=draw, value=words[21][:300], value_source=words[22][:300])
    say_to_drawn(convener, lottery=made, words=text[:600], within=10)
    seat = Seat.objects.filter(draw=draw).earliest("pk")
    record_answer(convener, seat=seat, coming=Coming.NO, because=text[:500])
    again = _committed(convener, made, awaits=words[23][:300])
    take_draw_back(replace(convener, at=now() - 2 * DAY + HOUR), draw=again, because=text[:500])


def _committed(convener: Actor, lottery: Lottery, *, awaits: str) -> Draw:
    """Commit to a draw two days ago whose public value is there by now."""
    ask_to_draw_up(lottery, method=Fairness.LEXIMIN, of=composed(lottery).digest)
    run_all_now()
    before = replace(convener, at=now() - 2 * DAY)
    return commit_to_draw(before, lottery=lottery, awaits=awaits, source=awaits, awaited=now() - DAY)
