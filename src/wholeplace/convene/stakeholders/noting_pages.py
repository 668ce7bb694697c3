"""Pages on which somebody notes what they know of a perspective, and declares what they stand to gain or lose themselves."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.issues.deciding import named
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.asking import ask_about
from wholeplace.convene.stakeholders.forms import InterestForm, NoteForm, OpenUpForm
from wholeplace.convene.stakeholders.interests import declare_interest, end_interest
from wholeplace.convene.stakeholders.noting import open_note_up, take_note_back, write_note
from wholeplace.convene.stakeholders.queries import (
    interests_visible_to,
    notes_visible_to,
    perspectives_visible_to,
)
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@members_only
def note_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Note something of a perspective, for the audience one chooses."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    form = NoteForm(request.POST or None)
    if made := form.perform(write_note, request.actor, perspective=shown):
        return done(
            request, _("Your note is kept for those you chose, and for nobody else."), made.get_absolute_url()
        )
    return ask_about(
        request,
        shown,
        form,
        write_note,
        heading=_("Note something"),
        button=_("Keep the note"),
        text=_(
            "A note is read by those you choose, on this page and nowhere else. You alone can let more people read it."
        ),
    )


@members_only
def open_note_page(request: PersonRequest, note: str) -> HttpResponse:
    """Let more people read a note of one's own."""
    found = get_or_404(notes_visible_to(request.viewer), note)
    form = OpenUpForm(request.POST or None, note=found)
    if form.perform(open_note_up, request.actor, note=found):
        return done(request, _("More people can read your note now."), found.get_absolute_url())
    return ask_about(
        request,
        found.perspective,
        form,
        open_note_up,
        found,
        heading=_("Let more people read your note"),
        button=_("Let them read it"),
        text=found.text,
        back=found.get_absolute_url(),
    )


@members_only
def take_note_back_page(request: PersonRequest, note: str) -> HttpResponse:
    """Take a note of one's own back."""
    found = get_or_404(notes_visible_to(request.viewer), note)
    form = ActionForm(request.POST or None)
    if form.perform(take_note_back, request.actor, note=found):
        return done(request, _("Nobody but you reads the note any more."), found.get_absolute_url())
    return ask_about(
        request,
        found.perspective,
        form,
        take_note_back,
        found,
        heading=_("Take your note back?"),
        button=_("Take it back"),
        text=found.text,
        back=found.get_absolute_url(),
    )


@members_only
def interests_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show what people who take part declared they stand to gain or lose themselves, and let one declare one's own."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    form = InterestForm(request.POST or None)
    back = place_url(request.place, "interests", issue=shown.pk)
    if form.perform(declare_interest, request.actor, issue=shown):
        return done(request, _("It stands here, with your name, for every member to read."), back)
    declared = interests_visible_to(request.viewer).filter(issue=shown)
    context = {
        "issue": shown,
        "form": form,
        "declared": [(one, named(request.viewer, one.by)) for one in declared],
        "refusal": why_not(request, declare_interest, shown),
    }
    return render(request, "stakeholders/interests.html", context, status=form.status)


@members_only
def end_interest_page(request: PersonRequest, interest: str) -> HttpResponse:
    """Say that one no longer has an interest."""
    found = get_or_404(interests_visible_to(request.viewer), interest)
    form = ActionForm(request.POST or None)
    if form.perform(end_interest, request.actor, interest=found):
        return done(request, _("It says now that this has ended."), found.get_absolute_url())
    return ask_about(
        request,
        found.issue,
        form,
        end_interest,
        found,
        heading=_("Has this ended?"),
        button=_("It has ended"),
        text=found.text,
        back=found.get_absolute_url(),
    )
