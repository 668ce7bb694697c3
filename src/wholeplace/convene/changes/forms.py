"""Forms about what is expected to change, and about readings."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.changes.models import DIGITS, PLACES, ExpectedChange, Reading
from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.changes.reading_files import MOST_BYTES, ReadFile, decoded
from wholeplace.convene.issues.forms import longest
from wholeplace.convene.issues.models import Amendment
from wholeplace.ui.forms import ActionForm, DayField

NUMBER = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"})


def _amount(label: Any, *, needed: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=needed,
        max_digits=DIGITS,
        decimal_places=PLACES,
        widget=NUMBER,
        localize=False,
    )


def _line(model: Any, name: str, label: Any, *, needed: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(max_length=longest(model, name), required=needed, label=label, help_text=hint)


class ChangeForm(ActionForm):
    """Asks what is expected to change for whom, or is not and why, who says so, and what would show it."""

    expectation = forms.ChoiceField(
        choices=Expectation.choices,
        initial=Expectation.EXPECTED.value,
        widget=forms.RadioSelect,
        label=_("What do you say of it?"),
    )
    outcome = _line(
        ExpectedChange,
        "outcome",
        _("What is it?"),
        hint=_("As people would notice it: “Young people get home after nine”."),
    )
    for_whom = _line(ExpectedChange, "for_whom", _("For whom?"))
    why = forms.CharField(
        max_length=longest(ExpectedChange, "why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why?"),
        help_text=_(
            "If you do not expect it to change, say why, so that nobody is disappointed without knowing."
        ),
    )
    said_by = _line(
        ExpectedChange,
        "said_by",
        _("Who says so?"),
        hint=_("A body, a group of people or a source: “the youth service”, “the plan for 2027”."),
    )
    indicator = _line(
        ExpectedChange,
        "indicator",
        _("What could be counted or measured?"),
        needed=False,
        hint=_("One indicator: “Falls at home”. Leave the rest empty if nobody knows one yet."),
    )
    unit = _line(
        ExpectedChange,
        "unit",
        _("In what?"),
        needed=False,
        hint=_("The words after the number: “a month”, “people”, “minutes”."),
    )
    better = forms.TypedChoiceField(
        choices=Better.choices,
        coerce=Better,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label=_("Which way is better?"),
    )
    baseline = _amount(_("How much was it at the start?"))
    baseline_day = DayField(required=False, label=_("Measured on"))
    target = _amount(_("How much should it be?"))
    target_day = DayField(required=False, label=_("By when?"))
    beside: ClassVar = {
        "say_why_not": "why",
        "indicator_lacking": "indicator",
        "better_lacking": "better",
        "baseline_in_part": "baseline",
        "baseline_in_future": "baseline_day",
        "target_in_part": "target",
        "target_is_worse": "target",
        "target_too_early": "target_day",
    }

    def clean_expectation(self) -> Expectation:
        """Return the choice as an expectation."""
        return Expectation(self.cleaned_data["expectation"])

    def clean(self) -> dict[str, Any]:
        """Ask, at the field left empty, for an amount that has a day and none of its own, and for a day likewise."""
        cleaned = super().clean() or self.cleaned_data
        for amount, day in (("baseline", "baseline_day"), ("target", "target_day")):
            for given, lacking in ((amount, day), (day, amount)):
                if cleaned.get(given) is not None and lacking in cleaned and cleaned[lacking] is None:
                    words = _("Fill in “%(lacking)s” too, or leave “%(given)s” empty.")
                    labels = {"lacking": self.fields[lacking].label, "given": self.fields[given].label}
                    self.add_error(lacking, ValidationError(words, params=labels))
        return cleaned


class RestateForm(ChangeForm):
    """Asks besides why it is said otherwise now."""

    reason = forms.CharField(
        max_length=longest(Amendment, "reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why is it said otherwise now?"),
        help_text=_("What stood before stays readable, with your reason."),
    )


class ReadingForm(ActionForm):
    """Asks how much was measured, when, and where that is from."""

    day = DayField(label=_("Which day is it of?"), help_text=_("For a whole month, its last day: 31 3 2026."))
    value = _amount(_("How much was it?"), needed=True)
    source = _line(
        Reading, "source", _("Where is it from?"), hint=_("So that somebody else could look it up.")
    )
    note = _line(Reading, "note", _("Anything to know about it?"), needed=False)
    beside: ClassVar = dict.fromkeys(("reading_in_future", "reading_too_old", "reading_twice"), "day")


class CorrectionForm(ReadingForm):
    """Asks besides what was wrong."""

    reason = _line(
        Reading, "reason", _("What was wrong?"), hint=_("Both readings stay visible, with your reason.")
    )


class FileForm(ActionForm):
    """Asks for a file of readings, or for rows out of a spreadsheet, and where they are from."""

    source = _line(
        Reading, "source", _("Where are they from?"), hint=_("So that somebody else could look them up.")
    )
    file = forms.FileField(
        required=False,
        label=_("A CSV file"),
        help_text=_("With the headings date and value, and note if you like."),
        error_messages={"empty": _("There is nothing in this file. Save it again, and choose it afresh.")},
    )
    text = forms.CharField(
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=_("Or paste the rows here"),
        help_text=_("Straight from a spreadsheet, with the same headings."),
    )

    def clean_file(self) -> str:
        """Return the text in the file."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)d MB. Send it in parts."),
                params={"most": MOST_BYTES // 1_000_000},
            )
        text = decoded(file.read())
        if not text:
            raise ValidationError(_("This file cannot be read. Save it as “CSV UTF-8” and choose it again."))
        return text

    def clean(self) -> dict[str, Any]:
        """Return the text of the file, or else the text that was pasted."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["text"] = cleaned.pop("file", "") or cleaned.get("text", "")
        if not cleaned["text"].strip() and not self.errors:
            self.add_error("file", _("Choose a file, or paste the rows below."))
        return cleaned


class TakeInForm(ActionForm):
    """Carries the rows that were shown, until somebody says yes to them."""

    source = forms.CharField(max_length=longest(Reading, "source"), widget=forms.HiddenInput)
    text = forms.CharField(max_length=MOST_BYTES, widget=forms.HiddenInput)
    sure = forms.CharField(initial="yes", widget=forms.HiddenInput)

    def __init__(self, *args: Any, read: Callable[[str], ReadFile], **options: Any) -> None:
        """Read the rows again by the same function."""
        super().__init__(*args, **options)
        self._read = read

    def clean(self) -> dict[str, Any]:
        """Return the readings in the rows; a fault that came up meanwhile is told."""
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop("sure", None)
        found = self._read(cleaned.pop("text", ""))
        if found.faults:
            raise ValidationError(str(found.faults[0]))
        cleaned["readings"] = list(found.readings)
        return cleaned
