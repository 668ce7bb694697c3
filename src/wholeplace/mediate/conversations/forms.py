"""Forms of a conversation: answering, writing a statement, opening, and giving more time."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.people import CivicVoice
from wholeplace.mediate.conversations.conditions import LONGEST
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.names import GIVEN, NAMING_SAYS, Answer, Moderated, Naming
from wholeplace.places.joining.forms import SECTORS, SECTORS_TO_CHOOSE, SpeakingForm
from wholeplace.ui.forms import ActionForm, DayField, ExplainedRadios

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
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        label=_("Your statement"),
        help_text=_(
            "One idea, as you would say it to a neighbour, that others can agree or disagree with. Leave out names."
        ),
    )

    anyway = forms.CharField(widget=forms.HiddenInput, required=False, max_length=3)
    beside: ClassVar = dict.fromkeys(
        ("statement_said_already", "statement_said_before", "statement_too_long"), "text"
    )

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
    )
    beside: ClassVar = {"closes_in_no_time": "day", "not_longer": "day"}

    def clean(self) -> dict[str, Any]:
        """Return day and time as one moment in the place's own time."""
        answers = dict(super().clean() or {})
        day, time = answers.pop("day", None), answers.pop("time", None)
        if day is not None and time is not None:
            answers["closes"] = timezone.make_aware(dt.datetime.combine(day, time))
        return answers


class ExtendForm(_ClosingForm):
    """Asks for a later day and time."""


def naming_field() -> forms.ChoiceField:
    """Return the question under which name statements are shown, with what each answer means."""
    return forms.ChoiceField(
        choices=Naming.choices,
        initial=Naming.NOBODY,
        widget=ExplainedRadios(says=NAMING_SAYS),
        label=_("Under which name are statements shown?"),
        help_text=_(
            "Everybody reads what you choose. It is fixed as soon as somebody who takes part has written. You, managers"
            " and funders see no more than anybody else."
        ),
    )


class NamingForm(ActionForm):
    """Asks under which name statements are shown."""

    naming = naming_field()


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
    naming = naming_field()
    field_order = ("title", "question", "description", "seeds", "opens", "day", "time", "moderated", "naming")

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


def as_typed(code: str) -> str:
    """Return a code as it is kept, however somebody spaced, hyphenated or capitalised it."""
    return "".join(one for one in code.casefold() if one.isalnum())


UNCHECKED = [
    (CivicVoice.PUBLIC.value, _("As a member of the public")),
    (CivicVoice.PROFESSIONAL.value, _("As somebody who works on this")),
]
"""The voices nobody has to check: of guests and of paper, which have no address, no other is taken."""


class RoomForm(SpeakingForm):
    """Asks a guest for a room's code, a voice and a sector; their own return code comes with it."""

    room = forms.CharField(
        max_length=20,
        label=_("The code of the room"),
        help_text=_("It is on the poster. For example, h7k2mp."),
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "autocomplete": "off", "autocapitalize": "none"}
        ),
    )
    voice = forms.ChoiceField(
        choices=UNCHECKED,
        widget=forms.RadioSelect,
        label=_("How do you speak here?"),
        help_text=_("An elected member joins with an address instead, so that it can be checked."),
    )
    sector = forms.ChoiceField(
        choices=SECTORS_TO_CHOOSE,
        label=_("For which part of public life?"),
    )
    code = forms.RegexField(r"^[2-9a-z]{12}$", widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Set the room's code aside: the room it leads to is what is entered."""
        answers = dict(super().clean() or {})
        self.typed = as_typed(answers.pop("room", ""))
        return answers


class SheetForm(SpeakingForm):
    """Asks for the number, voice, sector and answers of one sheet of paper."""

    number = forms.IntegerField(
        min_value=1,
        max_value=99_999,
        label=_("Number of the sheet"),
        help_text=_("Number the sheets before you begin, so that none is typed twice."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )
    voice = forms.ChoiceField(
        choices=UNCHECKED,
        widget=forms.RadioSelect,
        label=_("How do they speak here?"),
        help_text=_("An elected member joins with an address instead, so that it can be checked."),
    )
    sector = forms.ChoiceField(choices=SECTORS, label=_("Sector"))
    beside: ClassVar = {"sheet_typed_already": "number"}

    def __init__(self, *args: Any, statements: Sequence[Statement], **options: Any) -> None:
        """Ask of each statement how it was answered."""
        super().__init__(*args, **options)
        for one in statements:
            self.fields[f"s{one.number}"] = forms.ChoiceField(
                choices=[*CHOICES, ("", _("Left empty"))],
                widget=forms.RadioSelect,
                required=False,
                label=f"{one.number}. {one.text}",
            )

    def clean(self) -> dict[str, Any]:
        """Return the answers together, by the statements' numbers."""
        said = dict(super().clean() or {})
        given = {name: said.pop(name) for name in list(said) if name[1:].isdecimal()}
        said["answers"] = {int(name[1:]): Answer[value.upper()] for name, value in given.items() if value}
        return said


class BackForm(ActionForm):
    """Asks a guest for their return code."""

    code = forms.CharField(
        max_length=40,
        label=_("Your return code"),
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocomplete": "off", "autocapitalize": "none"}
        ),
    )

    def clean_code(self) -> str:
        """Return the code as it is kept."""
        return as_typed(self.cleaned_data["code"])


class OpenRoomForm(ActionForm):
    """Asks what a room is called, when it is open, and how many guests it lets in."""

    name = forms.CharField(
        max_length=80,
        required=False,
        label=_("What is the room called?"),
        help_text=_("For example, Library, Tuesday 10 to 12. Whoever reads the poster sees it."),
    )

    day = DayField(label=_("On which day?"), help_text=_("For example, 27 3 2027."))
    begins, ends = (
        forms.TimeField(
            label=label,
            input_formats=["%H:%M", "%H.%M", "%H"],
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        )
        for label in (_("From what time?"), _("Until what time?"))
    )
    most = forms.IntegerField(
        label=_("How many guests at the most?"),
        initial=30,
        min_value=1,
        help_text=_("Count the people in the room: no more than these come in."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )
    beside: ClassVar = {"room_in_no_time": "day", "room_too_large": "most"}

    def clean(self) -> dict[str, Any]:
        """Return day and times as two moments in the place's own time."""
        answers = dict(super().clean() or {})
        day, begins, ends = (answers.pop(name, None) for name in ("day", "begins", "ends"))
        if day is not None and begins is not None and ends is not None:
            answers["opens"] = timezone.make_aware(dt.datetime.combine(day, begins))
            answers["closes"] = timezone.make_aware(dt.datetime.combine(day, ends))
        return answers
