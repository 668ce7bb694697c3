"""Forms of moderation: reporting a statement, deciding about several, and answering a decision."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import Action, TooBusy
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, Refused
from wholeplace.kernel.second_words import is_second
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.moderation import (
    accept_statement,
    hold_statement,
    keep_out,
    leave_out,
    propose_back,
    propose_out,
    put_back,
)
from wholeplace.mediate.conversations.names import Moderation, Reason
from wholeplace.mediate.conversations.rulings import WORDS_AT_MOST
from wholeplace.ui.forms import ActionForm

DEEDS: dict[str, tuple[Any, Action[..., Any]]] = {
    "accept": (_("Accept: it stands"), accept_statement),
    "hold": (_("Hold for 48 hours, from now on"), hold_statement),
    "propose_out": (_("Propose to leave out for good"), propose_out),
    "leave_out": (_("Give the second word for leaving out"), leave_out),
    "propose_back": (_("Propose to put back"), propose_back),
    "put_back": (_("Give the second word for putting back"), put_back),
    "keep_out": (_("Leave it out, as it is"), keep_out),
}
OFFERED = {
    "second": ("leave_out", "accept", "put_back", "keep_out"),
    "out": ("propose_back", "put_back", "keep_out"),
}
"""What can be done in which list; elsewhere the first four."""
SHOWN_OR_HELD = frozenset(Moderation) - {Moderation.OUT}
OF_PROPOSED = {
    "leave_out": SHOWN_OR_HELD,
    "put_back": frozenset({Moderation.OUT}),
    "keep_out": frozenset({Moderation.OUT}),
}
"""What is only done where somebody gave a first word, and in which states of moderation its statement is then."""
SECOND = ("leave_out", "put_back")
WITH_REASON = ("hold", "propose_out")


def _words(**more: Any) -> forms.CharField:
    return forms.CharField(
        max_length=WORDS_AT_MOST, widget=forms.Textarea(attrs={"rows": 3}), required=False, **more
    )


class ReportForm(ActionForm):
    """Asks why a statement should not be shown."""

    reason = forms.ChoiceField(
        choices=Reason.choices, widget=forms.RadioSelect, label=_("What is wrong with it?")
    )
    words = _words(
        label=_("What should moderators know?"),
        help_text=_("Only moderators, conveners and scrutineers read this."),
    )


class AnswerModeratorsForm(ActionForm):
    """Asks what an author thinks of a decision about their statement."""

    words = forms.CharField(
        max_length=WORDS_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("What do you say to the moderators?"),
        help_text=_(
            "Moderators, conveners and scrutineers read it beside your statement, and not who you are."
        ),
    )


def _can_come_of_it(name: str, statements: Sequence[Statement], by: Actor) -> bool:
    """Say whether one of the statements waits for this; what no first word is needed for, any of them may."""
    if name not in OF_PROPOSED:
        return True
    proposed = [one for one in statements if one.first_word_by_id is not None]
    waiting = [one for one in proposed if one.moderation in OF_PROPOSED[name]]
    return any(name not in SECOND or is_second(by, one.first_word_by_id) is None for one in waiting)


class DecideForm(ActionForm):
    """Asks which of these statements are decided about, how, and why."""

    deed = forms.ChoiceField(widget=forms.RadioSelect, label=_("What do you decide about those you chose?"))
    reason = forms.ChoiceField(
        choices=[("", _("Choose a reason")), *Reason.choices],
        required=False,
        label=_("Why?"),
        help_text=_("Needed to hold a statement, or to propose to leave it out. Everybody reads it."),
    )
    words = _words(
        label=_("In your own words"),
        help_text=_("Everybody reads this too, so leave out names. The author can answer it."),
    )

    def __init__(
        self, *args: Any, statements: Sequence[Statement], queue: str, by: Actor, **options: Any
    ) -> None:
        """Make a box for each statement, and offer what can be done in this list."""
        super().__init__(*args, **options)
        self.statements = {f"chosen_{one.number}": one for one in statements}
        for name, one in self.statements.items():
            label = _("Choose statement {number}").format(number=one.number)
            self.fields[name] = forms.BooleanField(required=False, label=label)
        offered = [
            (name, DEEDS[name][0])
            for name in OFFERED.get(queue, tuple(DEEDS)[:4])
            if name == self.data.get("deed") or _can_come_of_it(name, statements, by)
        ]
        self.fields["deed"].choices = offered  # type: ignore[attr-defined]
        self.fields["reason"].asked_with = "deed"  # type: ignore[attr-defined] # needed with some of its answers
        self.refusals: dict[str, list[int]] = {}

    def clean(self) -> dict[str, Any]:
        """Ask for a statement at least, and for a reason where one is needed."""
        answers = dict(super().clean() or {})
        if not any(answers.get(name) for name in self.statements):
            self.add_error(None, _("Choose at least one statement."))
        if answers.get("deed") in WITH_REASON and not answers.get("reason"):
            self.add_error("reason", _("Choose why, for everybody to read."))
        return answers

    def decide(self, actor: Actor) -> int:
        """Do it with each statement that was chosen, and return with how many it was done; keep why not with the others."""
        if not self.is_bound or not self.is_valid():
            return 0
        answers = self.cleaned_data
        _label, deed = DEEDS[answers["deed"]]
        given = {"words": answers["words"]} | (
            {"reason": answers["reason"]} if answers["deed"] in WITH_REASON else {}
        )
        chosen = [one for name, one in self.statements.items() if answers[name]]
        done = sum(self._do(deed, actor, one, given) for one in chosen)
        if not done:
            for why in self.refusals:
                self.add_error(None, why)
        return done

    def _do(self, deed: Action[..., Any], actor: Actor, statement: Statement, given: dict[str, str]) -> bool:
        key = f"{self.cleaned_data['key'][:50]}-{statement.number}"
        try:
            deed(actor.keyed(key), statement=statement, **given)
        except Refused as refused:
            self.refusals.setdefault(str(refused), []).append(statement.number)
            return False
        except TooBusy:
            self.busy = True
            self.refusals.setdefault(str(Refusal("too_busy")), []).append(statement.number)
            return False
        return True
