"""The questions of signing in, in plain words: which address, which code, and by which second step."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

NAME_AT_MOST = 60


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


class AgainForm(AddressForm):
    """Sends the address of whoever is signed in already."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask nothing."""
        super().__init__(*args, **options)
        self.fields["email"].widget = forms.HiddenInput()


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc] # allauth has no types
    """Asks for the code of the letter."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask in our words, with no text in the box."""
        super().__init__(*args, **options)
        _ask_code(self, _("It is in the letter we sent you. Capital or small letters, either will do."))


class SecondStepForm(AuthenticateForm):  # type: ignore[misc] # allauth has no types
    """Asks for a code of the app, or one of the recovery codes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask in our words, with no text in the box."""
        super().__init__(*args, **options)
        _ask_code(
            self,
            _("The six figures your app shows now, or one of the recovery codes you put in a safe place."),
        )


class AppForm(ActivateTOTPForm):  # type: ignore[misc] # allauth has no types
    """Asks for the first code of a new app."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask in our words, with no text in the box."""
        super().__init__(*args, **options)
        _ask_code(self, _("Six figures. The app shows new ones every half minute."))


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc] # allauth has no types
    """Asks what to call a new passkey; each is one that signs in by itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **options)
        self.fields.pop("passwordless", None)
        self.initial["name"] = ""
        self.fields["name"] = forms.CharField(
            max_length=NAME_AT_MOST,
            required=False,
            label=_("What to call it"),
            help_text=_("So that you know it again, such as “my phone”."),
        )

    def clean(self) -> dict[str, Any]:
        """Ask of the device that it made sure of the person, by a finger, a face or a number."""
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


def _ask_code(form: forms.Form, where: Any) -> None:
    """Word the question for a code, and say where it is found."""
    field = form.fields["code"]
    field.label, field.help_text = _("Code"), where
    field.widget.attrs.pop("placeholder", None)
    field.error_messages |= {"required": _("Fill in the code.")}
