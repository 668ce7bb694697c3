"""Forms about sheets: sending them, and settling whether two names are one."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.stakeholders.comparing import ANOTHER, SAME, Plan, Question
from wholeplace.convene.stakeholders.models import Tie
from wholeplace.convene.stakeholders.sheets import MOST_BYTES, MOST_ROWS
from wholeplace.kernel.conditions import Refusal, Refused
from wholeplace.kernel.files.checking import read_sheets
from wholeplace.kernel.files.findings import NotTaken
from wholeplace.kernel.files.grids import Grid, grid_of
from wholeplace.kernel.files.names import plain_name
from wholeplace.ui.filing_forms import BUSY, turn_of
from wholeplace.ui.forms import ActionForm

MOST_FILES = 2


class SheetsInput(forms.ClearableFileInput):
    """Asks for several files at once."""

    allow_multiple_selected = True


class SheetsField(forms.FileField):
    """One workbook, or a CSV file of perspectives and one of ties."""

    widget = SheetsInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return every file that was chosen, none of them empty or too large."""
        files = [one for one in (data if isinstance(data, (list, tuple)) else [data]) if one]
        if len(files) > MOST_FILES:
            raise ValidationError(_("Choose one workbook, or two CSV files at most."))
        checked = [super(SheetsField, self).clean(one, initial) for one in files]
        if sum(one.size for one in checked) > MOST_BYTES:
            raise ValidationError(
                _("This is larger than %(most)d MB. Send it in parts."),
                params={"most": MOST_BYTES // 1_000_000},
            )
        return checked


class SheetsForm(ActionForm):
    """Asks for a spreadsheet, or for rows out of one, and who says what is in it."""

    files = SheetsField(  # type: ignore[assignment] # Django calls what was uploaded by the same name
        required=False,
        label=_("A spreadsheet (XLSX), or CSV files"),
        help_text=_(
            "One workbook with a sheet of perspectives and, if you like, one of ties; or one CSV file for each. What this page"
            " exports can be read in again, and so can the two sheets of Kumu."
        ),
        error_messages={"empty": _("There is nothing in this file. Save it again, and choose it afresh.")},
    )
    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        label=_("Or paste the rows here"),
        help_text=_("Straight from a spreadsheet, with the headings above them."),
    )
    says = forms.CharField(
        required=False,
        max_length=longest(Tie, "said_by"),
        label=_("Who says how they stand to one another?"),
        help_text=_("Needed only for ties whose rows do not say so themselves, as in Kumu's sheets."),
    )

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        """Know whose turn it is to have files looked into."""
        super().__init__(*args, **options)
        self.by = by

    def clean_text(self) -> str:
        """Return the rows as they were pasted."""
        return cast("str", self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        """Return what was sent as sheets."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        pasted, files = cleaned.get("text", ""), cleaned.get("files", [])
        if not files and not pasted.strip():
            self.add_error("files", _("Choose a file, or paste the rows below."))
            return cleaned
        grids = [*self._read(files), *(self._pasted(pasted) if pasted.strip() else [])]
        if not self.errors and not any(any(map(any, one.rows)) for one in grids):
            self.add_error("files" if files else "text", _("There is nothing in it."))
        return {**cleaned, "grids": grids}

    def _read(self, files: Sequence[Any]) -> list[Grid]:
        """Return the sheets of every file, each read by a process of its own."""
        grids: list[Grid] = []
        if not files:
            return grids
        try:
            with turn_of(self.by.person_id, self.by.pk):
                for one in files:
                    grids += self._sheets(one)
        except Refused as refused:
            self._refuse(refused)
        return grids

    def _sheets(self, file: Any) -> list[Grid]:
        name = plain_name(str(file.name))
        try:
            read = read_sheets(file.read(), most_bytes=MOST_BYTES, most_rows=MOST_ROWS)
        except Refused as refused:
            self._refuse(refused, name=name)
            return []
        return [Grid(one.name or name, one.rows) for one in read]

    def _refuse(self, refused: Refused, *, name: str = "") -> None:
        self.busy = self.busy or refused.refusal.code in BUSY
        self.add_error("files", f"“{name}”: {refused}" if name else str(refused))

    def _pasted(self, text: str) -> list[Grid]:
        try:
            return [grid_of(text, most=MOST_ROWS)]
        except NotTaken as refused:
            self.add_error("text", str(Refusal(refused.code, dict(refused.numbers))))
            return []


def _asked(question: Question) -> forms.ChoiceField:
    """Ask whether two names are one perspective."""
    there = question.where or _("on the map")
    label = _("“{name}” and “{other}” ({there})").format(
        name=question.name, other=question.other, there=there
    )
    return forms.ChoiceField(
        choices=[(SAME, _("The same one")), (ANOTHER, _("Another one"))],
        widget=forms.RadioSelect,
        label=label,
    )


class TakeInForm(ActionForm):
    """Asks whether names that are nearly the same are one, and for a yes to all the rest."""

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        """Ask about each pair of names."""
        super().__init__(*args, **options)
        self.plan = plan
        for one in plan.questions:
            self.fields[one.key] = _asked(one)
            missing = _("Choose whether “{name}” and “{other}” are the same.")
            self.fields[one.key].error_messages["required"] = missing.format(name=one.name, other=one.other)

    def clean(self) -> dict[str, Any]:
        """Return what would be done, as it stands once every question is settled."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if self.plan.faults:
            raise ValidationError(str(self.plan.faults[0]))
        return {"key": cleaned["key"], **self.plan.answers}
