"""The form that changes a notice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.places.policies.models import TEXT_AT_MOST
from wholeplace.ui.forms import ActionForm


class PolicyForm(ActionForm):
    """Asks for the whole text of a notice."""

    text = forms.CharField(
        max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 24}),
        label=_("What it says"),
        help_text=_(
            "An empty line begins a new paragraph. A line that begins with ## is a heading, and lines that begin with a"
            " hyphen are a list."
        ),
    )
    after = forms.IntegerField(widget=forms.HiddenInput)
