"""Forms about mandates: what a member asks for, and what a manager answers."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.mandates.conditions import LONGEST
from wholeplace.convene.mandates.models import (
    AMOUNTS,
    DIGITS,
    PLACES,
    WORDS_AT_MOST,
    Terms,
)
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST
from wholeplace.ui.forms import ActionForm, DayField

NUMBER = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"})
THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
BESIDE = {
    **dict.fromkeys(("day_is_past", "day_is_far", "day_is_missing"), "until"),
    **dict.fromkeys(("address_is_wrong", "asks_oneself", "asked_lately"), "email"),
}
"""Beside which answer a refusal stands."""


class AmountField(forms.DecimalField):
    """An amount as people write it: “1,500” and “£1,500” too, and shown without needless noughts."""

    def to_python(self, value: Any) -> Any:
        """Read it without the sign of pounds, and without commas between thousands."""
        said = str(value).strip().removeprefix("£") if isinstance(value, str) else value
        grouped = isinstance(said, str) and THOUSANDS.fullmatch(said)
        return super().to_python(said.replace(",", "") if grouped else said)

    def prepare_value(self, value: Any) -> Any:
        """Show a whole number as one."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _amount(label: Any) -> AmountField:
    return AmountField(
        label=label,
        required=False,
        min_value=0,
        max_digits=DIGITS,
        decimal_places=PLACES,
        widget=NUMBER,
        localize=False,
    )


def _words(label: Any, *, hint: Any = "", rows: int = 3, needed: bool = False) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=needed, max_length=WORDS_AT_MOST, widget=box, help_text=hint)


class _TermsForm(ActionForm):
    """Asks how far somebody may go for their organisation, and until when."""

    beside: ClassVar[dict[str, str]] = BESIDE

    in_work_time = forms.BooleanField(required=False, label=_("Take part in work time"))
    own_words = forms.BooleanField(required=False, label=_("Speak in their own words, without asking first"))
    money = _amount(_("Promise money, up to this many pounds"))
    hours = _amount(_("Promise time, up to this many hours"))
    goods = _amount(_("Promise goods, up to this many pounds of value"))
    until = DayField(label=_("Until which day?"), help_text=_("Two years ahead at most. It can be renewed."))
    limits = _words(
        _("Within which limits?"), hint=_("Such as: nothing about single patients; not to the press.")
    )

    def clean(self) -> dict[str, Any]:
        """Take an amount that was left out for nought."""
        cleaned = super().clean() or self.cleaned_data
        for name in AMOUNTS:
            if name in self.fields and name not in self.errors:
                cleaned[name] = cleaned.get(name) or Decimal(0)
        return cleaned


class AskMandateForm(_TermsForm):
    """Asks a member whom to ask, and for what."""

    email = forms.EmailField(
        max_length=ADDRESS_AT_MOST,
        label=_("Their work address"),
        help_text=_("Somebody who may speak for your organisation. A letter with a link goes there."),
    )
    manager = forms.CharField(required=False, max_length=NAME_AT_MOST, label=_("Your manager's name"))
    issue: "forms.ModelChoiceField[Issue]" = forms.ModelChoiceField(
        Issue.objects.none(),
        required=False,
        label=_("For what?"),
        empty_label=_("Everything we work on here"),
    )
    words = _words(_("What do you say to them?"), hint=_("In your own words: what it is about, and why you."))
    field_order = ("manager", "email", "words", "issue")

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        """Offer the issues of this place."""
        super().__init__(*args, **options)
        self.fields["issue"].queryset = issues_visible_to(viewer)  # type: ignore[attr-defined]
        self.fields["own_words"].label = _("Speak in my own words, without asking first")


class AskStatementForm(ActionForm):
    """Asks a member whom to ask to speak for all of the organisation's people, and what is to be said."""

    beside: ClassVar[dict[str, str]] = {**BESIDE, "same_statement": "text"}

    text = _words(
        _("What should your organisation say?"),
        hint=_(
            "Such as: Our staff may speak freely here, in work time. Nobody will be held to account for it."
        ),
        needed=True,
    )
    manager = forms.CharField(required=False, max_length=NAME_AT_MOST, label=_("Whom do you ask?"))
    email = forms.EmailField(
        max_length=ADDRESS_AT_MOST,
        label=_("Their work address"),
        help_text=_("Somebody who may speak for all of your organisation, such as its chief executive."),
    )
    words = _words(_("What do you say to them?"))


class AskWithdrawalForm(AskStatementForm):
    """Asks a member whom to ask to withdraw what is said for all."""

    text = None  # type: ignore[assignment] # Django's way to leave out what a form inherits


class WordForm(ActionForm):
    """Asks a manager what they are in the organisation, and whether they may speak for it."""

    giver = forms.CharField(
        max_length=NAME_AT_MOST,
        label=_("What are you there?"),
        help_text=_("Your role, not your name: “Head of nursing”. It is shown with what you say."),
    )
    entitled = forms.BooleanField(
        error_messages={"required": _("Say that you may speak for the organisation, or say no instead.")}
    )

    def __init__(self, *args: Any, organisation: str, **options: Any) -> None:
        """Name the organisation that is spoken for."""
        super().__init__(*args, **options)
        self.fields["entitled"].label = format_lazy(_("I may say this for {body}"), body=organisation)

    def clean(self) -> dict[str, Any]:
        """Leave out what only says that they may."""
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop("entitled", None)
        return cleaned


class GiveForm(WordForm, _TermsForm):
    """Asks a manager how far their member may go: as far as they asked, or less far."""

    field_order = ("in_work_time", "own_words", *AMOUNTS, "until", "limits", "giver", "entitled")

    def __init__(self, *args: Any, asked: Terms, **options: Any) -> None:
        """Offer what was asked for, and leave out what was not."""
        initial = {**asked.columns, **(options.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **options)
        for name in ("in_work_time", "own_words", *AMOUNTS):
            if not getattr(asked, name):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Put what is said of how far together."""
        cleaned = super().clean()
        if not self.errors:
            said = {name: cleaned.pop(name) for name in Terms.__dataclass_fields__ if name in cleaned}
            cleaned["terms"] = Terms(**said)
        return cleaned


class DeclineForm(ActionForm):
    """Asks a manager why not."""

    reason = _words(_("Why not?"), hint=_("They read it. One sentence is enough."), needed=True)


class TakeBackForm(ActionForm):
    """Asks a manager why they take their word back, if they want to say."""

    reason = _words(_("Why?"), hint=_("They read it."))


def a_year_on(day: dt.date, *, today: dt.date) -> dt.date:
    """Return the day a year on, as a first suggestion of how long something holds: no further than a mandate lasts."""
    return min(max(day, today) + dt.timedelta(days=365), today + LONGEST)
