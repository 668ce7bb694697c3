"""The two questions of joining by oneself: which address, and then who one is."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel import clock
from wholeplace.kernel.jobs.queue import enqueue
from wholeplace.kernel.people import NAME_AT_MOST, CivicVoice, Person
from wholeplace.kernel.places import Sector
from wholeplace.places.joining.names import KEPT
from wholeplace.places.sign_in.forms import AddressForm
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest

VOICES = (
    (CivicVoice.PUBLIC.value, _("As a member of the public")),
    (CivicVoice.PROFESSIONAL.value, _("As somebody who works on this")),
    (CivicVoice.POLITICIAN.value, _("As an elected member")),
)


SECTORS = (
    (Sector.RESIDENT.value, _("I live here, and speak for no body")),
    *((code, label) for code, label in Sector.choices if code != Sector.RESIDENT),
)

SECTORS_TO_CHOOSE = (("", _("Choose one")), *SECTORS)
"""The sectors where nobody is one of them before they say so: whoever works on something seldom speaks for no body."""


class JoinAddressForm(AddressForm):
    """Asks for an address, known here or not, as often as signing in may."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say what the address is for."""
        super().__init__(*args, **options)
        self.fields["email"].help_text = _("We send it a code to type here. It is shown to nobody.")

    def send_code(self, request: PersonRequest, onward: str) -> HttpResponse:
        """Send a code to the address, which then leads on: whether it was known here shows nowhere."""
        email = self.cleaned_data["email"]
        person = self._user or self._somebody_new(request, email.strip().lower())
        LoginCodeVerificationProcess.initiate(request=request, user=person, email=email)
        return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': onward})}")

    def _somebody_new(self, request: PersonRequest, address: str) -> Person:
        """Return a person nobody knew here, who is forgotten again unless the address is proved."""
        person = Person.objects.named(address, name="")
        due, named = clock.now() + KEPT, str(person.pk)
        enqueue("joining.forget", place=request.place, once=named, due=due, person=named)
        return person


class SpeakingForm(ActionForm):
    """A form that asks in which voice and sector somebody speaks; both are answered as actions take them."""

    def clean_voice(self) -> CivicVoice:
        """Return the choice as a civic voice."""
        return CivicVoice(self.cleaned_data["voice"])

    def clean_sector(self) -> Sector:
        """Return the choice as a sector."""
        return Sector(self.cleaned_data["sector"])


class JoinForm(SpeakingForm):
    """Asks somebody who joins by themselves for their name, voice and sector."""

    name = forms.CharField(
        max_length=NAME_AT_MOST,
        label=_("Your name"),
        help_text=_("Members of the partnership see it among the people. Nobody sees it beside an answer."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    voice = forms.ChoiceField(
        choices=VOICES,
        widget=forms.RadioSelect,
        label=_("How do you speak here?"),
        help_text=_(
            "If you are an elected member, a convener checks it. Until then you are counted with the public, and so are the"
            " answers you give."
        ),
    )
    sector = forms.ChoiceField(
        choices=SECTORS_TO_CHOOSE,
        label=_("For which part of public life?"),
    )
