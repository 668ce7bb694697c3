"""Panels that are drawn by lot for a house: whom they should resemble, and who is in their pool."""

import datetime as dt

from tests.house.houses import House

from wholeplace.convene.lottery.actions import open_registration, set_up_lottery
from wholeplace.convene.lottery.models import Lottery, Target
from wholeplace.convene.lottery.names import Asked
from wholeplace.convene.lottery.reading import Sheet
from wholeplace.convene.lottery.registering import NAME, Details, register
from wholeplace.convene.lottery.sending import keep_file
from wholeplace.convene.lottery.targeting import Wanted, set_targets
from wholeplace.convene.lottery.typing_in import type_in
from wholeplace.kernel.actors import machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience

LINK = "ticket-of-somebody-who-registered-in-"


def open_lotteries(house: House) -> None:
    """Open registration for a panel on each issue; somebody registers, another is typed in, and a file of people waits."""
    convener = house.actor("convener", hat=HatKind.CONVENER)
    for audience in (Audience.PUBLIC, Audience.PARTNERSHIP):
        words = {one: house.word(f"panel{one}{audience.value}") for one in ("title", "about")}
        made = set_up_lottery(convener, issue=house.issues[audience], seats=2, **words)
        feature, value, question = (
            house.word(f"panel{one}{audience.value}") for one in ("feature", "value", "question")
        )
        set_targets(convener, lottery=made, targets=[Wanted(feature, value, 0, 2, 0, 2, question=question)])
        consent = house.word(f"panelconsent{audience.value}")
        closes = now() + dt.timedelta(days=30)
        open_registration(convener, lottery=made, closes=closes, asks=list(Asked), consent=consent)
        house.lotteries[audience] = Lottery.objects.get(pk=made.pk)
    _fill(house, house.lotteries[Audience.PUBLIC])


def _fill(house: House, lottery: Lottery) -> None:
    (target,) = Target.objects.filter(feature__lottery=lottery)
    answers = {str(target.feature_id): str(target.pk)}
    slug = house.place.slug
    house.ticket = f"{LINK}{slug}"
    house.registration = register(
        machine(house.place, NAME),
        lottery=lottery,
        details=Details(
            house.word("nameregistered"),
            f"{house.word('mailregistered')}@{slug}.example",
            house.word("phoneregistered"),
            house.word("addressregistered"),
        ),
        answers=answers,
        link=house.ticket,
    )
    convener = house.actor("convener", hat=HatKind.CONVENER)
    typed = Details(house.word("nametyped"), "", house.word("phonetyped"), house.word("addressregistered"))
    type_in(convener, lottery=lottery, details=typed, answers=answers)
    row = {"Name": house.word("namefile"), target.feature.name: target.value}
    sheet = Sheet("people.csv", list(row), [(2, row)])
    house.people_sent = keep_file(
        sheet, lottery=lottery, by=house.people["convener"], columns={"name": ["Name"]}
    )
