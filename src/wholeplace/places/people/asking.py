"""Asking once before something is done about somebody: what follows is named before, and said afterwards."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import Action
from wholeplace.kernel.records import Record
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, why_not


@dataclass(frozen=True)
class Asked:
    """One question: about whom, what is done and what follows, what is said once it is done, and where it came from."""

    about: str
    title: str
    text: str
    said: str
    heading: str = ""
    """The title, where nothing more is to be said over the question."""
    warns: bool = False
    """Whether the button warns: the deed takes something from somebody."""
    back: str = "people"
    """The name of the page that lists what it is about."""
    section: tuple[str, str | Promise] = ("people", _("People"))
    """Under what it stands among the pages, by address and by name."""

    @property
    def kind(self) -> str:
        """How the button looks."""
        return "warning" if self.warns else ""


def ask_once(
    request: PersonRequest, deed: Action[..., Any], asked: Asked, *, target: str, record: Record
) -> HttpResponse:
    """Ask whether to do a deed to a record, which the deed calls its target, and do it."""
    form, back = ActionForm(request.POST or None), place_url(request.place, asked.back)
    if form.perform(deed, request.actor, **{target: record}):
        return done(request, asked.said, back)
    context = {"form": form, "asked": asked, "back": back, "refusal": why_not(request, deed, record)}
    return render(request, "people/ask_once.html", context, status=form.status)
