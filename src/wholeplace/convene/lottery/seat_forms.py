"""Forms about those who were drawn: finding them, answering for oneself, and typing in what somebody said."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.lottery.models import Lottery, Seat
from wholeplace.convene.lottery.names import Coming, SeatState
from wholeplace.ui.forms import ActionForm

LATER = "later"
"""What stands for an answer that is still to come."""


def _because(label: Any, hint: Any) -> forms.CharField:
    most = Seat._meta.get_field("because").max_length  # noqa: SLF001 Django's API
    return forms.CharField(
        max_length=most, required=False, widget=forms.Textarea(attrs={"rows": 3}), label=label, help_text=hint
    )


class FindSeatForm(forms.Form):
    """Narrows the list of those who were drawn by words, and by how their seat stands."""

    words = forms.CharField(required=False, max_length=100, label=_("Name, ticket or address"))
    state = forms.ChoiceField(
        required=False, choices=[("", _("All")), *SeatState.choices], label=_("How it stands")
    )


class ComingForm(ActionForm):
    """Asks somebody who was drawn whether they come."""

    coming = forms.TypedChoiceField(
        choices=Coming.choices, coerce=Coming, widget=forms.RadioSelect, label=_("Do you take your seat?")
    )
    because = _because(
        _("If you cannot come, would you like to say why?"),
        _("You need not. Only whoever convenes the panel reads it."),
    )


class SaidForm(ActionForm):
    """Asks a convener what somebody said on the phone or by the post."""

    beside: ClassVar = {"seat_asked_already": "coming", "has_answered_already": "coming"}

    coming = forms.TypedChoiceField(
        choices=[
            (Coming.YES.value, _("They take their seat")),
            (Coming.NO.value, _("They cannot come")),
            (LATER, _("They are asked, and have not made up their mind")),
        ],
        coerce=lambda said: None if said == LATER else Coming(said),
        widget=forms.RadioSelect,
        label=_("What do they say?"),
    )
    because = _because(_("Why they cannot come"), _("Only what they agree to have written down."))


class ToDrawnForm(ActionForm):
    """Asks what those who are drawn should know besides, and how long they have to answer."""

    words = forms.CharField(
        max_length=longest(Lottery, "to_drawn"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=_("What should they know?"),
        help_text=_(
            "Such as when and where the panel meets, what is paid for, and whom to call. It stands in each letter, and on the page of whoever was drawn."
        ),
    )
    within = forms.IntegerField(
        min_value=3,
        max_value=90,
        label=_("How many days do they have to answer?"),
        help_text=_(
            "Counted from the day on which each is written to. Who was written to already keeps the day that stands in their letter."
        ),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )


class SetLettersForm(ActionForm):
    """Asks how people who have no internet reach the partnership, before letters are set."""

    phone = forms.CharField(
        max_length=40,
        required=False,
        label=_("Phone"),
        help_text=_("For people who have no internet: they can answer on it."),
    )
    address = forms.CharField(
        max_length=120,
        required=False,
        label=_("Postal address"),
        help_text=_(
            "One line, with commas. Whoever has no internet writes to it, and letters nobody takes come back."
        ),
    )
