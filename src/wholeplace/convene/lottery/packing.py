"""A draw as one file that anybody can check on another machine, without a database and without trusting whoever drew."""

import json
from collections.abc import Mapping
from typing import Any, Final

from wholeplace.convene.lottery.models import Draw, Seat
from wholeplace.convene.lottery.verifying import FORMAT

NOT_SHOWN: Final = (
    "Who the tickets are. That the value and its source are as they say: look it up there. That the digests are on record"
    " since before: look for them in the record of the place, or in its pack."
)
"""What the file does not show."""


def pack_of(draw: Draw) -> dict[str, Any]:
    """Return a draw for everybody: tickets, kinds by number alone, panels, and both halves of the seed once it is drawn."""
    return {
        "format": FORMAT,
        "not_shown": NOT_SHOWN,
        "place": draw.place.slug,
        "draw": str(draw.pk),
        "number": draw.number,
        "committed": draw.committed.isoformat(),
        "terms": draw.terms,
        "pool": draw.pool,
        "never": _never(draw),
        "panels": draw.panels,
        "least": str(draw.least),
        "bound": str(draw.bound),
        "digests": {"terms": draw.terms_digest, "pool": draw.pool_digest, "panels": draw.panels_digest},
        "commitment": draw.commitment,
        "awaits": draw.awaits,
        "awaited": draw.awaited.isoformat(),
        **(_drawn(draw) if draw.drawn is not None else {}),
    }


def whole_pack_of(draw: Draw) -> dict[str, Any]:
    """Return a draw for whoever checks it: also which targets count the people of each kind."""
    return {**pack_of(draw), "kinds": draw.kinds}


def _never(draw: Draw) -> list[str]:
    """Return the tickets of those whom no panel holds."""
    held = [any(column) for column in zip(*draw.panels["panels"], strict=True)]
    return [ticket for ticket, kind, _home in draw.pool if not held[kind]]


def _drawn(draw: Draw) -> dict[str, Any]:
    tickets = Seat.objects.filter(draw=draw).values_list("registration__ticket", flat=True)
    return {
        "secret": draw.secret_told,
        "value": draw.value,
        "value_source": draw.value_source,
        "drawn_at": draw.drawn.isoformat() if draw.drawn is not None else "",
        "drawn": sorted(tickets),
    }


def packed(pack: Mapping[str, Any]) -> bytes:
    """Return a pack as a file."""
    return json.dumps(pack, ensure_ascii=False, indent=1).encode()
