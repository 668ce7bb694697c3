"""Forms about people and their hats."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST, CivicVoice, HatKind, Membership
from wholeplace.kernel.places import Area, Organisation, Sector
from wholeplace.places.organisations.queries import areas_visible_to, organisations_visible_to
from wholeplace.ui.forms import ActionForm


class AdmitForm(ActionForm):
    """Asks who joins, in which voice and sector, and on whose behalf."""

    name = forms.CharField(max_length=NAME_AT_MOST, label=_("Name"))
    email = forms.EmailField(
        max_length=ADDRESS_AT_MOST, label=_("E-mail address"), help_text=_("They sign in with it.")
    )
    voice = forms.ChoiceField(choices=CivicVoice.choices, widget=forms.RadioSelect, label=_("Civic voice"))
    sector = forms.ChoiceField(choices=Sector.choices, label=_("Sector"))
    beside: ClassVar = {"already_a_member": "email", "address_is_wrong": "email"}
    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, label=_("On behalf of")
    )
    area: "forms.ModelChoiceField[Area]" = forms.ModelChoiceField(
        Area.objects.none(), required=False, label=_("Area")
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        """Offer the organisations and areas of this place."""
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations_visible_to(viewer)  # type: ignore[attr-defined]
        self.fields["area"].queryset = areas_visible_to(viewer)  # type: ignore[attr-defined]


class HatForm(ActionForm):
    """Asks which hat, of those that whoever asks may propose."""

    kind = forms.ChoiceField(widget=forms.RadioSelect, label=_("Which hat?"))

    def __init__(self, *args: Any, kinds: Sequence[HatKind], **options: Any) -> None:
        """Offer these hats."""
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    def clean_kind(self) -> HatKind:
        """Return the choice as a kind of hat."""
        return HatKind(self.cleaned_data["kind"])


class RemovalForm(ActionForm):
    """Asks why somebody should no longer be a member."""

    reason = forms.CharField(
        max_length=Membership._meta.get_field("removal_reason").max_length,  # noqa: SLF001 Django's API
        widget=forms.Textarea,
        label=_("Why?"),
        help_text=_(
            "The member reads this, and so do those who convene and operate this place. The record keeps it closed: only a"
            " scrutineer can open it."
        ),
    )
