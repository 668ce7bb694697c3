"""The form that names a perspective, and asks first whether it is one that is on the map under nearly the same name."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.kernel.actions import Action
from wholeplace.kernel.actors import Actor
from wholeplace.ui.forms import ActionForm, R


class NamingForm(ActionForm):
    """Asks of a name that is nearly one on the map whether both are the same; then that one is opened instead."""

    def __init__(self, *args: Any, near: Perspective | None = None, **options: Any) -> None:
        """Know which perspective on the map has nearly the name that was given.

        Of the very same name the map is asked first: the same answers may have been sent twice.
        """
        super().__init__(*args, **options)
        self.near = near
        if near is not None and near.name != self.data.get("name", "").strip():
            self._ask(near)

    def _ask(self, near: Perspective) -> None:
        said = _("Say whether it is the same.")
        self.fields["same"] = forms.ChoiceField(
            choices=[(f"yes {near.pk}", _("Yes, open it there")), (f"no {near.pk}", _("No, it is another"))],
            widget=forms.RadioSelect,
            label=_("Is it the same as “{name}”, which is on the map already?").format(name=near.name),
            error_messages={"required": said, "invalid_choice": said},
        )
        self.order_fields(["name", "same"])

    @property
    def is_the_same(self) -> bool:
        """Whether somebody said that it is the one on the map."""
        return self.near is not None and self.data.get("same") == f"yes {self.near.pk}"

    def clean(self) -> dict[str, Any]:
        """Return what is said of a new perspective alone."""
        return {name: answer for name, answer in self.cleaned_data.items() if name != "same"}

    def perform(self, action: Action[..., R], actor: Actor, **targets: object) -> R | None:
        """Carry out the action; where the very name is on the map, offer to open it there."""
        made = super().perform(action, actor, **targets)
        if self.near is not None and self.refusal is not None and self.refusal.code == "on_the_map_already":
            self._ask(self.near)
        return made
