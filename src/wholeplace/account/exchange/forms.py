"""Forms about bringing data in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wholeplace.account.exchange.limits import ON_A_PAGE
from wholeplace.account.exchange.remarks import shown
from wholeplace.ui.forms import ActionForm


class ManyFiles(forms.ClearableFileInput):
    """Asks for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files, or one zip of them."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return every file, each checked as one."""
        files = [one for one in (data if isinstance(data, (list, tuple)) else [data]) if one]
        if not files:
            raise forms.ValidationError(self.error_messages["required"])
        if empty := [one.name for one in files if not one.size]:
            nothing = ngettext(
                "There is nothing in {names}. Export it again, then choose all the files afresh.",
                "There is nothing in {names}. Export them again, then choose all the files afresh.",
                len(empty),
            )
            raise forms.ValidationError(nothing.format(names=", ".join(f"“{shown(name)}”" for name in empty)))
        checked = [super(FilesField, self).clean(one, initial) for one in files]
        if sum(one.size for one in checked) > ON_A_PAGE.bytes:
            told = _(
                "The files are larger than {most} MB together. Whoever runs the installation can import them by"
                " command: wholeplace import polis."
            )
            raise forms.ValidationError(told.format(most=ON_A_PAGE.bytes // 1_000_000))
        return checked


class UploadForm(ActionForm):
    """Asks for the files of an export, and what the conversation is called here."""

    files = FilesField(  # type: ignore[assignment] # Django calls what was uploaded by the same name
        label=_("The files of the export"),
        help_text=_(
            "comments.csv and participants-votes.csv at least; votes.csv, summary.csv and a people.csv of your own if you"
            " have them. Or one zip of them."
        ),
        error_messages={
            "required": _(
                "No file was chosen. Choose comments.csv and participants-votes.csv at least, or one zip of them."
            )
        },
    )
    title = forms.CharField(
        max_length=200, required=False, label=_("What the conversation is called"),
        help_text=_("Left empty, the topic in summary.csv is used."),
    )  # fmt: skip
    question = forms.CharField(max_length=500, required=False, label=_("The question that was asked"))
    agree = forms.ChoiceField(
        choices=[("", _("Find out from the files")), ("1", _("1 means agree")), ("-1", _("-1 means agree"))],
        required=False,
        label=_("Which number means “agree” in these files?"),
    )


class TakeInForm(ActionForm):
    """Asks for nothing more: the import was read and shown."""
