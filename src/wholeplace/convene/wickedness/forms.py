"""The form that asks one of the ten questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.wickedness.models import WickednessAnswer
from wholeplace.convene.wickedness.names import Answer
from wholeplace.ui.forms import ActionForm


class AnswerForm(ActionForm):
    """Asks how far a property holds, and why."""

    answer = forms.ChoiceField(choices=Answer.choices, widget=forms.RadioSelect, label=_("Your answer"))
    reason = forms.CharField(
        max_length=longest(WickednessAnswer, "reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why?"),
        help_text=_("What makes you say so. Others read it, and may answer differently."),
    )

    def clean_answer(self) -> Answer:
        """Return the choice as an answer."""
        return Answer(self.cleaned_data["answer"])
