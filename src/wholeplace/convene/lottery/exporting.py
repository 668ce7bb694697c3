"""Who sits and who could still be drawn, as tables in the columns other programs for democratic lotteries read and write."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from wholeplace.convene.lottery.models import Feature, Registration, Seat
from wholeplace.convene.lottery.names import SeatState
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
    rows = (
        _row(one.registration, features, status=STATUS[SeatState(one.state)], run=one.draw.number)
        for one in seats
    )
    return _sheet(_("Selected"), features, rows)


def remaining_sheet(people: Iterable[Registration], features: Sequence[Feature]) -> Table:
    """Return those who can still be drawn, a row for each."""
    return _sheet(_("Remaining"), features, (_row(one, features, status=POOL, run=None) for one in people))


def _sheet(name: str, features: Sequence[Feature], rows: Iterable[Sequence[str | int | None]]) -> Table:
    asked = [one.name for one in features]
    columns = ["external_id", *CONTACT, *asked, *AFTER]
    widths = [14, 26, 30, 18, 36, *(max(len(one) + 4, 14) for one in asked), 18, 14, 18, 22]
    return Table(name, columns, rows, widths=widths)


def _row(
    one: Registration, features: Sequence[Feature], *, status: str, run: int | None
) -> list[str | int | None]:
    """Return one person: the id they came with or else their ticket, how to reach them, and the exact value of each target that counts them."""
    reach = [value if value != ERASED else "" for value in (getattr(one, name) for name in CONTACT)]
    said = answers_of(one, features)
    at = one.at.isoformat(timespec="seconds")
    return [
        told_apart_by(one),
        *reach,
        *(said.get(str(each.pk), "") for each in features),
        status,
        one.source.upper(),
        run,
        at,
    ]


def answers_of(one: Registration, features: Sequence[Feature]) -> Mapping[str, str]:
    """Return for each feature the value of the target that counts somebody."""
    answers = one.answers if isinstance(one.answers, dict) else {}
    values = {str(target.pk): target.value for each in features for target in each.targets.all()}
    return {str(feature): values.get(str(target), "") for feature, target in answers.items()}
