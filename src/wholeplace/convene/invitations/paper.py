"""Letters for the post, set as one PDF: one page each, the address in the window of a DL envelope, a square and a short code."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import typst
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from wholeplace.convene.invitations.conditions import KEPT, LASTS
from wholeplace.convene.invitations.letters import why_of
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.kernel.outbox.post import language_of
from wholeplace.kernel.places import Place
from wholeplace.kernel.text import one_line
from wholeplace.ui.addresses import place_url
from wholeplace.ui.charts.standalone import FAMILIES, FONTS
from wholeplace.ui.squares import square_for

SET_BY = Path(__file__).with_name("letters.typ")
LINES: Final = 6
"""Lines of an address that show in the window."""
PARAGRAPHS: Final = 6
"""Lines of somebody's own words that stay apart."""


@dataclass(frozen=True)
class Said:
    """A paragraph of a letter: whose words, where it quotes somebody, and what is said."""

    text: str
    by: str = ""


@dataclass(frozen=True)
class Sheet:
    """One letter as it stands on paper."""

    sender: str
    to: tuple[str, ...]
    place: str
    dated: str
    subject: str
    said: tuple[Said, ...]
    signed: str
    how: str
    code: str
    at: str
    square: str
    offline: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Sender:
    """How whoever has no internet reaches the partnership, and where letters come back to; nothing where it is not said."""

    address: str = ""
    phone: str = ""


NOBODY_SAID: Final = Sender()


@dataclass(frozen=True)
class Secrets:
    """What opens the answer to one letter: the code that stands in it, and the address in its square."""

    code: str
    link: str


def sheet_of(one: IssueInvitation, secrets: Secrets, *, dated: Any, sender: Sender = NOBODY_SAID) -> Sheet:
    """Return a letter as it stands on paper."""
    place, link = one.place, settings.PUBLIC_URL + secrets.link
    with override(language_of(place)):
        until = date_format(timezone.localdate(one.expires or one.due + LASTS), "j F Y")
        how = _(
            "Please answer by {until}: scan the square with a phone, or go to this address and type the code."
        )
        signed = _("{place}, the partnership; {by}").format(place=place.name, by=one.by.name)
        back = _("{place}, {address}").format(place=place.name, address=sender.address)
        return Sheet(
            sender=one_line(back if sender.address else signed),
            to=lines_of(one),
            place=one_line(place.name),
            dated=date_format(dated, "j F Y"),
            subject=one_line(_("Would you speak for “{name}”?").format(name=one.perspective.name)),
            said=tuple(_said(one)),
            signed=one_line(one.by.name),
            how=how.format(until=until),
            code=secrets.code,
            at=code_page_address(place),
            square=square_for(link).drawn,
            offline=_offline(sender),
            why=(why_of(one), *_foot(one)),
        )


def _offline(sender: Sender) -> str:
    """Say how whoever has no internet answers."""
    said = {
        (True, True): _("No internet? Call {phone}, or write to {address}."),
        (False, True): _("No internet? Call {phone}."),
        (True, False): _("No internet? Write to {address}."),
    }.get((bool(sender.address), bool(sender.phone)), "")
    return said.format(phone=one_line(sender.phone), address=one_line(sender.address))


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


def lines_of(one: IssueInvitation) -> tuple[str, ...]:
    """Return the lines of an address as the window shows them: the name first, and what does not fit on the last."""
    parts = [one_line(part) for part in one.address.replace("\n", ",").split(",")]
    lines = [one_line(one.name), *(part for part in parts if part)]
    if len(lines) <= LINES:
        return tuple(lines)
    return (*lines[: LINES - 1], ", ".join(lines[LINES - 1 :]))


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
        said.append(Said(_short(one.vouched.text), by=one_line(one.vouched.by.name)))
    if one.words:
        said.append(Said(_short(one.words)))
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


def _short(words: str) -> str:
    """Return words as they stand on a page that has room for one letter: in their lines, unless there are many."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return "\n".join(lines) if len(lines) <= PARAGRAPHS else one_line(words)


def pdf_of(sheets: Sequence[Sheet]) -> bytes:
    """Return letters as one PDF that screen readers can read, one page each."""
    language = (get_language() or "en").split("-")[0]
    told = {
        "letters": [asdict(one) for one in sheets],
        "fonts": FAMILIES,
        "language": language,
        "title": _("Letters for the post"),
    }
    inputs = {"told": json.dumps(told, ensure_ascii=False)}
    pdf: bytes = typst.compile(
        str(SET_BY), pdf_standards=["ua-1"], format="pdf", font_paths=[str(FONTS)], sys_inputs=inputs
    )
    return pdf
