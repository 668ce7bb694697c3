"""Who was drawn, as tables and sentences: for whoever convenes, and on somebody's own page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.convene.lottery.asking_drawn import drawn_in_words
from wholeplace.convene.lottery.models import Lottery, Seat
from wholeplace.convene.lottery.names import HOLDING, Reach, SeatState
from wholeplace.convene.lottery.seat_queries import Met, counted_by_state, held_in
from wholeplace.convene.lottery.showing import named
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.text import number_to_dial
from wholeplace.ui.addresses import place_url
from wholeplace.ui.tables import Cell, Column, Table

TAGS: Mapping[SeatState, str] = {
    SeatState.DRAWN: "warn",
    SeatState.ASKED: "place",
    SeatState.CONFIRMED: "good",
    SeatState.DECLINED: "wrong",
    SeatState.WITHDRAWN: "wrong",
}
COUNTED: Mapping[SeatState, Any] = {
    SeatState.CONFIRMED: gettext_lazy("{count} confirmed"),
    SeatState.ASKED: gettext_lazy("{count} asked and waiting"),
    SeatState.DRAWN: gettext_lazy("{count} to be asked"),
    SeatState.DECLINED: gettext_lazy("{count} could not come"),
    SeatState.WITHDRAWN: gettext_lazy("{count} withdrew"),
}
COLUMNS = (
    Column(gettext_lazy("Name"), sort="registration__name"),
    Column(gettext_lazy("Reach them"), brief=True),
    Column(gettext_lazy("How it stands"), sort="state", whole=True, brief=True),
    Column(gettext_lazy("Asked"), sort="asked", whole=True, brief=True),
    Column(gettext_lazy("Ticket"), sort="registration__ticket", whole=True, brief=True),
)


def who(seat: Seat) -> str:
    """Return the name of somebody who was drawn; once they withdrew, only their ticket is left."""
    name = seat.registration.name
    return name if name and name != ERASED else seat.registration.ticket


def stands(seat: Seat) -> Cell:
    """Return how a seat stands, as a mark."""
    state = SeatState(seat.state)
    label = _("Asked twice") if state == SeatState.ASKED and seat.reminded else state.label
    return Cell(label, tag=TAGS[state])


def reached(seat: Seat) -> object:
    """Return every way to reach somebody, a number to be pressed on a phone."""
    one = seat.registration
    known = [text for text in (one.email, one.phone, one.address) if text and text != ERASED]
    if not known:
        return _("No longer kept") if one.withdrawn else Reach.NOWHERE.label
    parts = [
        format_html('<a class="govuk-link" href="tel:{}">{}</a>', number_to_dial(text), text)
        if text == one.phone and number_to_dial(text)
        else text
        for text in known
    ]
    return format_html("<div>{}" + "<br>{}" * (len(parts) - 1) + "</div>", *parts)


def seats_table(lottery: Lottery, seats: Iterable[Seat], *, sort: str) -> Table:
    """Return those who were drawn as a table, each leading to their page."""
    rows = [
        [
            Cell(who(one), place_url(lottery.place, "lottery_seat", seat=one.pk)),
            reached(one),
            stands(one),
            day(one.asked),
            one.registration.ticket,
        ]
        for one in seats
    ]
    return Table(_("Who was drawn"), columns=COLUMNS, rows=rows, sort=sort)


def counted(counts: Mapping[SeatState, int]) -> str:
    """Say in one sentence how seats stand."""
    parts = [
        str(text).format(count=f"{counts[state]:,}") for state, text in COUNTED.items() if counts.get(state)
    ]
    return get_text_list(parts, _("and")) + "." if parts else ""


def holding_told(lottery: Lottery, counts: Mapping[SeatState, int]) -> str:
    """Say how many of the seats are held, and how many are free."""
    held = held_in(counts)
    free = max(lottery.seats - held, 0)
    said = ngettext("{held} of {seats} seat is held.", "{held} of {seats} seats are held.", lottery.seats)
    told = said.format(held=f"{held:,}", seats=f"{lottery.seats:,}")
    if not free:
        return told
    more = ngettext("{count} is free.", "{count} are free.", free).format(count=f"{free:,}")
    return f"{told} {more}"


def still_waiting(lottery: Lottery) -> str:
    """Say how many who were drawn have not answered, and no longer can once it ends; nothing where all have."""
    counts = counted_by_state(lottery)
    count = counts.get(SeatState.DRAWN, 0) + counts.get(SeatState.ASKED, 0)
    said = ngettext(
        "{count} person who was drawn has not answered, and can no longer do so then.",
        "{count} people who were drawn have not answered, and can no longer do so then.",
        count,
    )
    return said.format(count=f"{count:,}") if count else ""


def targets_table(met: Sequence[Met]) -> Table:
    """Return how far each target is met by those who hold a seat."""
    columns = (
        Column(_("Who")),
        Column(_("At least"), numeric=True, brief=True),
        Column(_("At most"), numeric=True, brief=True),
        Column(_("Hold a seat"), numeric=True, brief=True),
        Column(_("How far it is met"), whole=True, brief=True),
    )
    rows = [
        [named(one.target.feature, one.target), one.target.least, one.target.most, one.held, _met(one)]
        for one in met
    ]
    return Table(_("Targets, and who holds a seat"), columns=columns, rows=rows)


def _met(one: Met) -> Cell:
    if one.missing:
        text = ngettext("{count} missing", "{count} missing", one.missing)
        return Cell(text.format(count=one.missing), tag="wrong")
    if one.over:
        text = ngettext("{count} too many", "{count} too many", one.over)
        return Cell(text.format(count=one.over), tag="warn")
    return Cell(_("Met"), tag="good")


def missing_told(met: Sequence[Met]) -> str:
    """Say in a sentence whom the panel lacks now, or that every target is met."""
    short = [one for one in met if one.missing]
    if not met:
        return ""
    if not short:
        return _("Every target is met by those who hold a seat.")
    lacks = [
        _("{count} of “{who}”").format(count=one.missing, who=named(one.target.feature, one.target))
        for one in short
    ]
    return _("Still missing: {lacks}.").format(lacks=get_text_list(lacks, _("and")))


def seat_told(seat: Seat) -> list[dict[str, Any]]:
    """Return what is known of somebody who was drawn, each with what it is called."""
    one = seat.registration
    said = [
        (_("Ticket"), one.ticket),
        (_("E-mail"), one.email),
        (_("Phone"), _dialled(one.phone)),
        (_("Postal address"), one.address),
        (_("Drawn"), _("Draw {number}, on {day}").format(number=seat.draw.number, day=day(seat.draw.drawn))),
        (_("Asked"), day(seat.asked)),
        (_("Reminded"), day(seat.reminded)),
        (_("Asked to answer by"), day(seat.until)),
        (_("Answered"), day(seat.answered)),
        (_("Typed in by"), seat.told_by.name if seat.told_by is not None else ""),
        (_("Why they cannot come"), seat.because),
    ]
    return [{"label": label, "value": value} for label, value in said if value and value != ERASED]


def _dialled(phone: str) -> object:
    number = number_to_dial(phone)
    return format_html('<a class="govuk-link" href="tel:{}">{}</a>', number, phone) if number else phone


def script_of(seat: Seat) -> list[str]:
    """Return what whoever calls could say, paragraph by paragraph."""
    opening = _("Good day, my name is … and I call for the partnership of {place}. May I speak with {name}?")
    after = _(
        "You can say yes or no, and change it later. If you cannot come, somebody else is drawn in your place. Nobody but"
        " whoever convenes the panel is told that you were drawn."
    )
    return [
        opening.format(place=seat.place.name, name=who(seat)),
        _("{drawn} Would you take your seat?").format(drawn=drawn_in_words(seat.draw)),
        *filter(None, [seat.draw.lottery.to_drawn]),
        after,
    ]


def is_held(seat: Seat) -> bool:
    """Say whether whoever was drawn still has the seat."""
    return SeatState(seat.state) in HOLDING


def day(moment: Any) -> str:
    """Return a moment as its day; nothing where there is none."""
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""
