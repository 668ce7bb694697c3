"""Forms about a framing one proposed: saying it anew, and withdrawing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import ProposeFramingForm, longest
from wholeplace.convene.issues.models import Amendment, ProposedFraming
from wholeplace.ui.forms import ActionForm


class RewordFramingForm(ProposeFramingForm):
    """Asks how somebody puts their framing now, and what is new in it."""

    why = forms.CharField(
        max_length=longest(Amendment, "reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("What is new?"),
        help_text=_("In a sentence. What stood here before stays readable."),
    )

    def __init__(self, *args: Any, anew: bool, in_its_place: bool, **options: Any) -> None:
        """Ask for no files, and for what is new only where it is changed in its place."""
        super().__init__(*args, anew=anew, **options)
        del self.fields["with_files"]
        if not in_its_place:
            del self.fields["why"]


class WithdrawFramingForm(ActionForm):
    """Asks why a framing is withdrawn."""

    because = forms.CharField(
        max_length=longest(ProposedFraming, "because"),
        label=_("Why?"),
        help_text=_("In a sentence, which stands beside it for whoever may read it."),
    )
