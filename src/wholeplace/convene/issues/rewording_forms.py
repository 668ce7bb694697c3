"""Forms about a framing one proposed: saying it anew, and withdrawing it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import ProposeFramingForm, longest
from wholeplace.convene.issues.models import Amendment, ProposedFraming
from wholeplace.ui.forms import ActionForm


class ReplaceFramingForm(ProposeFramingForm):
    """Asks how somebody puts their framing now, beside the one that the group decided on."""

    with_files = None  # type: ignore[assignment] # Django's way to leave a box out


class RewordFramingForm(ReplaceFramingForm):
    """Asks how somebody puts their framing now, in its place, and what is new in it."""

    why = forms.CharField(
        max_length=longest(Amendment, "reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("What is new?"),
        help_text=_("In a sentence. What stood here before stays readable."),
    )


class WithdrawFramingForm(ActionForm):
    """Asks why a framing is withdrawn."""

    because = forms.CharField(
        max_length=longest(ProposedFraming, "because"),
        label=_("Why?"),
        help_text=_("In a sentence, which stands beside it for whoever may read it."),
    )
