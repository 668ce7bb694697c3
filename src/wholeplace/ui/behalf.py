"""Forms for what somebody says for themselves or for their organisation: on whose behalf stands on the form, to be changed."""

from dataclasses import replace
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import Action
from wholeplace.kernel.actors import Actor
from wholeplace.ui.forms import ActionForm

R = TypeVar("R")


class BehalfForm(ActionForm):
    """A form that says on whose behalf it is written; whoever belongs to no organisation writes for themselves."""

    behalf = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        label=_("On whose behalf do you write this?"),
        help_text=_(
            "It stands beside your name. To change it for all you do here, choose under your name, at the top."
        ),
    )
    chosen = ""

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        """Offer the organisation whoever acts belongs to, with the one they speak for now chosen."""
        super().__init__(*args, **options)
        member = getattr(actor, "membership", None)
        self.body = member.organisation if member is not None else None
        if self.body is None:
            del self.fields["behalf"]
            return
        field: Any = self.fields["behalf"]
        field.choices = [("", _("Myself")), (str(self.body.pk), self.body.name)]
        field.initial = str(actor.on_behalf_of.pk) if actor.on_behalf_of else ""
        field.asked_with = True
        self.order_fields(["behalf", *self.fields])

    def clean(self) -> dict[str, Any]:
        """Keep for the actor on whose behalf it is written: no action takes it among its answers."""
        answers = super().clean() or self.cleaned_data
        self.chosen = answers.pop("behalf", "")
        return answers

    def perform(self, action: Action[..., R], actor: Actor, **targets: object) -> R | None:
        """Carry out the action on behalf of whom the form says."""
        if not self.is_bound or not self.is_valid():
            return None
        body = self.body if self.chosen else None
        return super().perform(action, replace(actor, on_behalf_of=body), **targets)
