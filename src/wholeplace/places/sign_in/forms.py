"""The two questions of signing in, in plain words: which address, and which code."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django.utils.translation import gettext_lazy as _


class AddressForm(RequestLoginCodeForm):  # type: ignore[misc] # allauth has no types
    """Asks for the address somebody was invited at."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask in our words, with no text in the box."""
        super().__init__(*args, **options)
        field = self.fields["email"]
        field.label = _("E-mail address")
        field.widget.attrs.pop("placeholder", None)
        field.error_messages |= {
            "required": _("Fill in your e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        }


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc] # allauth has no types
    """Asks for the code of the letter."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask in our words, with no text in the box."""
        super().__init__(*args, **options)
        field = self.fields["code"]
        field.label = _("Code")
        field.help_text = _("It is in the letter we sent you. Capital or small letters, either will do.")
        field.widget.attrs.pop("placeholder", None)
        field.error_messages |= {"required": _("Fill in the code.")}
