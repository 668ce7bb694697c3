"""Letters to those who registered for a lottery: links to their own page and what conveners changed; nothing is kept of them once sent."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from wholeplace.convene.lottery.models import Lottery, Registration
from wholeplace.kernel.acts import Act
from wholeplace.kernel.outbox.post import language_of, post_link
from wholeplace.kernel.places import Place
from wholeplace.kernel.text import one_line
from wholeplace.ui.addresses import place_url

REGISTERED = "lottery/mail/registered.txt"
AGAIN = "lottery/mail/again.txt"
ANEW = "lottery/mail/anew.txt"
TAKEN_OUT = "lottery/mail/taken_out.txt"
MOVED = "lottery/mail/moved.txt"
WITHDRAWN = "lottery/mail/withdrawn.txt"


def own_page(place: Place, link: str) -> str:
    """Return the whole address of somebody's own page."""
    return settings.PUBLIC_URL + place_url(place, "lottery_ticket", ticket=link)


def send_registered(act: Act, registration: Registration, link: str) -> None:
    """Tell somebody that they are in the pool, under which ticket, and by which link they withdraw."""
    _send(act, registration, link, REGISTERED)


def send_again(act: Act, registration: Registration, link: str) -> None:
    """Send somebody a link to their own page besides those they have, because somebody registered once more under their address."""
    _send(act, registration, link, AGAIN)


def send_anew(act: Act, registration: Registration, link: str) -> None:
    """Send somebody who asked for it a new link to their own page, in the place of those they had."""
    _send(act, registration, link, ANEW)


def send_taken_out(act: Act, registration: Registration) -> None:
    """Tell somebody that whoever convenes took them out of the pool, while it is still known where to."""
    _put(act, registration, TAKEN_OUT, to=registration.email)


def send_withdrawn(act: Act, registration: Registration) -> None:
    """Tell somebody that they withdrew, while it is still known where to: whoever else had their link may have done it."""
    _put(act, registration, WITHDRAWN, to=registration.email)


def send_moved(act: Act, registration: Registration, *, to: str) -> None:
    """Tell somebody at the address that was known before that it was changed, and not to which."""
    _put(act, registration, MOVED, to=to)


def _why(lottery: Lottery) -> str:
    with override(language_of(lottery.place)):
        return _("You get this because this address was given to register for “{title}”.").format(
            title=one_line(lottery.title)
        )


def _send(act: Act, registration: Registration, link: str, template: str) -> None:
    facts = {
        **_facts(act, registration),
        "typed_in": registration.typed_in_by_id is not None,
        "link": own_page(act.place, link),
    }
    post_link(
        act.place, to=registration.email, template=template, facts=facts, why=_why(registration.lottery)
    )


def _put(act: Act, registration: Registration, template: str, *, to: str) -> None:
    """Send a letter of which nothing is kept once it is sent, with the page of the lottery in it."""
    lottery = registration.lottery
    facts = {**_facts(act, registration), "page": settings.PUBLIC_URL + lottery.get_absolute_url()}
    post_link(act.place, to=to, template=template, facts=facts, why=_why(lottery))


def _facts(act: Act, registration: Registration) -> dict[str, object]:
    return {
        "place": one_line(act.place.name),
        "lottery": one_line(registration.lottery.title),
        "name": one_line(registration.name),
        "ticket": registration.ticket,
    }
