"""The way from a refusal to asking for what was missing, wherever something is promised for a body."""

import uuid
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.behalf import Resource
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.places import Place
from wholeplace.ui.addresses import place_url
from wholeplace.ui.ways import declare_way

ASKED_AS = {Resource.MONEY: "money", Resource.TIME: "hours", Resource.GOODS: "goods"}


def way_to_ask(place: Place, refusal: Refusal, about: tuple[uuid.UUID, ...]) -> str:
    """Return where one asks for a mandate that goes as far as the promise that was refused, for the issue it is about."""
    wanted = {ASKED_AS[Resource(refusal.params["resource"])]: refusal.params["wanted"]}
    issue = Issue.objects.filter(place=place, pk__in=about).first()
    if issue is not None:
        wanted["issue"] = str(issue.pk)
    return f"{place_url(place, 'ask_mandate')}?{urlencode(wanted)}"


def declare() -> None:
    """Lead on from every promise that goes further than a mandate."""
    declare_way("beyond_mandate", way_to_ask, label=_("Ask my manager for a mandate that goes so far"))
