"""Forms of a conversation: answering, writing a statement, opening, and giving more time."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wholeplace.mediate.conversations.conditions import LONGEST
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.names import GIVEN, Answer, Moderated
from wholeplace.ui.forms import ActionForm, DayField

CHOICES = [(answer.name.lower(), answer.label) for answer in GIVEN]
"""The three answers, as the buttons name and show them."""


class AnswerForm(ActionForm):
    """Takes the answer to one statement, by the button that was pressed."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    answer = forms.ChoiceField(choices=CHOICES, label=_("Your answer"))

    def clean_answer(self) -> Answer:
        """Return the button that was pressed as an answer."""
        return Answer[self.cleaned_data["answer"].upper()]


class SayForm(ActionForm):
    """Asks for one idea in plain words."""

    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Your statement"),
        help_text=_(
            "One idea, as you would say it to a neighbour, that others can agree or disagree with. Leave out names: who"
            " wrote it is shown to nobody."
        ),
    )

    anyway = forms.CharField(widget=forms.HiddenInput, required=False, max_length=3)

    def clean(self) -> dict[str, Any]:
        """Return the words alone: that they are meant whatever was said already is no part of them."""
        answers = dict(super().clean() or {})
        answers.pop("anyway", None)
        return answers

    def ask_again(self) -> None:
        """Have the same words, sent once more, be shared whatever was said already."""
        self.data = {**self.data.dict(), "anyway": "yes"}  # type: ignore[attr-defined] # a QueryDict, from a page


class _ClosingForm(ActionForm):
    """Asks on which day and at which time a conversation closes."""

    day = DayField(label=_("On which day does it close?"), help_text=_("For example, 27 3 2027."))
    time = forms.TimeField(
        label=_("And at what time?"),
        initial="20:00",
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        help_text=_("In the evening is kind to people who work. For example, 20:00."),
        error_messages={"invalid": _("Enter a time such as 20:00.")},
    )

    def clean(self) -> dict[str, Any]:
        """Return day and time as one moment in the place's own time."""
        answers = dict(super().clean() or {})
        day, time = answers.pop("day", None), answers.pop("time", None)
        if day is not None and time is not None:
            answers["closes"] = timezone.make_aware(dt.datetime.combine(day, time))
        return answers


class ExtendForm(_ClosingForm):
    """Asks for a later day and time."""


class OpenForm(_ClosingForm):
    """Asks what a conversation is about, what it begins with, and how long it is open."""

    title = forms.CharField(
        max_length=200,
        label=_("What do you call the conversation?"),
        help_text=_("A few plain words, such as “Tarrowmouth after dark”."),
    )
    question = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("What do you ask people?"),
        help_text=_("One open question that does not hint at an answer."),
    )
    description = forms.CharField(
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("What should people know first?"),
        help_text=_("What the partnership will do with what they say, and what it cannot promise."),
    )
    seeds = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 10}),
        label=_("Statements to begin with, each on its own line"),
        help_text=_(
            "Ten to fifteen that see the question from different sides. They are labelled as yours. Each has one idea and"
            " at most 280 characters."
        ),
    )
    opens = DayField(
        required=False,
        label=_("From which day on is it open?"),
        help_text=_("Leave this empty to open it at once."),
    )
    moderated = forms.ChoiceField(
        choices=Moderated.choices,
        initial=Moderated.AFTER,
        widget=forms.RadioSelect,
        label=_("When are people's statements shown?"),
        help_text=_(
            "Everybody reads what you choose, and it stays so. Shown only when accepted, a statement waits until a"
            " moderator comes by: people may have gone by then."
        ),
    )
    field_order = ("title", "question", "description", "seeds", "opens", "day", "time", "moderated")

    def clean_seeds(self) -> list[str]:
        """Return each line that says something as a statement."""
        return [line for line in self.cleaned_data["seeds"].splitlines() if line.strip()]

    def clean_opens(self) -> dt.datetime | None:
        """Return the morning of the day as a moment in the place's own time."""
        day = self.cleaned_data["opens"]
        return timezone.make_aware(dt.datetime.combine(day, dt.time(8, 0))) if day else None


class CloseEarlyForm(ActionForm):
    """Asks why a conversation should close early."""

    reason = forms.CharField(
        max_length=Conversation._meta.get_field("close_reason").max_length,  # noqa: SLF001 Django's API
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("Why should it close early?"),
        help_text=_("Everybody who can read the conversation reads this."),
    )
