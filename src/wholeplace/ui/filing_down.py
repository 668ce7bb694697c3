"""Pages on which somebody else's file is held, taken down by two, or kept; and its owner answers."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import Action
from wholeplace.kernel.files.queries import beside_what, files_visible_to, reads_what_is_held, rulings_on
from wholeplace.kernel.files.taking_down import (
    answer_about_file,
    hold_file,
    keep_file,
    propose_down,
    take_down,
)
from wholeplace.ui.filing_forms import AnswerForm, BecauseForm, KeepForm
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@dataclass(frozen=True)
class Asking:
    """One thing done about a file: its deed and form, what follows from it, and what is said once it is done."""

    deed: Action[..., Any]
    form: type[ActionForm]
    title: str | Promise
    text: str | Promise
    said: str | Promise
    warns: bool = False

    @property
    def kind(self) -> str:
        """How the button looks."""
        return "warning" if self.warns else ""


HOLD = Asking(
    hold_file,
    BecauseForm,
    _("Hold this file for 48 hours"),
    _(
        "Nobody but those who could decide about it is handed it, from now on; its place says until when and why. Whoever"
        " put it there is told. It comes back by itself, unless two people take it down."
    ),
    _("The file is held for 48 hours, and its place says why."),
    warns=True,
)
PROPOSE = Asking(
    propose_down,
    BecauseForm,
    _("Propose to take this file down"),
    _(
        "It stays until somebody else who moderates or convenes agrees. Whoever put it there is told why, and can answer."
        " Once it is taken down, everybody who may see its place reads your reason there."
    ),
    _("You proposed to take the file down. It stays until somebody else agrees."),
    warns=True,
)
AGREE = Asking(
    take_down,
    ActionForm,
    _("Agree to take this file down"),
    _(
        "Nobody is handed it from here any more. What it holds is deleted for good, unless the same file stands elsewhere"
        " in this place. Here it says that two people took it down, and why. Whoever put it there is told, and can answer."
    ),
    _("The file is taken down. The record says that two of you agreed."),
    warns=True,
)
KEEP = Asking(
    keep_file,
    KeepForm,
    _("Keep this file"),
    _("It can be downloaded as before. Taking it down can be proposed again."),
    _("The file stays. Whoever put it there is told."),
)
ANSWER = Asking(
    answer_about_file,
    AnswerForm,
    _("Answer what was done about your file"),
    _(
        "Members read your answer on the page about the file, under the reasons. Those who could decide are told."
    ),
    _("Your answer stands on the page about the file."),
)


@members_only
def hold_file_page(request: PersonRequest, file: str) -> HttpResponse:
    """Hold somebody else's file."""
    return _ask(request, file, HOLD)


@members_only
def propose_down_page(request: PersonRequest, file: str) -> HttpResponse:
    """Propose to take somebody else's file down."""
    return _ask(request, file, PROPOSE)


@members_only
def take_down_page(request: PersonRequest, file: str) -> HttpResponse:
    """Give the second word for taking a file down."""
    return _ask(request, file, AGREE)


@members_only
def keep_file_page(request: PersonRequest, file: str) -> HttpResponse:
    """Keep a file that is held or was to be taken down."""
    return _ask(request, file, KEEP)


@members_only
def answer_about_file_page(request: PersonRequest, file: str) -> HttpResponse:
    """Answer what was done about one's own file."""
    return _ask(request, file, ANSWER)


def _ask(request: PersonRequest, file: str, asking: Asking) -> HttpResponse:
    """Ask once about a file, with what was done about it before, and say afterwards what was done."""
    shown = get_or_404(files_visible_to(request.viewer), file)
    form = asking.form(request.POST or None)
    if form.perform(asking.deed, request.actor, file=shown):
        return done(request, str(asking.said), shown.get_absolute_url())
    context = {
        "form": form,
        "file": shown,
        "named": is_named(request, shown),
        "asking": asking,
        "rulings": rulings_on(request.viewer, shown),
        "beside": beside_what(request.viewer, shown),
        "refusal": why_not(request, asking.deed, shown),
    }
    return render(request, "ui/files/decide.html", context, status=form.status)


def is_named(request: PersonRequest, file: Any) -> bool:
    """Say whether the reader is told what a file is called: one kept from people only to who decides, and its owner."""
    own = file.is_of(request.viewer.membership)
    return not file.is_hidden or own or reads_what_is_held(request.viewer, file)


OFFERED: dict[str, Action[..., Any]] = {
    "hold_file": hold_file,
    "propose_file_down": propose_down,
    "take_file_down": take_down,
    "keep_file": keep_file,
    "answer_about_file": answer_about_file,
}
"""What can be done about a file, by the names of the pages for it."""


def offered(request: PersonRequest, file: Any) -> set[str]:
    """Return what the reader could do about a file now, by the names of the pages for it."""
    return {name for name, deed in OFFERED.items() if why_not(request, deed, file) is None}
