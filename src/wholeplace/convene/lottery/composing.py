"""What a draw is made from: those in the pool who can be drawn, the seats to be filled, and the targets that count then."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.db.models import QuerySet

from wholeplace.analysis.lottery import Quota
from wholeplace.convene.lottery.models import Lottery, Registration, Seat, Target
from wholeplace.convene.lottery.pools import Composed, Pool, households_of
from wholeplace.convene.lottery.replacing import Remainder, remainder_of


def composed(lottery: Lottery) -> Composed:
    """Return what the next draw of a lottery is made from: the whole panel, or the seats that became free."""
    drawn_by = ("ticket", "household", "answers", "withdrawn", "set_aside")
    pool = Registration.objects.filter(lottery=lottery).only(*drawn_by)
    targets = _targets(lottery)
    left = _left(lottery, targets, pool)
    place = {str(one.pk): number for number, one in enumerate(targets)}
    features = list(dict.fromkeys(str(one.feature_id) for one in targets))
    rows = [[place[one.answers[feature]] for feature in features] for one in left.people]
    answers = np.array(rows, dtype=np.int64).reshape(len(left.people), len(features))
    homes = households_of([one.household for one in left.people]) if lottery.one_of_a_household else None
    who = Pool(tuple(one.ticket for one in left.people), answers, left.quotas, homes)
    return Composed(who, left.seats, terms_of(lottery, left.quotas, seats=left.seats))


def eligible(lottery: Lottery) -> Sequence[Registration]:
    """Return who can still be drawn, in the order of their tickets: who never had a seat, and lives with nobody who has one where that matters."""
    return _left(lottery, _targets(lottery), Registration.objects.filter(lottery=lottery)).people


def _targets(lottery: Lottery) -> list[Target]:
    return list(Target.objects.filter(feature__lottery=lottery).select_related("feature"))


def _left(lottery: Lottery, targets: Sequence[Target], pool: "QuerySet[Registration]") -> Remainder:
    there = [one for one in pool if isinstance(one.answers, dict)]
    seats = Seat.objects.filter(draw__lottery=lottery)
    return remainder_of(
        targets, there, seats, size=lottery.seats, one_of_a_household=lottery.one_of_a_household
    )


def terms_of(lottery: Lottery, quotas: Sequence[Quota], *, seats: int) -> Mapping[str, Any]:
    """Return the terms of a draw as they are published."""
    return {
        "panel": lottery.title,
        "seats": seats,
        "method": lottery.method,
        "one_of_a_household": lottery.one_of_a_household,
        "targets": [
            {"feature": one.feature, "value": one.value, "min": one.least, "max": one.most} for one in quotas
        ],
    }
