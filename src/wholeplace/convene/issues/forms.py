"""Forms about issues: one question after another, in plain words."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.conditions import is_adopted
from wholeplace.convene.issues.models import Amendment, Issue, ProposedFraming, TakingPart
from wholeplace.convene.issues.names import MEANS, Status
from wholeplace.kernel.actions import Action
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.actions import answer_decision, object_in_confidence
from wholeplace.kernel.decisions.models import Objection
from wholeplace.kernel.decisions.names import Stance
from wholeplace.kernel.places import Area
from wholeplace.kernel.records import Audience
from wholeplace.places.organisations.queries import areas_visible_to
from wholeplace.ui.behalf import BehalfForm
from wholeplace.ui.forms import ActionForm


def longest(model: Any, name: str) -> int:
    """Return how many characters a column takes."""
    length: int = model._meta.get_field(name).max_length  # noqa: SLF001 Django's API
    return length


class FindForm(forms.Form):
    """Asks which issues to show; what it cannot read narrows nothing."""

    q = forms.CharField(label=_("Words in it"), required=False, max_length=200)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Every status")), *Status.choices]
    )
    area: "forms.ModelChoiceField[Area]" = forms.ModelChoiceField(
        Area.objects.none(), required=False, label=_("Area"), empty_label=_("Every area")
    )

    def __init__(self, asked: Mapping[str, Any], *, viewer: Viewer) -> None:
        """Offer the areas of this place."""
        super().__init__(asked)
        self.fields["area"].queryset = areas_visible_to(viewer)  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for, as the query takes it."""
        known = self.cleaned_data
        return {
            "words": known.get("q", ""),
            "status": known.get("status", ""),
            "area": known.get("area"),
        }


class _AboutIssueForm(ActionForm):
    """Asks what is happening, for whom, what was tried, and where."""

    beside: ClassVar = {"title_taken": "title"}

    title = forms.CharField(
        max_length=120,
        label=_("What do people call it?"),
        help_text=_("A few plain words, such as “Nowhere to go after dark”."),
    )
    happening = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=_("What is happening?"),
        help_text=_("What people see and feel, without blame and without a solution."),
    )
    for_whom = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("For whom?"),
        help_text=_("Who lives with it, and who is asked to put it right."),
    )
    tried = forms.CharField(
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("What was tried before?"),
    )
    area: "forms.ModelChoiceField[Area]" = forms.ModelChoiceField(
        Area.objects.none(),
        required=False,
        label=_("Where is it most at home?"),
        empty_label=_("The whole place"),
        help_text=_("People of that area see it first."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        """Offer the areas of this place."""
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas_visible_to(viewer)  # type: ignore[attr-defined]


class NameIssueForm(_AboutIssueForm):
    """Asks besides how it is seen at first, and who may read it."""

    framing = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("How would you put it, for now?"),
        help_text=_(
            "A first framing. It is provisional: once five people of two organisations take part, it is theirs."
        ),
    )
    audience = forms.ChoiceField(
        choices=[
            (Audience.PUBLIC.value, Audience.PUBLIC.label),
            (Audience.PARTNERSHIP.value, Audience.PARTNERSHIP.label),
        ],
        initial=Audience.PUBLIC.value,
        widget=forms.RadioSelect,
        label=_("Who may read it?"),
    )

    def clean_audience(self) -> Audience:
        """Return the choice as an audience."""
        return Audience(self.cleaned_data["audience"])


class DescribeIssueForm(_AboutIssueForm):
    """Asks what is known now, and why it is said otherwise."""

    reason = forms.CharField(
        max_length=longest(Amendment, "reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("What is new?"),
        help_text=_("In a sentence. What stood here before stays readable."),
    )


class MoveForm(ActionForm):
    """Asks for another status, and why."""

    to = forms.ChoiceField(
        choices=[(one.value, format_lazy("{}: {}", one.label, MEANS[one])) for one in Status],
        widget=forms.RadioSelect,
        label=_("How does it stand?"),
    )
    reason = forms.CharField(
        max_length=longest(Amendment, "reason"), widget=forms.Textarea(attrs={"rows": 3}), label=_("Why?")
    )

    def clean_to(self) -> Status:
        """Return the choice as a status."""
        return Status(self.cleaned_data["to"])


class ReframeForm(ActionForm):
    """Asks for a new provisional framing."""

    text = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=_("How would you put it now?"),
        help_text=_("The framing before stays visible beneath it."),
    )


def evidence_asked() -> forms.CharField:
    """Return the question what speaks for a framing."""
    return forms.CharField(
        max_length=longest(ProposedFraming, "evidence"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        label=_("What speaks for it?"),
        help_text=_("What you have seen or read, and where others can look it up. You can leave this empty."),
    )


class FramingForm(ActionForm):
    """Asks who sees the issue so, how they see it, and what speaks for it."""

    has_files = False
    """Whether files are to be put beside it next."""

    standpoint = forms.CharField(
        max_length=longest(ProposedFraming, "standpoint"),
        label=_("Who sees it like this?"),
        help_text=_("A standpoint, not a name: “young people on the seafront”, say."),
    )
    text = forms.CharField(
        max_length=longest(ProposedFraming, "text"),
        widget=forms.Textarea(attrs={"rows": 5}),
        label=_("How does the issue look from there?"),
        help_text=_("Say what it is a question of, without a solution and without blame."),
    )
    evidence = evidence_asked()
    with_files = forms.BooleanField(
        required=False,
        label=_("I have files to put beside it"),
        help_text=_("A chart, a photograph, a table, a letter. You choose them on the next page."),
    )
    reason = forms.CharField(
        max_length=longest(ProposedFraming, "reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why should it be seen differently now?"),
        help_text=_("The group adopted a framing. Say what has changed, or what was missed."),
    )

    def __init__(self, *args: Any, issue: Issue, **options: Any) -> None:
        """Ask for a reason only where a framing of the issue was adopted before."""
        super().__init__(*args, **options)
        self.order_fields(["standpoint", "text", "evidence", "reason", "with_files"])
        if not is_adopted(issue):
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Keep for the page whether files are to follow; the deed itself takes none."""
        answers = dict(self.cleaned_data)
        self.has_files = bool(answers.pop("with_files", False))
        return answers


class ProposeFramingForm(BehalfForm, FramingForm):
    """Asks the same, and on whose behalf it is said."""


class AnswerForm(ActionForm):
    """Asks whether somebody consents, objects with a reason, or stands aside."""

    deed: Action[..., Any] = answer_decision
    """What these answers do, once they are found to be right."""

    answer = forms.ChoiceField(choices=Stance.choices, widget=forms.RadioSelect, label=_("Your answer"))
    objection = forms.CharField(
        max_length=longest(Objection, "text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("If you object: what harm would it do?"),
        help_text=_("Your words stand on this page, and are answered beside them."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for the harm beside the answer that needs it."""
        super().__init__(*args, **options)
        self.fields["objection"].asked_with = "answer"  # type: ignore[attr-defined] # needed with one of its answers

    def clean_answer(self) -> Stance:
        """Return the choice as an answer."""
        return Stance(self.cleaned_data["answer"])


class AnswerOrConfideForm(AnswerForm):
    """Asks the same, and whether the name is to be kept out of an objection: where that can still be done."""

    in_confidence = forms.BooleanField(
        required=False,
        label=_("Keep my name out of it"),
        help_text=_(
            "Only for an objection. Members then see how many answered what, and no names. They can see that you are"
            " not among those whose names they saw before. The program knows, and a scrutineer could find out."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for an objection where the name is to be kept out of it; that deed takes no other answer."""
        answers = dict(self.cleaned_data)
        if answers.pop("in_confidence", False) and "answer" in answers:
            if answers.pop("answer") != Stance.OBJECT:
                self.add_error("in_confidence", _("Only an objection can be made in confidence."))
            self.deed = object_in_confidence
        return answers


class ApproveForm(ActionForm):
    """Asks which of the options somebody approves."""

    options = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Which do you approve?"),
        help_text=_("As many as you like. Leave all empty to approve none of them."),
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[int, str]], **options: Any) -> None:
        """Offer the options by their numbers."""
        super().__init__(*args, **options)
        self.fields["options"].choices = choices  # type: ignore[attr-defined]


class ReplyForm(ActionForm):
    """Asks for an answer to an objection."""

    reply = forms.CharField(
        max_length=longest(Objection, "reply"),
        widget=forms.Textarea(attrs={"rows": 5}),
        label=_("Your answer"),
        help_text=_("Whoever objected reads it, and decides whether the objection still stands."),
    )


class StopForm(ActionForm):
    """Asks somebody who stops taking part why, where they like to say it."""

    why = forms.CharField(
        max_length=longest(TakingPart, "why"),
        required=False,
        label=_("Why do you stop?"),
        help_text=_("You need not say. Conveners read it, and nobody else."),
    )
