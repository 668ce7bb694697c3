"""Forms about perspectives: finding them, saying what they are, and how they stand to one another."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.issues.models import Amendment
from wholeplace.convene.stakeholders.models import Interest, Note, Perspective, Tie
from wholeplace.convene.stakeholders.names import WAYS, Level, Relation, Standing, Whose
from wholeplace.convene.stakeholders.naming_forms import NamingForm
from wholeplace.convene.stakeholders.noting import FOR
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Area, Sector
from wholeplace.kernel.records import Audience
from wholeplace.ui.forms import ActionForm

WHO_READS = {
    Audience.AUTHOR: _("Only I, and whoever facilitates"),
    Audience.ISSUE: _("Those who take part in this issue"),
    Audience.PARTNERSHIP: _("Every member of the partnership"),
}
"""For whom a note is, in words."""


def _line(
    name: str, label: Any, *, hint: Any = "", needed: bool = False, of: Any = Perspective
) -> forms.CharField:
    return forms.CharField(max_length=longest(of, name), label=label, help_text=hint, required=needed)


def _text(name: str, label: Any, *, hint: Any = "") -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        max_length=longest(Perspective, name), label=label, help_text=hint, required=False, widget=box
    )


def _choice(of: Any, label: Any, *, nothing: Any, hint: Any = "") -> forms.TypedChoiceField:
    """Ask for one of these, or none."""
    coerce = (lambda value: of(int(value))) if issubclass(of, int) else of
    return forms.TypedChoiceField(
        choices=[("", nothing), *of.choices],
        coerce=coerce,
        empty_value=None,
        required=False,
        label=label,
        help_text=hint,
    )


def asks_area(label: Any, *, nothing: Any) -> forms.TypedChoiceField:
    """Ask for an area, or none."""
    return forms.TypedChoiceField(choices=[("", nothing)], empty_value=None, required=False, label=label)


def offer_areas(form: forms.Form, areas: Sequence[Area]) -> None:
    """Offer the areas of the place, asked for once however many forms of a page offer them."""
    field: Any = form.fields["area"]
    known = {str(one.pk): one for one in areas}
    field.choices = [*field.choices, *((key, one.name) for key, one in known.items())]
    field.coerce = known.get


def _whose() -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=Whose.choices,
        widget=forms.RadioSelect,
        label=_("Whose view is it?"),
        initial=Whose.GROUP.value,
    )


class FindForm(forms.Form):
    """Asks which perspectives to show; what it cannot read narrows nothing."""

    q = forms.CharField(label=_("Words in the name"), required=False, max_length=200)
    shown = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("Everything on the map")),
            ("missing", _("Nobody speaks for it yet")),
            *((one.value, one.label) for one in Standing),
        ],
    )
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("Every sector")), *Sector.choices]
    )
    voice = forms.ChoiceField(
        label=_("Civic voice"), required=False, choices=[("", _("Every voice")), *CivicVoice.choices]
    )
    area = asks_area(_("Area"), nothing=_("Every area"))

    def __init__(self, asked: Mapping[str, Any], *, areas: Sequence[Area]) -> None:
        """Offer the areas of this place."""
        super().__init__(asked)
        offer_areas(self, areas)
        self.full_clean()

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for, as the query takes it."""
        known = self.cleaned_data
        said = {name: known.get(name, "") for name in ("shown", "sector", "voice")}
        return {**said, "words": known.get("q", "").strip(), "area": known.get("area")}


class PerspectiveForm(NamingForm):
    """Asks whose view it is, what they know, and what they stand to gain and to lose."""

    beside: ClassVar = {"on_the_map_already": "name"}

    name = _line(
        "name",
        _("What do people call them?"),
        hint=_("As they would call themselves: “young carers”, “night-shift workers”, “Age Concern”."),
        needed=True,
    )
    whose = _whose()
    sector = _choice(Sector, _("Sector"), nothing=_("Not known yet"))
    voice = _choice(
        CivicVoice,
        _("Civic voice"),
        nothing=_("Not known yet"),
        hint=_("Do they speak as the public, as politicians or as professionals?"),
    )
    area = asks_area(_("Area"), nothing=_("The whole place"))
    knows = _text("knows", _("What do they know that others do not?"))
    gains = _text("gains", _("What do they stand to gain?"))
    loses = _text("loses", _("What do they stand to lose?"))
    interest = _choice(Level, _("How much does it matter to them?"), nothing=_("Not known yet"))
    influence = _choice(Level, _("How much can they do about it?"), nothing=_("Not known yet"))
    spoken_for_by = _line(
        "spoken_for_by",
        _("Who speaks for them?"),
        hint=_("A name or a role, once somebody is found. Leave it empty until then."),
    )

    def __init__(self, *args: Any, areas: Sequence[Area], **options: Any) -> None:
        """Offer the areas of this place."""
        super().__init__(*args, **options)
        offer_areas(self, areas)

    def clean_whose(self) -> Whose:
        """Return the choice as whose view it is."""
        return Whose(self.cleaned_data["whose"])


class DescribeForm(PerspectiveForm):
    """Asks besides what is new."""

    reason = forms.CharField(
        max_length=longest(Amendment, "reason"),
        required=False,
        label=_("What is new?"),
        help_text=_("In a sentence. What stood here before stays readable."),
    )
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PlaceForm(ActionForm):
    """Asks how much interest in the issue and influence on it somebody has."""

    interest = forms.TypedChoiceField(
        choices=Level.choices,
        coerce=lambda value: Level(int(value)),
        widget=forms.RadioSelect,
        label=_("How much does it matter to them?"),
    )
    influence = forms.TypedChoiceField(
        choices=Level.choices,
        coerce=lambda value: Level(int(value)),
        widget=forms.RadioSelect,
        label=_("How much can they do about it?"),
    )


class SuggestForm(NamingForm):
    """Asks who else should be here, and why."""

    beside: ClassVar = {"on_the_map_already": "name"}

    name = _line(
        "name",
        _("Who else should be here?"),
        hint=_("People, a body, or one person: “young carers”, say."),
        needed=True,
    )
    whose = _whose()
    because = forms.CharField(
        max_length=longest(Perspective, "because"),
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What would be missing without them?"),
    )
    hint = _line(
        "hint",
        _("Do you know somebody who could speak for them?"),
        hint=_("Nobody is counted as speaking for them by that: somebody asks them first."),
    )
    sector = _choice(Sector, _("Sector"), nothing=_("Not known"))
    voice = _choice(CivicVoice, _("Civic voice"), nothing=_("Not known"))

    def clean_whose(self) -> Whose:
        """Return the choice as whose view it is."""
        return Whose(self.cleaned_data["whose"])


class TurnDownForm(ActionForm):
    """Asks why a suggestion is not taken up."""

    because = forms.CharField(
        max_length=longest(Perspective, "because"),
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why?"),
        help_text=_("Whoever suggested it reads this."),
    )


def _others(label: Any, *, nothing: Any, hint: Any = "") -> "forms.ModelChoiceField[Perspective]":
    return forms.ModelChoiceField(
        Perspective.objects.none(), required=False, label=label, empty_label=nothing, help_text=hint
    )


class SetAsideForm(ActionForm):
    """Asks why a perspective is set aside, and which other one holds it."""

    beside: ClassVar = {
        "missing_by_decision": "part_of",
        "part_of_itself": "part_of",
        "why_set_aside": "because",
    }

    part_of = _others(
        _("Is it part of another one?"),
        nothing=_("No"),
        hint=_("Then nothing is lost: its place is taken by the other."),
    )
    because = forms.CharField(
        max_length=longest(Perspective, "because"),
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why is it set aside?"),
        help_text=_("The reason stays readable for every member."),
    )

    def __init__(self, *args: Any, others: "QuerySet[Perspective]", **options: Any) -> None:
        """Offer the other perspectives of the issue."""
        super().__init__(*args, **options)
        self.fields["part_of"].queryset = others  # type: ignore[attr-defined]


class TieForm(ActionForm):
    """Asks how a perspective stands to another, and who says so."""

    beside: ClassVar = {"tied_already": "other", "tied_to_itself": "other", "who_says_so": "said_by"}

    way = forms.ChoiceField(widget=forms.RadioSelect)
    other: "forms.ModelChoiceField[Perspective]" = forms.ModelChoiceField(
        Perspective.objects.none(), label=_("Whom?"), empty_label=_("Choose one")
    )
    said_by = _line(
        "said_by",
        _("Who says so?"),
        hint=_("A body, a group of people or a source: “the grants register”, “Age Concern itself”."),
        needed=True,
        of=Tie,
    )
    evidence = _line("evidence", _("On what evidence?"), of=Tie)

    def __init__(
        self, *args: Any, perspective: Perspective, others: "QuerySet[Perspective]", **options: Any
    ) -> None:
        """Offer every way, seen from this perspective, and the others of the issue."""
        super().__init__(*args, **options)
        self.perspective = perspective
        self.fields["way"].label = _("How do they stand to others?")
        self.fields["way"].choices = list(WAYS)  # type: ignore[attr-defined]
        self.fields["other"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return which is the first and which the second of the two, as the map keeps it."""
        answers = dict(self.cleaned_data)
        if "way" not in answers or "other" not in answers:
            return answers
        relation, _colon, back = answers.pop("way").partition(" ")
        pair = (self.perspective, answers.pop("other"))
        first, second = reversed(pair) if back else pair
        return {**answers, "first": first, "second": second, "relation": Relation(relation)}


def _for_whom(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=[(one.value, WHO_READS[one]) for one in FOR],
        coerce=Audience,
        initial=Audience.AUTHOR.value,
        widget=forms.RadioSelect,
        label=label,
    )


class NoteForm(ActionForm):
    """Asks what somebody notes, and for whom."""

    text = forms.CharField(
        max_length=longest(Note, "text"),
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("What do you note?"),
    )
    audience = _for_whom(_("Who may read it?"))


class OpenUpForm(ActionForm):
    """Asks who else may read a note."""

    beside: ClassVar = {"only_outward": "audience"}

    audience = _for_whom(_("Who may read it from now on?"))

    def __init__(self, *args: Any, note: Note, **options: Any) -> None:
        """Offer only what lets more people read it."""
        super().__init__(*args, **options)
        wider = FOR[FOR.index(Audience(note.audience)) + 1 :]
        self.fields["audience"].choices = [(one.value, WHO_READS[one]) for one in wider]  # type: ignore[attr-defined]
        self.fields["audience"].initial = None


class InterestForm(ActionForm):
    """Asks what somebody stands to gain or lose themselves."""

    text = forms.CharField(
        max_length=longest(Interest, "text"),
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What do you stand to gain or lose by this issue yourself?"),
        help_text=_("A post, a contract, land, shares, a family tie: “My sister runs the lunch club”."),
    )


class ChangeManyForm(ActionForm):
    """Asks which perspectives to change, and what to say of all of them."""

    everyone = forms.BooleanField(required=False, label=_("Choose all on this page"))
    sector = _choice(Sector, _("Sector"), nothing=_("Leave as it is"))
    voice = _choice(CivicVoice, _("Civic voice"), nothing=_("Leave as it is"))
    area = asks_area(_("Area"), nothing=_("Leave as it is"))
    interest = _choice(Level, _("How much does it matter to them?"), nothing=_("Leave as it is"))
    influence = _choice(Level, _("How much can they do about it?"), nothing=_("Leave as it is"))

    def __init__(
        self, *args: Any, offered: Sequence[Perspective], areas: Sequence[Area], **options: Any
    ) -> None:
        """Make a box for each perspective that is needed."""
        super().__init__(*args, **options)
        offer_areas(self, areas)
        self.boxes = {f"chosen_{one.pk}": one for one in offered if one.standing == Standing.NEEDED}
        for name, one in self.boxes.items():
            said = _("Choose {name}").format(name=one.name)
            label = format_html('<span class="govuk-visually-hidden">{}</span>', said)
            self.fields[name] = forms.BooleanField(required=False, label=label)

    def clean(self) -> dict[str, Any]:
        """Return the perspectives that were chosen, as the deed takes them."""
        answers = dict(self.cleaned_data)
        everyone = answers.pop("everyone", False)
        chosen = [one.pk for name, one in self.boxes.items() if answers.pop(name, False) or everyone]
        return {**answers, "perspectives": chosen}


class UndoForm(ActionForm):
    """Asks to undo one deed, by the moment it was done."""

    asked = forms.DateTimeField(widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])
