"""What a viewer may read of lotteries: how they are drawn everybody, and who is in a pool only whoever convenes."""

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from wholeplace.convene.invitations.codes import as_typed, code_digest
from wholeplace.convene.lottery.conditions import AWAITED, DRAWN_ON
from wholeplace.convene.lottery.models import Draw, DrawingUp, Feature, Lottery, Registration, Seat, Target
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import visible
from wholeplace.kernel.tables import table_of
from wholeplace.kernel.tokens import digest_of

if TYPE_CHECKING:
    from wholeplace.kernel.actors import Viewer

WEIGHTY = ("terms", "pool", "tickets", "panels", "kinds")
"""What decides a draw: megabytes, for ten thousand people. Read where it is shown, and nowhere else."""

PUT_ON_RECORD = ("draw.commit", "draw.draw")
"""The deeds by which a draw stands in the record."""


def light_draws(path: str = "draws") -> "Prefetch[Any]":
    """Return the draws of a lottery to be read along with it, without what decides them."""
    return Prefetch(path, queryset=Draw.objects.defer(*WEIGHTY))


def lotteries_visible_to(viewer: "Viewer") -> "QuerySet[Lottery]":
    """Return the lotteries a viewer may read about, the newest first, each with its draws."""
    told = Lottery.objects.select_related("place", "issue__place", "by").prefetch_related(light_draws())
    return visible(told, viewer).order_by("-made", "pk")


def lotteries_listed(viewer: "Viewer") -> "QuerySet[Lottery]":
    """Return the lotteries a viewer may read about, the newest first, each with what its stage is told by: one question for all."""
    draws = Draw.objects.filter(lottery=OuterRef("pk"), taken_back=None).order_by("number")
    told = Lottery.objects.select_related("place", "issue").annotate(
        **{
            AWAITED: Subquery(draws.filter(drawn=None).values("awaited")[:1]),
            DRAWN_ON: Subquery(draws.exclude(drawn=None).values("drawn")[:1]),
        }
    )
    return visible(told, viewer).order_by("-made", "pk")


def draws_visible_to(viewer: "Viewer") -> "QuerySet[Draw]":
    """Return the draws a viewer may read about."""
    return visible(Draw.objects.select_related("place", "lottery__place", "by"), viewer).order_by(
        "number", "pk"
    )


def draws_named(viewer: "Viewer") -> "QuerySet[Draw]":
    """Return the same without what decides them, to be named and led to."""
    return draws_visible_to(viewer).defer(*WEIGHTY)


def lines_of_draws(draws: Collection[Draw]) -> dict[UUID, dict[str, str]]:
    """Return for each draw in which line of the record it stands that it was committed to, and that it was drawn, by deed."""
    moments = {moment for one in draws for moment in (one.committed, one.drawn) if moment is not None}
    places = {one.place_id for one in draws}
    found: dict[UUID, dict[str, str]] = {one.pk: {} for one in draws}
    deeds = Leaf.objects.filter(
        place__in=places, part=0, entry__action__in=PUT_ON_RECORD, entry__at__in=moments
    )
    for data in deeds.values_list("data", flat=True) if found else ():
        told = json.loads(data)
        for row in told["rows"]:
            if row["table"] == table_of(Draw) and (draw := UUID(row["id"])) in found:
                found[draw][told["action"]] = told["id"]
    return found


def registrations_visible_to(viewer: "Viewer") -> "QuerySet[Registration]":
    """Return who registered: to whoever convenes, and nobody else."""
    told = Registration.objects.select_related(
        "place", "lottery__place", "lottery__issue__place", "same_as", "typed_in_by"
    )
    if not viewer.wears(HatKind.CONVENER):
        return told.none()
    return told.filter(place=viewer.place).order_by("at", "pk")


def registrations_opened(viewer: "Viewer") -> "QuerySet[Registration]":
    """Return the same, each with what the stage of its lottery is told by, for the pages of one of them."""
    return registrations_visible_to(viewer).prefetch_related(light_draws("lottery__draws"))


def seats_with_draws() -> "QuerySet[Seat]":
    """Return seats, each with its draw but for what decided it."""
    return Seat.objects.select_related("draw").defer(*(f"draw__{name}" for name in WEIGHTY))


def seats_visible_to(viewer: "Viewer") -> "QuerySet[Seat]":
    """Return who was drawn: to whoever convenes, and nobody else."""
    told = seats_with_draws().select_related("place", "draw__lottery__place", "registration__lottery__place")
    if not viewer.wears(HatKind.CONVENER):
        return told.none()
    return told.filter(place=viewer.place).order_by("draw__number", "registration__name", "pk")


def seats_opened(viewer: "Viewer") -> "QuerySet[Seat]":
    """Return the same, each with what the stage of its lottery is told by, for the pages of one of them."""
    told = seats_visible_to(viewer).select_related("told_by", "draw__lottery__issue__place")
    return told.prefetch_related(light_draws("draw__lottery__draws"))


def features_of(lottery: Lottery) -> list[Feature]:
    """Return the features of a lottery in their order, each with its targets."""
    targets = Prefetch("targets", queryset=Target.objects.order_by("number"))
    return list(Feature.objects.filter(lottery=lottery).prefetch_related(targets).order_by("number"))


def registration_behind(place: Place, link: str) -> Registration | None:
    """Return the registration whose own page a link opens, or the short code of a letter on paper."""
    told = Registration.objects.select_related("place", "lottery__place", "lottery__issue__place")
    digest = code_digest(place, link) if as_typed(link) else digest_of(link)
    found = told.filter(Q(digest=digest) | Q(digest_again=digest), place=place)
    return found.prefetch_related(light_draws("lottery__draws")).first()


def lotteries_convened_by(viewer: "Viewer") -> "QuerySet[Lottery]":
    """Return the lotteries whose pool a viewer sees to: whoever convenes, and nobody else."""
    there = lotteries_visible_to(viewer)
    return there if viewer.wears(HatKind.CONVENER) else there.none()


def lotteries_checked_by(viewer: "Viewer") -> "QuerySet[Lottery]":
    """Return the lotteries whose draws a viewer may check whole: whoever convenes or scrutinises, and nobody else."""
    there = lotteries_visible_to(viewer)
    checks = viewer.wears(HatKind.CONVENER) or viewer.wears(HatKind.SCRUTINEER)
    return there if checks else there.none()


def drawings_up_of(lottery: Lottery) -> dict[str, DrawingUp]:
    """Return what was worked out of a lottery, or is being, by method."""
    return {one.method: one for one in DrawingUp.objects.filter(lottery=lottery)}


def household_visible_to(viewer: "Viewer", registration: Registration) -> "QuerySet[Registration]":
    """Return those in a pool who are of one household with somebody: to whoever convenes, and nobody else."""
    there = registrations_visible_to(viewer).filter(lottery=registration.lottery, withdrawn=None)
    if not registration.household or registration.withdrawn is not None:
        return there.none()
    return there.filter(household=registration.household).exclude(pk=registration.pk)


def tickets_drawn_in(draw: Draw) -> list[str]:
    """Return the tickets that were drawn in a draw."""
    return sorted(Seat.objects.filter(draw=draw).values_list("registration__ticket", flat=True))
