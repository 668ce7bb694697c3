"""What a viewer may read about invitations, and whose link is whose."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind, Membership, Person
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import visible
from wholeplace.kernel.tokens import digest_of
from wholeplace.places.invited.conditions import A_DAY, AT_ONCE, CONVENES, standing_of
from wholeplace.places.invited.lists import Row, listed, passed_over, rows_of
from wholeplace.places.invited.models import Invitation
from wholeplace.places.invited.names import InvitationState, Standing
from wholeplace.places.invited.unwanted import unwanted_at

DAY = dt.timedelta(days=1)
FORGOTTEN = (Standing.KEPT_BACK, ERASED)
"""How a letter stands, and to whom, that was kept back and whose address is no longer kept."""
SENDING = "invitation.send"
"""The action each of whose entries is one letter."""
MORE_LATER = dt.timedelta(hours=1)
"""When it is looked again whether letters may go that were too many for one day."""


@dataclass(frozen=True)
class Letters:
    """What is counted of another room, so that a convener has no more sent in a day however they go."""

    sending: tuple[str, ...]
    """Actions each of whose entries is one letter."""
    waiting: Callable[[Membership], int]
    """How many letters of a convener wait there."""
    carried: Callable[[Membership, dt.datetime], int]
    """How many letters of a convener were carried there since a moment, by the post or on the phone."""


LETTERS: list[Letters] = []
"""The other rooms in which letters of a convener are counted."""


class Invited(Protocol):
    """An invitation of any room."""

    by: Membership
    """In whose name it goes out."""


One = TypeVar("One", bound=Invited)


def invitations_visible_to(viewer: Viewer) -> QuerySet[Invitation]:
    """Return the place's invitations, the newest first: to conveners, for addresses are nobody else's business."""
    known = Invitation.objects.annotate(convened=CONVENES)
    invitations = visible(known, viewer).select_related("by", "place", "member")
    return invitations.order_by("-asked", "email") if viewer.wears(HatKind.CONVENER) else invitations.none()


def stands(standing: Standing, at: dt.datetime) -> Q:
    """Return what holds of invitations that stand so at a moment."""
    if standing == Standing.LAPSED:
        return Q(state=InvitationState.SENT, expires__lte=at)
    if standing == Standing.WAITING:
        return Q(CONVENES, state=InvitationState.WAITING)
    if standing == Standing.KEPT_BACK:
        kept = Q(state=InvitationState.KEPT_BACK) | Q(~CONVENES, state=InvitationState.WAITING)
        return kept & ~Q(email=ERASED)
    return Q(state=standing.value) & (Q(expires__gt=at) if standing == Standing.SENT else Q())


def invitations_asked(viewer: Viewer, *, words: str, standing: str) -> QuerySet[Invitation]:
    """Return the invitations whose address or name holds these words, and that stand so."""
    found = invitations_visible_to(viewer)
    if words:
        found = found.filter(Q(email__icontains=words) | Q(name__icontains=words))
    return found.filter(stands(Standing(standing), clock.now())) if standing in Standing.values else found


def counted_by_standing(viewer: Viewer) -> dict[Standing, int]:
    """Return how many invitations stand how; a letter whose address is forgotten is kept back for nobody any more."""
    rows, at = invitations_visible_to(viewer).order_by().select_related(None), clock.now()
    all_of_them = ((standing_of(one, at), one.email) for one in rows.only("state", "expires", "email"))
    counts = Counter(standing for standing, email in all_of_them if (standing, email) != FORGOTTEN)
    return {standing: counts[standing] for standing in Standing if counts[standing]}


def kept_back_as_list(viewer: Viewer) -> str:
    """Return whose letters are kept back, as a list to invite them from."""
    kept = invitations_asked(viewer, words="", standing=Standing.KEPT_BACK)
    return listed((one.email, one.name) for one in kept[:AT_ONCE])


def invitation_of(place: Place, token: str) -> Invitation | None:
    """Return the invitation whose link this is, or was, in this place; what was taken back has none any more."""
    found = Invitation.objects.select_related("place").filter(place=place, digest=digest_of(token))
    return found.first()


def signs_in_already(email: str) -> bool:
    """Say whether somebody signs in with this address, here or in another place."""
    used = Q(last_login__isnull=False) | Q(memberships__isnull=False)
    return Person.objects.filter(used, email=email).exists()


def rows_for(viewer: Viewer, text: str) -> list[Row]:
    """Return what each line of a list would lead to; to conveners alone, for it tells who is a member."""
    if not viewer.wears(HatKind.CONVENER):
        return []
    rows = rows_of(text)
    return passed_over(rows, known_of(viewer.place, [row.email for row in rows if row.email]))


def invited_last(viewer: Viewer, text: str) -> int:
    """Return how many people on a list whoever reads invited together, the last time they invited any of them."""
    addresses = [row.email for row in rows_of(text) if row.email]
    theirs = invitations_visible_to(viewer).filter(by=viewer.membership, email__in=addresses).order_by()
    together = Counter(theirs.values_list("asked", flat=True))
    return together[max(together)] if together else 0


@dataclass(frozen=True)
class Closed:
    """Why an address cannot be written to: the refusal, and the words beside it on a list."""

    refusal: Refusal
    text: str | Promise


REMOVED = Closed(
    Refusal("asks_who_was_removed"),
    _("Was removed by two people's word. You can admit them, but not by a link."),
)
MEMBER = Closed(Refusal("asks_a_member"), _("Is a member already."))
UNWANTED = Closed(Refusal("wants_no_invitations"), _("Cannot be written to."))


def closed_to(place: Place, addresses: list[str]) -> Mapping[str, Closed]:
    """Return those of these addresses that no invitation to the place may go to, each with the reason."""
    members = Membership.objects.filter(place=place, person__email__in=addresses)
    removed = members.exclude(ended=None).exclude(removal_reason="")

    def each(rows: "QuerySet[Membership]") -> list[str]:
        return list(rows.values_list("person__email", flat=True))

    return {
        **dict.fromkeys(each(removed), REMOVED),
        **dict.fromkeys(each(members.filter(ended=None)), MEMBER),
        **dict.fromkeys(unwanted_at(place, addresses), UNWANTED),
    }


def known_of(place: Place, addresses: list[str]) -> Mapping[str, str | Promise]:
    """Return those of these addresses that cannot be invited to join, each with the reason."""
    open_now = stands(Standing.WAITING, clock.now()) | stands(Standing.SENT, clock.now())
    invited = Invitation.objects.filter(open_now, place=place, email__in=addresses)
    closed = closed_to(place, addresses)
    return {
        **dict.fromkeys(invited.values_list("email", flat=True), _("Invited already, and the link works.")),
        **{address: why.text for address, why in closed.items()},
    }


def days_for(member: Membership, count: int, at: dt.datetime) -> list[dt.datetime]:
    """Return when each of so many letters may go that a convener asks for now: so many today, the others later."""
    waiting = Invitation.objects.filter(by=member, state=InvitationState.WAITING).exclude(email=ERASED)
    wait = waiting.count() + sum(room.waiting(member) for room in LETTERS)
    lately = _went_lately(member, at) + wait
    return [at + DAY * ((lately + number) // A_DAY) for number in range(count)]


def that_fit(invitations: Sequence[One], at: dt.datetime) -> list[One]:
    """Return of invitations that are due as many as may still go today in the name of whoever invites, the first ones first."""
    left: dict[object, int] = {}
    fit: list[One] = []
    for one in invitations:
        if one.by.pk not in left:
            left[one.by.pk] = A_DAY - _went_lately(one.by, at)
        if left[one.by.pk] > 0:
            left[one.by.pk] -= 1
            fit.append(one)
    return fit


def _went_lately(member: Membership, at: dt.datetime) -> int:
    """Return how many letters went out in a convener's name within a day.

    The record tells, for an invitation keeps only who invited last, and when it went last: taken back and sent again by
    another, it is theirs.
    """
    actions = [SENDING, *(name for room in LETTERS for name in room.sending)]
    sent = Leaf.objects.filter(place=member.place_id, entry__action__in=actions, entry__at__gt=at - DAY)
    carried = sum(room.carried(member, at - DAY) for room in LETTERS)
    return sent.filter(data__contains=f'"by":"{member.pk}"').count() + carried


def declare_letters(letters: Letters) -> None:
    """Have the letters of another room counted too, before more are asked for or sent."""
    LETTERS.append(letters)
