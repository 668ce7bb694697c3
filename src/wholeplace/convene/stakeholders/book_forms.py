"""Forms about the book of contacts: finding, putting in, taking in a file, removing, and who could speak for whom."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.stakeholders.forms import asks_area, offer_areas
from wholeplace.convene.stakeholders.models import Contact
from wholeplace.convene.stakeholders.names import Faulty, Ground, Known, Twice
from wholeplace.convene.stakeholders.sheets import MOST_BYTES
from wholeplace.kernel.places import Area, Sector
from wholeplace.ui.forms import ActionForm


def _line(name: str, label: Any, *, hint: Any = "") -> forms.CharField:
    return forms.CharField(max_length=longest(Contact, name), required=False, label=label, help_text=hint)


def _origin() -> forms.CharField:
    return forms.CharField(
        max_length=longest(Contact, "origin"),
        label=_("How do you come to have these addresses?"),
        help_text=_(
            "So that anybody who asks can be told: “the council's list of tenants' groups, May 2026”."
        ),
    )


def _ground() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=Ground.choices,
        coerce=Ground,
        widget=forms.RadioSelect,
        label=_("On what ground are they kept?"),
    )


class FindContactsForm(forms.Form):
    """Asks which contacts to show; what it cannot read narrows nothing."""

    q = forms.CharField(label=_("Name, organisation, e-mail or phone"), required=False, max_length=200)
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("Every sector")), *Sector.choices]
    )
    area = asks_area(_("Area"), nothing=_("Every area"))
    reach = forms.ChoiceField(
        label=_("Can be reached by"),
        required=False,
        choices=[
            ("", _("Anything or nothing")),
            ("email", _("E-mail")),
            ("phone", _("Phone")),
            ("address", _("Post")),
            ("nothing", _("Nothing that is known")),
        ],
    )

    def __init__(self, asked: Mapping[str, Any], *, areas: Sequence[Area]) -> None:
        """Offer the areas of this place."""
        super().__init__(asked)
        offer_areas(self, areas)
        self.full_clean()

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for, as the query takes it."""
        known = self.cleaned_data
        said = {name: known.get(name, "") for name in ("sector", "reach")}
        return {**said, "words": known.get("q", "").strip(), "area": known.get("area")}


class ContactForm(ActionForm):
    """Asks who somebody is, how they can be reached, and how one comes to know."""

    beside: ClassVar = {"who_is_it": "name", "contact_is_there": "email", "address_is_wrong": "email"}

    name = _line(
        "name", _("Name"), hint=_("Of a person. Leave it empty where you know the organisation alone.")
    )
    organisation = _line("organisation", _("Organisation"))
    email = forms.EmailField(max_length=longest(Contact, "email"), required=False, label=_("E-mail"))
    phone = _line("phone", _("Phone"))
    address = _line("address", _("Postal address"))
    sector = forms.TypedChoiceField(
        choices=[("", _("Not known")), *Sector.choices],
        coerce=Sector,
        empty_value=None,
        required=False,
        label=_("Sector"),
    )
    area = asks_area(_("Area"), nothing=_("Not known"))
    note = _line("note", _("Note"), hint=_("They can ask to read it."))
    origin = _origin()
    ground = _ground()

    def __init__(self, *args: Any, areas: Sequence[Area], **options: Any) -> None:
        """Offer the areas of this place, and ask about one address."""
        super().__init__(*args, **options)
        offer_areas(self, areas)
        self.fields["origin"].label = _("How do you come to have this address?")
        self.fields["ground"].label = _("On what ground is it kept?")


class ContactsFileForm(ActionForm):
    """Asks for a file of contacts, or rows out of one, and how one comes to have these addresses."""

    file = forms.FileField(
        required=False,
        label=_("A spreadsheet (XLSX) or a CSV file"),
        help_text=_(
            "With headings such as Name, E-mail, Phone, Postal address, Organisation, Sector, Area and Note."
        ),
        error_messages={"empty": _("There is nothing in this file. Save it again, and choose it afresh.")},
    )
    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        label=_("Or paste the rows here"),
        help_text=_("Straight from a spreadsheet, with the headings above them."),
    )
    origin = _origin()
    ground = _ground()

    def clean_file(self) -> bytes:
        """Return what is in the file; it is looked into beside the reply."""
        file = self.cleaned_data["file"]
        if file is None:
            return b""
        if file.size > MOST_BYTES:
            raise ValidationError(
                _("This is larger than %(most)d MB. Send it in parts."),
                params={"most": MOST_BYTES // 1_000_000},
            )
        content: bytes = file.read()
        return content

    def clean(self) -> dict[str, Any]:
        """Return what was sent, as a file."""
        cleaned = super().clean() or self.cleaned_data
        content = cleaned.get("file") or str(cleaned.get("text", "")).strip("\r\n").encode()
        if not content.strip() and not self.errors:
            self.add_error("file", _("Choose a file, or paste the rows below."))
        return {**cleaned, "content": content}


class TakeInContactsForm(ActionForm):
    """Asks what becomes of contacts that are there already, that stand twice in the file, and of rows that are wrong."""

    known = forms.ChoiceField(
        choices=Known.choices, widget=forms.RadioSelect, label=_("Those who are in the book already")
    )
    twice = forms.ChoiceField(
        choices=Twice.choices, widget=forms.RadioSelect, label=_("Those who seem to stand in the file twice")
    )
    wrong = forms.ChoiceField(choices=Faulty.choices, widget=forms.RadioSelect, label=_("Rows with a fault"))

    def __init__(self, *args: Any, report: Mapping[str, Any], **options: Any) -> None:
        """Ask only about what there is in the file."""
        super().__init__(*args, **options)
        self.report = report
        for name in ("known", "twice", "wrong"):
            if not report.get(name):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Return what was chosen, and for what was not asked what changes nothing."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("wrong") == Faulty.MEND:
            self.add_error("wrong", _("Mend the file, and send it again; or leave those rows out."))
        return {"known": Known.FILL.value, "twice": Twice.ONCE.value, **cleaned}


class ChosenForm(forms.Form):
    """Offers a box for each contact on a page, to be removed together."""

    def __init__(self, *args: Any, offered: Sequence[Contact], **options: Any) -> None:
        """Make a box for each contact."""
        super().__init__(*args, **options)
        for one in offered:
            said = _("Choose {name}").format(name=one)
            hidden = format_html('<span class="govuk-visually-hidden">{}</span>', said)
            box = forms.CheckboxInput(attrs={"value": str(one.pk)})
            self.fields[f"chosen_{one.pk}"] = forms.BooleanField(required=False, label=hidden, widget=box)


class RemoveForm(ActionForm):
    """Carries the contacts that were chosen, until somebody says yes to removing them."""

    chosen = forms.CharField(widget=forms.HiddenInput, max_length=40_000)
    sure = forms.CharField(initial="yes", widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Return the contacts as the deed takes them."""
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop("sure", None)
        return {"key": cleaned.get("key", ""), "contacts": ids_in(cleaned.get("chosen", ""))}


def ids_in(text: str) -> list[uuid.UUID]:
    """Return the ids in a text that are ids."""
    found = []
    for word in text.split():
        try:
            found.append(uuid.UUID(word))
        except ValueError:
            continue
    return found


class SpeakerForm(ActionForm):
    """Asks which of the contacts that were found could speak for a perspective."""

    contact: "forms.ModelChoiceField[Contact]" = forms.ModelChoiceField(
        Contact.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        label=_("Who could speak for them?"),
    )

    def __init__(self, *args: Any, offered: Any, **options: Any) -> None:
        """Offer the contacts that were found."""
        super().__init__(*args, **options)
        self.fields["contact"].queryset = offered  # type: ignore[attr-defined]
        self.fields["contact"].label_from_instance = _named  # type: ignore[attr-defined]


def _named(contact: Contact) -> str:
    """Return who a contact is, with their organisation and where they can be reached."""
    return ", ".join(
        dict.fromkeys(filter(None, (str(contact), contact.organisation, contact.email or contact.phone)))
    )


class FindSpeakersForm(forms.Form):
    """Asks for words in the name, organisation or address of whom to choose from."""

    q = forms.CharField(label=_("Look in the book"), required=False, max_length=200)
