"""The questions by which a first place is set up."""

import re
import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.convene.issues.forms import NameIssueForm
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST, CivicVoice
from wholeplace.kernel.places import Organisation, Place, Sector
from wholeplace.places.joining.forms import VOICES, SpeakingForm
from wholeplace.places.partnership.conditions import LONGEST_SHORT_NAME, readable_colour, short_name_is_free
from wholeplace.places.partnership.forms import DescribeForm
from wholeplace.places.partnership.logo_forms import MayChooseLogo
from wholeplace.places.people.actions import operator_setting_up
from wholeplace.ui.colours import HARBOUR
from wholeplace.ui.forms import ActionForm

ADDRESS = re.compile(r"https?://[a-z0-9]+([.-][a-z0-9]+)*(:[0-9]{1,5})?")
"""A public address as the settings take it: a name, perhaps a port, and nothing after it."""

COLOURS = {
    HARBOUR: gettext_lazy("Harbour"),
    "#1d4e89": gettext_lazy("Estuary"),
    "#4a3f8c": gettext_lazy("Heather"),
    "#8a2f5b": gettext_lazy("Damson"),
    "#9a3412": gettext_lazy("Brick"),
    "#2f6b3a": gettext_lazy("Orchard"),
}
"""Colours to choose from, each of which white can be read on."""


class CodeForm(ActionForm):
    """Asks for a code: the setup code, or the one of the test letter."""

    code = forms.CharField(
        max_length=40,
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Capital or small letters, with or without hyphens: all will do."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "govuk-input--width-20"}),
    )


class PlaceForm(ActionForm):
    """Asks what the place is called, under which short address, what it is for and in which languages."""

    name = forms.CharField(
        max_length=100,
        label=gettext_lazy("What is the place called?"),
        help_text=gettext_lazy("The town, county or neighbourhood, as people call it."),
    )
    slug = forms.CharField(
        max_length=LONGEST_SHORT_NAME,
        required=False,
        label=gettext_lazy("Its short address"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocapitalize": "none"}),
    )
    summary = DescribeForm.base_fields["summary"]
    languages = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Which languages do its pages speak?")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say what the short address is for; ask for languages where there is a choice."""
        super().__init__(*args, **options)
        self.fields["slug"].help_text = _(
            "It stands in every address of the place, as “harbour” in {address}/harbour/. Left empty, we make one of the"
            " name. It cannot be changed later."
        ).format(address=settings.PUBLIC_URL)
        self.fields["languages"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["languages"].initial = [settings.LANGUAGE_CODE]
        if len(settings.LANGUAGES) == 1:
            del self.fields["languages"]

    def clean(self) -> dict[str, Any]:
        """Make a short address of the name where none is given, and hold it to what a short address must be."""
        answers = self.cleaned_data
        answers.setdefault("languages", [settings.LANGUAGE_CODE])
        if "name" not in answers or "slug" not in answers:
            return answers
        slug = answers["slug"] = answers["slug"].strip().lower() or suggested(answers["name"])
        if not slug:
            self.add_error("slug", _("We cannot make a short address of this name. Choose one."))
        elif refusal := short_name_is_free(operator_setting_up(place := Place(slug=slug)), place):
            self.add_error("slug", str(refusal))
        return answers


def suggested(name: str) -> str:
    """Return a short address made of a name; nothing where its letters have no Latin ones to stand for them."""
    return slugify(unicodedata.normalize("NFKD", name))[:LONGEST_SHORT_NAME].strip("-_").replace("_", "-")


class PersonForm(SpeakingForm):
    """Asks who somebody is, for whom they act and in which voice."""

    name = forms.CharField(
        max_length=NAME_AT_MOST,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As others should see it."),
    )
    email = forms.EmailField(
        max_length=ADDRESS_AT_MOST,
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Codes to sign in with are sent there; there is no password."),
    )
    organisation = forms.CharField(
        max_length=Organisation._meta.get_field("name").max_length,  # noqa: SLF001 Django's API
        required=False,
        label=gettext_lazy("On behalf of which organisation?"),
        help_text=gettext_lazy("Left empty, they act for themselves."),
    )
    sector = forms.ChoiceField(choices=Sector.choices, label=gettext_lazy("Sector"))
    voice = forms.ChoiceField(
        choices=VOICES,
        initial=CivicVoice.PROFESSIONAL.value,
        widget=forms.RadioSelect,
        label=gettext_lazy("In which voice do they speak?"),
    )

    def clean_email(self) -> str:
        """Return the address as people sign in with it."""
        return str(self.cleaned_data["email"]).strip().lower()

    def clean_organisation(self) -> str:
        """Return the organisation's name on one line."""
        return " ".join(self.cleaned_data["organisation"].split())


class YouForm(PersonForm):
    """Asks whoever sets the place up who they are, and whether they run the machine too."""

    operates = forms.BooleanField(
        required=False, initial=True, label=gettext_lazy("I also run the machine: give me the operator's hat")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Speak to the person."""
        super().__init__(*args, **options)
        self.fields["name"].label = _("Your name")
        self.fields["email"].label = _("Your e-mail address")
        self.fields["organisation"].label = _("On behalf of which organisation do you act?")
        self.fields["organisation"].help_text = _("Left empty, you act for yourself.")
        self.fields["voice"].label = _("How do you speak here?")
        for name, known in {"name": "name", "email": "email", "organisation": "organization"}.items():
            self.fields[name].widget.attrs["autocomplete"] = known


class SecondForm(PersonForm):
    """Asks who convenes beside the first."""

    def __init__(self, *args: Any, yours: str, **options: Any) -> None:
        """Know the first convener's address."""
        super().__init__(*args, **options)
        self.yours = yours

    def clean_email(self) -> str:
        """Return the address, which is not the first convener's."""
        if (email := super().clean_email()) == self.yours:
            raise forms.ValidationError(_("This is your own address. The second convener is somebody else."))
        return email


class AddressForm(ActionForm):
    """Asks for the address people will type."""

    address = forms.CharField(
        max_length=200,
        label=gettext_lazy("Which address will people type?"),
        help_text=gettext_lazy(
            "With https:// before it, and nothing after the name, such as https://together.example.org"
        ),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )

    def clean_address(self) -> str:
        """Return the address without what may stand behind it."""
        address: str = self.cleaned_data["address"].strip().rstrip("/").lower()
        if not ADDRESS.fullmatch(address):
            raise forms.ValidationError(_("Enter an address such as https://together.example.org"))
        return address


class ColourForm(MayChooseLogo):
    """Asks for one of a few colours, or for another that can be read; and for a logo, if there is one."""

    field_order = ("chosen", "other", "logo")
    chosen = forms.ChoiceField(widget=forms.RadioSelect, initial=HARBOUR, label=gettext_lazy("Which colour?"))
    other = forms.CharField(
        max_length=7,
        required=False,
        label=gettext_lazy("Another colour"),
        help_text=gettext_lazy(
            "A # and six figures or letters a to f, such as #0f5e6e. White must be readable on it."
        ),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Show each colour beside its name."""
        super().__init__(*args, **options)
        shown = [(colour, swatch(colour, str(name))) for colour, name in COLOURS.items()]
        self.fields["chosen"].choices = [*shown, ("other", _("Another, given below"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the colour, refused with a near one that passes where it cannot be read."""
        answers = self.cleaned_data
        if answers.get("chosen") != "other" or "other" not in answers:
            answers["colour"] = answers.get("chosen", HARBOUR)
        elif refusal := readable_colour(answers["other"]):
            self.add_error("other", str(refusal))
        else:
            answers["colour"] = answers["other"]
        return answers


def swatch(colour: str, name: str) -> SafeString:
    """Return a colour and its name, to be chosen."""
    drawn = '<svg class="wp-swatch" viewBox="0 0 40 24" width="40" height="24" aria-hidden="true"><rect width="40" height="24" rx="3" fill="{}"/></svg> {}'
    return format_html(drawn, colour, name)


class FirstIssueForm(NameIssueForm):
    """Asks for an issue as it is always asked for, but for the area: there is none yet."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask nothing about areas."""
        super().__init__(*args, viewer=Viewer(Place()), **options)
        del self.fields["area"]


class CheckForm(forms.Form):
    """Sends which answers were read before the place is founded."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
