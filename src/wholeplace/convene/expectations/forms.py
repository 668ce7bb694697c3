"""Forms about cards of expectations, and about what was found beside one another on them."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.expectations.models import LONGEST, Card, CardLine
from wholeplace.convene.expectations.names import Ending, LineKind, PairingKind
from wholeplace.convene.expectations.settling import live_with, settle
from wholeplace.convene.ground_rules.forms import FirstGroundRulesForm, OtherGroundRulesForm
from wholeplace.convene.ground_rules.models import lines_of
from wholeplace.convene.issues.asking_forms import AskForm, what_changed
from wholeplace.kernel.actions import Action
from wholeplace.kernel.behalf import Resource
from wholeplace.ui.forms import ActionForm, DayField, ExplainedRadios

ROWS = forms.Textarea(attrs={"rows": 5})


class CardForm(ActionForm):
    """Asks what a party expects, can offer and cannot accept: a thing on each line."""

    expects = forms.CharField(
        required=False,
        max_length=4000,
        widget=ROWS,
        label=_("I expect"),
        help_text=_(
            "What you hope for from this work, or from the others. One thing on each line, ten at most."
        ),
    )
    offers = forms.CharField(
        required=False,
        max_length=4000,
        widget=ROWS,
        label=_("I can offer"),
        help_text=_("A room, an evening, what you know. Afterwards you can say how much of it."),
    )
    refuses = forms.CharField(
        required=False,
        max_length=4000,
        widget=ROWS,
        label=_("I cannot accept"),
        help_text=_("What must not happen, so that you can stay part of it."),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def clean(self) -> dict[str, Any]:
        """Return the lists with lines that end alike everywhere."""
        cleaned = super().clean() or self.cleaned_data
        for name in LineKind.values:
            cleaned[name] = "\n".join(lines_of(cleaned.get(name, "")))
        return cleaned


class OtherCardForm(CardForm):
    """Asks for a card in the place of the one before, and why it changes."""

    reason = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=_("Why does it change?"),
        help_text=_(
            "Needed where others have gone by a line that you change. They read this beside what stood before."
        ),
    )


class HowMuchForm(ActionForm):
    """Asks how much of something is offered."""

    resource = forms.ChoiceField(widget=forms.RadioSelect, choices=Resource.choices, label=_("What is it?"))
    quantity = forms.DecimalField(
        max_digits=11,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-10"}),
        label=_("How much?"),
    )

    def clean_resource(self) -> Resource:
        """Return what it is."""
        return Resource(self.cleaned_data["resource"])


class OtherAmountForm(HowMuchForm):
    """Asks for an amount in the place of the one before, and why it changes."""

    reason = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=_("Why does it change?"),
        help_text=_("Needed where others have gone by the amount before."),
    )


class MarkForm(ActionForm):
    """Asks how a line goes together with one of another card, or with the silence of a party, and why."""

    kind = forms.ChoiceField(
        widget=ExplainedRadios(
            says={
                PairingKind.MATCH.value: _("An expectation that an offer meets, or that both parties have."),
                PairingKind.MISMATCH.value: _(
                    "An expectation that somebody cannot accept, or that nobody meets."
                ),
            }
        ),
        choices=PairingKind.choices,
        label=_("How do they go together?"),
    )
    with_what = forms.ChoiceField(label=_("Beside what?"))
    why = forms.CharField(
        max_length=LONGEST,
        label=_("Why do you see it so?"),
        help_text=_("One sentence that both parties would recognise."),
    )

    def __init__(
        self, *args: Any, line: CardLine, cards: Sequence[Card], lines: Sequence[CardLine], **options: Any
    ) -> None:
        """Offer the lines of the other cards; for an expectation, also that a party says nothing about it."""
        super().__init__(*args, **options)
        self._cards = {f"card {one.pk}": one for one in cards if one.pk != line.card_id}
        self._lines = {f"line {one.pk}": one for one in lines if one.card_id != line.card_id}
        silent = line.kind == LineKind.EXPECTS
        groups = [
            (
                str(card),
                [*self._lines_of(card), *([(key, translated("Says nothing about it"))] if silent else [])],
            )
            for key, card in self._cards.items()
        ]
        self.fields["with_what"].choices = [("", _("Choose one")), *groups]  # type: ignore[attr-defined]

    def _lines_of(self, card: Card) -> list[tuple[str, str]]:
        return [
            (key, f"{LineKind(one.kind).label}: {Truncator(one.text).chars(80)}")
            for key, one in self._lines.items()
            if one.card_id == card.pk
        ]

    def clean_kind(self) -> PairingKind:
        """Return how they go together."""
        return PairingKind(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        """Return the line, or the party that says nothing."""
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.pop("with_what", "")
        return cleaned | {"other": self._lines.get(chosen), "party": self._cards.get(chosen)}


class SettleForm(ActionForm):
    """Asks what is done about a mismatch, and how."""

    ending = forms.ChoiceField(
        widget=ExplainedRadios(
            says={
                Ending.SETTLED.value: _("You have found a way that both can go."),
                Ending.ACCEPTED.value: _("You still differ here, and go on all the same."),
            }
        ),
        choices=[(one.value, one.label) for one in (Ending.SETTLED, Ending.ACCEPTED)],
        label=_("What do you propose to the other party?"),
    )
    words = forms.CharField(
        max_length=LONGEST,
        label=_("How, or why?"),
        help_text=_(
            "One sentence that both will keep to, such as “Officers come by invitation, and in plain clothes”."
        ),
    )

    @property
    def deed(self) -> Action[..., Any]:
        """The action that what was chosen asks for."""
        return live_with if self.data.get("ending") == Ending.ACCEPTED else settle

    def clean(self) -> dict[str, Any]:
        """Return the sentence under the name the action knows it by."""
        cleaned = super().clean() or self.cleaned_data
        named = "why" if cleaned.pop("ending", "") == Ending.ACCEPTED else "how"
        return cleaned | {named: cleaned.pop("words", "")}


class ParkForm(ActionForm):
    """Asks until when a mismatch is left, and why."""

    until = DayField(
        label=_("Until when?"), help_text=_("On that day it is open again. Within a year, such as 27 3 2027.")
    )
    reason = forms.CharField(max_length=LONGEST, label=_("Why not now?"))


class FromLinesForm(ActionForm):
    """Asks from which lines of cards ground rules come."""

    lines = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("From which lines do they come?"),
        help_text=_("Whoever wrote these is told what became of them, if the group decides so."),
    )

    def __init__(self, *args: Any, behind: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer these lines."""
        super().__init__(*args, **options)
        self.fields["lines"].choices = behind  # type: ignore[attr-defined]
        if not behind:
            self.fields["lines"].widget = forms.MultipleHiddenInput()

    def clean_lines(self) -> list[uuid.UUID]:
        """Return the lines chosen, by their ids."""
        return [uuid.UUID(one) for one in self.cleaned_data["lines"]]


class DrawUpForm(FromLinesForm, OtherGroundRulesForm):
    """Asks for ground rules and red lines, why they change, and from which lines of cards they come."""

    field_order = ("rules", "red_lines", "reason", "lines")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say who reads the reason."""
        super().__init__(*args, **options)
        self.fields["reason"].help_text = _("The group reads this before it decides.")


class AmendRulesForm(FromLinesForm, FirstGroundRulesForm):
    """Asks for ground rules and red lines in the light of an objection, what is new in them, and from which lines they still come."""

    field_order = ("rules", "red_lines", "lines", "why")
    why = what_changed()


class AskRulesForm(AskForm):
    """Asks under which terms the group decides on ground rules."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Suggest a question."""
        super().__init__(*args, **options)
        self.fields["question"].initial = translated("Shall these be our ground rules, for now?")


def beside_line(line: CardLine, other: uuid.UUID | None, kind: PairingKind | None) -> Mapping[str, str]:
    """Return what the form begins with that marks a line, where somebody comes from a suggestion."""
    told = {"kind": kind.value if kind else ""}
    return told | ({"with_what": f"line {other}"} if other is not None and other != line.pk else {})
