"""Whom a panel should resemble: features, their values, and how many people of the panel have each."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.conditions import convenes, draw_moments, targets_can_change
from wholeplace.convene.lottery.models import Feature, Lottery, Registration, Target
from wholeplace.convene.lottery.naming import unfit_name
from wholeplace.convene.lottery.opened_with import still_stands
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused


@dataclass(frozen=True)
class Wanted:
    """How many people of a panel have one value of a feature, and its share of the population where somebody said."""

    feature: str
    value: str
    least: int
    most: int
    least_flex: int
    most_flex: int
    population: Decimal | None = None
    question: str = ""


def wanted_of(lottery: Lottery) -> list[Wanted]:
    """Return the targets of a lottery as they stand."""
    targets = Target.objects.filter(feature__lottery=lottery).select_related("feature")
    return [
        Wanted(
            one.feature.name,
            one.value,
            one.least,
            one.most,
            one.least_flex,
            one.most_flex,
            population=one.population,
            question=one.feature.question,
        )
        for one in targets.order_by("feature__number", "number")
    ]


@action(
    "lottery.set_targets",
    title=_("Say whom a panel should resemble"),
    says=_("{actor} said in {count} targets whom a panel should resemble"),
    may=convenes,
    when=targets_can_change,
    on="lottery",
    doors=BY_PAGE,
)
def set_targets(act: Act, *, lottery: Lottery, targets: Sequence[Wanted], after: str = "") -> Lottery:
    """Put these targets in the place of those before; what somebody in the pool answered cannot be taken away.

    Once somebody was drawn by them they only give way, so that no replacement can be aimed at anybody. `after` is the digest
    of what was read, all targets or those of one feature: whoever read before somebody else's change reads that first.
    """
    there = wanted_of(lottery)
    if after and not still_stands(after, there):
        raise Refused("lottery_changed_meanwhile")
    drawn = draw_moments(lottery)[1]
    if drawn is not None and not only_give_way(there, targets):
        raise Refused("targets_only_give_way")
    if unfit := unfit_name(targets, before=there):
        raise Refused(unfit.code, **unfit.params)
    features = _features(act, lottery, targets)
    before = {(one.feature_id, one.value): one for one in Target.objects.filter(feature__lottery=lottery)}
    kept: list[Target] = []
    for number, one in enumerate(targets):
        feature = features[one.feature]
        row = before.pop((feature.pk, one.value), None) or Target(
            place=act.place, audience=lottery.audience, feature=feature, value=one.value
        )
        row.number, row.least, row.most = number, one.least, one.most
        row.least_flex, row.most_flex, row.population = one.least_flex, one.most_flex, one.population
        row.save()
        kept.append(row)
    _take_away(act, lottery, list(before.values()), set(features.values()))
    for row in kept:
        act.record(row)
    act.record(lottery)
    act.say(count=len(kept))
    return lottery


def only_give_way(before: Sequence[Wanted], after: Sequence[Wanted]) -> bool:
    """Say whether targets are the same but for least numbers that are lower, and most numbers that are higher."""
    bounds = {(one.feature, one.value): one for one in before}
    return {(one.feature, one.value) for one in after} == set(bounds) and all(
        one.least <= (was := bounds[one.feature, one.value]).least and one.most >= was.most for one in after
    )


def _features(act: Act, lottery: Lottery, targets: Sequence[Wanted]) -> dict[str, Feature]:
    """Return the features the targets name, those that are new made, in the order they are named in."""
    there = {one.name: one for one in Feature.objects.filter(lottery=lottery)}
    asked = {one.feature: one.question for one in reversed(targets)}
    found: dict[str, Feature] = {}
    names = list(dict.fromkeys(one.feature for one in targets))
    if not there.keys() >= set(names) and counting(lottery).exists():
        raise Refused("feature_after_registrations")
    for number, name in enumerate(names):
        row = there.get(name) or Feature(
            place=act.place, audience=lottery.audience, lottery=lottery, name=name
        )
        row.number, row.question = number, asked[name] or row.question
        row.save()
        act.record(row)
        found[name] = row
    return found


def counting(lottery: Lottery) -> "QuerySet[Registration]":
    """Return the registrations of a lottery that answer its questions."""
    return Registration.objects.filter(lottery=lottery, withdrawn=None)


def _take_away(act: Act, lottery: Lottery, targets: Sequence[Target], features: set[Feature]) -> None:
    """Take away targets, and features without any, unless somebody in the pool gave such an answer."""
    gone = [one for one in Feature.objects.filter(lottery=lottery) if one not in features]
    if targets or gone:
        for answers in counting(lottery).values_list("answers", flat=True):
            answered = answers.values() if isinstance(answers, dict) else ()
            if lost := next((one for one in targets if str(one.pk) in answered), None):
                raise Refused("somebody_answered_that", value=lost.value)
    for row in targets:
        act.remove(row)
    for feature in gone:
        act.remove(feature)
