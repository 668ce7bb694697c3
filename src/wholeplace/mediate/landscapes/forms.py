"""The form that chooses whose answers on the record are shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WhoForm(forms.Form):
    """Asks whose answers to show; a name that is not among those who answered shows everybody's."""

    who = forms.ChoiceField(label=_("Whose answers"), required=False)

    def __init__(self, asked: Mapping[str, Any], *, names: Sequence[str]) -> None:
        """Offer everybody who answered by name."""
        super().__init__(asked)
        self.fields["who"].choices = [("", _("Everybody")), *((name, name) for name in names)]  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def name(self) -> str:
        """Whose answers were asked for, or nothing for everybody's."""
        return str(self.cleaned_data.get("who", ""))
