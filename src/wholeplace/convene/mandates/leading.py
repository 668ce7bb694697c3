"""The way from a refusal to asking for what was missing, for the pages of features in which something is promised."""

import uuid
from urllib.parse import urlencode

from wholeplace.kernel.behalf import Resource
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.places import Place
from wholeplace.ui.addresses import place_url

ASKED_AS = {Resource.MONEY: "money", Resource.TIME: "hours", Resource.GOODS: "goods"}


def way_to_ask(place: Place, refusal: Refusal | None, *, issue: uuid.UUID | None = None) -> str:
    """Return where one asks for a mandate that goes as far as a promise that was refused; nothing for other refusals."""
    if refusal is None or refusal.code != "beyond_mandate":
        return ""
    wanted = {ASKED_AS[Resource(refusal.params["resource"])]: refusal.params["wanted"]}
    if issue is not None:
        wanted["issue"] = str(issue)
    return f"{place_url(place, 'ask_mandate')}?{urlencode(wanted)}"
