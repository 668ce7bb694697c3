"""Tickets by which those in a pool are known, links to their own pages, and what those who live together have in common."""

import hashlib
import json
import re
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping
from typing import Any, Final

from wholeplace.convene.invitations.codes import new_code
from wholeplace.convene.lottery.models import TICKET_AT_MOST, Lottery, Registration
from wholeplace.kernel.tokens import BYTES, new_token

KEY_AT_LEAST: Final = 24
"""Characters of chance a page's key must have for a link to be made of it."""
OWN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""A ticket that came in a file."""


def new_ticket(taken: Collection[str]) -> str:
    """Return a ticket that nobody has yet."""
    while (ticket := new_code()) in taken:
        continue
    return ticket


def tickets_in(lottery: Lottery) -> set[str]:
    """Return the tickets there are in a lottery, also of those who withdrew."""
    return set(Registration.objects.filter(lottery=lottery).values_list("ticket", flat=True))


def fits_as_ticket(text: str) -> bool:
    """Say whether what told people apart in a file can be their ticket: short, and nothing but letters and figures."""
    return len(text) <= TICKET_AT_MOST and OWN.fullmatch(text) is not None


def link_from(key: str, said: Mapping[str, Any]) -> str:
    """Return the word in a link to somebody's own page, the same where a page sends the same answers twice.

    The chance is in the key, which the page drew and nobody else knows; where it has too little, a fresh word is drawn.
    """
    if len(key) < KEY_AT_LEAST:
        return new_token()
    whole = json.dumps([key, said], sort_keys=True, default=str, ensure_ascii=True)
    return urlsafe_b64encode(hashlib.sha256(whole.encode()).digest()[:BYTES]).decode().rstrip("=")


def folded(text: str) -> str:
    """Return the letters and figures of a text, whatever their case and marks, and nothing of what stands between them."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(one for one in plain if one.isalnum())


def household_of(address: str) -> str:
    """Return what those who live at an address have in common; nothing, where there is none."""
    kept = folded(address)
    return hashlib.sha256(kept.encode()).hexdigest()[:32] if kept else ""
