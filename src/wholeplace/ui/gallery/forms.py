"""Forms that the gallery shows: one question of every kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.ui.forms import ActionForm, DayField, ExplainedRadios
from wholeplace.ui.ways import Way

SECTORS = [("council", _("Council")), ("health", _("Health")), ("voluntary", _("Voluntary and community"))]


class EveryKind(ActionForm):
    """One question of every kind."""

    title = forms.CharField(
        label=_("What is the issue called?"), max_length=80, help_text=_("A few plain words.")
    )
    why = forms.CharField(
        label=_("Why does it matter?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=1000,
        help_text=_("Members of the partnership will see this."),
    )
    sector = forms.ChoiceField(label=_("Which sector is it closest to?"), choices=SECTORS)
    voice = forms.ChoiceField(
        label=_("How do you take part?"),
        choices=[("public", _("As a resident")), ("professional", _("As a professional"))],
        widget=ExplainedRadios(
            says={"public": _("Also where you work for one of us, but speak for yourself.")}
        ),
    )
    needs = forms.MultipleChoiceField(
        label=_("What would help you take part?"),
        choices=[
            ("sign", _("Sign language")),
            ("care", _("Child care")),
            ("paper", _("Everything on paper")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = DayField(label=_("When did it start?"), help_text=_("For example, 27 3 2026"))
    people = forms.IntegerField(
        label=_("How many people does it touch?"),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    email = forms.EmailField(label=_("Where can we write to you?"), required=False)
    picture = forms.FileField(label=_("A picture"), required=False)
    agreed = forms.BooleanField(label=_("I have read the ground rules"))


class Choosing(forms.Form):
    """A filter with two questions."""

    about = forms.CharField(label=_("About"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("All sectors")), *SECTORS], required=False)


def blank(prefix: str) -> EveryKind:
    """Return the form as it is first seen."""
    return EveryKind(prefix=prefix)


def refused(prefix: str) -> EveryKind:
    """Return the form as it comes back with every kind of mistake."""
    form = EveryKind(
        {
            f"{prefix}-why": "x" * 1001,
            f"{prefix}-day_day": "31",
            f"{prefix}-day_month": "2",
            f"{prefix}-day_year": "2026",
        },
        prefix=prefix,
    )
    form.add_error(
        None, _("This issue was closed while you were writing. What you wrote is kept on the page.")
    )
    return form


def led_on(prefix: str) -> ActionForm:
    """Return a form without questions as it comes back refused, with where to ask for what was missing."""
    form = ActionForm({}, prefix=prefix)
    form.add_error(None, _("This goes further than what you were given leave for."))
    form.leads_on = Way("#main", _("Ask for leave to go so far"))
    return form


def worded(prefix: str, words: str) -> EveryKind:
    """Return the form with every question, hint, choice and mistake in these words."""
    form = EveryKind({f"{prefix}-title": words}, prefix=prefix)
    asked = {name: question for name, question in form.fields.items() if not question.widget.is_hidden}
    for question in asked.values():
        question.label = question.help_text = words
        if isinstance(question, forms.ChoiceField):
            question.choices = [(code, words) for code, _label in SECTORS]
    for name in asked:
        form.add_error(name, words)
    return form


def choosing(prefix: str, words: str) -> Choosing:
    """Return the filter with both questions and what was chosen in these words."""
    form = Choosing({f"{prefix}-about": words}, prefix=prefix)
    for question in form.fields.values():
        question.label = words
    return form
