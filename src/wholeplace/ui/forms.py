"""Forms drawn as GOV.UK components, and the form that carries out an action."""

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import Action, TooBusy
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, Refused
from wholeplace.kernel.text import shows_something
from wholeplace.ui.ways import Way, way_on

R = TypeVar("R")

CLASSES = {
    "text": "govuk-input",
    "email": "govuk-input",
    "number": "govuk-input",
    "password": "govuk-input",
    "search": "govuk-input",
    "tel": "govuk-input",
    "url": "govuk-input",
    "date": "govuk-input govuk-input--width-10",
    "datetime": "govuk-input govuk-input--width-20",
    "time": "govuk-input govuk-input--width-5",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "clearable_file_input": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
}


class Renderer(TemplatesSetting):
    """Draws every form of the program with our field template and GOV.UK's classes."""

    form_template_name = "ui/forms/fields.html"
    field_template_name = "ui/forms/field.html"
    _plain = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        """Return our own template of this name, or Django's where we have none."""
        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return self._plain.get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw, with the class the kind of box asks for; never cutting off what somebody pastes."""
        if "widget" in context:
            _dress(template_name.rsplit("/", 1)[-1].removesuffix(".html"), context["widget"]["attrs"])
        return super().render(template_name, context, request)


def _dress(kind: str, attrs: dict[str, Any]) -> None:
    attrs.pop("maxlength", None)
    if kind in CLASSES:
        attrs["class"] = f"{CLASSES[kind]} {attrs.get('class', '')}".strip()


class ExplainedRadios(forms.RadioSelect):
    """Choices with a sentence below each, by its value."""

    def __init__(self, *, says: Mapping[str, Any] | None = None) -> None:
        """Keep the sentences, where they are known before the form is."""
        super().__init__()
        self.says = says or {}

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        """Return a choice with its sentence."""
        return {**super().create_option(name, value, *rest, **more), "says": self.says.get(str(value), "")}


class DayWidget(forms.MultiWidget):
    """Asks for a date in three boxes: day, month, year."""

    template_name = "ui/forms/boxes.html"
    use_fieldset = True
    PARTS: ClassVar = {"day": (_("Day"), 2), "month": (_("Month"), 2), "year": (_("Year"), 4)}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make the three boxes."""
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput(attrs={"class": f"govuk-date-input__input govuk-input--width-{width}"})
            for part, (_label, width) in self.PARTS.items()
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Return day, month and year of a date, or of what somebody typed."""
        if isinstance(value, dt.date):
            return [value.day, value.month, value.year]
        parts = str(value or "--").split("-", 2)
        return [*reversed(parts), *[""] * (3 - len(parts))]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return the date as year-month-day; nothing where no box is filled in.

        A hyphen somebody types becomes another sign for it, so that each box comes back as it was filled in.
        """
        day, month, year = (
            str(part or "").strip().replace("-", "\u2010")
            for part in super().value_from_datadict(data, files, name)
        )
        return f"{year}-{month}-{day}" if day or month or year else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name each box."""
        context = super().get_context(name, value, attrs)
        for box, (label, _width) in zip(context["widget"]["subwidgets"], self.PARTS.values(), strict=True):
            box["label"] = label
        return context


class DayField(forms.DateField):
    """A date asked for in three boxes."""

    widget = DayWidget
    default_error_messages = {"invalid": _("Enter a real date, such as 27 3 2026.")}

    def __init__(self, **options: Any) -> None:
        """Read the date as the three boxes give it."""
        super().__init__(input_formats=["%Y-%m-%d"], **options)


@dataclass(frozen=True)
class _Shown:
    """Asks of a text that is needed that it can be seen, in the words for one left empty."""

    field: forms.Field

    def __call__(self, text: str) -> None:
        if not shows_something(text):
            raise ValidationError(self.field.error_messages["required"], code="required")


class ActionForm(forms.Form):
    """A form that carries out one action, once, and keeps what was typed when the action is refused."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    beside: ClassVar[dict[str, str]] = {}
    """Beside which field a refusal stands that one answer brought about, by its code; any other stands above the form."""
    performed = False
    """Whether the action was carried out, for actions that return nothing."""
    busy = False
    """Whether too many people were saving."""
    refusal: Refusal | None = None
    """Why the action was refused, if it was."""
    leads_on: Way | None = None
    """Where what was missing can be asked for, if anywhere."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Make the key that lets the same answers, sent twice, be one deed; word what is missing plainly."""
        super().__init__(*args, **options)
        self.fields["key"].initial = secrets.token_urlsafe(24)
        for name, field in self.fields.items():
            _word(name, field)
            if field.required and isinstance(field, forms.CharField):
                field.validators.append(_Shown(field))

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form: a file that is not taken is whoever sent it's to mend."""
        return 503 if self.busy else 400 if self.files and self.errors else 200

    def perform(self, action: Action[..., R], actor: Actor, **targets: object) -> R | None:
        """Carry out the action with these answers; return what it made, or None if that did not happen."""
        if not self.is_bound or not self.is_valid():
            return None
        answers = {name: answer for name, answer in self.cleaned_data.items() if name != "key"}
        try:
            made = action(actor.keyed(self.cleaned_data["key"]), **targets, **answers)
        except Refused as refused:
            self.refusal = refused.refusal
            about = targets.get(action.on or action.within or "")
            self.leads_on = way_on(actor.place, refused.refusal, about)
            self.add_error(self.beside.get(refused.refusal.code), str(refused))
            return None
        except TooBusy:
            self.busy = True
            self.add_error(None, str(Refusal("too_busy")))
            return None
        self.performed = True
        return made


ANSWERED_WITH = (
    (forms.DateField, _("Answer “%s” with a real date, such as 27 3 2026.")),
    (forms.TimeField, _("Answer “%s” with a time such as 20:00.")),
    (forms.DecimalField, _("Answer “%s” with a number, such as 36 or 4.5, without its unit.")),
    (forms.IntegerField, _("Answer “%s” with a whole number, such as 30.")),
)
"""How a field is answered, the narrower kind of field first."""
LIMITED = {
    "max_length": _("“%s” can have at most %%(limit_value)d characters; you have %%(show_value)d."),
    "min_value": _("The least that “%s” can be answered with is %%(limit_value)s."),
    "max_value": _("The most that “%s” can be answered with is %%(limit_value)s."),
}
"""What to say of an answer beyond a limit."""


def _word(name: str, field: forms.Field) -> None:
    """Replace Django's terse messages by sentences that name the question."""
    label = str(field.label or name.replace("_", " ").capitalize())
    if field.error_messages["required"] is forms.Field.default_error_messages["required"]:
        choosing = isinstance(field, (forms.ChoiceField, forms.ModelChoiceField))
        sentence = gettext("Choose an answer to “%s”.") if choosing else gettext("Fill in “%s”.")
        field.error_messages["required"] = sentence % label
    for kind, how in ANSWERED_WITH:
        if isinstance(field, kind):
            field.error_messages["invalid"] = str(how) % label
            break
    for code, limit in LIMITED.items():
        field.error_messages.setdefault(code, str(limit) % label.replace("%", "%%"))
