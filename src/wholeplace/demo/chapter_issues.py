"""The chapter on the issues themselves: ground rules, what should change, readings over two years, and ten questions."""

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from wholeplace.convene.changes.actions import (
    NewReading,
    correct_reading,
    declare_change,
    restate_change,
    second_change,
    take_readings,
)
from wholeplace.convene.changes.models import ExpectedChange
from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.expectations.ruling import draw_up_rules
from wholeplace.convene.ground_rules.actions import agree_to_ground_rules, declare_ground_rules
from wholeplace.convene.ground_rules.models import GroundRules
from wholeplace.convene.issues.amending import describe_issue
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.wickedness.actions import answer_wickedness
from wholeplace.convene.wickedness.names import Answer, Property
from wholeplace.demo.chapter_evidence import tell_where_it_was_read_off
from wholeplace.demo.people import DemoPerson
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.people import HatKind

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller

RULES: Final = (
    "We speak from what we have seen ourselves, and say when it is only what we have heard.\n"
    "We let each other finish.\n"
    "Nobody is photographed or quoted outside without being asked first.\n"
    "A young person's word counts as much as an officer's.\n"
    "Who misses an evening reads the notes before the next one."
)
RED_LINES: Final = (
    "Lantern Hill Surgery: we never speak of a patient anybody could recognise.\n"
    "Tarrow Coast Police: we do not share names of young people with any partner.\n"
    "Tideline Youth Project: we take part in nothing that locks a shelter again."
)
LATER_RULES: Final = f"{RULES}\nWe end at nine, so that everybody catches the last bus."
WHY_LATER: Final = "Twice the evening went on until ten, and six of us walked home along the coast road."


@dataclass(frozen=True)
class DemoChange:
    """Something expected to change, or not, as the story tells it."""

    outcome: str
    for_whom: str
    said_by: str
    why: str = ""
    indicator: str = ""
    unit: str = ""
    better: Better | None = None
    baseline: int | None = None
    target: int | None = None


SLEEP: Final = DemoChange(
    "People above the promenade sleep through",
    "Households on the seafront",
    "Nine households who keep a diary",
    indicator="Nights on which somebody was woken",
    unit="of 28 nights",
    better=Better.DOWN,
    baseline=17,
    target=6,
)
HOME: Final = DemoChange(
    "Young people get home after nine without being fetched",
    "Young people on the estates and in Upper Tarrow",
    "Tideline Youth Project and Tarrow Valley Buses",
    indicator="Evenings with a bus up the hill after nine",
    unit="a week",
    better=Better.UP,
    baseline=0,
    target=5,
)
PIER: Final = DemoChange(
    "The café on the pier opens in the evening",
    "Everybody who walks there after six",
    "Tarrowmouth Pier Company",
    why="The pier is closed after dark for repairs until 2029. Nobody at this table can change that, and we say so now.",
)
FALLS: Final = DemoChange(
    "Older people fall less at home",
    "People over 75 who live alone on Lantern Hill",
    "Lantern Hill Surgery",
    indicator="Falls at home",
    unit="a month",
    better=Better.DOWN,
    baseline=41,
    target=30,
)
BUS: Final = DemoChange(
    "The bus goes up Lantern Hill",
    "Everybody on the hill",
    "Tarrow Valley Buses",
    why="The road is too narrow to turn in, and the money for widening it is not there before 2031.",
)
MONTHLY: Final = (
    41, 43, 42, 40, 44, 41, 39, 42, 40, 38, 41, 39, None, None, 40, 38, 39, 37, 38, 58, 37, 35, 37, 36,
)  # fmt: skip
"""Falls in each of the 24 months before the issue was named; in two of them nobody counted."""
WRONG, RIGHT = 58, 38
WHY_WRONG: Final = "A page of the ambulance log had been counted twice."
SLEPT: Final = (17, 15, 16)

ANSWERS: Final = (
    (
        Property.DEFINITION,
        Answer.YES,
        "Young people lack places; households lack sleep; the police lack officers.",
    ),
    (Property.STOPPING, Answer.YES, "There will be young people and dark evenings every winter."),
    (Property.JUDGEMENT, Answer.PARTLY, "An empty promenade pleases some of us and saddens others."),
    (Property.UNDOING, Answer.NO, "A bus for one term, or an evening in a hall, can be taken back."),
    (Property.UNIQUE, Answer.PARTLY, "Other harbours have seafronts, but not our hill and our last bus."),
    (Property.SYMPTOM, Answer.YES, "The surgery sees the same young people for being low."),
    (Property.HARM, Answer.YES, "When the shelters were locked, two of us ended up in the dunes in January."),
)
"""What the story answers of the main issue; three questions are left for whoever tries the demo."""


def tell_the_beginning(teller: "Teller", issue: Issue) -> GroundRules:
    """Have the convener declare ground rules, say what should change, and answer a few questions, before others come."""
    rules = declare_ground_rules(convener(teller), issue=issue, rules=RULES, red_lines=RED_LINES)
    for change in (SLEEP, HOME, PIER):
        declared(teller, issue, change)
    for about, answer, reason in ANSWERS:
        answer_wickedness(convener(teller), issue=issue, about=about, answer=answer, reason=reason)
    return rules


def tell_the_agreement(teller: "Teller", rules: GroundRules, people: list[DemoPerson]) -> None:
    """Have most of those who take part agree, one draw up another ground rule for the group, and a target be changed by two."""
    for person in people[: len(people) * 4 // 5]:
        agree_to_ground_rules(teller.member(person), ground_rules=rules)
    issue = rules.issue
    draw_up_rules(
        teller.named("Kayleigh Marsden"),
        issue=issue,
        rules=LATER_RULES,
        red_lines=RED_LINES,
        reason=WHY_LATER,
        lines=[],
    )
    sleep = ExpectedChange.objects.get(issue=issue, outcome=SLEEP.outcome)
    days = months_before(teller.moment.date(), len(SLEPT))
    slept = [NewReading(day, Decimal(value)) for day, value in zip(days, SLEPT, strict=True)]
    take_readings(
        teller.named("Margaret Towle"), change=sleep, readings=slept, source="The diaries, counted together"
    )
    tell_where_it_was_read_off(teller, sleep.readings.get(value=SLEPT[0]))
    asked = restate_change(
        teller.named("Margaret Towle"),
        change=sleep,
        **said(teller, replace(SLEEP, target=8)),
        reason="Six is what we wish for. Eight is what we would call a good month.",
    )
    second_change(teller.named("Idris Farah"), amendment=asked)


def tell_the_hill(teller: "Teller", issue: Issue) -> None:
    """Have two years of falls brought in on Lantern Hill, with a gap and a correction, and the facts kept up to date."""
    falls = declared(teller, issue, FALLS, first=months_before(teller.moment.date(), len(MONTHLY))[0])
    declared(teller, issue, BUS)
    readings = months(teller.moment.date())
    source = "Ambulance log and surgery, put side by side each month"
    take_readings(convener(teller), change=falls, readings=readings, source=source)
    wrong = falls.readings.get(value=WRONG)
    correct_reading(
        convener(teller),
        change=falls,
        reading=wrong,
        day=wrong.day,
        value=Decimal(RIGHT),
        source=source,
        reason=WHY_WRONG,
    )
    describe_issue(
        convener(teller),
        issue=issue,
        title=issue.title,
        happening=issue.happening,
        for_whom=issue.for_whom,
        tried=f"{issue.tried} A telephone round by the receptionists, which ended when one of them left.",
        area=issue.area,
        reason="The surgery remembered what it had tried in 2023.",
    )


def months(today: dt.date) -> list[NewReading]:
    """Return a reading for each month that was counted."""
    days = months_before(today, len(MONTHLY))
    return [
        NewReading(day, Decimal(value)) for day, value in zip(days, MONTHLY, strict=True) if value is not None
    ]


def months_before(today: dt.date, count: int) -> list[dt.date]:
    """Return the last days of so many months that are over, the oldest first."""
    found = []
    first = today.replace(day=1)
    for _month in range(count):
        last = first - dt.timedelta(days=1)
        found.append(last)
        first = last.replace(day=1)
    return found[::-1]


def said(teller: "Teller", change: DemoChange, *, first: dt.date | None = None) -> dict[str, Any]:
    """Return what the story says of a change, its target two winters on."""
    today = teller.moment.date()
    year = today.year + 2
    measured, aimed = change.baseline is not None, change.target is not None
    return {
        "expectation": Expectation.EXPECTED if change.indicator else Expectation.NOT_EXPECTED,
        "outcome": change.outcome,
        "for_whom": change.for_whom,
        "said_by": change.said_by,
        "why": change.why,
        "indicator": change.indicator,
        "unit": change.unit,
        "better": change.better,
        "baseline": Decimal(change.baseline) if change.baseline is not None else None,
        "baseline_day": (first or months_before(today, 4)[0]) if measured else None,
        "target": Decimal(change.target) if change.target is not None else None,
        "target_day": dt.date(year, 3, calendar.monthrange(year, 3)[1]) if aimed else None,
    }


def declared(
    teller: "Teller", issue: Issue, change: DemoChange, *, first: dt.date | None = None
) -> ExpectedChange:
    """Have the convener say what is expected to change."""
    return declare_change(convener(teller), issue=issue, **said(teller, change, first=first))


def convener(teller: "Teller") -> Actor:
    """The convener of the story, in that hat."""
    return teller.member(teller.wearers("convener")[0], hat=HatKind.CONVENER)
