"""Forms about what is kept about a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import NAME_AT_MOST, CivicVoice, Membership
from wholeplace.kernel.places import Area, Sector
from wholeplace.places.organisations.queries import areas_visible_to
from wholeplace.ui.forms import ActionForm


class CorrectForm(ActionForm):
    """Asks how somebody's particulars should stand, beginning with how they do."""

    name = forms.CharField(max_length=NAME_AT_MOST, label=_("Name"))
    voice = forms.ChoiceField(
        choices=CivicVoice.choices,
        widget=forms.RadioSelect,
        label=_("Civic voice"),
        help_text=_("Whether somebody speaks as a politician is checked by a convener."),
    )
    sector = forms.ChoiceField(choices=Sector.choices, label=_("Sector"))
    area: "forms.ModelChoiceField[Area]" = forms.ModelChoiceField(
        Area.objects.none(), required=False, label=_("Area")
    )

    def __init__(self, *args: Any, viewer: Viewer, member: Membership, **options: Any) -> None:
        """Begin with what is kept now, and offer the areas of this place."""
        now = {"name": member.name, "voice": member.voice, "sector": member.sector, "area": member.area_id}
        super().__init__(*args, initial=now, **options)
        self.fields["area"].queryset = areas_visible_to(viewer)  # type: ignore[attr-defined]


class EraseForm(ActionForm):
    """Asks what becomes of one's words."""

    keeps_words = forms.TypedChoiceField(
        choices=[
            ("no", _("They go too. Where they stood, it says that something was erased.")),
            ("yes", _("They are kept without my name, so that others can still read what they answered to.")),
        ],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        label=_("What becomes of what you wrote?"),
    )
