"""What a viewer may read about who is invited to speak for a perspective, and whose link or code is whose."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from wholeplace.convene.invitations.codes import as_typed, code_digest
from wholeplace.convene.invitations.conditions import STAYS, standing_of
from wholeplace.convene.invitations.models import (
    LETTERS_KEPT,
    OPEN,
    SAID,
    IssueInvitation,
    LetterFile,
    SponsorWords,
)
from wholeplace.convene.invitations.names import TO_BE_DONE, Called, Reply, Standing, State, Way
from wholeplace.convene.issues.conditions import taking_part_now
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.names import Status
from wholeplace.convene.stakeholders.book_queries import guesses_visible_to
from wholeplace.convene.stakeholders.models import CouldSpeak, Perspective
from wholeplace.convene.stakeholders.names import Standing as OnMap
from wholeplace.convene.stakeholders.queries import NOBODY
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import visible
from wholeplace.kernel.tokens import digest_of
from wholeplace.places.invited.conditions import CONVENES
from wholeplace.places.invited.letters import conveners_of
from wholeplace.places.invited.unwanted import unwanted_at
from wholeplace.places.people.queries import members_visible_to

ALONG = (
    *("place", "issue__place", "perspective__place", "by", "contact", "invited", "member", "recorded_by"),
    *("sponsor__by", "other"),
)
FORGOTTEN = Q(name=ERASED) | Q(email=ERASED) | Q(address=ERASED) | Q(phone=ERASED)
"""It is no longer kept who was asked."""
REMOVED = Q(contact__origin=ERASED)
"""Whoever is asked was removed from the book."""


def invitations_visible_to(viewer: Viewer) -> "QuerySet[IssueInvitation]":
    """Return who is invited to speak for perspectives, the newest first: to conveners, and to the sponsor whose words stand there."""
    known = IssueInvitation.objects.annotate(convened=CONVENES).select_related(*ALONG)
    found = visible(known, viewer).order_by("-asked", "pk")
    if viewer.membership is None:
        return found.none()
    if viewer.wears(HatKind.CONVENER):
        return found
    return found.filter(sponsor__by__person=viewer.membership.person_id, sponsor__taken_back=None)


def own_invitations(viewer: Viewer) -> "QuerySet[IssueInvitation]":
    """Return what the viewer is asked: as a member, at their address, or by what they came; the newest first."""
    member = viewer.membership
    known = IssueInvitation.objects.annotate(convened=CONVENES).select_related(*ALONG)
    if member is None:
        return known.none()
    person = member.person_id
    theirs = Q(invited__person=person) | Q(member__person=person) | Q(email=member.person.email)
    return known.filter(theirs, place=viewer.place, state=State.SENT).order_by("-asked", "pk")


def stands(standing: Standing, at: dt.datetime) -> Q:
    """Return what holds of invitations that stand so at a moment."""
    goes_on, joined = Q(state__in=OPEN), Q(member__isnull=False, reply=Reply.YES)
    unsent, wrong = Q(state=State.WAITING, reply=""), Q(call=Called.WRONG_NUMBER)
    silent, over = Q(state=State.SENT, reply=""), Q(expires__lte=at)
    known = {
        Standing.JOINED: goes_on & joined,
        Standing.REVOKED: Q(state=State.REVOKED),
        Standing.KEPT_BACK: Q(state=State.KEPT_BACK) | Q(unsent, ~CONVENES, ~wrong),
        Standing.WAITING: Q(unsent, CONVENES, ~wrong),
        Standing.WRONG_NUMBER: Q(unsent, wrong),
        Standing.SENT: silent & ~over,
        Standing.LAPSED: silent & over,
    }
    return known.get(standing, goes_on & Q(reply=standing.value) & ~joined)


def invitations_found(
    viewer: Viewer, issue: Issue, *, words: str = "", way: str = "", standing: str = ""
) -> "QuerySet[IssueInvitation]":
    """Return who is invited to an issue whose name, address or perspective holds these words, in this way, that stands so.

    `stood` says in which order they stand, those that wait first.
    """
    at = clock.now()
    order = [When(stands(one, at), then=Value(number)) for number, one in enumerate(Standing)]
    stood = Case(*order, default=Value(len(Standing)), output_field=IntegerField())
    found = invitations_visible_to(viewer).filter(issue=issue).annotate(stood=stood)
    if words:
        columns = ("name", "email", "phone", "invited__name", "perspective__name", "contact__organisation")
        there = Q()
        for column in columns:
            there |= Q(**{f"{column}__icontains": words})
        found = found.filter(there)
    if way in Way.values:
        found = found.filter(way=way)
    return found.filter(stands(Standing(standing), at)) if standing in Standing.values else found


def counted_by_standing(viewer: Viewer, issue: Issue) -> Mapping[Standing, int]:
    """Return how many invitations to an issue stand how."""
    at = clock.now()
    rows = invitations_visible_to(viewer).filter(issue=issue).order_by().select_related(None)
    columns = ("state", "reply", "expires", "member", "call")
    counts = Counter(standing_of(one, at) for one in rows.only(*columns))
    return {standing: counts[standing] for standing in Standing if counts[standing]}


def invitation_behind(place: Place, token: str) -> IssueInvitation | None:
    """Return the invitation whose link, or short code, this is in a place; what was taken back has none any more."""
    there = IssueInvitation.objects.select_related(*ALONG).filter(place=place)
    if as_typed(token):
        return there.filter(code=code_digest(place, token)).first()
    return there.filter(digest=digest_of(token)).first()


def waiting_of(member: Membership) -> int:
    """Return how many letters, notices and calls of a convener wait."""
    mine = IssueInvitation.objects.filter(by=member, state=State.WAITING)
    return mine.exclude(FORGOTTEN).exclude(call=Called.WRONG_NUMBER).count()


def carried_of(member: Membership, since: dt.datetime) -> int:
    """Return how many letters of a convener were posted since a moment, and how many calls reached somebody."""
    return IssueInvitation.objects.filter(by=member, way__in=TO_BE_DONE, sent__gt=since).count()


def to_forget(at: dt.datetime, *, kept: dt.timedelta) -> "QuerySet[IssueInvitation]":
    """Return the invitations of which it is no longer kept who was asked, or what they said: without a yes for long."""
    silent = Q(reply="", due__lt=at - kept)
    said_no = ~Q(reply__in=["", *STAYS]) & Q(replied__lt=at - kept)
    may_come = Q(reply__in=STAYS, issue__status=Status.ENDED, replied__lt=at - kept)
    unknown = Q(name="") & Q(email="") & Q(address="") & Q(phone="")
    holds = Q(~FORGOTTEN, ~unknown, member=None)
    for column in SAID:
        holds |= ~Q(**{f"{column}__in": ["", ERASED]})
    return IssueInvitation.objects.filter(holds, silent | said_no | may_come)


def letters_waiting(viewer: Viewer, issue: Issue) -> "QuerySet[IssueInvitation]":
    """Return the letters of an issue that wait for the post now."""
    waiting = invitations_visible_to(viewer).filter(issue=issue, way=Way.LETTER, state=State.WAITING)
    due = waiting.filter(CONVENES, due__lte=clock.now(), reply="").exclude(FORGOTTEN).exclude(REMOVED)
    if not viewer.wears(HatKind.CONVENER):
        return due.none()
    unwanted = unwanted_at(viewer.place, list(due.values_list("address", flat=True)))
    return due.exclude(address__in=unwanted).order_by("name", "pk")


def letters_printed(issue: Issue, made: dt.datetime) -> "QuerySet[IssueInvitation]":
    """Return the letters that were set for the post at a moment, have their codes, and are not marked as posted yet."""
    printed = IssueInvitation.objects.filter(issue=issue, way=Way.LETTER, state=State.WAITING, printed=made)
    return printed.exclude(digest="").order_by("name", "pk")


def calls_to_make(viewer: Viewer, issue: Issue) -> "QuerySet[IssueInvitation]":
    """Return whom somebody is to call about an issue: to conveners, and to the sponsor whose words go with a call."""
    calls = invitations_visible_to(viewer).filter(issue=issue, way=Way.PHONE, state__in=OPEN, reply="")
    due = calls.filter(CONVENES, due__lte=clock.now()).exclude(FORGOTTEN).exclude(REMOVED)
    return due.exclude(call=Called.WRONG_NUMBER).order_by("tries", "due", "name", "pk")


def letter_file_of(viewer: Viewer, issue: Issue) -> LetterFile | None:
    """Return the letters of an issue that were set for the post last; to conveners, for a day."""
    if not viewer.wears(HatKind.CONVENER):
        return None
    kept = LetterFile.objects.filter(place=viewer.place, issue=issue, made__gt=clock.now() - LETTERS_KEPT)
    return kept.order_by("-made").first()


def sponsor_words_visible_to(viewer: Viewer) -> "QuerySet[SponsorWords]":
    """Return the words that sponsors gave or were asked for: to conveners, and to each their own."""
    given = SponsorWords.objects.select_related(
        "place", "issue__place", "perspective__place", "by", "asked_by"
    )
    found = visible(given, viewer).order_by("written", "asked", "pk")
    if viewer.membership is None:
        return found.none()
    if viewer.wears(HatKind.CONVENER):
        return found
    return found.filter(by__person=viewer.membership.person_id)


def words_for(viewer: Viewer, perspective: Perspective) -> "QuerySet[SponsorWords]":
    """Return the words of sponsors for a perspective that may go in a letter."""
    there = sponsor_words_visible_to(viewer).filter(perspective=perspective, taken_back=None)
    return there.exclude(written=None)


def asked_at(at: dt.datetime) -> "QuerySet[IssueInvitation]":
    """Return the invitations that go on at a moment; whom they did not reach, or who took their answer back, can be asked anew."""
    over = stands(Standing.LAPSED, at) | stands(Standing.WRONG_NUMBER, at)
    withdrawn = Q(stands(Standing.WITHDRAWN, at), member=None)
    return IssueInvitation.objects.filter(state__in=OPEN).exclude(over).exclude(withdrawn)


def asked_for(viewer: Viewer, perspective: Perspective) -> set[uuid.UUID | None]:
    """Return which contacts and members are asked already to speak for a perspective."""
    there = asked_at(clock.now()).filter(place=viewer.place, perspective=perspective)
    return {one for pair in there.values_list("contact", "invited") for one in pair}


def noted_for_missing(viewer: Viewer, issue: Issue) -> "QuerySet[CouldSpeak]":
    """Return which contacts are noted for the perspectives of an issue that nobody speaks for; `asked` says who is asked already."""
    missing = Perspective.objects.filter(NOBODY, issue=issue, standing=OnMap.NEEDED).values("pk")
    same = asked_at(clock.now()).filter(perspective=OuterRef("perspective"), contact=OuterRef("contact"))
    noted = guesses_visible_to(viewer).filter(perspective__in=missing).annotate(asked=Exists(same))
    return noted.order_by("perspective__name", "contact__name", "contact__organisation", "pk")


def sponsors_for(viewer: Viewer, perspective: Perspective) -> "QuerySet[Membership]":
    """Return whom a convener can ask for words for a perspective: who takes part in its issue or convenes, and has none yet."""
    given = SponsorWords.objects.filter(perspective=perspective, taken_back=None).values("by")
    parts = taking_part_now(perspective.issue_id).values("member")
    convening = conveners_of(viewer.place).values("pk")
    there = members_visible_to(viewer).filter(Q(pk__in=parts) | Q(pk__in=convening)).exclude(pk__in=given)
    if viewer.membership is None or not viewer.wears(HatKind.CONVENER):
        return there.none()
    return there.exclude(pk=viewer.membership.pk)
