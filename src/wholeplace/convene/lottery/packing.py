"""A draw as one file that can be checked on another machine, without a database and without trusting whoever drew."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings

from wholeplace.convene.lottery.draw_again import FORMAT
from wholeplace.convene.lottery.drawing import answers_salt_of, salts_of
from wholeplace.convene.lottery.models import Draw
from wholeplace.convene.lottery.queries import tickets_drawn_in
from wholeplace.ui.addresses import place_url

NOT_SHOWN: Final = (
    "Who the tickets are. That the value and its source are as they say: look it up there. That the digests are on record"
    " since before: look for them in the record of the place, or in its pack."
)
"""What the file does not show."""
RULES: Final = """\
Places, kinds, panels and targets are counted from 0. Text goes in as UTF-8. Of all bytes the greatest comes first.
A digest is SHA-256 over JSON with its keys sorted, no spaces and no needless escapes.
The digest of the answers is that of the list [answers_salt, kinds].
A row of pool is a place: its seal, the number of its kind, the number of its household.
A seal is SHA-256 over a salt, a line feed and the ticket. The commitment is SHA-256 over the secret.
A row of panels.panels is a panel: for each seat the kind of whoever sits there. panels.balls says how many of 10^15 balls draw it.
kinds says of each kind which targets count its people.
least is the smallest chance of anybody who has one, bound what is proved to be the greatest it can be.
The seed is SHA-256 over the secret, a line feed and the value: NFKC, white space made single spaces, none at the ends.
Number n is SHA-256 over the 32 bytes of the seed and n in 8 bytes, for n = 0, 1, 2 and so on.
Number 0 modulo 10^15 is a ball, and panels have their balls in their order: so it chooses a panel.
Then, seat by seat, the places of its kind stand in their order, but for those of households drawn from before.
The next number, modulo how many these are, chooses one of them, counted from 0.
"""
"""How a draw is worked out, in brief; at length it stands on a page of its own."""


def pack_of(draw: Draw) -> dict[str, Any]:
    """Return a draw for everybody: a sealed place for each ticket, panels, and both halves of the seed once it is drawn.

    Seals are opened of the tickets that are drawn alone.
    """
    return {
        "format": FORMAT,
        "not_shown": NOT_SHOWN,
        "how": {
            "page": settings.PUBLIC_URL + place_url(draw.place, "how_drawn"),
            "program": settings.PUBLIC_URL + place_url(draw.place, "draw_again"),
            "rules": RULES.splitlines(),
        },
        "place": draw.place.slug,
        "draw": str(draw.pk),
        "number": draw.number,
        "committed": draw.committed.isoformat(),
        "terms": draw.terms,
        "pool": draw.pool,
        "panels": draw.panels,
        "least": str(draw.least),
        "bound": str(draw.bound),
        "finished": draw.finished,
        "digests": {
            "terms": draw.terms_digest,
            "pool": draw.pool_digest,
            "panels": draw.panels_digest,
            "answers": draw.answers_digest,
        },
        "commitment": draw.commitment,
        **(_drawn(draw) if draw.drawn is not None else {}),
    }


def whole_pack_of(draw: Draw) -> dict[str, Any]:
    """Return a draw for whoever checks it: every seal opened, and which targets count the people of each kind."""
    salts = salts_of(draw)
    tickets = [[ticket, salts(ticket)] for ticket in draw.tickets]
    return {
        **pack_of(draw),
        "tickets": tickets,
        "kinds": draw.kinds,
        "answers_salt": answers_salt_of(draw),
    }


def _drawn(draw: Draw) -> dict[str, Any]:
    salts, places = salts_of(draw), {ticket: place for place, ticket in enumerate(draw.tickets)}
    opened = sorted([places[ticket], ticket, salts(ticket)] for ticket in tickets_drawn_in(draw))
    return {
        "secret": draw.secret_told,
        "value": draw.value,
        "value_source": draw.value_source,
        "drawn_at": draw.drawn.isoformat() if draw.drawn is not None else "",
        "drawn": opened,
    }


def packed(pack: Mapping[str, Any]) -> bytes:
    """Return a pack as a file: each name and each row on a line of its own, so that it can be read by eye too."""
    return f"{_lines(pack, '')}\n".encode()


def _lines(value: object, margin: str) -> str:
    """Return JSON with each name, each row and each sentence on a line of its own."""
    deeper = f"\n{margin} "
    if isinstance(value, Mapping) and value:
        told = (f"{json.dumps(name)}: {_lines(one, margin + ' ')}" for name, one in value.items())
        return f"{{{deeper}{f',{deeper}'.join(told)}\n{margin}}}"
    if isinstance(value, list | tuple) and any(
        isinstance(one, list | tuple | Mapping | str) for one in value
    ):
        rows = (json.dumps(one, ensure_ascii=False) for one in value)
        return f"[{deeper}{f',{deeper}'.join(rows)}\n{margin}]"
    return json.dumps(value, ensure_ascii=False)
