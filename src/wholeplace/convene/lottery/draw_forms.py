"""Forms about working out chances, committing to a draw, and entering its public value."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.lottery.models import Draw
from wholeplace.convene.lottery.names import Fairness
from wholeplace.convene.lottery.targeting import Wanted
from wholeplace.kernel.text import one_line
from wholeplace.ui.forms import ActionForm, DayField


class WorkOutForm(forms.Form):
    """Asks by which method chances are worked out."""

    method = forms.ChoiceField(
        choices=Fairness.choices,
        widget=forms.RadioSelect,
        label=_("What is made as great as can be?"),
        help_text=_(
            "A draw is committed to by what the terms of the lottery say; the others are there to compare."
        ),
    )


class WayForm(ActionForm):
    """Takes over one of the ways in which targets could give way."""

    way = forms.IntegerField(min_value=0)

    def __init__(
        self,
        *args: Any,
        ways: Sequence[Mapping[str, Any]] = (),
        targets: Sequence[Wanted] = (),
        **options: Any,
    ) -> None:
        """Know the ways that were worked out, and the targets they would change."""
        super().__init__(*args, **options)
        self.ways, self.targets = ways, targets

    def clean(self) -> dict[str, Any]:
        """Return the targets as they would be."""
        said = super().clean() or self.cleaned_data
        number = said.get("way")
        if number is None or number >= len(self.ways):
            raise ValidationError(_now("The targets have changed since. Work the chances out anew."))
        moved = {(one["feature"], one["value"]): one for one in self.ways[number]["changes"]}
        targets = [_moved(one, moved.get((one.feature, one.value))) for one in self.targets]
        return {"key": said.get("key", ""), "targets": targets}


def _moved(target: Wanted, change: Mapping[str, Any] | None) -> Wanted:
    if change is None:
        return target
    before_least, before_most = change["from"]
    least, most = target.least + change["min"] - before_least, target.most + change["max"] - before_most
    down, up = min(target.least_flex, least), max(target.most_flex, most)
    return replace(target, least=least, most=most, least_flex=down, most_flex=up)


class CommitForm(ActionForm):
    """Asks which public value is waited for, and when it will be known."""

    awaits = forms.CharField(
        max_length=longest(Draw, "awaits"),
        label=_("Which public value is waited for?"),
        help_text=_(
            "One that nobody can know or choose, that everybody can look up, and said so exactly that only one value fits:"
            " by its date or number, never “tonight” or “the next one”."
            " For example: the six main numbers of the national lottery of Saturday 5 December 2026, in ascending order,"
            " with a space between them."
        ),
    )
    source = forms.CharField(
        max_length=longest(Draw, "value_source"),
        label=_("Who publishes it, and where?"),
        help_text=_("For example, the national lottery, and the address of the page that gives its results."),
    )
    day = DayField(label=_("On which day will it be known?"), help_text=_("For example, 5 12 2026."))
    time = forms.TimeField(
        label=_("From what time?"),
        help_text=_("For example, 22:00. It must be ten minutes from now or later."),
    )
    beside: ClassVar[dict[str, str]] = {"value_too_soon": "day"}

    def clean(self) -> dict[str, Any]:
        """Put day and time together."""
        said = super().clean() or self.cleaned_data
        if "day" in said and "time" in said:
            moment = dt.datetime.combine(said.pop("day"), said.pop("time"))
            said["awaited"] = timezone.make_aware(moment)
        self.beside = {"value_too_soon": "day"} if "day" in said else {}  # type: ignore[misc] # Django forgets what was popped
        return said


class ValueForm(ActionForm):
    """Asks for the public value twice, and where everybody can look it up."""

    value = forms.CharField(max_length=longest(Draw, "value"), label=_("The public value"))
    again = forms.CharField(
        max_length=longest(Draw, "value"),
        label=_("The public value once more"),
        help_text=_("Typed again rather than pasted, so that no slip draws another panel."),
    )
    value_source = forms.CharField(
        max_length=longest(Draw, "value_source"),
        label=_("Where can everybody look it up?"),
        help_text=_("The page with these results, as exactly as can be."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two that differ."""
        said = super().clean() or self.cleaned_data
        again = said.pop("again", None)
        if again is not None and "value" in said and one_line(said["value"]) != one_line(again):
            raise ValidationError({"again": _now("This is not the same as above. Look at both again.")})
        return said


class TakeBackForm(ActionForm):
    """Asks why a draw is not made."""

    because = forms.CharField(
        max_length=longest(Draw, "because"),
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why is it taken back?"),
        help_text=_("It stays on record that it was committed to. Everybody reads this."),
    )
