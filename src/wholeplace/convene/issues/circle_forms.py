"""Forms about a circle: standing for it, and asking everybody to choose it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.issues.models import Candidacy
from wholeplace.convene.issues.terms_forms import NARROW, days_asked, quorum_asked, voice_quorum_asked
from wholeplace.kernel.decisions.rules import SEATED, UNNAMED_QUORUM
from wholeplace.ui.forms import ActionForm


class StandForm(ActionForm):
    """Asks what somebody who stands says to those who choose."""

    words = forms.CharField(
        max_length=longest(Candidacy, "words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("What do you want to bring to it?"),
        help_text=_(
            "A sentence or two for those who choose. Members read it beside your name. You can leave it empty."
        ),
    )


class AskForCircleForm(ActionForm):
    """Asks how many seats there are and under which terms everybody chooses; none of them can change later."""

    question = forms.CharField(
        max_length=300,
        initial=_("Who sits in the circle that decides by consent for us?"),
        label=_("What do you ask the group?"),
    )
    seats = forms.IntegerField(
        min_value=SEATED[0],
        max_value=SEATED[-1],
        initial=9,
        widget=NARROW,
        label=_("How many seats are there?"),
        help_text=_("From 5 to 20. Seats stay empty rather than go to somebody whom few approve."),
    )
    days = days_asked()
    quorum = quorum_asked(UNNAMED_QUORUM)
    voice_quorum = voice_quorum_asked()

    def __init__(self, *args: Any, people: int, **options: Any) -> None:
        """Propose that half of those who take part must answer."""
        super().__init__(*args, **options)
        self.fields["quorum"].initial = max(UNNAMED_QUORUM, (people + 1) // 2)
