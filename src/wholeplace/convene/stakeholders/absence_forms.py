"""Forms about going on without some whom an issue needs."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.asking_forms import AskForm, what_changed
from wholeplace.convene.issues.forms import longest
from wholeplace.convene.stakeholders.coverage import Coverage
from wholeplace.convene.stakeholders.models import Absence
from wholeplace.kernel.people import CivicVoice
from wholeplace.ui.forms import ActionForm

OFFERED = 100
"""Perspectives that are offered at most, those with the most influence and interest first."""


class AbsenceForm(ActionForm):
    """Asks without whom the work is to go on, and why."""

    voices = forms.TypedMultipleChoiceField(
        coerce=CivicVoice,
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Without which civic voices?"),
        help_text=_("Nobody speaks for them now. They are counted again as soon as somebody does."),
    )
    perspectives = forms.TypedMultipleChoiceField(
        coerce=uuid.UUID,
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Without which perspectives?"),
    )
    because = forms.CharField(
        max_length=longest(Absence, "because"),
        widget=forms.Textarea(attrs={"rows": 5}),
        label=_("Why does the work go on without them?"),
        help_text=_(
            "What was tried, and what could be done later. It stays readable beside what was decided."
        ),
    )

    def __init__(self, *args: Any, coverage: Coverage, **options: Any) -> None:
        """Offer what is missing, and nothing else."""
        super().__init__(*args, **options)
        self._offer("voices", [(one.value, one.label) for one in coverage.voices_missing])
        chosen = set(self.initial.get("perspectives", ()))
        missing = coverage.missing
        offered = [*missing[:OFFERED], *(one for one in missing[OFFERED:] if one.pk in chosen)]
        self._offer("perspectives", [(str(one.pk), one.name) for one in offered])
        if len(offered) < len(missing):
            said = _("Of {of} that nobody speaks for, these {count} have the most influence and interest.")
            self.fields["perspectives"].help_text = said.format(of=len(missing), count=len(offered))

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not choices:
            self.fields[name].widget = forms.MultipleHiddenInput()


class AmendAbsenceForm(AbsenceForm):
    """Asks without whom the work is to go on, in the light of an objection, and what is new in that."""

    why = what_changed()


class AskAbsenceForm(AskForm):
    """Asks under which terms the group decides to go on without some."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Suggest a question."""
        super().__init__(*args, **options)
        self.fields["question"].initial = translated("Shall we go on without them, for now?")
