"""How many agree to ground rules, in a sentence that shows no single person."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.analysis.disclosure.tens import full_tens
from wholeplace.analysis.disclosure.thresholds import LEAST_BASE
from wholeplace.convene.ground_rules.models import GroundRules


def agreeing(ground_rules: GroundRules, people: int) -> str:
    """Say how many of the people who take part agree: in full tens, so that nobody shows."""
    shown = full_tens(ground_rules.agreeing, people)  # type: ignore[attr-defined] # counted by the query
    if not shown:
        return _("How many agree is shown from {least} people on.").format(least=LEAST_BASE)
    told = ngettext(
        "At least {shown} of the {people} person who takes part agree.",
        "At least {shown} of the {people} people who take part agree.",
        people,
    )
    return told.format(shown=shown, people=people)


def ground_rules_named(ground_rules: GroundRules) -> str:
    """Return what a version of an issue's ground rules is called in the middle of a sentence."""
    day = date_format(ground_rules.declared, "j F Y")
    if ground_rules.decision_id is not None:
        return _("the ground rules decided on {day}").format(day=day)
    return _("the ground rules declared on {day}").format(day=day)
