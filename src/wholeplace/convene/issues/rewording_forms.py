"""Forms about a framing one proposed: saying it anew, amending it to meet an objection, and withdrawing it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.asking_forms import what_changed
from wholeplace.convene.issues.forms import FramingForm, evidence_asked, longest
from wholeplace.convene.issues.models import Amendment, ProposedFraming
from wholeplace.ui.forms import ActionForm


class ReplaceFramingForm(FramingForm):
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


class AmendProposalForm(ActionForm):
    """Asks how somebody puts, in the light of an objection, what the group is asked about, and what is new in it."""

    text = forms.CharField(
        max_length=longest(ProposedFraming, "text"),
        widget=forms.Textarea(attrs={"rows": 6}),
        label=_("How do you put it now?"),
        help_text=_(
            "Change what would do the harm that was objected. What stood here before stays readable."
        ),
    )
    evidence = evidence_asked()
    why = what_changed()


class WithdrawFramingForm(ActionForm):
    """Asks why a framing is withdrawn."""

    because = forms.CharField(
        max_length=longest(ProposedFraming, "because"),
        label=_("Why?"),
        help_text=_("In a sentence, which stands beside it for whoever may read it."),
    )
