"""Pages for what somebody carries themselves: letters for the post, calls to make, and the words of a sponsor."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wholeplace.convene.invitations.calling import draw_code, record_call
from wholeplace.convene.invitations.forms import AskWordsForm, CallForm, LettersForm, SponsorWordsForm
from wholeplace.convene.invitations.paper import code_page_address
from wholeplace.convene.invitations.posting import ask_for_letters, letters_are_posted
from wholeplace.convene.invitations.queries import (
    calls_to_make,
    invitations_visible_to,
    letter_file_of,
    letters_printed,
    letters_waiting,
    sponsor_words_visible_to,
    sponsors_for,
)
from wholeplace.convene.invitations.showing import calls_table, script_of, who
from wholeplace.convene.invitations.vouching import (
    ask_for_words,
    take_sponsor_words_back,
    write_sponsor_words,
)
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.queries import perspectives_visible_to
from wholeplace.kernel.jobs.models import State
from wholeplace.kernel.jobs.queries import progress_of
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, asks_within, done, get_or_404, members_only, why_not
from wholeplace.ui.sending import to_show

SETTING = "issue_invitations.set"
CALLS = 100
"""Calls that stand on one page."""
GOING_ON = frozenset({State.WAITING, State.RUNNING})


@members_only
def letters_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Set the letters that wait for the post, show how far that is, and say that they are posted."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    file = letter_file_of(request.viewer, shown)
    before = {"phone": file.phone, "address": file.address} if file is not None else {}
    form = LettersForm(request.POST or None, initial=before)
    if form.perform(ask_for_letters, request.actor, issue=shown):
        return redirect(request.path)
    progress = progress_of((SETTING, file)) if file is not None and file.set is None else None
    waits = progress is not None and progress.state in GOING_ON
    if asks_within(request) and not waits:
        return HttpResponse(headers={"HX-Redirect": request.path, "Cache-Control": "no-store"})
    context = {
        "issue": shown,
        "form": form,
        "waiting": letters_waiting(request.viewer, shown).count(),
        "file": file
        if file is not None and file.set is not None and letters_printed(shown, file.made).exists()
        else None,
        "failed": file is not None and file.set is None and not waits,
        "progress": progress if waits else None,
        "refusal": why_not(request, ask_for_letters, shown),
        "back": place_url(request.place, "issue_invitations", issue=shown.pk),
        **({"refresh_after": 3} if waits else {}),
    }
    return render(request, "invitations/letters.html", context, status=form.status)


@members_only
def letters_file(request: PersonRequest, issue: str) -> HttpResponse:
    """Send the letters that were set last, as one PDF."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    file = letter_file_of(request.viewer, shown)
    if file is None or not file.content:
        raise Http404
    response = to_show(bytes(file.content), name="letters.pdf", kind="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return response


@members_only
def posted_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Say that the letters that were set last are in the post."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    file = letter_file_of(request.viewer, shown)
    back = place_url(request.place, "invitation_letters", issue=shown.pk)
    if file is None or file.set is None:
        return redirect(back)
    form = ActionForm(request.POST or None)
    form.perform(letters_are_posted, request.actor, issue=shown, made=file.made)
    if form.performed:
        onward = place_url(request.place, "issue_invitations", issue=shown.pk)
        return done(request, _("The letters are marked as posted."), onward)
    context = {
        "issue": shown,
        "form": form,
        "who": "",
        "button": _("They are posted"),
        "text": _(
            "They count as sent from now on, and wait four weeks for an answer. Letters without the newest codes do not count."
        ),
        "back": back,
        "refusal": why_not(request, letters_are_posted, shown),
    }
    return render(request, "invitations/ask.html", context, status=form.status)


@members_only
def calls_page(request: PersonRequest, issue: str) -> HttpResponse:
    """List whom the reader is to call about an issue."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    calls = calls_to_make(request.viewer, shown)
    count = calls.count()
    context = {
        "issue": shown,
        "calls": count,
        "more": count > CALLS,
        "table": calls_table(calls[:CALLS]) if count else None,
        "back": place_url(request.place, "issue_invitations", issue=shown.pk),
    }
    return render(request, "invitations/calls.html", context)


@members_only
def call_page(request: PersonRequest, issue_invitation: str) -> HttpResponse:
    """Show what to say on the phone, and keep what became of the call."""
    one = get_or_404(invitations_visible_to(request.viewer), issue_invitation)
    form = CallForm(request.POST or None)
    if form.perform(record_call, request.actor, issue_invitation=one):
        return done(request, _("It is kept, with your name beside it."), one.get_absolute_url())
    context = {
        "one": one,
        "issue": one.issue,
        "who": who(one),
        "script": script_of(one),
        "form": form,
        "back": place_url(request.place, "invitation_calls", issue=one.issue_id),
        "refusal": why_not(request, record_call, one),
    }
    return render(request, "invitations/call.html", context, status=form.status)


@members_only
def code_to_read_page(request: PersonRequest, issue_invitation: str) -> HttpResponse:
    """Draw a code to read out to somebody who was called, and show it once."""
    one = get_or_404(invitations_visible_to(request.viewer), issue_invitation)
    form = ActionForm(request.POST or None)
    code = form.perform(draw_code, request.actor, issue_invitation=one)
    context = {
        "one": one,
        "issue": one.issue,
        "who": who(one),
        "form": form,
        "code": code,
        "at": code_page_address(request.place),
        "back": place_url(request.place, "call_invited", issue_invitation=one.pk),
        "refusal": why_not(request, draw_code, one),
    }
    return render(request, "invitations/code_to_read.html", context, status=form.status)


@members_only
def sponsor_words_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Let somebody write why they would like whoever speaks for a perspective there; conveners see what was given."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    form = SponsorWordsForm(request.POST or None)
    here = place_url(request.place, "sponsor_words", perspective=shown.pk)
    if form.perform(write_sponsor_words, request.actor, perspective=shown):
        return done(request, _("Your words are kept. They can go in letters, under your name."), here)
    given = list(sponsor_words_visible_to(request.viewer).filter(perspective=shown, taken_back=None))
    own = next((one for one in given if one.by.is_same_person_as(request.viewer.membership)), None)
    context: dict[str, Any] = {
        "perspective": shown,
        "issue": shown.issue,
        "form": form,
        "own": own,
        "given": [one for one in given if one != own],
        "refusal": why_not(request, write_sponsor_words, shown),
        "asks": why_not(request, ask_for_words, shown) is None,
        "back": shown.get_absolute_url(),
    }
    return render(request, "invitations/sponsor_words.html", context, status=form.status)


@members_only
def ask_words_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Ask a member for words of their own."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    refusal = why_not(request, ask_for_words, shown)
    form = AskWordsForm(request.POST or None, members=sponsors_for(request.viewer, shown))
    back = place_url(request.place, "sponsor_words", perspective=shown.pk)
    if form.perform(ask_for_words, request.actor, perspective=shown):
        return done(request, _("They are told. What they write, they write themselves."), back)
    context = {
        "issue": shown.issue,
        "who": shown.name,
        "form": form,
        "button": _("Ask for their words"),
        "text": _(
            "They are told, and find a page on which they write to whoever is invited. They may leave it."
        ),
        "back": back,
        "refusal": refusal,
    }
    return render(request, "invitations/ask.html", context, status=form.status)


@members_only
def take_words_back_page(request: PersonRequest, sponsor_words: str) -> HttpResponse:
    """Take one's words back, or decline to give any."""
    found = get_or_404(sponsor_words_visible_to(request.viewer), sponsor_words)
    form = ActionForm(request.POST or None)
    if form.perform(take_sponsor_words_back, request.actor, sponsor_words=found):
        return done(request, _("They go in no letter from now on."), found.get_absolute_url())
    taken = _("They go in no letter from then on. Letters that went already keep them.")
    unasked = _("You were asked why you would like somebody there. You need not say.")
    context = {
        "issue": found.issue,
        "who": found.perspective.name,
        "form": form,
        "button": _("Take my words back") if found.written else _("I would rather not"),
        "text": taken if found.written else unasked,
        "back": found.get_absolute_url(),
        "refusal": why_not(request, take_sponsor_words_back, found),
    }
    return render(request, "invitations/ask.html", context, status=form.status)
