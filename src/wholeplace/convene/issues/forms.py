"""Forms about issues: one question after another, in plain words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.records import Audience
from wholeplace.ui.forms import ActionForm


class NameIssueForm(ActionForm):
    """Asks what is happening, for whom, what was tried, and how it is seen at first."""

    title = forms.CharField(
        max_length=120,
        label=_("What do people call it?"),
        help_text=_("A few plain words, such as “Nowhere to go after dark”."),
    )
    happening = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=_("What is happening?"),
        help_text=_("What people see and feel, without blame and without a solution."),
    )
    for_whom = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("For whom?"),
        help_text=_("Who lives with it, and who is asked to put it right."),
    )
    tried = forms.CharField(
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("What was tried before?"),
    )
    framing = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("How would you put it, for now?"),
        help_text=_(
            "A first framing. It is provisional: once five people of two organisations take part, it is theirs."
        ),
    )
    audience = forms.ChoiceField(
        choices=[
            (Audience.PUBLIC.value, Audience.PUBLIC.label),
            (Audience.PARTNERSHIP.value, Audience.PARTNERSHIP.label),
        ],
        initial=Audience.PUBLIC.value,
        widget=forms.RadioSelect,
        label=_("Who may read it?"),
    )

    def clean_audience(self) -> Audience:
        """Return the choice as an audience."""
        return Audience(self.cleaned_data["audience"])


class ReframeForm(ActionForm):
    """Asks for a new provisional framing."""

    text = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=_("How would you put it now?"),
        help_text=_("The framing before stays visible beneath it."),
    )
