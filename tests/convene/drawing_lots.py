"""A lottery of a place, its pool and its draws, in a few words each."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from tests.kernel.scene import Scene

from wholeplace.convene.lottery.actions import set_up_lottery
from wholeplace.convene.lottery.composing import composed
from wholeplace.convene.lottery.drawing import commit_to_draw, draw_panel
from wholeplace.convene.lottery.models import Draw, DrawingUp, Lottery, Registration, Target
from wholeplace.convene.lottery.names import Fairness, Source
from wholeplace.convene.lottery.targeting import Wanted, set_targets
from wholeplace.convene.lottery.working import ask_to_draw_up
from wholeplace.kernel import clock
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now

AGES = (("16 to 29", 1, 2), ("30 to 64", 1, 2), ("65 and over", 1, 2))
PLACES = (("Harbour", 2, 3), ("Hill", 2, 3))
VALUE = "4 8 15 16 23 42"
AWAITED = dt.timedelta(days=1)


def wanted() -> list[Wanted]:
    """Return targets for a panel of five by age and where people live."""
    ages = [Wanted("Age", value, least, most, least, most) for value, least, most in AGES]
    return ages + [Wanted("Where you live", value, least, most, least, most) for value, least, most in PLACES]


def a_lottery(scene: Scene, **other: Any) -> Lottery:
    """Set up a panel of five, and say whom it should resemble."""
    said = {"title": "Panel on the harbour", "about": "It meets twice.", "seats": 5, **other}
    lottery = set_up_lottery(scene.actor("amina"), issue=scene.issue(), **said)
    return set_targets(scene.actor("amina"), lottery=lottery, targets=wanted())


def in_the_pool(lottery: Lottery, ages: str, *, area: str = "Harbour", **other: Any) -> list[Registration]:
    """Put people into the pool as they stand there: one for each figure, which is the number of their age."""
    by_value = {one.value: one for one in Target.objects.filter(feature__lottery=lottery)}
    there = Registration.objects.filter(lottery=lottery).count()
    rows = []
    for number, age in enumerate(ages, start=there):
        targets = by_value[AGES[int(age)][0]], by_value[area]
        said = {
            "ticket": f"T{number:03d}",
            "name": f"Resident {number}",
            "email": f"resident{number}@home.example",
            "answers": {str(one.feature_id): str(one.pk) for one in targets},
            "source": Source.PAPER,
            **other,
        }
        rows.append(Registration(place=lottery.place, lottery=lottery, at=clock.now(), **said))
    with migrating():
        return Registration.objects.bulk_create(rows)


def worked_out(lottery: Lottery, method: Fairness = Fairness.LEXIMIN) -> DrawingUp:
    """Have chances worked out."""
    asked = ask_to_draw_up(lottery, method=method, of=composed(lottery).digest)
    run_all_now()
    asked.refresh_from_db()
    return asked


def committed(scene: Scene, lottery: Lottery) -> Draw:
    """Commit to a draw, a day before its public value is there."""
    worked_out(lottery)
    named = {"awaits": "The lotto of Saturday", "source": "lotto.example", "awaited": clock.now() + AWAITED}
    return commit_to_draw(scene.actor("amina"), lottery=lottery, **named)


def a_drawn_panel(scene: Scene, lottery: Lottery) -> Draw:
    """Commit to a draw, and make it the day after."""
    draw = committed(scene, lottery)
    later = replace(scene.actor("amina"), at=clock.now() + 2 * AWAITED)
    return draw_panel(later, draw=draw, value=VALUE, value_source="lotto.example, draw 7")


@pytest.fixture
def lottery(saltmarsh: Scene) -> Lottery:
    """A panel of five, with fifteen people in its pool."""
    made = a_lottery(saltmarsh)
    in_the_pool(made, "000111222", area="Harbour")
    in_the_pool(made, "001122", area="Hill")
    return made
