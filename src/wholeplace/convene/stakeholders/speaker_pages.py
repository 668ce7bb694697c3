"""Pages on which conveners note which contacts could speak for a perspective."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.stakeholders.asking import ask_about
from wholeplace.convene.stakeholders.book import add_contact, drop_speaker, note_speaker
from wholeplace.convene.stakeholders.book_forms import FindSpeakersForm, SpeakerForm
from wholeplace.convene.stakeholders.book_queries import OFFERED, guesses_visible_to, others_who_could_speak
from wholeplace.convene.stakeholders.queries import perspectives_visible_to
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@members_only
def speakers_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Find contacts in the book, and note that one could speak for a perspective."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    words = request.GET.get("q", "").strip()
    offered = others_who_could_speak(request.viewer, shown, words=words)
    form = SpeakerForm(request.POST or None, offered=offered if request.POST else offered[:OFFERED])
    if form.perform(note_speaker, request.actor, perspective=shown):
        said = _("It is noted, for conveners alone. Nobody has been written to. Note another, or go back.")
        return done(request, said, request.get_full_path())
    first = list(offered[: OFFERED + 1])
    context = {
        "perspective": shown,
        "issue": shown.issue,
        "finding": FindSpeakersForm({"q": words}),
        "words": words,
        "form": form,
        "some": bool(first),
        "more": len(first) > OFFERED,
        "refusal": why_not(request, add_contact, request.place),
        "back": shown.get_absolute_url(),
    }
    return render(request, "stakeholders/speakers.html", context, status=form.status)


@members_only
def drop_page(request: PersonRequest, guess: str) -> HttpResponse:
    """Drop the note that a contact could speak for a perspective."""
    found = get_or_404(guesses_visible_to(request.viewer), guess)
    shown = found.perspective
    form = ActionForm(request.POST or None)
    form.perform(drop_speaker, request.actor, guess=found)
    if form.performed:
        return done(
            request, _("The note is dropped. The contact stays in the book."), shown.get_absolute_url()
        )
    return ask_about(
        request,
        shown,
        form,
        drop_speaker,
        found,
        heading=_("Drop this note?"),
        button=_("Drop the note"),
        text=_("{name} stays in the book, and is no longer noted as able to speak for them.").format(
            name=found.contact
        ),
    )
