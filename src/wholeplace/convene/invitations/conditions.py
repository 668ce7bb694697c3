"""What must hold before somebody is invited to speak for a perspective, written to again, or answers."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.models import OPEN, IssueInvitation, SponsorWords
from wholeplace.convene.invitations.names import Called, Reply, ReplyBy, Standing, State, Way
from wholeplace.convene.issues.names import Status
from wholeplace.convene.stakeholders.conditions import is_needed, may_say_of_it
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, in_hat, wears
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.kernel.scopes import declare_standing_in
from wholeplace.kernel.wording import declare_wording
from wholeplace.places.invited.conditions import A_DAY, convened
from wholeplace.places.invited.queries import days_for
from wholeplace.places.invited.unwanted import unwanted_at

AT_ONCE = 500
"""How many people can be invited in one deed."""
LASTS = dt.timedelta(days=28)
"""How long an invitation waits for an answer."""
IN_PEACE = dt.timedelta(hours=48)
"""How long somebody is left in peace between two letters that remind them, over all issues of the place."""
REMINDS_AFTER = dt.timedelta(days=5)
"""After how long a reminder goes by itself, where the convener chose that."""
KEPT = dt.timedelta(days=90)
"""How long it is kept who was asked and did not come: after nothing was said, or no."""
AGAIN = frozenset(
    {Standing.LAPSED, Standing.REVOKED, Standing.KEPT_BACK, Standing.WITHDRAWN, Standing.WRONG_NUMBER}
)
"""How an invitation stands whose person can be asked anew."""
STAYS = (Reply.YES, Reply.MAYBE)
"""Answers of people who may still come: their names stay while the issue goes on."""

declare_wording(
    {
        "whom_to_ask": _("Choose whom to ask: one contact, one member, or somebody new."),
        "no_way_to_reach": _("Nothing is known by which they can be reached in this way."),
        "is_asked_already": _("They are asked already to speak for this perspective."),
        "has_answered": _(
            "They were asked already to speak for this perspective. How that stands: {stands}."
        ),
        "answered_themselves": _(
            "They have answered themselves. Draw a code for them, if they want to change it."
        ),
        "speaks_for_them_already": _("They speak for this perspective already."),
        "not_a_word_for_it": _("These words were taken back, or are about another perspective."),
        "nobody_to_ask": _("Choose at least one of those who can be asked."),
        "too_many_to_ask": _("At most {most} people can be asked at once. Choose fewer."),
        "invitation_is_over": _("This invitation was answered or taken back already."),
        "invitation_still_waits": _("This invitation still waits for an answer. Take it back first."),
        "whom_is_forgotten": _("It is no longer kept who was asked."),
        "written_to_lately": _("They were written to within the last two days. Give them time to answer."),
        "nothing_to_remind": _(
            "They have answered, or it was taken back: there is nothing to remind them of."
        ),
        "reminded_already": _("They were reminded once already, and told that it is left at this."),
        "enough_for_today": _("{most} have gone in the same convener's name today. Remind them tomorrow."),
        "not_written_to_yet": _("They were not written to yet."),
        "invitation_link_of_no_use": _("This link or code does not work, or no longer does."),
        "not_asked_of_you": _("This was asked of somebody else."),
        "name_whom_else": _("Say whom we should ask instead, and how to reach them."),
        "not_a_yes": _("Say yes first."),
        "issue_has_ended": _("The work on this issue has ended."),
        "words_are_anothers": _("Whoever wrote these words takes them back, and nobody else."),
        "words_stand": _("You have written for this perspective already. Take those words back first."),
        "words_taken_back": _("These words were taken back already."),
        "words_asked_already": _("They were asked for their words already, or have given them."),
        "no_letters_to_set": _("No letter waits for the post."),
        "letters_set_anew": _(
            "These letters were set again since, with other codes. Post the newest ones, and mark those."
        ),
        "not_by_phone": _("This is no call to make, or no longer."),
        "not_yours_to_call": _("A convener calls, or the sponsor whose words go with it."),
        "needs_are_anothers": _("Everybody says for themselves what they need."),
        "needs_withdrawn": _("This was taken back already."),
        "nobody_named": _("They named nobody else, or it is taken up already."),
    }
)

declare_standing_in(IssueInvitation, lambda one: (one.issue_id,))
declare_standing_in(SponsorWords, lambda one: (one.issue_id,))

convenes = wears(HatKind.CONVENER)
"""The actor convenes."""


def standing_of(one: IssueInvitation, at: dt.datetime) -> Standing:
    """Return how an invitation stands at a moment."""
    if one.state in {State.REVOKED, State.KEPT_BACK}:
        return Standing(one.state)
    if one.member_id is not None and one.reply == Reply.YES:
        return Standing.JOINED
    if one.reply:
        return Standing(one.reply)
    if one.state == State.WAITING:
        return _standing_unsent(one)
    return Standing.LAPSED if one.expires is not None and one.expires <= at else Standing.SENT


def _standing_unsent(one: IssueInvitation) -> Standing:
    if one.call == Called.WRONG_NUMBER:
        return Standing.WRONG_NUMBER
    return Standing.WAITING if convened(one) else Standing.KEPT_BACK


def is_kept(one: IssueInvitation) -> bool:
    """Say whether it is still kept who was asked."""
    return ERASED not in {one.name, one.email, one.address, one.phone}


def perspective_asks(actor: Actor, perspective: Perspective) -> Refusal | None:
    """The perspective is needed, and the issue has not ended."""
    return is_needed(actor, perspective) or _goes_on(perspective.issue.status)


def issue_goes_on(_actor: Actor, issue: object) -> Refusal | None:
    """The issue has not ended."""
    return _goes_on(vars(issue)["status"])


def _goes_on(status: str) -> Refusal | None:
    return Refusal("issue_has_ended") if status == Status.ENDED else None


def waits_for_answer(_actor: Actor, one: IssueInvitation) -> Refusal | None:
    """The invitation was not taken back, and waits for an answer, or for another once one was taken back."""
    waits = one.reply in {"", Reply.WITHDRAWN} and one.member_id is None
    return None if one.state in OPEN and waits else Refusal("invitation_is_over")


def can_go_again(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """The invitation or its answer was taken back, or it did not reach them in time, and it is kept who was asked."""
    if not is_kept(one):
        return Refusal("whom_is_forgotten")
    standing = standing_of(one, actor.at or clock.now())
    if standing in {Standing.WAITING, Standing.SENT}:
        return Refusal("invitation_still_waits")
    again = standing in AGAIN and one.member_id is None
    if not again:
        return Refusal("invitation_is_over")
    return is_needed(actor, one.perspective) or _goes_on(one.issue.status)


def refuse_anew(one: IssueInvitation, at: dt.datetime) -> Refusal | None:
    """Return why somebody who was asked before cannot be asked anew: they are to answer, or have, or were written to lately."""
    standing = standing_of(one, at)
    if standing in {Standing.WAITING, Standing.SENT}:
        return Refusal("is_asked_already")
    if standing not in AGAIN or one.member_id is not None:
        return Refusal("has_answered", {"stands": str(standing.label)})
    return Refusal("written_to_lately") if written_to_lately(one, at) else None


def can_be_reminded(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """Somebody was written to by e-mail or notice, who may be, has not answered, and was left in peace for two days."""
    if one.reply or one.state not in OPEN:
        return Refusal("nothing_to_remind")
    at = actor.at or clock.now()
    if one.state != State.SENT or one.way not in {Way.EMAIL, Way.NOTICE} or not is_kept(one):
        return Refusal("not_written_to_yet")
    if standing_of(one, at) == Standing.LAPSED:
        return Refusal("invitation_is_over")
    if one.reminded is not None:
        return Refusal("reminded_already")
    return _may_go(one) or _goes_today(one, at)


def _goes_today(one: IssueInvitation, at: dt.datetime) -> Refusal | None:
    """Whoever is asked was left in peace for two days, and not too many letters went in this name today."""
    if written_to_lately(one, at):
        return Refusal("written_to_lately")
    return Refusal("enough_for_today", {"most": A_DAY}) if days_for(one.by, 1, at)[0] > at else None


def written_to_lately(one: IssueInvitation, at: dt.datetime) -> bool:
    """Say whether whom an invitation asks was written to within two days, about any issue of the place."""
    there = IssueInvitation.objects.filter(place=one.place_id)
    if one.invited_id is not None:
        there = there.filter(invited=one.invited_id)
    elif one.email:
        there = there.filter(email=one.email)
    else:
        there = there.filter(pk=one.pk)
    since = at - IN_PEACE
    return there.filter(sent__gt=since).exists() or there.filter(reminded__gt=since).exists()


def can_be_sent(_actor: Actor, one: IssueInvitation) -> Refusal | None:
    """The invitation is still to be sent by the program, by somebody who convenes, to whom it may be sent."""
    if one.state != State.WAITING or one.way not in {Way.EMAIL, Way.NOTICE} or not is_kept(one):
        return Refusal("invitation_is_over")
    return _may_go(one)


def _may_go(one: IssueInvitation) -> Refusal | None:
    """Somebody convenes in whose name it goes, to whom it may go."""
    if not convened(one):
        return Refusal("inviter_convenes_no_more")
    return Refusal("wants_no_invitations") if is_unwanted(one) else None


def stays_unsent(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """The invitation is still to be sent by the program, and nobody convenes in whose name, or it is not wanted."""
    refusal = can_be_sent(actor, one)
    if refusal is not None and refusal.code in {"inviter_convenes_no_more", "wants_no_invitations"}:
        return None
    return refusal or Refusal("invitation_can_go")


def is_unwanted(one: IssueInvitation) -> bool:
    """Say whether an invitation must not go: its contact was removed from the book, or its address wants none."""
    gone = one.contact is not None and one.contact.origin == ERASED
    return gone or (one.way == Way.EMAIL and bool(unwanted_at(one.place, [one.email])))


def answer_works(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """The invitation waits for an answer, or its answer can be changed: until it runs out, or until the issue ends."""
    at = actor.at or clock.now()
    in_time = bool(one.reply) or one.expires is None or one.expires > at
    there = one.state in OPEN and is_kept(one) and one.issue.status != Status.ENDED
    return None if in_time and there else Refusal("invitation_link_of_no_use")


def says_yes(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """Whoever was asked said yes, and nobody has come by it yet."""
    if refusal := answer_works(actor, one):
        return refusal
    return None if one.reply == Reply.YES and one.member_id is None else Refusal("not_a_yes")


def says_yes_by_link(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """Whoever was asked by e-mail said yes, and is neither a member nor was removed."""
    if refusal := answer_works(actor, one):
        return refusal
    if one.reply != Reply.YES:
        return Refusal("not_a_yes")
    theirs = Membership.objects.filter(place=one.place_id, person__email=one.email)
    here = theirs.filter(ended=None).exists() or theirs.exclude(removal_reason="").exists()
    proved = one.way == Way.EMAIL and one.member_id is None
    return None if proved and not here else Refusal("invitation_link_of_no_use")


def says_yes_by_code(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """Whoever was asked by letter or phone said yes, and was sent no personal link within the last two days."""
    if refusal := answer_works(actor, one):
        return refusal
    if one.reply != Reply.YES:
        return Refusal("not_a_yes")
    at = actor.at or clock.now()
    lately = one.linked is not None and one.linked > at - IN_PEACE
    asked = one.way in {Way.LETTER, Way.PHONE} and one.member_id is None
    if lately:
        return Refusal("written_to_lately")
    return None if asked else Refusal("invitation_link_of_no_use")


def is_asked(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """The invitation asks the actor: as a member, at their address, or they came by it."""
    member = actor.membership
    if member is None:
        return Refusal("not_a_member")
    known = [who for who in (one.invited, one.member) if who is not None]
    theirs = any(who.is_same_person_as(member) for who in known) or (
        one.email != "" and one.email == member.person.email
    )
    return None if theirs else Refusal("not_asked_of_you")


@in_hat(HatKind.CONVENER)
def may_call(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """The actor convenes, or wrote the words that go with the call and did not take them back."""
    words = one.vouched
    sponsors = words is not None and words.by.is_same_person_as(actor.membership)
    return None if sponsors or convenes(actor, one) is None else Refusal("not_yours_to_call")


def is_to_be_called(_actor: Actor, one: IssueInvitation) -> Refusal | None:
    """Somebody is asked by phone, by whoever still convenes, and the call is to be made or what was said can change."""
    if one.way != Way.PHONE or one.state not in OPEN or not is_kept(one) or one.member_id is not None:
        return Refusal("not_by_phone")
    return _goes_on(one.issue.status) or (None if convened(one) else Refusal("inviter_convenes_no_more"))


def call_can_be_told(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """Somebody is to be called, and what they said was not said by themselves since."""
    if refusal := is_to_be_called(actor, one):
        return refusal
    themselves = one.reply and one.reply_by != ReplyBy.PHONE
    return Refusal("answered_themselves") if themselves else None


def named_somebody(_actor: Actor, one: IssueInvitation) -> Refusal | None:
    """Whoever was asked named somebody else, and nobody has put them into the book yet."""
    named = one.other_name not in {"", ERASED} and one.other_id is None
    return None if named else Refusal("nobody_named")


may_sponsor = may_say_of_it
"""The actor takes part in the issue a perspective is needed for, or convenes."""


def wrote_these(actor: Actor, sponsor: SponsorWords) -> Refusal | None:
    """The actor wrote the words, or was asked for them."""
    return None if sponsor.by.is_same_person_as(actor.membership) else Refusal("words_are_anothers")


def not_taken_back(_actor: Actor, sponsor: SponsorWords) -> Refusal | None:
    """The words were not taken back."""
    return None if sponsor.taken_back is None else Refusal("words_taken_back")
