"""Forms by which a convener sets a lottery up, opens its registration, and ends it."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.lottery.forgetting import KEPT
from wholeplace.convene.lottery.models import Lottery
from wholeplace.convene.lottery.names import Asked, Fairness
from wholeplace.convene.lottery.opened_with import digest_of_terms, terms_of
from wholeplace.ui.forms import ActionForm, DayField, ExplainedRadios

MOST_SEATS = 1000
FAIR = {
    Fairness.LEXIMIN.value: gettext_lazy("The fairest there is, and what we recommend."),
    Fairness.MAXIMIN.value: gettext_lazy(
        "Faster in a very large pool. Those above the least may differ more."
    ),
    Fairness.NASH.value: gettext_lazy(
        "Between the two: a little less for the least, if many others gain by it."
    ),
}


class SetUpForm(ActionForm):
    """Asks what a panel is, and how many people sit on it."""

    beside: ClassVar = {"panel_by_that_title": "title"}

    title = forms.CharField(
        max_length=longest(Lottery, "title"),
        label=gettext_lazy("What is the panel called?"),
        help_text=gettext_lazy("Such as “Residents' panel on the seafront”."),
    )
    about = forms.CharField(
        max_length=longest(Lottery, "about"),
        widget=forms.Textarea(attrs={"rows": 6}),
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy(
            "Whoever thinks of registering reads this: what they would talk about, when and how often it meets, and what they get for it."
        ),
    )
    seats = forms.IntegerField(
        min_value=1,
        max_value=MOST_SEATS,
        label=gettext_lazy("How many people sit on it?"),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )


class OvertakenForm(ActionForm):
    """Carries what it was opened with, so that nobody overwrites what somebody else changed since."""

    after = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    """The digest of what it was opened with."""

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody else changed it since."""
        return self.refusal is not None and self.refusal.code == "lottery_changed_meanwhile"

    def follow(self, after: str) -> None:
        """Let what is typed take the place of what stands now, if it is kept once more."""
        self.data = {**dict(self.data.items()), "after": after}


class ChangeLotteryForm(OvertakenForm, SetUpForm):
    """Asks the terms of a lottery anew, with how it is drawn."""

    one_of_a_household = forms.BooleanField(
        required=False,
        label=gettext_lazy("Draw at most one person of a household"),
        help_text=gettext_lazy("People are of one household where their postal addresses are the same."),
    )
    method = forms.TypedChoiceField(
        choices=Fairness.choices,
        coerce=Fairness,
        widget=ExplainedRadios(says=FAIR),
        label=gettext_lazy("What is made as large as it can be?"),
    )

    def __init__(self, *args: Any, lottery: Lottery, **options: Any) -> None:
        """Ask with the terms as they stand."""
        told = {**terms_of(lottery), "after": digest_of_terms(lottery)}
        super().__init__(*args, initial=told, **options)

    def stands(self, lottery: Lottery) -> list[dict[str, Any]]:
        """Return the terms as somebody else changed them, as rows of a summary; what is typed can take their place."""
        self.follow(digest_of_terms(lottery))
        said = {
            **terms_of(lottery),
            "one_of_a_household": _("Yes") if lottery.one_of_a_household else _("No"),
            "method": lottery.get_method_display(),
        }
        return [{"label": self.fields[name].label, "value": value} for name, value in said.items()]


class ClosingForm(ActionForm):
    """Asks until which day people can register."""

    beside: ClassVar = {"closes_in_the_past": "closes"}

    closes = DayField(
        label=gettext_lazy("Until which day can people register?"),
        help_text=gettext_lazy("Until the end of that day. Four to six weeks are usual."),
    )

    def clean_closes(self) -> dt.datetime:
        """Return the last moment of the day."""
        day: dt.date = self.cleaned_data["closes"]
        try:
            return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59, 59)))
        except (OverflowError, ValueError) as error:
            raise ValidationError(_("Choose a day that is less far away.")) from error


class OpenForm(ClosingForm):
    """Asks besides how people can be reached who are drawn, and what they agree to."""

    asks = forms.TypedMultipleChoiceField(
        choices=Asked.choices,
        coerce=Asked,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("How can those who register be reached?"),
        help_text=gettext_lazy(
            "They are asked for this besides their name, and need not give all of it; but the postal address they must give, where one of a household is drawn at most and it is asked for."
        ),
    )
    consent = forms.CharField(
        max_length=longest(Lottery, "consent"),
        widget=forms.Textarea(attrs={"rows": 9}),
        label=gettext_lazy("What do they agree to?"),
        help_text=gettext_lazy(
            "They tick a box below these words. Have whoever sees to data protection read them."
        ),
    )
    field_order = ("key", "asks", "closes", "consent")


class OpenAgainForm(ClosingForm):
    """Asks for another closing date alone: what people agreed to stays as it was."""

    def __init__(self, *args: Any, lottery: Lottery, **options: Any) -> None:
        """Keep what people were asked for and agreed to."""
        super().__init__(*args, **options)
        self.lottery = lottery

    def clean(self) -> dict[str, Any]:
        """Return what people were asked for and agreed to, as it was."""
        answers = dict(super().clean() or self.cleaned_data)
        return {**answers, "asks": [Asked(one) for one in self.lottery.asks], "consent": self.lottery.consent}


def usual_consent(lottery: Lottery) -> str:
    """Return what people agree to, where nobody words it otherwise."""
    return _(
        "I agree that the partnership of {place} keeps what I give here to draw the people of “{title}” by lot, to reach"
        " me if I am drawn, and for nothing else. Only those who convene the partnership read who I am.\n\n"
        "My ticket stands in the published list that is drawn from, under a seal, so that nobody who reads the list knows"
        " which is mine. If I am drawn, my ticket number is published, without my name. Scrutineers can open the list with"
        " what each ticket answered, without names, so that they can check that the draw is fair.\n\n"
        "Everything that says who I am is erased {days} days after the panel has ended. I can withdraw at any time,"
        " without saying why, by my own link or by asking, and then it is erased at once. Once a list is published, what my"
        " ticket answered stays in it, without my name, because the draw could not be checked otherwise."
    ).format(place=lottery.place.name, title=lottery.title, days=KEPT.days)
