"""The part of an issue's page that says how far expectations have met, and what waits there for whoever reads."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from wholeplace.convene.expectations.queries import how_far_met
from wholeplace.convene.expectations.telling import where_it_stands
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import viewer_takes_part
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind
from wholeplace.places.partnership.home import NextStep
from wholeplace.ui.addresses import place_url


def panel_context(viewer: Viewer, issue: Issue) -> Mapping[str, Any]:
    """Return how many parties have said what they expect, and how many mismatches are open: for members alone."""
    met = how_far_met(viewer, issue) if viewer.is_member else None
    return {
        "told": where_it_stands(met.parties, mismatches=met.mismatches, still=met.open) if met else "",
        "mine": met.mine if met else None,
        "takes_part": viewer_takes_part(viewer, issue),
        "issue": issue,
        "sentence": "",
    }


def meet_expectations(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Lead to what waits for the viewer's party: a mismatch to confirm, or one that is open again."""
    if not viewer_takes_part(viewer, issue):
        return None
    met = how_far_met(viewer, issue)
    if met.waits is not None:
        return NextStep(
            _("A mismatch waits for your word"),
            _("The other party has said what to do about it. Confirm it, or say otherwise."),
            place_url(viewer.place, "pairing", pairing=met.waits),
            _("Read what they say"),
        )
    if met.again is not None:
        return NextStep(
            _("A mismatch is open again"),
            _("It was parked until now. Say how it could be settled, or park it once more."),
            place_url(viewer.place, "pairing", pairing=met.again),
            _("Read it"),
        )
    return None


def fill_in_card(viewer: Viewer, issue: Issue) -> NextStep | None:
    """Lead whoever takes part for a party without a card to fill one in, once nothing else waits for them."""
    if not viewer_takes_part(viewer, issue) or viewer.wears(HatKind.FACILITATOR, scope=issue.pk):
        return None
    if how_far_met(viewer, issue).mine is not None:
        return None
    return NextStep(
        _("Say what you expect, offer and cannot accept"),
        _("Your party has no card yet. The others read it beside theirs."),
        place_url(viewer.place, "write_card", issue=issue.pk),
        _("Fill in your card"),
    )
