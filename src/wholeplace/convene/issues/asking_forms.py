"""The forms that ask a group to decide, under terms that never change: between framings, or on something else."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.forms import longest
from wholeplace.convene.issues.models import Amendment, ProposedFraming
from wholeplace.convene.issues.terms_forms import days_asked, quorum_asked, voice_quorum_asked
from wholeplace.kernel.decisions.rules import (
    APPROVAL,
    CONSENT,
    CONSENT_AT_MOST,
    LEAST_QUORUM,
    RULES,
    UNNAMED,
    UNNAMED_QUORUM,
    Rule,
)
from wholeplace.ui.forms import ActionForm, ExplainedRadios

BY_CIRCLE = "circle"
"""What the form calls consent of a circle."""


def _shortly(proposed: ProposedFraming) -> str:
    """Return a framing as a choice: whose standpoint, and how it begins."""
    return f"{proposed.standpoint}: {Truncator(proposed.text).words(14)}"


def _rules_for(people: int) -> list[Rule]:
    """Return the rules that so many people can decide by: none without names where too few could answer."""
    rules = [RULES[CONSENT]] if people <= CONSENT_AT_MOST else []
    return [*rules, RULES[APPROVAL], *([RULES[UNNAMED]] if people >= UNNAMED_QUORUM else [])]


def what_changed() -> forms.CharField:
    """Return a box for what is new in a proposal that is amended to meet an objection."""
    return forms.CharField(
        max_length=longest(Amendment, "reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What has changed, and which objection does it meet?"),
        help_text=_("Whoever objected reads it, and so does everybody who is asked anew."),
    )


class AskForm(ActionForm):
    """Asks what is to be decided and under which terms; none of them can change later."""

    question = forms.CharField(max_length=300, label=_("What do you ask the group?"))
    rule = forms.ChoiceField(
        widget=ExplainedRadios,
        label=_("How is it decided?"),
    )
    days = days_asked()
    quorum = quorum_asked(LEAST_QUORUM)
    voice_quorum = voice_quorum_asked()
    fallback_days = forms.TypedChoiceField(
        coerce=int,
        choices=[
            (0, _("Nothing is decided")),
            (3, _("The same people approve or not, within 3 more days")),
            (7, _("The same people approve or not, within 7 more days")),
        ],
        initial=0,
        widget=forms.RadioSelect,
        label=_("What happens if an objection still stands at the end?"),
        help_text=_(
            "This is for consent. Until then, whoever proposed it can amend it to meet the objection, and the group is asked"
            " anew. Approval knows no objections."
        ),
    )

    def __init__(self, *args: Any, people: int, circle: Any = None, sitting: int = 0, **options: Any) -> None:
        """Offer the rules that so many people, or their circle, can decide by."""
        super().__init__(*args, **options)
        self.circle = circle if people > CONSENT_AT_MOST else None
        rules = _rules_for(people)
        self.fields["rule"].choices = [(rule.name, rule.title) for rule in rules]  # type: ignore[attr-defined]
        explained = {rule.name: rule.says for rule in rules}
        self.fields["quorum"].initial = max(LEAST_QUORUM, (people + 1) // 2)
        if self.circle is not None:
            title = _("Consent of the circle of {sitting} you chose").format(sitting=sitting)
            self.fields["rule"].choices = [(BY_CIRCLE, title), *self.fields["rule"].choices]  # type: ignore[attr-defined]
            explained[BY_CIRCLE] = RULES[CONSENT].says
            self.fields["quorum"].help_text = _("Of a circle, more than half: at least {least}.").format(
                least=sitting // 2 + 1
            )
        self.fields["rule"].widget.says = explained
        if RULES[CONSENT] not in rules:
            self.fields["rule"].initial = APPROVAL
            del self.fields["fallback_days"]

    def clean(self) -> dict[str, Any]:
        """Ask for no fallback where none can be needed."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("rule") in {APPROVAL, UNNAMED}:
            cleaned.pop("fallback_days", None)
        if cleaned.get("rule") == BY_CIRCLE:
            cleaned |= {"rule": CONSENT, "circle": self.circle}
        return cleaned


class AskDecisionForm(AskForm):
    """Asks between which framings is to be decided."""

    framings = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("Which framings are to be decided on?"),
        help_text=_("Consent is given to one of them. Approval can choose between several."),
    )
    field_order = ("question", "framings")

    def __init__(self, *args: Any, proposed: Iterable[ProposedFraming], **options: Any) -> None:
        """Offer the framings people have proposed."""
        super().__init__(*args, **options)
        self.fields["question"].help_text = _("One question, such as “Shall we frame it like this, for now?”")
        self.fields["framings"].choices = [(str(one.pk), _shortly(one)) for one in proposed]  # type: ignore[attr-defined]

    def clean_framings(self) -> list[uuid.UUID]:
        """Return the framings chosen, by their ids."""
        return [uuid.UUID(one) for one in self.cleaned_data["framings"]]
