"""A draw as one file that can be checked on another machine, without a database and without trusting whoever drew."""

import json
from collections.abc import Mapping
from typing import Any, Final

from wholeplace.convene.lottery.draw_again import FORMAT
from wholeplace.convene.lottery.drawing import answers_salt_of, salts_of
from wholeplace.convene.lottery.models import Draw
from wholeplace.convene.lottery.queries import tickets_drawn_in

NOT_SHOWN: Final = (
    "Who the tickets are. That the value and its source are as they say: look it up there. That the digests are on record"
    " since before: look for them in the record of the place, or in its pack."
)
"""What the file does not show."""


def pack_of(draw: Draw) -> dict[str, Any]:
    """Return a draw for everybody: a sealed place for each ticket, panels, and both halves of the seed once it is drawn.

    Seals are opened of the tickets that are drawn alone.
    """
    return {
        "format": FORMAT,
        "not_shown": NOT_SHOWN,
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
    """Return a pack as a file."""
    return json.dumps(pack, ensure_ascii=False, indent=1).encode()
