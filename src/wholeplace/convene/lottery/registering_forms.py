"""Forms by which somebody comes into a pool: on the open page, or typed in from paper."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.lottery.models import Feature, Lottery, Registration
from wholeplace.convene.lottery.names import Asked
from wholeplace.convene.lottery.registering import Details
from wholeplace.convene.lottery.tickets import link_from
from wholeplace.kernel.outbox.conditions import address_is_right
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST
from wholeplace.ui.forms import ActionForm

QUESTION = "answer_"
REACH = ("email", "phone", "address")


class DetailsForm(ActionForm):
    """Asks who somebody is, how they can be reached, and one question for each feature of the panel."""

    beside: ClassVar = {"address_is_wrong": "email", "is_in_pool_already": "email"}

    name = forms.CharField(
        max_length=NAME_AT_MOST,
        label=gettext_lazy("Your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        max_length=ADDRESS_AT_MOST,
        required=False,
        label=gettext_lazy("E-mail address"),
        error_messages={"invalid": gettext_lazy("Enter an e-mail address such as name@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        max_length=longest(Registration, "phone"),
        required=False,
        label=gettext_lazy("Phone number"),
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}
        ),
    )
    address = forms.CharField(
        required=False,
        validators=[MaxLengthValidator(longest(Registration, "address"))],
        label=gettext_lazy("Postal address"),
        help_text=gettext_lazy("House and street, town, and postcode."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address", "dir": "auto"}),
    )

    def __init__(
        self, *args: Any, features: Sequence[Feature], asks: Sequence[str] = REACH, **options: Any
    ) -> None:
        """Ask what is asked for, and each question with the values there are."""
        super().__init__(*args, **options)
        self.features = features
        for name in REACH:
            if name not in asks:
                del self.fields[name]
        for feature in features:
            question = feature.question or feature.name
            self.fields[f"{QUESTION}{feature.pk}"] = forms.ChoiceField(
                choices=[(str(one.pk), one.value) for one in feature.targets.all()],
                widget=forms.RadioSelect,
                label=question,
                error_messages={"required": _("Choose an answer to “{question}”.").format(question=question)},
            )

    @property
    def questions(self) -> Iterator[BoundField]:
        """The questions, one for each feature."""
        return (self[f"{QUESTION}{feature.pk}"] for feature in self.features)

    def answered(self) -> list[dict[str, object]]:
        """Return each question with the answer in its words, as rows of a summary."""
        chosen: Mapping[str, str] = self.cleaned_data["answers"]
        return [
            {
                "label": feature.question or feature.name,
                "value": next(
                    (one.value for one in feature.targets.all() if str(one.pk) == chosen[str(feature.pk)]), ""
                ),
            }
            for feature in self.features
        ]

    def clean_email(self) -> str:
        """Refuse an address that no letter can go to."""
        email: str = self.cleaned_data["email"]
        if email and (refusal := address_is_right(email)):
            raise ValidationError(str(refusal))
        return email.lower()

    def clean_address(self) -> str:
        """Return the address in one line, with commas."""
        lines = (" ".join(line.split()).rstrip(",") for line in self.cleaned_data["address"].splitlines())
        return ", ".join(filter(None, lines))

    def clean(self) -> dict[str, Any]:
        """Return who it is and what they answer as the deed takes it."""
        said = dict(super().clean() or self.cleaned_data)
        details = Details(said.get("name", ""), **{name: said.get(name, "") for name in REACH})
        answers = {
            name.removeprefix(QUESTION): answer for name, answer in said.items() if name.startswith(QUESTION)
        }
        return {"key": said.get("key", ""), "details": details, "answers": answers}


class RegisterForm(DetailsForm):
    """Asks besides whether somebody agrees to what is kept of them."""

    beside: ClassVar = {"address_is_wrong": "email"}

    step = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=gettext_lazy("I agree to this"),
        error_messages={
            "required": gettext_lazy("Tick the box if you agree. Without it we may keep nothing.")
        },
    )

    def __init__(self, *args: Any, lottery: Lottery, features: Sequence[Feature], **options: Any) -> None:
        """Ask what this lottery asks for."""
        super().__init__(*args, features=features, asks=lottery.asks, **options)
        self.needs_address = lottery.one_of_a_household and lottery.asks_for(Asked.ADDRESS)
        asked = [name for name in REACH if name in self.fields]
        if len(asked) == 1 or self.needs_address:
            self.fields[asked[-1] if self.needs_address else asked[0]].required = True
        for name in asked:
            if not self.fields[name].required and not self.needs_address:
                self.fields[name].asked_with = "email"  # type: ignore[attr-defined] # one of them is needed
        if "email" in self.fields:
            self.fields["email"].help_text = _("Your ticket and the link to your own page go there.")
        self.fields["agreed"] = self.fields.pop("agreed")

    def clean(self) -> dict[str, Any]:
        """Ask for one way at least in which they can be reached."""
        said = dict(self.cleaned_data)
        asked = [name for name in REACH if name in self.fields]
        if (
            asked
            and not any(said.get(name) for name in asked)
            and not any(name in self.errors for name in asked)
        ):
            self.add_error(asked[0], _("Give at least one way in which we can reach you if you are drawn."))
        return super().clean()

    @property
    def link(self) -> str:
        """The word in the link to their own page, the same where the same answers are sent twice."""
        details: Details = self.cleaned_data["details"]
        return link_from(self.cleaned_data["key"], {**vars(details), **self.cleaned_data["answers"]})

    def typed(self) -> Mapping[str, Any]:
        """Return what was typed as it stands, to be shown again."""
        return {name: self.data.get(name, "") for name in self.fields if name != "step"}

    def hide(self) -> "RegisterForm":
        """Carry what was typed, unseen, until somebody says that it is right."""
        for field in self.fields.values():
            field.widget = forms.HiddenInput()
        return self


class TypeInForm(DetailsForm):
    """Asks what stands on a form somebody filled in on paper."""

    signed = forms.BooleanField(
        label=gettext_lazy("They signed below the words of consent"),
        error_messages={"required": gettext_lazy("Without their consent nothing of them may be kept.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask of somebody else."""
        super().__init__(*args, **options)
        self.fields["name"].label = _("Name")
        for name in ("name", *REACH):
            self.fields[name].widget.attrs.update(autocomplete="off")
        self.fields["signed"] = self.fields.pop("signed")
        self.fields["name"].widget.attrs.update(autofocus=True)


class CorrectForm(DetailsForm):
    """Asks what somebody corrects."""

    def __init__(self, *args: Any, registration: Registration, **options: Any) -> None:
        """Begin with what is kept."""
        said = {name: getattr(registration, name) for name in ("name", *REACH)}
        answers = {f"{QUESTION}{feature}": target for feature, target in registration.answers.items()}
        super().__init__(*args, initial={**said, **answers}, **options)
        self.fields["name"].label = _("Name")
        self.fields["name"].required = bool(registration.name)
        for name in ("name", *REACH):
            self.fields[name].widget.attrs.update(autocomplete="off")
