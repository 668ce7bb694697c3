"""The form that narrows the record."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ShowOnly(forms.Form):
    """Asks which kind of deed to show."""

    action = forms.ChoiceField(label=_("Show only"), required=False)

    def __init__(self, *, actions: Sequence[tuple[str, Any]], chosen: str) -> None:
        """Offer every kind of deed that is on record here."""
        super().__init__(initial={"action": chosen})
        self.fields["action"].choices = [("", _("Every deed")), *actions]  # type: ignore[attr-defined]
