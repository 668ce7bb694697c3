"""Letters to those who registered for a lottery: each holds the link to their own page, and nothing is kept of it once sent."""

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


def own_page(place: Place, link: str) -> str:
    """Return the whole address of somebody's own page."""
    return settings.PUBLIC_URL + place_url(place, "lottery_ticket", ticket=link)


def send_registered(act: Act, registration: Registration, link: str) -> None:
    """Tell somebody that they are in the pool, under which ticket, and by which link they withdraw."""
    _send(act, registration, link, REGISTERED, _why(registration.lottery))


def send_again(act: Act, registration: Registration, link: str) -> None:
    """Send somebody a new link to their own page, because somebody registered once more under their address, or asked for it."""
    _send(act, registration, link, AGAIN, _why(registration.lottery))


def _why(lottery: Lottery) -> str:
    with override(language_of(lottery.place)):
        return _("You get this because this address was given to register for “{title}”.").format(
            title=one_line(lottery.title)
        )


def _send(act: Act, registration: Registration, link: str, template: str, why: str) -> None:
    lottery = registration.lottery
    facts = {
        "place": one_line(act.place.name),
        "lottery": one_line(lottery.title),
        "name": one_line(registration.name),
        "ticket": registration.ticket,
        "typed_in": registration.typed_in_by_id is not None,
        "link": own_page(act.place, link),
    }
    post_link(act.place, to=registration.email, template=template, facts=facts, why=why)
