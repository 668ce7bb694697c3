"""What a draw is made from: those in the pool who can be drawn, the seats to be filled, and the targets that count then."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from wholeplace.analysis.lottery import Quota
from wholeplace.convene.lottery.models import Lottery, Registration, Target
from wholeplace.convene.lottery.pools import Composed, Pool, households_of


def composed(lottery: Lottery) -> Composed:
    """Return what the next draw of a lottery is made from: the whole panel, or the seats that became free."""
    targets = list(Target.objects.filter(feature__lottery=lottery).select_related("feature"))
    return composed_of(lottery, targets, list(counting(lottery)), seats=lottery.seats)


def counting(lottery: Lottery) -> "Sequence[Registration]":
    """Return the registrations that can be drawn, in the order of their tickets."""
    there = Registration.objects.filter(lottery=lottery, withdrawn=None, set_aside=None)
    return [one for one in there.order_by("ticket") if isinstance(one.answers, dict)]


def composed_of(
    lottery: Lottery, targets: Sequence[Target], people: Sequence[Registration], *, seats: int
) -> Composed:
    """Return a draw of so many seats among these people, by these targets."""
    quotas = tuple(quota_of(one) for one in targets)
    place = {str(one.pk): number for number, one in enumerate(targets)}
    features = list(dict.fromkeys(str(one.feature_id) for one in targets))
    rows = [[place[one.answers[feature]] for feature in features] for one in people]
    answers = np.array(rows, dtype=np.int64).reshape(len(people), len(features))
    homes = households_of([one.household for one in people]) if lottery.one_of_a_household else None
    pool = Pool(tuple(one.ticket for one in people), answers, quotas, homes)
    return Composed(pool, seats, terms_of(lottery, quotas, seats=seats))


def quota_of(target: Target) -> Quota:
    """Return a target as the lottery takes it."""
    bounds = target.least, target.most, target.least_flex, target.most_flex
    return Quota(target.feature.name, target.value, *bounds)


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
