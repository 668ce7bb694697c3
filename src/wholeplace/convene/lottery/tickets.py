"""Tickets by which those in a pool are known, links to their own pages, and what those who live together have in common."""

import hashlib
import json
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping
from typing import Any, Final

from wholeplace.convene.invitations.codes import new_code
from wholeplace.convene.lottery.models import Lottery, Registration
from wholeplace.kernel.keyed import keyed
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.tokens import BYTES, new_token

KEY_AT_LEAST: Final = 24
"""Characters of chance a page's key must have for a link to be made of it."""

AGAIN: Final = "wholeplace.lottery.again"


def new_ticket(taken: Collection[str]) -> str:
    """Return a ticket that nobody has yet."""
    while (ticket := new_code()) in taken:
        continue
    return ticket


def tickets_in(lottery: Lottery) -> set[str]:
    """Return the tickets there are in a lottery, also of those who withdrew."""
    return set(Registration.objects.filter(lottery=lottery).values_list("ticket", flat=True))


def outside_ids_in(lottery: Lottery) -> set[str]:
    """Return what told people apart in the files they came in, of those who did not withdraw."""
    there = Registration.objects.filter(lottery=lottery, withdrawn=None).exclude(outside_id__in=("", ERASED))
    return set(there.values_list("outside_id", flat=True))


def told_apart_by(registration: Registration) -> str:
    """Return what tells somebody apart in a file for conveners: what did so in the file they came in, or else their ticket."""
    own = registration.outside_id
    return registration.ticket if own in {"", ERASED} else own


def link_from(key: str, said: Mapping[str, Any]) -> str:
    """Return the word in a link to somebody's own page, the same where a page sends the same answers twice.

    The chance is in the key, which the page drew and nobody else knows; where it has too little, a fresh word is drawn.
    """
    if len(key) < KEY_AT_LEAST:
        return new_token()
    whole = json.dumps([key, said], sort_keys=True, default=str, ensure_ascii=True)
    return urlsafe_b64encode(hashlib.sha256(whole.encode()).digest()[:BYTES]).decode().rstrip("=")


def link_again(registration: Registration) -> str:
    """Return the word in a link to somebody's own page besides the one they have: the same until that is replaced.

    It is made under a key outside the database, so that it can be sent again and only its digest is kept.
    """
    return keyed(registration.place, AGAIN)(f"{registration.pk} {registration.digest}")


def opened_by(registration: Registration, digest: str) -> None:
    """Have one new link open somebody's own page, and none of those before."""
    registration.digest, registration.digest_again = digest, ""
    registration.save(update_fields=["digest", "digest_again"])


def folded(text: str) -> str:
    """Return the letters and figures of a text, whatever their case and marks, and nothing of what stands between them."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(one for one in plain if one.isalnum())


def household_of(address: str) -> str:
    """Return what those who live at an address have in common; nothing, where there is none."""
    kept = folded(address)
    return hashlib.sha256(kept.encode()).hexdigest()[:32] if kept else ""
