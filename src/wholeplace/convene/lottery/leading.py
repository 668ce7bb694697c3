"""What a convener does next about a lottery: one thing, with the button that leads there."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from wholeplace.analysis.lottery import Quota
from wholeplace.convene.lottery.conditions import draw_moments
from wholeplace.convene.lottery.models import Feature, Lottery
from wholeplace.convene.lottery.names import SeatState, Stage
from wholeplace.convene.lottery.reading import sum_faults
from wholeplace.convene.lottery.seat_queries import held_in
from wholeplace.kernel import clock
from wholeplace.places.partnership.home import NextStep
from wholeplace.ui.addresses import place_url


def next_for_convener(
    lottery: Lottery,
    stage: Stage,
    *,
    features: Sequence[Feature],
    count: int,
    seats: Mapping[SeatState, int],
) -> NextStep:
    """Return the one thing to do next, as far as the lottery has come."""
    if stage == Stage.ENDED:
        return NextStep(
            _("Nothing is left to do"), _("Everybody in the pool is forgotten by itself."), "", ""
        )
    if stage == Stage.DRAWN:
        return _towards_seats(lottery, seats)
    if stage == Stage.COMMITTED:
        return _towards_a_draw(lottery)
    return _towards_a_pool(lottery, stage, features=features, count=count)


def _towards_seats(lottery: Lottery, counts: Mapping[SeatState, int]) -> NextStep:
    waiting = counts.get(SeatState.DRAWN, 0)
    if not waiting and held_in(counts) < lottery.seats:
        text = _(
            "Somebody who was drawn does not come. Work out the chances of those who fit, and commit to another draw."
        )
        chances = place_url(lottery.place, "lottery_chances", lottery=lottery.pk)
        return NextStep(_("Draw for the seats that are free"), text, chances, _("See the chances"))
    text = _("Ask those who were drawn, and note what they say.")
    seats = place_url(lottery.place, "lottery_seats", lottery=lottery.pk)
    return NextStep(_("Fill the seats"), text, seats, _("See who was drawn"))


def _towards_a_draw(lottery: Lottery) -> NextStep:
    awaited, _drawn = draw_moments(lottery)
    there = f"{lottery.get_absolute_url()}#draw"
    if awaited is not None and awaited <= clock.now():
        text = _("It should be there by now. Look it up where it was said to be, and enter it.")
        return NextStep(_("Enter the public value"), text, there, _("Go to the draw"))
    text = _("The draw waits for a value nobody knows yet. It is entered once it is there.")
    return NextStep(_("Wait for the draw"), text, there, _("See what it waits for"))


def no_panel_fits(lottery: Lottery, features: Sequence[Feature]) -> list[str]:
    """Return why no panel of as many seats can meet the targets, feature by feature; nothing where none stands against it."""
    quotas = [
        Quota(feature.name, one.value, one.least, one.most, one.least_flex, one.most_flex)
        for feature in features
        for one in feature.targets.all()
    ]
    return [fault.text for fault in sum_faults(quotas, size=lottery.seats)]


def _towards_a_pool(lottery: Lottery, stage: Stage, *, features: Sequence[Feature], count: int) -> NextStep:
    def to(name: str) -> str:
        return place_url(lottery.place, name, lottery=lottery.pk)

    if not features:
        text = _("Such as age, gender and where people live: each is a question when they register.")
        return NextStep(
            _("Say whom the panel should resemble"), text, to("lottery_targets"), _("Set the targets")
        )
    if wrong := no_panel_fits(lottery, features):
        return NextStep(_("Mend the targets"), " ".join(wrong), to("lottery_targets"), _("See the targets"))
    if stage == Stage.SETTING_UP and not count:
        text = _(
            "Let people register on a page of their own. Or take in a file, or type in forms from paper: all three go together."
        )
        return NextStep(_("Let people in"), text, to("open_registration"), _("Open registration"))
    if stage == Stage.OPEN:
        text = _("Print it, and share the address where people are who are seldom heard.")
        return NextStep(_("Put up the poster"), text, to("lottery_poster"), _("See the poster"))
    text = _("See that nobody is in it twice, and who lives together. Then work out the chances.")
    return NextStep(_("Look through the pool"), text, to("lottery_pool"), _("Open the pool"))
