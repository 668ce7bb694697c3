"""Who sits and who could still be drawn, as tables in the columns other programs for democratic lotteries read and write."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from wholeplace.convene.lottery.models import Feature, Registration, Seat
from wholeplace.convene.lottery.names import SeatState
from wholeplace.convene.lottery.pool_showing import answers_in_order, values_of
from wholeplace.convene.lottery.tickets import told_apart_by
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.spreadsheets import Table

CONTACT = ("name", "email", "phone", "address")
"""How somebody is called and reached, as the columns are called."""
AFTER = ("selection_status", "source_type", "selection_run_id", "created_at")
"""What other programs say of each person after what they answered."""
POOL = "POOL"
STATUS: Mapping[SeatState, str] = {
    SeatState.DRAWN: "SELECTED",
    SeatState.ASKED: "SELECTED",
    SeatState.CONFIRMED: "CONFIRMED",
    SeatState.DECLINED: "WITHDRAWN",
    SeatState.WITHDRAWN: "WITHDRAWN",
}
"""How a seat stands in the words of other programs."""


def selected_sheet(seats: Iterable[Seat], features: Sequence[Feature]) -> Table:
    """Return those who hold a seat, a row for each."""
    seated = ((one.registration, STATUS[SeatState(one.state)], one.draw.number) for one in seats)
    return _sheet(_("Selected"), features, seated)


def remaining_sheet(people: Iterable[Registration], features: Sequence[Feature]) -> Table:
    """Return those who can still be drawn, a row for each."""
    return _sheet(_("Remaining"), features, ((one, POOL, None) for one in people))


def _sheet(
    name: str, features: Sequence[Feature], people: Iterable[tuple[Registration, str, int | None]]
) -> Table:
    """Return people as a table: each with how they stand, and the draw that drew them."""
    values = values_of(features)
    asked = [one.name for one in features]
    columns = ["external_id", *CONTACT, *asked, *AFTER]
    widths = [14, 26, 30, 18, 36, *(max(len(one) + 4, 14) for one in asked), 18, 14, 18, 22]
    rows = (
        [
            *(told_apart_by(one), *_reach(one), *answers_in_order(one, features, values)),
            *(status, one.source.upper(), run, one.at.isoformat(timespec="seconds")),
        ]
        for one, status, run in people
    )
    return Table(name, columns, rows, widths=widths)


def _reach(one: Registration) -> list[str]:
    """Return how somebody is called and reached, as far as it is kept."""
    return [value if value != ERASED else "" for value in (getattr(one, name) for name in CONTACT)]
