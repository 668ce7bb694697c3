"""Forms for conveners: which statements to look at, what became of them, what comes next, and the words of the report."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.account.reports.actions import carry_statements, leave_statements
from wholeplace.account.reports.models import FollowUp, Report
from wholeplace.account.reports.names import Finding, Told
from wholeplace.kernel.actions import Action
from wholeplace.ui.forms import ActionForm, DayField

LEAVE = "leave"


def _long(model: Any, name: str) -> int:
    length: int = model._meta.get_field(name).max_length  # noqa: SLF001 Django's API
    return length


class Narrowing(forms.Form):
    """Asks which statements to show; what it cannot read narrows nothing."""

    q = forms.CharField(label=_("With these words"), required=False, max_length=200)
    finding = forms.ChoiceField(
        label=_("What the landscape shows"), required=False, choices=[("", _("Anything")), *Finding.choices]
    )
    told = forms.ChoiceField(
        label=_("Answered?"), required=False, choices=[("", _("All of them")), *Told.choices]
    )

    def asked(self, name: str) -> str:
        """Return one answer, or nothing where it could not be read."""
        self.full_clean()
        return str(self.cleaned_data.get(name, ""))


class FateForm(ActionForm):
    """Asks what statements were carried into, or why they were not."""

    numbers = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    into = forms.ChoiceField(widget=forms.RadioSelect, label=_("What became of it?"))
    because = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("If it was not carried: why?"),
        help_text=_(
            "Whoever wrote it reads this, and so does everybody else. Say it as you would to their face."
        ),
    )

    def __init__(self, *args: Any, targets: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer what there is to carry into."""
        super().__init__(*args, **options)
        self.fields["into"].choices = [*targets, (LEAVE, _("It was not carried, because …"))]  # type: ignore[attr-defined]

    def clean_numbers(self) -> list[int]:
        """Return the statements that were looked at, by their numbers."""
        given = self.cleaned_data["numbers"].split(",")
        if not all(one.isdecimal() and len(one) < 10 for one in given):
            raise forms.ValidationError(
                _("Open the page afresh: it is not clear which statements are meant.")
            )
        return [int(one) for one in given]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where nothing carries it, and keep only what the answer needs."""
        answers = dict(self.cleaned_data)
        if answers.get("into") == LEAVE:
            del answers["into"]
            if not answers.get("because", "").strip():
                self.add_error("because", _("Say why it was not carried."))
        elif "into" in answers:
            answers.pop("because", None)
            answers["into"] = uuid.UUID(answers["into"])
        return answers

    @property
    def deed(self) -> Action[..., None]:
        """What these answers do, once they are found to be right."""
        return carry_statements if self.is_valid() and "into" in self.cleaned_data else leave_statements


class FollowUpForm(ActionForm):
    """Asks what will be done, who has taken it on, and by when."""

    text = forms.CharField(
        max_length=_long(FollowUp, "text"),
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What will be done?"),
        help_text=_("One thing that others can see when it is done."),
    )
    owner = forms.CharField(
        max_length=_long(FollowUp, "owner"),
        label=_("Who has taken it on?"),
        help_text=_("A role or a body that can be asked about it. Name a person only if they agreed."),
    )
    due = DayField(label=_("By which day?"), help_text=_("For example, 27 3 2027."))
    beside: ClassVar = {"due_is_past": "due"}


def _words(name: str, *, rows: int, **options: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(max_length=_long(Report, name), widget=area, **options)


class ReportForm(ActionForm):
    """Asks for the words of a report; its figures, decisions and answers stand in it by themselves."""

    summary = _words(
        "summary",
        rows=5,
        label=_("What should somebody know who reads only this?"),
        help_text=_("Three or four sentences in your own words: why people were asked, and what it led to."),
    )
    missing = _words(
        "missing",
        rows=3,
        required=False,
        label=_("Who did not take part?"),
        help_text=_("As far as you know, and what will be done to hear them."),
    )
    expected = _words(
        "expected",
        rows=4,
        required=False,
        label=_("What should be added to what is expected to change?"),
        help_text=_(
            "What was set down on the page of the issue stands in the report by itself, each with its indicator and target."
        ),
    )
    not_expected = _words(
        "not_expected",
        rows=3,
        required=False,
        label=_("What should be added to what is not expected to change?"),
        help_text=_("Saying so now is fairer than silence."),
    )


class CorrectReportForm(ReportForm):
    """Asks for the words of a report of which a version has gone out before, and for the reason."""

    reason = _words(
        "reason",
        rows=3,
        label=_("What do you correct, and why?"),
        help_text=_("It stands at the top of the report, and the version before stays."),
    )
