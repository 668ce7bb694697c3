"""What an invitation to speak for a perspective says: in an e-mail, on paper and on the phone, and as it is read before."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from wholeplace.convene.invitations.conditions import KEPT, LASTS, written_to_lately
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import State, Way
from wholeplace.convene.stakeholders.models import Contact
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.outbox.letters import Letter, write_letter
from wholeplace.kernel.outbox.post import language_of, post, post_link
from wholeplace.kernel.people import Membership, Person
from wholeplace.kernel.places import Place
from wholeplace.kernel.text import one_line
from wholeplace.kernel.tokens import digest_of, new_token
from wholeplace.places.invited.letters import conveners_of
from wholeplace.places.invited.unwanted import leave_alone_url
from wholeplace.ui.addresses import place_url

TEMPLATE = "invitations/mail/asked.txt"
WHY_AT_MOST = 500
"""Characters that the sentence under a letter may have."""


@dataclass(frozen=True)
class Links:
    """What stands in a letter where its links go."""

    answer: str
    stop: str


def send_letter(act: Act, one: IssueInvitation) -> None:
    """Send an invitation: by e-mail with a link of which only a digest is kept, or as a notice to a member."""
    one.state, one.sent, one.expires = State.SENT, act.at, act.at + LASTS
    _write(act, one)


def send_reminder(act: Act, one: IssueInvitation) -> None:
    """Write once more, with a new link; the one before stays of no use, and by when they answer stays as it was."""
    _hold_whom(one)
    if written_to_lately(one, act.at):
        raise Refused("written_to_lately")
    one.reminded = act.at
    _write(act, one)


def _hold_whom(one: IssueInvitation) -> None:
    """Keep everybody else from reminding the same person, about whatever, until this deed is done."""
    if one.contact_id is not None:
        Contact.objects.select_for_update(no_key=True).get(pk=one.contact_id)
    if one.invited_id is not None:
        Membership.objects.select_for_update(no_key=True).get(pk=one.invited_id)


def _write(act: Act, one: IssueInvitation) -> None:
    if one.way == Way.NOTICE:
        one.save()
        act.record(one)
        _tell_member(act, one)
        return
    token = new_token()
    one.digest = digest_of(token)
    one.save()
    act.record(one)
    links = Links(
        settings.PUBLIC_URL + place_url(one.place, "answer_invitation", answer=token),
        settings.PUBLIC_URL + leave_alone_url(one.place, one.email),
    )
    facts = facts_of(one, links)
    post_link(one.place, to=one.email, template=TEMPLATE, facts=facts, why=why_of(one))


def letter_before(one: IssueInvitation) -> Letter:
    """Return the letter of an invitation that is not made yet, with words where its links will stand."""
    facts = facts_of(one, _links_before(one.place))
    return write_letter(TEMPLATE, facts=facts, why=why_of(one), language=language_of(one.place))


def _links_before(place: Place) -> Links:
    """Return words for where links will stand."""
    with override(language_of(place)):
        return Links(
            _("[here stands the link that is theirs alone]"), _("[and here the link to get no more]")
        )


def send_test(actor: Actor, one: IssueInvitation, *, to: Person) -> None:
    """Send whoever writes the letter as it would go, with words where its links will stand."""
    with override(language_of(actor.place)):
        why = _("You get this because you asked for a test of a letter you are about to send.")
    facts = facts_of(one, _links_before(actor.place))
    post(actor.place, to=to, template=TEMPLATE, facts=facts, why=why)


def facts_of(one: IssueInvitation, links: Links) -> dict[str, object]:
    """Return what the letter says: by whom, about what and for whom, in whose words, and until when."""
    sponsor = one.vouched
    return {
        "place": one_line(one.place.name),
        "by": one_line(one.by.name),
        "name": one_line(str(one)),
        "issue": one_line(one.issue.title),
        "perspective": one_line(one.perspective.name),
        "nobody": not one.perspective.is_spoken_for,
        "sponsor": one_line(sponsor.by.name) if sponsor is not None else "",
        "sponsor_words": sponsor.text if sponsor is not None else "",
        "words": one.words,
        "link": links.answer,
        "stop": links.stop,
        "reminder": one.reminded is not None,
        "until": one.expires or one.due + LASTS,
        "kept": KEPT.days,
    }


def why_of(one: IssueInvitation) -> str:
    """Say under a letter why somebody gets it, and how their address is known."""
    with override(language_of(one.place)):
        by = one_line(one.by.name)
        origin = (
            one_line(one.contact.origin) if one.contact is not None and one.contact.origin != ERASED else ""
        )
        if origin:
            said = _("You get this because {by} asks you. How we come to have your address: {origin}.")
            return Truncator(said.format(by=by, origin=origin.rstrip("."))).chars(WHY_AT_MOST)
        return _("You get this because {by} asks you.").format(by=by)


def _tell_member(act: Act, one: IssueInvitation) -> None:
    assert one.invited is not None
    with override(language_of(act.place)):
        title, text = notice_of(one)
        notify(
            act.place,
            [one.invited],
            title=title,
            text=text,
            href=place_url(act.place, "your_invitation", issue_invitation=one.pk),
            why=_("You are a member, and are asked by name."),
        )


def notice_of(one: IssueInvitation) -> tuple[str, str]:
    """Return what a member who is asked is told: its title, and its text; whose words go with it stands where it leads."""
    title = _("You are asked to speak for “{perspective}”")
    again = _("You are asked once more to speak for “{perspective}”")
    text = _("{by} asks you, in “{issue}”. Say yes, maybe or no by {day}.")
    day = date_format(timezone.localtime(one.expires or one.due + LASTS), "j F")
    return (
        (again if one.reminded is not None else title).format(perspective=one.perspective.name),
        text.format(by=one.by.name, issue=one.issue.title, day=day),
    )


def tell_that_answered(act: Act, one: IssueInvitation) -> None:
    """Tell whoever asked, and the sponsor whose words go with it, that there is an answer; what it is, they read there."""
    told = {one.by.pk: one.by}
    if one.vouched is not None:
        told[one.vouched.by.pk] = one.vouched.by
    with override(language_of(act.place)):
        notify(
            act,
            told.values(),
            title=_("Somebody you asked has answered"),
            text=_("It is about “{perspective}”.").format(perspective=one.perspective.name),
            href=one.get_absolute_url(),
            why=_("You asked them, or your words went with it."),
        )


def tell_kept_back(place: Place, one: IssueInvitation) -> None:
    """Tell whoever convenes that an invitation did not go, in the name of somebody who no longer does."""
    with override(language_of(place)):
        notify(
            place,
            conveners_of(place),
            title=_("An invitation is kept back"),
            text=_("Whoever asked no longer convenes. You can ask the same person in your own name."),
            href=one.get_absolute_url(),
            why=_("You convene this partnership."),
        )
