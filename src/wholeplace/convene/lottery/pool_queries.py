"""What conveners read of a pool: who is in it, how many count for each target, and the files somebody sent."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat

from wholeplace.convene.lottery.models import Lottery, Registration, SentPool, Target
from wholeplace.convene.lottery.names import Source
from wholeplace.convene.lottery.queries import registrations_visible_to
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.folding import Folded
from wholeplace.kernel.people import HatKind

ROUNDED = 10
"""To full tens of these everybody but conveners is told how many registered, and nothing below."""


def pool_of_lottery(viewer: Viewer, lottery: Lottery) -> "QuerySet[Registration]":
    """Return everybody in the pool of a lottery, the newest first, those who withdrew among them: to conveners alone."""
    return registrations_visible_to(viewer).filter(lottery=lottery).order_by("-at", "name", "pk")


def registrations_found(
    viewer: Viewer,
    lottery: Lottery,
    *,
    words: str = "",
    source: str = "",
    standing: str = "counts",
    target: Target | None = None,
) -> "QuerySet[Registration]":
    """Return those in a pool who hold these words, came this way, stand so, and gave this answer."""
    found = pool_of_lottery(viewer, lottery)
    if words:
        columns = (
            "name",
            Value(" "),
            "email",
            Value(" "),
            "phone",
            Value(" "),
            "address",
            Value(" "),
            "ticket",
            Value(" "),
            "outside_id",
        )
        whole = Concat(*columns, output_field=TextField())
        found = found.annotate(said=Folded(whole)).filter(said__contains=words.casefold())
    if source:
        found = found.filter(source=source)
    if target is not None:
        found = found.filter(**{f"answers__{target.feature_id}": str(target.pk)})
    if standing == "withdrawn":
        return found.exclude(withdrawn=None)
    if standing == "aside":
        return found.filter(withdrawn=None).exclude(set_aside=None)
    return found.filter(withdrawn=None, set_aside=None) if standing == "counts" else found


def answers_counted(lottery: Lottery) -> Mapping[str, int]:
    """Return how many of those who can be drawn gave each answer, by the target's id."""
    rows = Registration.objects.filter(lottery=lottery, withdrawn=None, set_aside=None).values_list(
        "answers", flat=True
    )
    return Counter(str(one) for answers in rows if isinstance(answers, dict) for one in answers.values())


def how_many(lottery: Lottery) -> int:
    """Return how many can be drawn."""
    return Registration.objects.filter(lottery=lottery, withdrawn=None, set_aside=None).count()


def how_many_told(count: int) -> int:
    """Return how many registered as everybody is told it: in full tens, and nothing below ten."""
    return count // ROUNDED * ROUNDED


def typed_in(viewer: Viewer, lottery: Lottery) -> "QuerySet[Registration]":
    """Return what the viewer typed in from paper and what still counts, the newest first."""
    if viewer.membership is None:
        return registrations_visible_to(viewer).none()
    mine = pool_of_lottery(viewer, lottery).filter(typed_in_by=viewer.membership, source=Source.PAPER)
    return mine.filter(withdrawn=None)


def files_sent(viewer: Viewer) -> "QuerySet[SentPool]":
    """Return the files of people the viewer sent, the newest first; whoever convenes no longer sees none."""
    sent = SentPool.objects.select_related("place", "lottery__place", "lottery__issue__place", "by")
    if viewer.membership is None or not viewer.wears(HatKind.CONVENER):
        return sent.none()
    return sent.filter(place=viewer.place, by=viewer.membership).order_by("-at")
