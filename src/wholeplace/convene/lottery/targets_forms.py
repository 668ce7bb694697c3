"""Forms about whom a panel should resemble: one feature and its values, or all of them from a file."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wholeplace.analysis.lottery import Quota
from wholeplace.convene.lottery.forms import OvertakenForm
from wholeplace.convene.lottery.models import VALUE_AT_MOST, Feature, Lottery, Target
from wholeplace.convene.lottery.opened_with import digest_of_targets
from wholeplace.convene.lottery.reading import (
    MOST_TARGETS,
    Unreadable,
    out_of_order,
    sheet_of,
    sum_faults,
)
from wholeplace.convene.lottery.shares import seats_for, share_faults, share_in
from wholeplace.convene.lottery.targeting import Wanted
from wholeplace.convene.lottery.targets_sheets import targets_in
from wholeplace.ui.tables import Column, Table

FILE_AT_MOST = 1_000_000
NUMBERS: Mapping[str, str | Promise] = {
    "min": _("At least"),
    "max": _("At most"),
    "min_flex": _("Down to, if need be"),
    "max_flex": _("Up to, if need be"),
    "population": _("Population, %"),
}
OUT_OF_ORDER: Mapping[str, str | Promise] = {
    "min": _("“At least” is %(least)d, which is above “At most”, %(most)d."),
    "min_flex": _("“Down to, if need be” can be %(least)d or less, for that is “At least”."),
    "max_flex": _("“Up to, if need be” can be %(most)d or more, for that is “At most”."),
}


class TargetWidget(forms.MultiWidget):
    """Asks for the numbers of one value, each in its box."""

    template_name = "ui/forms/boxes.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make a box for each number."""
        box = forms.TextInput(attrs={"class": "govuk-input--width-3"})
        super().__init__(dict.fromkeys(NUMBERS, box), attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Return the numbers of a target, or what somebody typed."""
        return list(value) if value else [""] * len(NUMBERS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name each box."""
        context = super().get_context(name, value, attrs)
        for box, label in zip(context["widget"]["subwidgets"], NUMBERS.values(), strict=True):
            box["label"] = label
        return context


class TargetField(forms.MultiValueField):
    """How many people of a panel have one value; nothing where every box is left empty, and what follows from a share alone."""

    widget = TargetWidget
    asked_with = True
    """It is asked with the others, and may be emptied."""

    def __init__(self, *, seats: int, **options: Any) -> None:
        """Read each box as it is typed."""
        self.seats = seats
        boxes = [forms.CharField(required=False, max_length=9) for _name in NUMBERS]
        super().__init__(fields=boxes, require_all_fields=False, required=False, **options)

    def clean(self, value: Any) -> Any:
        """Say of whatever is wrong which value it is about."""
        try:
            return super().clean(value)
        except ValidationError as wrong:
            said = _("%(value)s: %(wrong)s")
            raise ValidationError(
                [
                    ValidationError(said, params={"value": self.label, "wrong": text})
                    for text in wrong.messages
                ]
            ) from wrong

    def compress(self, data_list: Sequence[str]) -> dict[str, Any] | None:
        """Return the numbers by name, what is left empty as it follows from the others."""
        typed = dict(zip(NUMBERS, data_list, strict=True)) if data_list else {}
        if not any(typed.values()):
            return None
        least, most = (_whole(typed[name], NUMBERS[name]) for name in ("min", "max"))
        share = _share(typed["population"])
        if least is None and most is None and share is not None:
            least, most = seats_for(share, seats=self.seats)
        if least is None or most is None:
            raise ValidationError(
                _(
                    "Fill in both “At least” and “At most”, or its share of the population alone. Empty every box to take the value away."
                )
            )
        least_flex, most_flex = (_whole(typed[name], NUMBERS[name]) for name in ("min_flex", "max_flex"))
        quota = Quota(
            "",
            "",
            least,
            most,
            least if least_flex is None else least_flex,
            most if most_flex is None else most_flex,
        )
        if wrong := list(out_of_order(quota)):
            raise ValidationError(
                [ValidationError(str(OUT_OF_ORDER[one]), params=vars(quota)) for one in wrong]
            )
        said = {"least": least, "most": most, "least_flex": quota.least_flex, "most_flex": quota.most_flex}
        return {**said, "population": share}


def _whole(typed: str, label: str | Promise) -> int | None:
    if not typed:
        return None
    if not typed.isdecimal():
        raise ValidationError(_("“%(label)s” needs a whole number, such as 9."), params={"label": label})
    return int(typed)


def _share(typed: str) -> Decimal | None:
    if not typed:
        return None
    share = share_in(typed)
    if share is None:
        raise ValidationError(_("The share of the population is a number from 0 to 100, such as 17.5."))
    return share


class FeatureForm(OvertakenForm):
    """Asks what a feature is called, how the registration page asks for it, and for each value how many people."""

    beside: ClassVar = {
        "feature_like_column": "name",
        "feature_like_another": "name",
        "value_like_another": "more",
    }

    name = forms.CharField(
        max_length=VALUE_AT_MOST,
        label=_("What should the panel resemble the place in?"),
        help_text=_("For example: Age band."),
    )
    question = forms.CharField(
        required=False,
        max_length=300,
        label=_("How does the registration page ask?"),
        help_text=_("For example: How old are you? Where nothing stands here, it asks by the name above."),
    )
    more = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("More values, one on each line"),
        help_text=_("For example: 16 to 29. How many people each needs is asked next."),
    )

    def __init__(
        self, *args: Any, lottery: Lottery, feature: Feature | None, before: Sequence[Wanted], **options: Any
    ) -> None:
        """Ask for the numbers of each value there is, beside the targets as they all stand."""
        targets = list(feature.targets.all()) if feature is not None else []
        first: dict[str, Any] = (
            {"name": feature.name, "question": feature.question} if feature is not None else {}
        )
        called = feature.name if feature is not None else None
        first |= {f"target_{one.pk}": in_boxes(one) for one in targets}
        first["after"] = digest_of_targets([one for one in before if one.feature == called])
        super().__init__(*args, initial=first, **options)
        self.lottery, self.targets = lottery, targets
        self.behind = self.data.get("after", "") not in {"", first["after"]}
        if self.behind:
            self.data = {**_boxes(targets), **dict(self.data.items())}
        at = next((number for number, one in enumerate(before) if one.feature == called), len(before))
        self.earlier = before[:at]
        self.later = [one for one in before[at:] if one.feature != called]
        for one in targets:
            self.fields[f"target_{one.pk}"] = TargetField(label=one.value, seats=lottery.seats)
        self.order_fields(["key", "name", "question", *(f"target_{one.pk}" for one in targets), "more"])

    def clean_name(self) -> str:
        """Refuse a name that another feature has."""
        name = " ".join(self.cleaned_data["name"].split())
        if any(one.feature == name for one in (*self.earlier, *self.later)):
            raise ValidationError(_now("Another feature is called that. Choose another name."))
        return name

    def clean_more(self) -> list[str]:
        """Return the values that are added, none of them twice."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["more"].splitlines()]
        added = list(dict.fromkeys(line for line in lines if line))
        if long := next((line for line in added if len(line) > VALUE_AT_MOST), None):
            raise ValidationError(_now("“%s” is too long for a value.") % long[:40])
        there = {one.value for one in self.targets}
        return [line for line in added if line not in there]

    def clean(self) -> dict[str, Any]:
        """Put the values together with those of the other features, as they will all stand."""
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        name, question = said["name"], said.get("question", "")
        kept = [(one.value, said.get(f"target_{one.pk}")) for one in self.targets]
        here = [Wanted(name, value, question=question, **numbers) for value, numbers in kept if numbers]
        seats = self.lottery.seats
        here += [Wanted(name, value, 0, seats, 0, seats, question=question) for value in said.get("more", [])]
        if not here:
            self.add_error("more", _now("A feature needs values. Write one on each line."))
        targets = [*self.earlier, *here, *self.later]
        if len(targets) > MOST_TARGETS:
            self.add_error("more", _now("There can be %d values in all at most.") % MOST_TARGETS)
        for text in self._sums_wrong(here):
            self.add_error(None, text)
        self.cleaned_data = {name: said.get(name, "") for name in ("key", "after")} | {"targets": targets}
        return self.cleaned_data

    def _sums_wrong(self, here: Sequence[Wanted]) -> Iterator[str]:
        """Yield which sums cannot be; those of seats mean nothing yet where values were added whose numbers are asked for next."""
        yield from (text for _feature, text in share_faults((one.feature, one.population) for one in here))
        if here and not self.behind and not self.cleaned_data.get("more"):
            quotas = [_quota(one) for one in here]
            yield from (fault.text for fault in sum_faults(quotas, size=self.lottery.seats))


def in_boxes(target: Target) -> list[str]:
    """Return the numbers of a target as they stand in its boxes: how far they may give way only where that is further."""
    population = "" if target.population is None else f"{target.population.normalize():f}"
    flex = [
        "" if one == other else str(one)
        for one, other in ((target.least_flex, target.least), (target.most_flex, target.most))
    ]
    return [str(target.least), str(target.most), *flex, population]


def _boxes(targets: Sequence[Target]) -> dict[str, str]:
    """Return every box of some targets as it stands: for values that came to be since somebody opened the form."""
    return {
        f"target_{one.pk}_{name}": cell
        for one in targets
        for name, cell in zip(NUMBERS, in_boxes(one), strict=True)
    }


def boxes_table(feature: Feature) -> Table:
    """Return the targets of a feature as its form asks for them."""
    columns = [Column(_("Value")), *(Column(one, numeric=True, brief=True) for one in NUMBERS.values())]
    rows = [[one.value, *in_boxes(one)] for one in feature.targets.all()]
    asked = f"{feature.name}: {feature.question}" if feature.question else feature.name
    return Table(asked, columns=columns, rows=rows)


def _quota(one: Wanted) -> Quota:
    return Quota(one.feature, one.value, one.least, one.most, one.least_flex, one.most_flex)


class TargetsFileForm(OvertakenForm):
    """Asks for all targets at once: a file, or the rows out of a spreadsheet."""

    file = forms.FileField(
        required=False,
        label=_("A CSV file of targets"),
        help_text=_(
            "With the headings feature, value, min, max and, if you like, min_flex, max_flex and population (a share in per cent)."
        ),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        label=_("Or paste the rows here"),
        help_text=_("Straight from a spreadsheet, with the headings above them."),
    )
    kept = 0
    """How many shares of the population stay as they were."""

    def __init__(self, *args: Any, lottery: Lottery, before: Sequence[Wanted], **options: Any) -> None:
        """Know for how many seats the targets are, and which there were."""
        super().__init__(*args, initial={"after": digest_of_targets(before)}, **options)
        self.lottery, self.before = lottery, before

    def clean(self) -> dict[str, Any]:
        """Read the targets, and name row and column of whatever is wrong."""
        said = super().clean() or self.cleaned_data
        sent = said.get("file")
        if sent is None and not said.get("text"):
            self.add_error("file", _now("Choose a file, or paste the rows."))
            return said
        if sent is not None and sent.size > FILE_AT_MOST:
            self.add_error("file", _now("This is larger than a list of targets can be."))
            return said
        field = "file" if sent is not None else "text"
        content = sent.read() if sent is not None else said["text"].encode()
        try:
            read = targets_in(sheet_of(content, name=""), size=self.lottery.seats, before=self.before)
        except Unreadable as wrong:
            self.add_error(field, str(wrong))
            return said
        for fault in read.faults[:20]:
            self.add_error(field, str(fault))
        if not read.targets and not read.faults:
            self.add_error(field, _now("There is no target in it."))
        self.kept = read.kept
        self.cleaned_data = {name: said.get(name, "") for name in ("key", "after")}
        self.cleaned_data["targets"] = read.targets
        return self.cleaned_data
