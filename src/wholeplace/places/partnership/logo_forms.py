"""Asking for a place's logo: looked into by a child process like any other file, and held to what a logo must be."""

import uuid
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.files.checking import Checked, check_file
from wholeplace.kernel.files.keeping import MB
from wholeplace.kernel.files.names import ENDINGS, PICTURES, plain_name
from wholeplace.kernel.people import Membership
from wholeplace.places.partnership.conditions import (
    LOGO_HIGHEST,
    LOGO_LOWEST,
    LOGO_MB,
    LOGO_WIDEST,
    fits_as_logo,
)
from wholeplace.ui.filing_forms import BUSY, turn_of
from wholeplace.ui.forms import ActionForm

ASKED_FOR = ",".join(sorted(ending for kind in PICTURES for ending in ENDINGS[kind]))
NOBODY_YET = uuid.UUID(int=0)
"""Whose file it is while the first place is set up, where nobody is a member of anything."""


class MayChooseLogo(ActionForm):
    """Asks for a logo, which may be left out."""

    logo = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=_("A logo"),
        widget=forms.FileInput(attrs={"accept": ASKED_FOR}),
        help_text=format_lazy(
            _(
                "A picture (PNG, JPEG or WebP) of {least} to {highest} points in height, at most {widest} wide and {most} MB."
                " It stands on white, beside the name of the place. Nothing but the picture is kept of it."
            ),
            least=LOGO_LOWEST,
            highest=LOGO_HIGHEST,
            widest=LOGO_WIDEST,
            most=LOGO_MB,
        ),
    )
    member: Membership | None = None
    """Whoever chooses it; nobody while the first place is set up."""
    too_often = False
    """Whether it was not looked into because too many were."""

    def clean_logo(self) -> Checked | None:
        """Return the picture as a child process found it; nothing where none was chosen."""
        given: Any = self.cleaned_data["logo"]
        if given is None:
            return None
        try:
            return self._looked_into(given)
        except Refused as refused:
            self.busy = refused.refusal.code in BUSY
            self.too_often = refused.refusal.code == "files_too_often"
            named = gettext("“{name}”: {why}").format(name=plain_name(str(given.name)), why=refused)
            raise forms.ValidationError(named) from refused

    def _looked_into(self, given: Any) -> Checked:
        if given.size > LOGO_MB * MB:
            raise Refused("logo_too_heavy", most=LOGO_MB)
        member = self.member
        person, whose = (member.person_id, member.pk) if member else (NOBODY_YET, NOBODY_YET)
        with turn_of(person, whose):
            logo = check_file(str(given.name), given.read())
        if refusal := fits_as_logo(logo):
            raise Refused(refusal.code, **refusal.params)
        return logo

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form."""
        return 429 if self.too_often else super().status


class LogoForm(MayChooseLogo):
    """Asks a member for a logo."""

    def __init__(self, *args: Any, member: Membership | None, **options: Any) -> None:
        """Know who chooses it; it is all that is asked."""
        super().__init__(*args, **options)
        self.member = member
        self.fields["logo"].required = True
        self.fields["logo"].label = gettext("Choose a picture")
        self.fields["logo"].error_messages["required"] = gettext("Choose a picture.")
