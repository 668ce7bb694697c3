"""Forms for whoever holds a code: the code itself, and an address to which their personal link goes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.codes import as_typed
from wholeplace.kernel.people import ADDRESS_AT_MOST
from wholeplace.ui.forms import ActionForm


class CodeForm(forms.Form):
    """Asks for the code of a letter."""

    code = forms.CharField(
        max_length=40,
        label=_("The code in your letter"),
        help_text=_(
            "Eight letters and figures, such as H7KM-3PQW. Capitals or not, with or without the dash."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type the code.")},
    )

    def clean_code(self) -> str:
        """Return the code as it is kept, whether typed in capitals and with a dash or not."""
        code = as_typed(self.cleaned_data["code"])
        if not code:
            raise ValidationError(
                _(
                    "A code has eight letters and figures, and never an I, O or S, nor a 0, 1 or 5. Look at it once more."
                )
            )
        return code

    def does_not_work(self) -> None:
        """Say beside the code that nothing answers to it."""
        self.add_error(
            "code",
            _(
                "This code does not work, or no longer does. Look at each letter and figure once more. If you were written"
                " to more than once, use the newest letter."
            ),
        )


class AddressForm(ActionForm):
    """Asks for an e-mail address to which a personal link goes."""

    email = forms.EmailField(
        max_length=ADDRESS_AT_MOST,
        label=_("Your e-mail address"),
        help_text=_("We send it one letter with a link of your own. It is shown to nobody but conveners."),
    )
