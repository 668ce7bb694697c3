"""Forms about a pool: finding people in it, sending a file, and settling who is who."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.models import Feature, Target
from wholeplace.convene.lottery.names import Source
from wholeplace.convene.lottery.pool_sheets import LABELS, MOST_BYTES
from wholeplace.kernel.conditions import Refusal
from wholeplace.ui.forms import ActionForm

MEGABYTE = 1_000_000


class FindInPoolForm(forms.Form):
    """Asks which people of a pool to show; what it cannot read narrows nothing."""

    q = forms.CharField(label=_("Name, ticket, e-mail, phone or address"), required=False, max_length=200)
    source = forms.ChoiceField(
        label=_("How it came"), required=False, choices=[("", _("Every way")), *Source.choices]
    )
    standing = forms.ChoiceField(
        label=_("How it stands"),
        required=False,
        choices=[
            ("", _("In the draw")),
            ("aside", _("Set aside")),
            ("withdrawn", _("Withdrew")),
            ("all", _("All")),
        ],
    )
    answer = forms.ChoiceField(label=_("Answer"), required=False)

    def __init__(self, asked: Mapping[str, Any], *, features: Sequence[Feature]) -> None:
        """Offer the answers there are."""
        super().__init__(asked)
        self.targets = {str(one.pk): one for feature in features for one in feature.targets.all()}
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            ("", _("Every answer")),
            *(
                (feature.name, [(str(one.pk), one.value) for one in feature.targets.all()])
                for feature in features
            ),
        ]
        self.full_clean()

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for, as the query takes it."""
        known = self.cleaned_data
        target: Target | None = self.targets.get(known.get("answer", ""))
        return {
            "words": known.get("q", ""),
            "source": known.get("source", ""),
            "standing": known.get("standing", "") or "counts",
            "target": target,
        }

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for."""
        return any(self.cleaned_data.values())


class PoolFileForm(forms.Form):
    """Asks for a file of people."""

    content = forms.FileField(
        label=_("The file"),
        help_text=_(
            "CSV or a spreadsheet (XLSX), one person a row, and one column for each question, headed by its short name."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
        error_messages={"required": _("Choose the file.")},
    )

    def clean_content(self) -> Any:
        """Refuse a file that is too large to be read."""
        sent = self.cleaned_data["content"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(str(Refusal("file_too_large", {"most": MOST_BYTES // MEGABYTE})))
        return sent

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form: a file that is not taken is whoever sent it's to mend."""
        return 400 if self.files and self.errors else 200


class ColumnsForm(forms.Form):
    """Asks which columns of a file hold what."""

    columns_chosen = forms.CharField(widget=forms.HiddenInput, initial="yes")
    """By which its button is told from that which takes the file in."""

    def __init__(
        self, *args: Any, headings: Sequence[str], chosen: Mapping[str, Sequence[str]], **options: Any
    ) -> None:
        """Offer the columns that are no feature's; several can make up a name or an address."""
        super().__init__(*args, **options)
        for what, label in LABELS.items():
            kept = list(chosen.get(what, ()))
            if what in {"name", "address"}:
                self.fields[what] = forms.MultipleChoiceField(
                    choices=[(one, one) for one in headings],
                    required=False,
                    label=label,
                    initial=kept,
                    widget=forms.CheckboxSelectMultiple,
                )
            else:
                self.fields[what] = forms.ChoiceField(
                    choices=[("", _("No column")), *((one, one) for one in headings)],
                    required=False,
                    label=label,
                    initial=kept[0] if kept else "",
                )

    @property
    def columns(self) -> dict[str, list[str]]:
        """Which columns hold what."""
        said = self.cleaned_data
        return {
            what: list(said[what]) if isinstance(said[what], list) else [said[what]] if said[what] else []
            for what in LABELS
        }


class ThrowAwayForm(forms.Form):
    """Carries that a file is to be thrown away."""

    throw_away = forms.CharField(widget=forms.HiddenInput, initial="yes")


class PairForm(ActionForm):
    """Carries which two of a pool a button is about."""

    first = forms.UUIDField(widget=forms.HiddenInput)
    second = forms.UUIDField(widget=forms.HiddenInput)


class SettleForm(forms.Form):
    """Reads what somebody found of two in a pool, by the button they pressed."""

    KEEP_FIRST, KEEP_SECOND, APART, TOGETHER = "keep_first", "keep_second", "apart", "together"

    first = forms.UUIDField()
    second = forms.UUIDField()
    settle = forms.ChoiceField(choices=[(one, one) for one in (KEEP_FIRST, KEEP_SECOND, APART, TOGETHER)])
