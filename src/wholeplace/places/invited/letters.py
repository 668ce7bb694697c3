"""The letter that invites somebody: as it goes out, as whoever invites reads it before, and where it is kept back."""

import datetime as dt
import uuid

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.outbox.letters import Letter, write_letter
from wholeplace.kernel.outbox.post import language_of, post_link
from wholeplace.kernel.people import HatKind, HatState, Membership
from wholeplace.kernel.places import Place
from wholeplace.kernel.text import one_line
from wholeplace.places.invited.conditions import KEPT
from wholeplace.places.invited.models import Invitation
from wholeplace.places.invited.names import Standing
from wholeplace.places.invited.onward import about, why
from wholeplace.places.invited.unwanted import leave_alone_url
from wholeplace.ui.addresses import place_url

TEMPLATE = "invited/mail/invited.txt"


def send_letter(invitation: Invitation, *, token: str, until: dt.datetime) -> None:
    """Post the letter with its link, of which no copy is kept once it is sent."""
    link = reverse("accept_invitation", kwargs={"place": invitation.place.slug, "link": token})
    stop = settings.PUBLIC_URL + leave_alone_url(invitation.place, invitation.email)
    facts = _facts(invitation, link=f"{settings.PUBLIC_URL}{link}", stop=stop, until=until)
    post_link(invitation.place, to=invitation.email, template=TEMPLATE, facts=facts, why=_why(invitation))


def letter_before(
    actor: Actor, *, name: str, words: str, onward: uuid.UUID | None, until: dt.datetime
) -> Letter:
    """Return the letter of an invitation nobody has made yet, with words where its link will stand."""
    invitation = Invitation(place=actor.place, by=actor.membership, name=name, words=words, onward=onward)
    stands = _("[here stands the link that is theirs alone]")
    facts = _facts(invitation, link=stands, stop=_("[and here the link to get no more]"), until=until)
    return write_letter(TEMPLATE, facts=facts, why=_why(invitation), language=language_of(actor.place))


def conveners_of(place: Place) -> "QuerySet[Membership]":
    """Return who convenes a place now."""
    held = {"hats__kind": HatKind.CONVENER, "hats__scope": None, "hats__state": HatState.HELD}
    return Membership.objects.filter(place=place, **held)


def tell_kept_back(place: Place, count: int) -> None:
    """Tell whoever convenes that letters did not go, in the name of somebody who no longer does."""
    if not count:
        return
    with override(language_of(place)):
        title = ngettext(
            "A letter of invitation is kept back", "{count} letters of invitation are kept back", count
        )
        notify(
            place,
            conveners_of(place),
            title=title.format(count=count),
            text=_("Whoever invited no longer convenes. You can invite the same people in your own name."),
            href=f"{place_url(place, 'invitations')}?standing={Standing.KEPT_BACK}",
            why=_("You convene this partnership."),
        )


def _facts(invitation: Invitation, *, link: str, stop: str, until: dt.datetime) -> dict[str, object]:
    return {
        "place": one_line(invitation.place.name),
        "by": one_line(invitation.by.name),
        "name": one_line(invitation.name),
        "words": invitation.words,
        "about": one_line(about(invitation.place, invitation.onward)),
        "link": link,
        "stop": stop,
        "until": until,
        "kept": KEPT.days,
    }


def _why(invitation: Invitation) -> str:
    with override(language_of(invitation.place)):
        said = _("You get this because {by} put this address on a list of people to invite.")
        own = why(invitation.place, invitation.onward)
        return own or said.format(by=one_line(invitation.by.name))
