"""Forms about inviting people to speak for perspectives, and about answering."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.invitations.models import (
    WORDS_AT_MOST,
    IssueInvitation,
    LetterFile,
    SponsorWords,
)
from wholeplace.convene.invitations.names import Called, Reply, Standing, Way
from wholeplace.convene.invitations.planning import CHOSEN, Planned
from wholeplace.convene.issues.forms import longest
from wholeplace.convene.stakeholders.models import Contact
from wholeplace.convene.stakeholders.names import Ground
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST, Membership
from wholeplace.ui.forms import ActionForm

NEW = "new"
WAYS = tuple(choice for choice in Way.choices if choice[0] != Way.NOTICE)


def _line(most: int, label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(max_length=most, required=False, label=label, help_text=hint)


def _words(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        max_length=WORDS_AT_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=label,
        help_text=hint,
    )


def _ground() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=[("", _("Choose one")), *Ground.choices],
        coerce=Ground,
        empty_value=None,
        required=False,
        label=_("On what ground is it kept?"),
    )


def _reminds() -> forms.BooleanField:
    return forms.BooleanField(
        required=False,
        label=_("Remind them once, by e-mail or notice, if they have not answered in five days"),
    )


class WhoForm(forms.Form):
    """Asks for words in the name of whom to choose from."""

    q = forms.CharField(label=_("Look for a contact or a member"), required=False, max_length=200)


class InviteForm(ActionForm):
    """Asks whom to invite, by which way, and in whose words."""

    beside: ClassVar = {
        "whom_to_ask": "who",
        "is_asked_already": "who",
        "has_answered": "who",
        "written_to_lately": "who",
        "speaks_for_them_already": "who",
        "asks_a_member": "who",
        "asks_who_was_removed": "who",
        "wants_no_invitations": "way",
        "no_way_to_reach": "way",
        "contact_is_there": "email",
        "address_is_wrong": "email",
        "not_a_word_for_it": "sponsor",
    }

    who = forms.ChoiceField(widget=forms.RadioSelect, label=_("Whom do you ask?"))
    name = _line(NAME_AT_MOST, _("Name of somebody new"))
    email = forms.EmailField(max_length=ADDRESS_AT_MOST, required=False, label=_("E-mail"))
    address = _line(longest(Contact, "address"), _("Postal address"), _("One line, with commas."))
    phone = _line(longest(Contact, "phone"), _("Phone"))
    origin = _line(
        longest(Contact, "origin"),
        _("How do you come to have this address?"),
        _("They are told, and anybody who asks: “met at the lunch club, May 2026”."),
    )
    ground = _ground()
    way = forms.TypedChoiceField(
        choices=WAYS,
        coerce=Way,
        widget=forms.RadioSelect,
        initial=Way.EMAIL.value,
        label=_("By which way?"),
        help_text=_("A member is told by a notice, whatever you choose."),
    )
    sponsor: "forms.ModelChoiceField[SponsorWords]" = forms.ModelChoiceField(
        SponsorWords.objects.none(),
        required=False,
        empty_label=_("Nobody's"),
        label=_("Whose words go with it?"),
        help_text=_("Words that somebody gave for this perspective, under their name."),
    )
    words = _words(
        _("What do you say to them yourself?"), _("Why them, in your own words. It stands under your name.")
    )
    reminds = _reminds()

    def __init__(
        self,
        *args: Any,
        contacts: Sequence[Contact],
        members: Sequence[Membership],
        sponsors: Any,
        marks: Mapping[uuid.UUID, Any],
        **options: Any,
    ) -> None:
        """Offer those who could be asked, each with what is known of it, and the words that were given."""
        super().__init__(*args, **options)
        for name in ("name", "origin", "ground"):
            self.fields[name].asked_with = "who"  # type: ignore[attr-defined] # needed where it is somebody new
        self.contacts = {f"contact {one.pk}": one for one in contacts}
        self.members = {f"member {one.pk}": one for one in members}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            *((key, _marked(_called(one), marks.get(one.pk))) for key, one in self.contacts.items()),
            *((key, _marked(one.name, marks.get(one.pk, _("member")))) for key, one in self.members.items()),
            (NEW, _("Somebody new")),
        ]
        if not (self.contacts or self.members):
            self.fields["who"].initial = NEW
        self.fields["sponsor"].queryset = sponsors  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return whom to ask as the deed takes it."""
        answers = dict(super().clean() or self.cleaned_data)
        who = answers.pop("who", "")
        answers["contact"], answers["invited"] = self.contacts.get(who), self.members.get(who)
        if who != NEW:
            for name in ("name", "email", "address", "phone", "origin"):
                answers[name] = ""
            answers["ground"] = None
        elif not self.errors:
            self._ask_of_somebody_new(answers)
        return answers

    def _ask_of_somebody_new(self, answers: dict[str, Any]) -> None:
        needed = {
            "name": _("Write the name of somebody new."),
            "origin": _("Say how you come to have their address."),
            "ground": _("Choose on what ground their address is kept."),
        }
        for name, said in needed.items():
            if not answers.get(name):
                self.add_error(name, said)

    def refuse(self, refusal: Refusal) -> None:
        """Say beside the answer that brings it about why nobody can be asked so."""
        self.refusal = refusal
        self.add_error(self.beside.get(refusal.code), str(refusal))

    def hide(self) -> "InviteForm":
        """Carry what was asked, unseen, until somebody says yes to it."""
        _hide(self)
        return self


def _hide(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget = forms.HiddenInput()


def _marked(called: str, mark: Any) -> str:
    return format_html("{} ({})", called, mark) if mark else called


def _called(one: Contact) -> str:
    reached = one.email or one.address or one.phone or _("no way to reach them is known")
    return ", ".join(dict.fromkeys(filter(None, (str(one), one.organisation, str(reached)))))


def _chosen(data: Mapping[str, Any]) -> Iterator[uuid.UUID]:
    for name in data:
        with suppress(ValueError):
            if name.startswith(CHOSEN) and data.get(name):
                yield uuid.UUID(name.removeprefix(CHOSEN))


class ManyForm(ActionForm):
    """Asks which of the contacts who are noted to ask, and in which words."""

    everybody = forms.BooleanField(required=False, label=_("Everybody here who can be asked"))
    words = _words(_("What do you say to them?"), _("It stands in each letter under your name."))
    reminds = _reminds()

    def __init__(self, *args: Any, offered: Sequence[tuple[uuid.UUID, Planned]], **options: Any) -> None:
        """Make a box for each who can be asked."""
        super().__init__(*args, **options)
        if self.is_bound and self.data.get("everybody"):
            can = {f"{CHOSEN}{key}": "on" for key, one in offered if one.way is not None}
            self.data = {**self.data.dict(), **can, "everybody": ""}  # type: ignore[attr-defined] # each has one value
        self.boxes = {f"{CHOSEN}{key}" for key, one in offered if one.way is not None}
        for key, one in offered:
            if one.way is not None:
                said = _("Choose {name}").format(name=f"{one.contact}, {one.perspective}")
                label = format_html('<span class="govuk-visually-hidden">{}</span>', said)
                self.fields[f"{CHOSEN}{key}"] = forms.BooleanField(required=False, label=label)

    def clean(self) -> dict[str, Any]:
        """Return those who were chosen, as the deed takes them; whoever was asked meanwhile too, for a button pressed twice."""
        said = super().clean() or self.cleaned_data
        answers = {name: answer for name, answer in said.items() if name not in {*self.boxes, "everybody"}}
        return {**answers, "guesses": list(_chosen(self.data))}

    def hide(self) -> "ManyForm":
        """Carry what was chosen, unseen, until somebody says yes to it."""
        for name in self.boxes - set(self.data):
            del self.fields[name]
        _hide(self)
        return self


class FindForm(forms.Form):
    """Narrows the list of invitations by words, by way, and by how they stand."""

    words = forms.CharField(required=False, max_length=100, label=_("Name, address or perspective"))
    way = forms.ChoiceField(required=False, choices=[("", _("Every way")), *Way.choices], label=_("Way"))
    standing = forms.ChoiceField(
        required=False, choices=[("", _("All")), *Standing.choices], label=_("How it stands")
    )


SAYS = (
    (Reply.YES.value, _("Yes, I will")),
    (Reply.MAYBE.value, _("Maybe: I would like to know more")),
    (Reply.NO.value, _("No")),
    (Reply.ASK_OTHER.value, _("I cannot, but ask somebody else")),
)
BACK = (Reply.WITHDRAWN.value, _("Take my answer back"))


class AnswerForm(ActionForm):
    """Asks what somebody says who is asked to speak for a perspective."""

    beside: ClassVar = {"name_whom_else": "other_name"}

    reply = forms.TypedChoiceField(
        choices=SAYS, coerce=Reply, widget=forms.RadioSelect, label=_("What do you say?")
    )
    because = _words(
        _("Would you like to say why, or to ask something?"),
        _("Conveners read it, and whoever vouches for you here."),
    )
    other_name = _line(
        NAME_AT_MOST,
        _("Is there somebody else we should ask?"),
        _("You can name somebody whatever you say above. It is needed if you cannot, but know who could."),
    )
    other_reach = _line(
        longest(IssueInvitation, "other_reach"), _("How can we reach them?"), _("Conveners alone read it.")
    )

    def __init__(self, *args: Any, answered: str = "", **options: Any) -> None:
        """Offer to take an answer back where there is one."""
        super().__init__(*args, **options)
        if answered and answered != Reply.WITHDRAWN:
            self.fields["reply"].choices = [*SAYS, BACK]  # type: ignore[attr-defined]


class CallForm(ActionForm):
    """Asks what became of a call, and what was said."""

    beside: ClassVar = {"name_whom_else": "other_name"}

    call = forms.TypedChoiceField(
        choices=Called.choices, coerce=Called, widget=forms.RadioSelect, label=_("What became of the call?")
    )
    reply = forms.TypedChoiceField(
        choices=[("", _("They have not made up their mind")), *SAYS],
        coerce=Reply,
        empty_value=None,
        required=False,
        label=_("What do they say?"),
    )
    because = _words(_("In their words"), _("Only what they agree to have written down."))
    other_name = _line(NAME_AT_MOST, _("Is there somebody else we should ask?"))
    other_reach = _line(longest(IssueInvitation, "other_reach"), _("How can we reach them?"))

    def clean(self) -> dict[str, Any]:
        """Refuse an answer of somebody who was not reached, rather than drop it."""
        answers = dict(super().clean() or self.cleaned_data)
        said = any(answers.get(name) for name in ("reply", "because", "other_name", "other_reach"))
        if said and answers.get("call") in {Called.NOT_REACHED, Called.WRONG_NUMBER}:
            self.add_error(
                "call", _("You wrote down what they said. Choose “I reached them”, or leave that empty.")
            )
        return answers


class LettersForm(ActionForm):
    """Asks how people who have no internet reach the partnership, before letters are set."""

    phone = _line(
        longest(LetterFile, "phone"), _("Phone"), _("For people who have no internet: they can answer on it.")
    )
    address = _line(
        longest(LetterFile, "address"),
        _("Postal address"),
        _("One line, with commas. Whoever has no internet writes to it, and letters nobody takes come back."),
    )


class SponsorWordsForm(ActionForm):
    """Asks why somebody would like whoever speaks for a perspective there."""

    text = forms.CharField(
        max_length=WORDS_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        label=_("Why would you like somebody there who speaks for them?"),
        help_text=_("It stands in letters under your name, word for word. You can take it back at any time."),
    )


class AskWordsForm(ActionForm):
    """Asks which member to ask for their words."""

    beside: ClassVar = {"words_asked_already": "member"}

    member: "forms.ModelChoiceField[Membership]" = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Whose words would help?"), empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, members: Any, **options: Any) -> None:
        """Offer those who take part in the issue, or convene."""
        super().__init__(*args, **options)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class TakeUpForm(ActionForm):
    """Asks how somebody who was named is put into the book."""

    beside: ClassVar = {"contact_is_there": "email", "address_is_wrong": "email", "who_is_it": "name"}

    name = forms.CharField(max_length=longest(Contact, "name"), label=_("Name"))
    email = forms.EmailField(max_length=ADDRESS_AT_MOST, required=False, label=_("E-mail"))
    phone = _line(longest(Contact, "phone"), _("Phone"))
    address = _line(longest(Contact, "address"), _("Postal address"))
    origin = forms.CharField(
        max_length=longest(Contact, "origin"), label=_("How do you come to have this address?")
    )
    ground = forms.TypedChoiceField(
        choices=Ground.choices,
        coerce=Ground,
        widget=forms.RadioSelect,
        label=_("On what ground is it kept?"),
    )
