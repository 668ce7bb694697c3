"""Forms by which somebody puts their name to what they write, and says for whom; and of what they keep for a few."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.mediate.conversations.asides import REPLY_AT_MOST
from wholeplace.mediate.conversations.conditions import LONGEST
from wholeplace.mediate.conversations.forms import SayForm
from wholeplace.mediate.conversations.names import Named
from wholeplace.ui.behalf import BehalfForm
from wholeplace.ui.forms import ActionForm


class SignForm(BehalfForm):
    """Asks for whom somebody puts their name to a statement."""


class NamedForm(BehalfForm):
    """Asks whether a name is to stand beside what is said, and for whom it is said then; without an answer, none does."""

    named = forms.ChoiceField(
        choices=Named.choices,
        initial=Named.UNNAMED,
        widget=forms.RadioSelect,
        label=_("Is your name shown beside it?"),
        help_text=_("You can show it later. Once shown, it stays."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask first whether a name is shown, and then for whom it is said."""
        super().__init__(*args, **options)
        self.order_fields(["text", "named", "behalf", *self.fields])
        if "behalf" in self.fields:
            self.fields["behalf"].label = _("If your name is shown: on whose behalf do you write it?")

    def clean_named(self) -> Named:
        """Return the choice as it is kept."""
        return Named(self.cleaned_data["named"])


class SayByNameForm(NamedForm, SayForm):
    """Asks for a statement, and whether a name is to stand beside it."""


class AsideForm(ActionForm):
    """Asks for an idea that only whoever facilitates reads, and, where they are all near, whether one knows."""

    beside: ClassVar[dict[str, str]] = {"only_near_read_asides": "also_near"}

    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        label=_("Your idea"),
        help_text=_(
            "They read the words alone, without your name. If they know how you write, they may guess."
        ),
    )
    also_near = forms.BooleanField(
        required=False, label=_("I know that they are of my organisation, or pay it, and that they read this")
    )

    def __init__(self, *args: Any, near: bool, **options: Any) -> None:
        """Ask for the tick only where nobody else is there to read it."""
        super().__init__(*args, **options)
        if not near:
            del self.fields["also_near"]


class ReplyForm(ActionForm):
    """Asks what whoever facilitates writes back."""

    reply = forms.CharField(
        max_length=REPLY_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        label=_("What do you write back?"),
        help_text=_(
            "You can answer once. Its author reads it with your name, and nobody else but who facilitates."
        ),
    )
