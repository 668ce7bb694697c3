"""Forms about inviting people by personal links."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actors import Viewer
from wholeplace.places.invited.lists import decoded
from wholeplace.places.invited.models import WORDS_AT_MOST
from wholeplace.places.invited.names import Standing
from wholeplace.places.invited.onward import choices_for
from wholeplace.ui.forms import ActionForm

MOST_TEXT = 100_000
MOST_BYTES = 1_000_000


class InviteForm(ActionForm):
    """Asks whom to invite, as lines or as a file, what to say to them, and what the invitation leads to."""

    people = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        label=_("Whom do you invite?"),
        help_text=_(
            "One on each line: an e-mail address, and a name if you know it. Paste it from a letter, an address book or a"
            " spreadsheet as it is. At most 500 people."
        ),
        error_messages={"required": _("Write at least one address, or choose a file.")},
    )
    file = forms.FileField(
        required=False,
        label=_("Or a CSV file"),
        help_text=_("Saved from a spreadsheet, with or without headings. It is read and not kept."),
        error_messages={"empty": _("There is nothing in this file. Save it again, and choose it afresh.")},
    )
    words = forms.CharField(
        required=False,
        max_length=WORDS_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("What do you say to them?"),
        help_text=_(
            "In your own words: why them, and what it is about. It stands in the letter under your name."
        ),
    )
    onward = forms.ChoiceField(
        required=False,
        label=_("Where does it lead them?"),
        help_text=_("Whoever joins is led straight there, and takes part in the issue it is about."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        """Offer what an invitation can lead to now."""
        super().__init__(*args, **options)
        choices = list(choices_for(viewer))
        self.fields["onward"].choices = [("", _("To the first page of this place")), *choices]  # type: ignore[attr-defined]
        if not choices:
            self.fields["onward"].widget = forms.HiddenInput()
        self.fields["people"].required = not self.files.get("file")

    def clean_file(self) -> str:
        """Return the text in the file."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        text = decoded(file.read()) if file.size <= MOST_BYTES else None
        if text is None:
            raise ValidationError(
                _(
                    "This file cannot be read as a list. Save it as CSV from your spreadsheet, and choose it again."
                )
            )
        return text

    def clean_onward(self) -> uuid.UUID | None:
        """Return what the invitation leads to."""
        return uuid.UUID(self.cleaned_data["onward"]) if self.cleaned_data["onward"] else None

    def clean(self) -> dict[str, Any]:
        """Put what the file holds under what was typed, so that both are looked over together."""
        cleaned = super().clean() or self.cleaned_data
        both = (cleaned.get("people", ""), cleaned.pop("file", ""))
        cleaned["people"] = "\n".join(part for part in both if part.strip())
        if len(cleaned["people"]) > MOST_TEXT:
            self.add_error("people", _("This is longer than a list of 500 people. Send it in parts."))
        return cleaned


class SureForm(ActionForm):
    """Carries what was looked over, until somebody says yes to it."""

    people = forms.CharField(max_length=MOST_TEXT, widget=forms.HiddenInput, strip=False)
    words = forms.CharField(required=False, max_length=WORDS_AT_MOST, widget=forms.HiddenInput)
    onward = forms.UUIDField(required=False, widget=forms.HiddenInput)
    sure = forms.CharField(initial="yes", widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Leave out what only says that it is meant."""
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop("sure", None)
        return cleaned


class FindForm(forms.Form):
    """Narrows the list of invitations by words, and by how they stand."""

    words = forms.CharField(required=False, max_length=100, label=_("Address or name"))
    standing = forms.ChoiceField(
        required=False, choices=[("", _("All")), *Standing.choices], label=_("How far it came")
    )
