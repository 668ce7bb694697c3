"""Forms about a place as a whole."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.ui.forms import ActionForm


class DescribeForm(ActionForm):
    """Asks for a place's name, a sentence about it, and its colour."""

    name = forms.CharField(max_length=100, label=_("What is the place called?"))
    summary = forms.CharField(
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What is the partnership for, in a sentence?"),
    )
    colour = forms.CharField(
        max_length=7,
        label=_("Its colour"),
        help_text=_(
            "A # and six figures or letters a to f, such as #0f5e6e. White text must be readable on it."
        ),
    )
    beside: ClassVar = {"colour_unknown": "colour", "colour_unreadable": "colour"}


class AreaForm(ActionForm):
    """Asks what an area is called."""

    name = forms.CharField(
        max_length=100,
        label=_("What is the area called?"),
        help_text=_("A ward, a village or an estate, as people call it."),
    )
    beside: ClassVar = {"area_taken": "name"}
