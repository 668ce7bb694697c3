"""What a place's first page tells of panels drawn by lot: for which one can register, and which were drawn."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from wholeplace.convene.lottery.conditions import draw_moments, stage_of
from wholeplace.convene.lottery.models import Lottery
from wholeplace.convene.lottery.names import Stage
from wholeplace.convene.lottery.queries import WEIGHTY, draws_visible_to, lotteries_listed
from wholeplace.convene.lottery.showing import day_of
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.places.partnership.home import Lately, NextStep
from wholeplace.ui.addresses import place_url

SHOWN = 3


def lately(viewer: Viewer) -> Sequence[Lately]:
    """Return the panels set up lately for which anybody can register, and those that were drawn."""
    return list(_told(lotteries_listed(viewer)[:SHOWN]))


def _told(lotteries: Iterable[Lottery]) -> Iterator[Lately]:
    for one in lotteries:
        _awaited, drawn = draw_moments(one)
        if stage_of(one, clock.now()) == Stage.OPEN and one.opened is not None:
            open_now = _("Anybody can register to be drawn by lot, until {day}: {title}")
            text = open_now.format(day=day_of(one.closes), title=one.title)
            yield Lately(one.opened, text, one.get_absolute_url(), _register(one))
        elif drawn is not None:
            yield Lately(
                drawn, _("A panel was drawn by lot: {title}").format(title=one.title), one.get_absolute_url()
            )


def enter_value(viewer: Viewer) -> NextStep | None:
    """Lead whoever convenes to a draw whose public value is there by now."""
    if not viewer.wears(HatKind.CONVENER):
        return None
    due = draws_visible_to(viewer).filter(
        drawn=None, taken_back=None, awaited__lte=clock.now(), lottery__ended=None
    )
    draw = due.defer(*WEIGHTY).first()
    if draw is None:
        return None
    text = _("{title}. It waits for: {awaits}").format(title=draw.lottery.title, awaits=draw.awaits)
    return NextStep(
        _("Enter the public value of a draw"), text, f"{draw.get_absolute_url()}#draw", _("Go to the draw")
    )


def _register(lottery: Lottery) -> NextStep:
    return NextStep(
        title=_("Put your name down"),
        text=_("{title}. Whoever registers can be drawn by lot, until {day}.").format(
            title=lottery.title, day=day_of(lottery.closes)
        ),
        href=place_url(lottery.place, "lottery_register", lottery=lottery.pk),
        label=_("Register for the draw"),
    )
