"""Pages on which somebody keeps an idea for whoever facilitates, these write back, and its author says it to everybody."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.kernel.actions import Action
from wholeplace.mediate.conversations.aside_queries import asides_told, asides_written_by, reads_asides
from wholeplace.mediate.conversations.aside_readers import readers_of_asides
from wholeplace.mediate.conversations.conditions import LONGEST
from wholeplace.mediate.conversations.confiding import (
    answer_aside,
    ask_openly,
    open_aside,
    take_aside_back,
    write_aside,
)
from wholeplace.mediate.conversations.names import Naming
from wholeplace.mediate.conversations.naming_forms import AsideForm, NamedForm, ReplyForm
from wholeplace.mediate.conversations.queries import conversations_visible_to
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked

_LIKE_ANY = gettext_lazy(
    "It becomes a statement like any other, with a number, and cannot be kept for a few again. The public record says when"
    " somebody did this, and not who."
)
OPENED = {
    Naming.NOBODY: _LIKE_ANY,
    Naming.PSEUDONYM: format_lazy(
        "{made_up} {like_any}",
        made_up=gettext_lazy(
            "It stands under your made-up name here at once: whoever reads it sees that it comes from whoever wrote your"
            " other statements here."
        ),
        like_any=_LIKE_ANY,
    ),
    Naming.BY_NAME: _LIKE_ANY,
}
"""What somebody reads before they say to everybody what they kept for a few, by how people are named there."""


@members_only
def asides_page(request: PersonRequest, live: str) -> HttpResponse:
    """List what is kept for whoever facilitates, for them alone to read and to answer."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    if not reads_asides(request.viewer, shown):
        raise Http404
    page = page_asked(request, asides_told(request.viewer, shown))
    context = {
        "conversation": shown,
        "page": page,
        "asides": [
            (one, why_not(request, answer_aside, one), why_not(request, ask_openly, one)) for one in page
        ],
    }
    return render(request, "conversations/asides.html", context)


@members_only
def write_aside_page(request: PersonRequest, live: str) -> HttpResponse:
    """Write an idea for whoever facilitates alone."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    member = request.viewer.membership
    readers = readers_of_asides(shown, member) if member is not None else None
    form = AsideForm(request.POST or None, near=readers is not None and readers.near)
    if form.perform(write_aside, request.actor, conversation=shown):
        return done(request, _("It is kept for whoever facilitates. Nobody else reads it."), _mine(shown))
    context = {
        "form": form,
        "conversation": shown,
        "readers": readers,
        "body": member.organisation if member is not None else None,
        "most": LONGEST,
        "back": place_url(shown.place, "say", live=shown.pk),
        "refusal": why_not(request, write_aside, shown),
    }
    return render(request, "conversations/write_aside.html", context, status=form.status)


@members_only
def answer_aside_page(request: PersonRequest, live: str, aside: str) -> HttpResponse:
    """Write back to whoever kept an idea for those who facilitate."""
    words = {
        "title": _("Write back"),
        "text": _("You do not see who wrote it, and they are told that you wrote back."),
        "said": _("Its author is told."),
        "button": _("Send it"),
    }
    return _theirs(request, live, aside, answer_aside, ReplyForm(request.POST or None), words)


@members_only
def ask_openly_page(request: PersonRequest, live: str, aside: str) -> HttpResponse:
    """Ask whether an idea may be said openly."""
    words = {
        "title": _("Ask whether this may be said openly"),
        "text": _("Only its author can say yes. If they do not, it stays with you."),
        "said": _("Its author is asked."),
        "button": _("Ask"),
    }
    return _theirs(request, live, aside, ask_openly, ActionForm(request.POST or None), words)


@members_only
def open_aside_page(request: PersonRequest, live: str, aside: str) -> HttpResponse:
    """Say to everybody what one kept for whoever facilitates."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    words = {
        "title": _("Say it to everybody"),
        "text": str(OPENED[Naming(shown.naming)]),
        "said": _("It is a statement for everybody now."),
        "onward": f"{place_url(shown.place, 'my_answers', live=shown.pk)}#written",
        "button": _("Say it to everybody"),
    }
    form: ActionForm = (
        NamedForm(request.POST or None, actor=request.actor)
        if shown.naming == Naming.BY_NAME
        else ActionForm(request.POST or None)
    )
    return _own(request, shown, aside, open_aside, form, words)


@members_only
def take_aside_back_page(request: PersonRequest, live: str, aside: str) -> HttpResponse:
    """Take back what one kept for whoever facilitates."""
    words = {
        "title": _("Take it back"),
        "text": _("Nobody else reads it any more. They may have read it already."),
        "said": _("You took it back."),
        "button": _("Take it back"),
    }
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    return _own(request, shown, aside, take_aside_back, ActionForm(request.POST or None), words)


def _theirs(
    request: PersonRequest,
    live: str,
    aside: str,
    deed: Action[..., Any],
    form: ActionForm,
    words: dict[str, str],
) -> HttpResponse:
    """Show a deed of whoever facilitates about an aside, and do it when they say so."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    found = get_or_404(asides_told(request.viewer, shown), aside)
    back = place_url(shown.place, "asides", live=shown.pk)
    return _show(request, shown, found, deed, form, {**words, "back": back})


def _own(
    request: PersonRequest,
    shown: Any,
    aside: str,
    deed: Action[..., Any],
    form: ActionForm,
    words: dict[str, str],
) -> HttpResponse:
    """Show a deed of an aside's author, and do it when they say so."""
    found = get_or_404(asides_written_by(request.viewer, shown), aside)
    return _show(request, shown, found, deed, form, {**words, "back": _mine(shown)})


def _show(
    request: PersonRequest,
    shown: Any,
    found: Any,
    deed: Action[..., Any],
    form: ActionForm,
    words: dict[str, str],
) -> HttpResponse:
    if form.perform(deed, request.actor, aside=found):
        return done(request, words["said"], words.get("onward", words["back"]))
    context = {
        "form": form,
        "conversation": shown,
        "words": words,
        "said": found,
        "said_by": _("Kept for whoever facilitates"),
        "refusal": why_not(request, deed, found),
    }
    return render(request, "conversations/said_deed.html", context, status=form.status)


def _mine(shown: Any) -> str:
    return f"{place_url(shown.place, 'my_answers', live=shown.pk)}#asides"
