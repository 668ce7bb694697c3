"""An invitation to speak for a perspective as a letter for the post: what it says, and where its code is typed."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from wholeplace.convene.invitations.conditions import KEPT, LASTS
from wholeplace.convene.invitations.letters import why_of
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.kernel.outbox.post import language_of
from wholeplace.kernel.places import Place
from wholeplace.kernel.text import one_line
from wholeplace.ui.addresses import place_url
from wholeplace.ui.paper import NOBODY_SAID, Said, Secrets, Sender, Sheet, shortened, window_lines
from wholeplace.ui.squares import square_for


def sheet_of(one: IssueInvitation, secrets: Secrets, *, dated: Any, sender: Sender = NOBODY_SAID) -> Sheet:
    """Return a letter as it stands on paper."""
    place, link = one.place, settings.PUBLIC_URL + secrets.link
    with override(language_of(place)):
        until = date_format(timezone.localdate(one.expires or one.due + LASTS), "j F Y")
        how = _(
            "Please answer by {until}: scan the square with a phone, or go to this address and type the code."
        )
        return Sheet(
            sender=sender.above_window(place.name, by=one.by.name),
            to=window_lines(one.name, one.address),
            place=one_line(place.name),
            dated=date_format(dated, "j F Y"),
            subject=one_line(_("Would you speak for “{name}”?").format(name=one.perspective.name)),
            said=tuple(_said(one)),
            signed=one_line(one.by.name),
            how=how.format(until=until),
            code=secrets.code,
            at=code_page_address(place),
            square=square_for(link).drawn,
            offline=sender.offline,
            why=(why_of(one), *_foot(one)),
        )


def _foot(one: IssueInvitation) -> tuple[str, str]:
    """Say what follows where somebody does not answer, and how no more letters come."""
    forgets = _(
        "If you do not want to answer, you need do nothing: after {kept} days we forget your name and address."
    )
    stops = _("If no more letters from {place} should come here, say so on the page that the code opens.")
    return forgets.format(kept=KEPT.days), stops.format(place=one_line(one.place.name))


def code_page_address(place: Place) -> str:
    """Return the address at which a code is typed, as one types it."""
    return f"{settings.PUBLIC_URL}".split("://", 1)[-1] + place_url(place, "enter_code")


def _said(one: IssueInvitation) -> Sequence[Said]:
    """Return what a letter says, paragraph by paragraph."""
    names = {
        "by": one_line(one.by.name),
        "place": one_line(one.place.name),
        "issue": one_line(one.issue.title),
        "perspective": one_line(one.perspective.name),
    }
    asks = _(
        "I convene the partnership of {place}. People and organisations work there together on what no one can solve"
        " alone. We work on “{issue}”, and I ask you to take part, and to speak there for: {perspective}."
    )
    said = [Said(_("Dear {name},").format(name=one_line(one.name))), Said(asks.format(**names))]
    if not one.perspective.is_spoken_for:
        said.append(Said(_("Nobody speaks for them yet.")))
    if one.vouched is not None:
        said.append(Said(shortened(one.vouched.text), by=one_line(one.vouched.by.name)))
    if one.words:
        said.append(Said(shortened(one.words)))
    said.append(
        Said(
            _(
                "People who take part say how they see it, and decide together. Whoever says something is told what became"
                " of it. You give as much time as you can. Please say yes, maybe or no, or whom we should ask instead."
                " You need no account, and can change your answer later."
            )
        )
    )
    return said
