"""Forms that ask why something said of perspectives is so no longer."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.stakeholders.models import Perspective, Tie
from wholeplace.ui.forms import ActionForm


class UnspokenForm(ActionForm):
    """Asks a convener why somebody speaks for a perspective no longer."""

    beside: ClassVar = {"why_unspoken": "because"}

    because = forms.CharField(
        max_length=longest(Perspective, "answer"),
        label=_("Why do they no longer speak for them?"),
        help_text=_("They are told, and it stays readable on the page of the perspective."),
    )


class EndTieForm(ActionForm):
    """Asks what has changed, so that it is so no longer."""

    because = forms.CharField(
        max_length=longest(Tie, "ended_because"), label=_("What has changed?"), required=False
    )


class EndAnothersTieForm(ActionForm):
    """Asks a convener why what somebody else said is so no longer."""

    beside: ClassVar = {"why_tie_ended": "because"}

    because = forms.CharField(
        max_length=longest(Tie, "ended_because"),
        label=_("What has changed?"),
        help_text=_("Whoever said it is told, and reads this."),
    )
