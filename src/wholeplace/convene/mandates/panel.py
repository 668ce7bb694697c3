"""The part of an issue's page that says who may speak for their organisation there, and the badges beside people's names."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.mandates.queries import (
    mandates_standing,
    statements_standing,
)
from wholeplace.convene.mandates.telling import allowed, organisations_in_words
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import Membership
from wholeplace.places.people.badges import Badge

SHOWN = 120
"""Characters of what an organisation says for all that stand beside each of its people."""


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return how many organisations let their people take part, and whether the reader could ask theirs."""
    member = viewer.membership
    belongs = member is not None and member.organisation_id is not None
    agreeing, mandated = (vars(issue)[name] for name in ("agreeing", "mandated"))
    return {
        "told": organisations_in_words(agreeing),
        "agreeing": agreeing,
        "asks": belongs and not mandated,
        "issue": issue,
        "sentence": "",
    }


def badges(viewer: Viewer, members: Sequence[Membership]) -> Mapping[uuid.UUID, Sequence[Badge]]:
    """Return what stands beside members in words: their mandates, and what their organisation says for all."""
    found: dict[uuid.UUID, list[Badge]] = defaultdict(list)
    for one in mandates_standing(viewer).filter(member__in=[member.pk for member in members]):
        found[one.member_id].append(Badge(_("Mandate"), allowed(one), one.get_absolute_url()))
    bodies = [member.organisation_id for member in members if member.organisation_id is not None]
    said = statements_standing(bodies)
    for member in members:
        statement = said.get(member.organisation_id) if member.organisation_id else None
        if statement is not None:
            text = _("{organisation} has said in public, for all of its people: “{text}”")
            said_shortly = Truncator(" ".join(statement.text.split())).chars(SHOWN)
            words = text.format(organisation=statement.organisation.name, text=said_shortly)
            found[member.pk].append(Badge(_("Word for all"), words, statement.get_absolute_url()))
    return found
