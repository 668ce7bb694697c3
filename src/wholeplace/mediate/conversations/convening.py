"""Pages for conveners: opening a conversation, giving it more time, and closing it early with a second word."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.actions import Action
from wholeplace.mediate.conversations.conditions import LONGEST, MOST_SEEDS
from wholeplace.mediate.conversations.forms import CloseEarlyForm, ExtendForm, OpenForm
from wholeplace.mediate.conversations.joining import let_join, stop_joining
from wholeplace.mediate.conversations.opening import (
    begin_conversation,
    close_early,
    extend_conversation,
    keep_open,
    open_conversation,
    propose_close,
)
from wholeplace.mediate.conversations.queries import conversations_visible_to, statements_asked
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not

COPIED_FROM = 10
"""Earlier conversations whose statements are offered to begin with."""


@members_only
def open_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Open a conversation about an issue, perhaps like an earlier one."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    earlier = conversations_visible_to(request.viewer)
    copied = get_or_404(earlier, request.GET["like"]) if "like" in request.GET else None
    asked = list(statements_asked(request.viewer, copied)) if copied else []
    texts = [text for one in asked if len(text := " ".join(one.text.split())) <= LONGEST][:MOST_SEEDS]
    form = OpenForm(request.POST or None, initial=_like(copied, texts) if copied else {})
    if made := form.perform(open_conversation, request.actor, issue=shown):
        said = _(
            "The conversation is ready. Share the address of this page. Under “For conveners” you let in people who are no"
            " members yet."
        )
        return done(request, said, made.get_absolute_url())
    context = {
        "form": form,
        "issue": shown,
        "copied": copied,
        "left_out": len(asked) - len(texts),
        "earlier": earlier[:COPIED_FROM],
        "refusal": why_not(request, open_conversation, shown),
    }
    return render(request, "conversations/open.html", context, status=form.status)


def _like(earlier: Any, texts: list[str]) -> dict[str, Any]:
    """Return what a conversation says of itself, for another one to begin with."""
    said = {
        name: getattr(earlier, name) for name in ("title", "question", "description", "moderated", "naming")
    }
    return {**said, "seeds": "\n".join(texts)}


@members_only
def begin_page(request: PersonRequest, live: str) -> HttpResponse:
    """Let a conversation begin before its time."""
    words = {
        "title": _("Open it now"),
        "text": _("People can answer from now on. When it closes stays as it is."),
        "said": _("The conversation is open."),
    }
    return _deed(request, live, begin_conversation, ActionForm(request.POST or None), words)


@members_only
def extend_page(request: PersonRequest, live: str) -> HttpResponse:
    """Give a conversation more time."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    closes = timezone.localtime(shown.closes) if shown.closes else timezone.localtime()
    initial = {"day": closes.date(), "time": closes.time().strftime("%H:%M")}
    words = {
        "title": _("Give it more time"),
        "text": _("Choose a later time. It can be given again, and never taken away by one person alone."),
        "said": _("The conversation has more time."),
    }
    return _show(
        request, shown, extend_conversation, ExtendForm(request.POST or None, initial=initial), words
    )


@members_only
def propose_close_page(request: PersonRequest, live: str) -> HttpResponse:
    """Propose to close a conversation early."""
    words = {
        "title": _("Propose to close it early"),
        "text": _(
            "It goes on until another convener agrees. Everybody sees who may agree, and why it should close."
        ),
        "said": _("It closes early if another convener agrees. Until then people go on answering."),
    }
    return _deed(request, live, propose_close, CloseEarlyForm(request.POST or None), words)


@members_only
def close_early_page(request: PersonRequest, live: str) -> HttpResponse:
    """Give the second word for closing a conversation early."""
    words = {
        "title": _("Close it now"),
        "text": _("Nobody can answer any more from this moment on, and it cannot be opened again."),
        "said": _("The conversation is closed. What people said is being counted."),
        "kind": "warning",
    }
    return _deed(request, live, close_early, ActionForm(request.POST or None), words)


@members_only
def keep_open_page(request: PersonRequest, live: str) -> HttpResponse:
    """Let a conversation go on that somebody proposed to close early."""
    words = {
        "title": _("Let it go on"),
        "text": _("It stays open until the time that was set."),
        "said": _("The conversation goes on."),
    }
    return _deed(request, live, keep_open, ActionForm(request.POST or None), words)


@members_only
def let_join_page(request: PersonRequest, live: str) -> HttpResponse:
    """Let anybody join a conversation by its open page."""
    words = {
        "title": _("Let anybody join"),
        "text": _(
            "Whoever proves an e-mail address becomes a member, in the voice and sector they say, and answers at once. You"
            " check who says to be an elected member, and see among the people who joined so."
        ),
        "said": _("Anybody can join now, by the address of this page."),
    }
    return _deed(request, live, let_join, ActionForm(request.POST or None), words)


@members_only
def stop_joining_page(request: PersonRequest, live: str) -> HttpResponse:
    """Let nobody else join a conversation by themselves."""
    words = {
        "title": _("Let nobody else join"),
        "text": _(
            "Whoever joined stays a member, and goes on answering. Others can still be invited or admitted."
        ),
        "said": _("Nobody else can join by themselves."),
    }
    return _deed(request, live, stop_joining, ActionForm(request.POST or None), words)


def _deed(
    request: PersonRequest, live: str, deed: Action[..., Any], form: ActionForm, words: dict[str, str]
) -> HttpResponse:
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    return _show(request, shown, deed, form, words)


def _show(
    request: PersonRequest, shown: Any, deed: Action[..., Any], form: ActionForm, words: dict[str, str]
) -> HttpResponse:
    """Show a convener's deed with its consequence, and do it when they say so."""
    if made := form.perform(deed, request.actor, conversation=shown):
        return done(request, words["said"], made.get_absolute_url())
    context = {"form": form, "conversation": shown, "words": words, "refusal": why_not(request, deed, shown)}
    return render(request, "conversations/deed.html", context, status=form.status)
