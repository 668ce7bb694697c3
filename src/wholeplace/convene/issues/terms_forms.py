"""What is asked of the terms of a decision, whichever it is: how long, and how many must answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.decisions.conditions import DAYS

NARROW = forms.NumberInput(attrs={"class": "govuk-input--width-3"})
"""A box for a number of two or three figures."""


def days_asked() -> forms.IntegerField:
    """Return the question for how many days people can answer."""
    return forms.IntegerField(
        min_value=DAYS[0],
        max_value=DAYS[-1],
        initial=7,
        widget=NARROW,
        label=_("How many days can people answer?"),
        help_text=_("They begin once a second person agrees to ask."),
    )


def quorum_asked(least: int) -> forms.IntegerField:
    """Return the question how many people must answer, at least so many."""
    return forms.IntegerField(
        min_value=least, widget=NARROW, label=_("How many people must answer for it to count?")
    )


def voice_quorum_asked() -> forms.IntegerField:
    """Return the question how many of each civic voice must answer."""
    return forms.IntegerField(
        min_value=0,
        max_value=20,
        initial=1,
        widget=NARROW,
        label=_("And how many of each civic voice?"),
        help_text=_("Public, politicians and professionals, as far as each takes part. 0 asks for none."),
    )
