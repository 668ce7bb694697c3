"""Asks what somebody needs to take part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.models import AccessNeeds
from wholeplace.convene.issues.forms import longest
from wholeplace.ui.forms import ActionForm


def _line(name: str, label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(max_length=longest(AccessNeeds, name), required=False, label=label, help_text=hint)


class NeedsForm(ActionForm):
    """Asks what somebody needs to come in, to follow, and to be able to come at all; nothing has to be said."""

    access = forms.CharField(
        max_length=longest(AccessNeeds, "access"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What do you need to come in, to follow and to feel well?"),
        help_text=_(
            "A way in without steps, a hearing loop, large print, a quiet room, what you cannot eat."
        ),
    )
    language = _line(
        "language",
        _("In which language would you rather speak?"),
        _("We look for an interpreter. Signing is a language too."),
    )
    childcare = _line(
        "childcare",
        _("Do you need somebody to look after a child, or somebody you care for?"),
        _("How many, and how old."),
    )
    travel = _line(
        "travel",
        _("What does it cost you to come?"),
        _("Fare, parking or lost pay. We say before an event what is paid back."),
    )
