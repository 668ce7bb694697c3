"""What somebody reads who was drawn: in an e-mail and on paper, as it goes and as it is looked at before."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from wholeplace.convene.invitations.codes import code_digest, code_from
from wholeplace.convene.lottery.letters import own_page
from wholeplace.convene.lottery.models import Draw, Lottery, Seat
from wholeplace.convene.lottery.names import SeatState
from wholeplace.convene.lottery.seat_conditions import why_not_again
from wholeplace.convene.lottery.tickets import opened_by
from wholeplace.kernel.acts import Act
from wholeplace.kernel.keyed import keyed
from wholeplace.kernel.outbox.letters import Letter, write_letter
from wholeplace.kernel.outbox.post import language_of, post_link
from wholeplace.kernel.places import Place
from wholeplace.kernel.text import one_line
from wholeplace.kernel.tokens import digest_of, new_token
from wholeplace.ui.addresses import place_url
from wholeplace.ui.paper import NOBODY_SAID, SAMPLE, Said, Secrets, Sender, Sheet, shortened, window_lines
from wholeplace.ui.squares import square_for

TEMPLATE = "lottery/mail/drawn.txt"
NOTED = "lottery/mail/noted.txt"
LETTER = "wholeplace.lottery.letter"
ABOUT_ON_PAPER = 1100
"""Characters of what the panel is about, and of the convener's own words with it, that a page has room for."""


def write_to(act: Act, seat: Seat) -> None:
    """Write to somebody who was drawn, with a fresh link to their own page, of which only a digest is kept."""
    note_asked(act, seat)
    _post(act, seat, TEMPLATE)


def tell_noted(act: Act, seat: Seat) -> None:
    """Tell somebody that it was noted for them that they do not come, with a fresh link by which they can say otherwise."""
    _post(act, seat, NOTED)


def _post(act: Act, seat: Seat, template: str) -> None:
    registration, token = seat.registration, new_token()
    opened_by(registration, digest_of(token))
    facts = facts_of(seat, link=own_page(act.place, token), at=act.at)
    post_link(act.place, to=registration.email, template=template, facts=facts, why=why_of(seat))


def letter_to(act: Act, seat: Seat) -> str:
    """Return the code that opens somebody's own page, to stand in a letter and nowhere else; they count as asked.

    A letter that is set again has the same code: it is made under a key outside the database, which holds only its digest.
    """
    code = code_from(keyed(act.place, LETTER)(str(seat.pk)))
    opened_by(seat.registration, code_digest(act.place, code))
    note_asked(act, seat)
    return code


def note_asked(act: Act, seat: Seat) -> None:
    """Keep that somebody was asked; asked once more two days later or more, that they were reminded."""
    if seat.asked is None:
        seat.asked = act.at
    elif why_not_again(seat, act.at) is None:
        seat.reminded = act.at
    seat.until = answer_by(seat.draw.lottery, act.at)
    if seat.state == SeatState.DRAWN:
        seat.state = SeatState.ASKED
    seat.save()


def letter_before(seat: Seat, *, at: dt.datetime) -> Letter:
    """Return the letter as it would go by e-mail, with words where its link will stand."""
    with override(language_of(seat.place)):
        link = _("[here stands the link to their own page]")
    facts = facts_of(seat, link=link, at=at)
    return write_letter(TEMPLATE, facts=facts, why=why_of(seat), language=language_of(seat.place))


def facts_of(seat: Seat, *, link: str, at: dt.datetime) -> dict[str, object]:
    """Return what the letter says: for which panel they were drawn, what it is for, and until when they answer."""
    lottery = seat.draw.lottery
    return {
        "place": one_line(seat.place.name),
        "lottery": one_line(lottery.title),
        "about": lottery.about,
        "words": lottery.to_drawn,
        "name": one_line(seat.registration.name),
        "seats": lottery.seats,
        "later": seat.draw.fills_up,
        "link": link,
        "reminder": seat.reminded is not None,
        "until": answer_by(lottery, at),
    }


def answer_by(lottery: Lottery, at: dt.datetime) -> dt.datetime:
    """Return by when somebody is asked to answer who is written to at a moment."""
    return at + dt.timedelta(days=lottery.answer_within)


def why_of(seat: Seat) -> str:
    """Say under a letter why somebody gets it."""
    with override(language_of(seat.place)):
        said = _("You get this because you registered for “{lottery}”, and were drawn.")
        return Truncator(said.format(lottery=one_line(seat.draw.lottery.title))).chars(500)


def sample_sheet(seat: Seat, *, at: dt.datetime, by: str) -> Sheet:
    """Return the letter as it would stand on paper, before anybody is asked."""
    return sheet_of(seat, SAMPLE, at=at, by=by)


def sheet_of(seat: Seat, code: str, *, at: dt.datetime, by: str, sender: Sender = NOBODY_SAID) -> Sheet:
    """Return the letter to somebody who was drawn as it stands on paper."""
    place, registration = seat.place, seat.registration
    shown = settings.PUBLIC_URL + code_page(place) if code == SAMPLE else own_page(place, code)
    secrets = Secrets(code, shown)
    with override(language_of(place)):
        how = _(
            "Please answer by {until}: scan the square with a phone, or go to this address and type the code."
        )
        return Sheet(
            sender=sender.above_window(place.name, by=by),
            to=window_lines(registration.name, registration.address),
            place=one_line(place.name),
            dated=date_format(timezone.localdate(at), "j F Y"),
            subject=_subject(seat),
            said=tuple(_said(seat)),
            signed=one_line(by),
            how=how.format(until=date_format(timezone.localdate(answer_by(seat.draw.lottery, at)), "j F Y")),
            code=secrets.code,
            at=settings.PUBLIC_URL.split("://", 1)[-1] + code_page(place),
            square=square_for(secrets.link).drawn,
            offline=sender.offline,
            why=(why_of(seat), _("Show the code to nobody: whoever has it can answer for you.")),
        )


def code_page(place: Place) -> str:
    """Return the address of the page on which the code of a letter is typed."""
    return place_url(place, "lottery_code")


def _subject(seat: Seat) -> str:
    once_more = _("Once more: you have been drawn for “{lottery}”")
    first = _("You have been drawn for “{lottery}”")
    said = once_more if seat.reminded is not None else first
    return one_line(said.format(lottery=seat.draw.lottery.title))


def _said(seat: Seat) -> list[Said]:
    """Return what a letter on paper says, paragraph by paragraph."""
    lottery = seat.draw.lottery
    dear = _("Dear {name},").format(name=one_line(seat.registration.name))
    opening = drawn_in_words(seat.draw)
    words = shortened(lottery.to_drawn)
    about = Truncator(shortened(lottery.about)).chars(ABOUT_ON_PAPER - len(words))
    asks = _(
        "Please say whether you take your seat. If you cannot come, somebody else is drawn in your place, so do say so."
        " You can change your answer later."
    )
    private = _("Nobody but whoever convenes the panel is told that you were drawn.")
    reminds = _("We wrote to you before, and do not know whether it reached you.")
    said = [dear, opening, reminds if seat.reminded is not None else "", about, words, asks, private]
    return [Said(one) for one in said if one]


def drawn_in_words(draw: Draw) -> str:
    """Say to somebody that they were drawn, for which panel, and how."""
    first = _("You registered for “{lottery}”, and you were drawn: by lot, as one of {seats} people.")
    again = _("You registered for “{lottery}”. A seat became free, and you were drawn for it, by lot.")
    said = again if draw.fills_up else first
    return said.format(lottery=one_line(draw.lottery.title), seats=draw.lottery.seats)
