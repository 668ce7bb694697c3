"""What a member was told, and whether they get it by letter: theirs alone."""

from django.core import signing
from django.db.models import QuerySet

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.notices.models import Notice, Silence
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Place

POWER = "wholeplace.notices.stop"
"""What a link at the foot of a letter is signed for: this, and nothing else."""


def notices_for(viewer: Viewer) -> "QuerySet[Notice]":
    """Return what the viewer was told lately, the newest first."""
    mine = Notice.objects.filter(place=viewer.place, member=viewer.membership)
    return mine if viewer.membership is not None else mine.none()


def is_silent(viewer: Viewer) -> bool:
    """Say whether the viewer wished to get no letters."""
    return viewer.membership is not None and Silence.objects.filter(member=viewer.membership).exists()


def token_of(member: Membership) -> str:
    """Return what stops a member's letters without signing in; it opens nothing else."""
    return signing.dumps(str(member.pk), salt=POWER)


def member_of(place: Place, token: str) -> Membership | None:
    """Return whose letters a token stops, if they are a member of the place still."""
    try:
        member = signing.loads(token, salt=POWER)
    except signing.BadSignature:
        return None
    return Membership.objects.select_related("person").filter(pk=member, place=place, ended=None).first()
