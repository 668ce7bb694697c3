"""The form that narrows the record."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.account.scrutiny.searching import words_in
from wholeplace.kernel.decisions.models import Decision
from wholeplace.ui.forms import DayField

MOST_WORDS = 5
OUT_OF_RANGE = _("Enter a year between 1900 and 2999.")
DAYS = (
    MinValueValidator(dt.date(1900, 1, 1), OUT_OF_RANGE),
    MaxValueValidator(dt.date(2999, 12, 31), OUT_OF_RANGE),
)


class Narrowing(forms.Form):
    """Asks which lines of the record to show; what it cannot read narrows nothing, and is said."""

    q = forms.CharField(label=_("Words in the line"), required=False, max_length=200)
    action = forms.ChoiceField(
        label=_("Kind of deed"),
        required=False,
        error_messages={"invalid_choice": _("Choose a kind of deed from the list.")},
    )
    first = DayField(label=_("From"), required=False, validators=DAYS)
    last = DayField(label=_("To"), required=False, validators=DAYS)
    about = forms.ModelChoiceField(Decision.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        asked: Mapping[str, Any],
        *,
        actions: Sequence[tuple[str, Any]],
        decisions: "QuerySet[Decision]",
    ) -> None:
        """Offer every kind of deed that is on record here, and take these decisions as what lines are about."""
        super().__init__(asked)
        self.fields["about"].queryset = decisions  # type: ignore[attr-defined]
        self.fields["action"].choices = [("", _("Every deed")), *actions]  # type: ignore[attr-defined]
        self.full_clean()

    def clean_q(self) -> str:
        """Return the words, if they are not more than a search takes."""
        words = str(self.cleaned_data["q"])
        if len(words.split()) > MOST_WORDS:
            raise forms.ValidationError(
                _("Look for at most %(most)d words at once."), params={"most": MOST_WORDS}
            )
        return words if words_in(words) else ""

    def clean(self) -> dict[str, Any]:
        """Refuse days that end before they begin: neither narrows then."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("first", _("This day comes after the one you gave under “To”."))
            self.add_error("last", _("This day comes before the one you gave under “From”."))
        return self.cleaned_data

    @property
    def narrows(self) -> bool:
        """Whether anything is left out by it."""
        return any(self.cleaned_data.values())

    @property
    def about_decision(self) -> Decision | None:
        """The decision that all lines are about, where they are those of one."""
        found: Decision | None = self.cleaned_data.get("about")
        return found

    @property
    def asked(self) -> dict[str, Any]:
        """What the record is asked for."""
        answers = self.cleaned_data
        return {
            "words": answers.get("q", ""),
            "action": answers.get("action", ""),
            "first_day": answers.get("first"),
            "last_day": answers.get("last"),
            "about": self.about_decision,
        }
