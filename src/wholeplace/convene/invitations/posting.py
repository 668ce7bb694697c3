"""Letters for the post: setting them, each with a code and a link of its own, and saying that they are posted."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.asking import fresh
from wholeplace.convene.invitations.codes import code_digest, new_code
from wholeplace.convene.invitations.conditions import LASTS, convenes, issue_goes_on
from wholeplace.convene.invitations.models import IssueInvitation, LetterFile
from wholeplace.convene.invitations.names import State
from wholeplace.convene.invitations.queries import letters_printed, letters_waiting
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.tokens import digest_of, new_token
from wholeplace.ui.addresses import place_url

Drawn = list[tuple[IssueInvitation, str, str]]
"""Letters that were drawn up, each with its code and the address of its answer, which are kept nowhere."""


@action(
    "issue_invitation.set_letters",
    title=_("Set letters for the post"),
    says=_("{actor} set {count} letters for the post"),
    may=convenes,
    when=issue_goes_on,
    within="issue",
    doors=BY_PAGE,
)
def ask_for_letters(act: Act, *, issue: Issue, address: str = "", phone: str = "") -> LetterFile:
    """Have the letters that wait set as one file, with new codes; codes on paper that was set before work no more."""
    waiting = list(_held(letters_waiting(act.actor.viewer, issue)))
    if not waiting:
        raise Refused("no_letters_to_set")
    made = LetterFile.objects.create(
        place=act.place,
        issue=issue,
        by=act.membership,
        count=len(waiting),
        made=act.at,
        address=address,
        phone=phone,
    )
    for one in waiting:
        fresh(one)
        one.printed = act.at
        one.save(update_fields=["digest", "code", "expires", "printed"])
    act.record_many(IssueInvitation, waiting)
    act.say(count=len(waiting))
    act.enqueue("issue_invitations.set", once=str(made.pk), file=made)
    return made


@action(
    "issue_invitation.draw_codes",
    title=_("Draw the codes of letters for the post"),
    says=_("{actor} drew the codes of {count} letters for the post"),
    may=convenes,
    within="issue",
    doors=BY_PAGE,
    secret=True,
)
def draw_codes(act: Act, *, issue: Issue, made: dt.datetime) -> Drawn:
    """Draw a code and a link for each letter of a file; only their digests are kept, and they work as the file is there."""
    printed = IssueInvitation.objects.filter(issue=issue, printed=made, state=State.WAITING)
    drawn: Drawn = []
    along = ("place", "issue", "perspective__speaker", "by", "contact", "sponsor__by")
    rows = list(_held(printed).select_related(*along).order_by("name", "pk"))
    for one in rows:
        token, code = new_token(), new_code()
        one.digest, one.code = digest_of(token), code_digest(act.place, code)
        one.expires = act.at + LASTS
        one.save(update_fields=["digest", "code", "expires"])
        drawn.append((one, code, place_url(act.place, "answer_invitation", answer=token)))
    act.record_many(IssueInvitation, rows)
    act.say(count=len(rows))
    return drawn


@action(
    "issue_invitation.post",
    title=_("Say that letters are posted"),
    says=_("{actor} posted {count} letters"),
    may=convenes,
    within="issue",
    doors=BY_PAGE,
)
def letters_are_posted(act: Act, *, issue: Issue, made: dt.datetime) -> list[IssueInvitation]:
    """Say that the letters of the newest file are in the post; who answered already keeps their answer."""
    posted = list(_held(letters_printed(issue, made)))
    if not posted:
        raise Refused("letters_set_anew")
    for one in posted:
        one.state, one.sent, one.expires = State.SENT, act.at, act.at + LASTS
        one.save(update_fields=["state", "sent", "expires"])
    act.record_many(IssueInvitation, posted)
    act.say(count=len(posted))
    return posted


def _held(letters: "QuerySet[IssueInvitation]") -> "QuerySet[IssueInvitation]":
    """Return letters, kept from whoever answers one at this moment: an answer comes before or after, and is never lost."""
    return letters.select_for_update(of=("self",), no_key=True)
