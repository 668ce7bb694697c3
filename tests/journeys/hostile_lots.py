"""Panels drawn by lot and who is in their pools, told in payloads."""

import datetime as dt

from tests.journeys.payloads import corpus

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.lottery.actions import open_registration, set_up_lottery
from wholeplace.convene.lottery.models import Lottery, Target
from wholeplace.convene.lottery.names import Asked
from wholeplace.convene.lottery.reading import Sheet
from wholeplace.convene.lottery.registering import NAME, Details, register
from wholeplace.convene.lottery.sending import keep_file
from wholeplace.convene.lottery.targeting import Wanted, set_targets
from wholeplace.convene.lottery.typing_in import type_in
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.clock import now

LINK = "ticket-of-whoever-registered-in-payloads"
ADDRESS = '"ran(1)"@post.example'


def pool_in_payloads(convener: Actor, issue: Issue) -> str:
    """Open a panel, fill its pool and leave a file waiting, all in hostile words; return the secret of somebody's own page."""
    words = [one for one in corpus() if "ran(" in one]
    text = "\n".join(words)[:1900]
    made = set_up_lottery(convener, issue=issue, title=words[0][:200], about=text, seats=3)
    wanted = [
        Wanted(feature, value, 0, 3, 0, 3, question=words[number][:300])
        for number, feature in enumerate((words[1][:120], words[2][:120]))
        for value in (words[3][:120], words[4][:120])
    ]
    set_targets(convener, lottery=made, targets=wanted)
    closes = now() + dt.timedelta(days=30)
    open_registration(convener, lottery=made, closes=closes, asks=list(Asked), consent=text)
    lottery = Lottery.objects.get(pk=made.pk)
    targets = Target.objects.filter(feature__lottery=lottery, value=words[3][:120])
    answers = {str(one.feature_id): str(one.pk) for one in targets}
    first = Details(words[5][:200], ADDRESS, words[6][:60], words[7][:400])
    register(machine(issue.place, NAME), lottery=lottery, details=first, answers=answers, link=LINK)
    for number in (8, 5):
        typed = Details(words[number][:200], "", words[6][:60], words[7][:400])
        type_in(convener, lottery=lottery, details=typed, answers=answers)
    rows = [(number, {"Name": one[:150]}) for number, one in enumerate(words[:20], 2)]
    sheet = Sheet(words[9][:200], ["Name"], rows)
    keep_file(sheet, lottery=lottery, by=convener.membership, columns={"name": ["Name"]})  # type: ignore[arg-type]
    return LINK
