"""Forms about ground rules and red lines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.ground_rules.models import GroundRules, lines_of
from wholeplace.convene.issues.forms import longest
from wholeplace.ui.forms import ActionForm


class FirstGroundRulesForm(ActionForm):
    """Asks for ground rules and red lines, one on each line."""

    rules = forms.CharField(
        max_length=longest(GroundRules, "rules"),
        widget=forms.Textarea(attrs={"rows": 8}),
        label=_("How do we work together?"),
        help_text=_("One ground rule on each line, such as “We speak from what we have seen ourselves”."),
    )
    red_lines = forms.CharField(
        max_length=longest(GroundRules, "red_lines"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=_("What can somebody not accept?"),
        help_text=_(
            "One red line on each line: who holds it, a colon, and what it is. “The surgery: we name no patient”."
        ),
    )

    def clean_rules(self) -> str:
        """Return the rules with lines that end alike everywhere."""
        return "\n".join(lines_of(self.cleaned_data["rules"]))

    def clean_red_lines(self) -> str:
        """Return the red lines with lines that end alike everywhere."""
        return "\n".join(lines_of(self.cleaned_data["red_lines"]))


class OtherGroundRulesForm(FirstGroundRulesForm):
    """Asks for ground rules in the place of those before, and why they change."""

    reason = forms.CharField(
        max_length=longest(GroundRules, "reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why do they change?"),
        help_text=_("Everybody is asked again, and reads this first."),
    )
