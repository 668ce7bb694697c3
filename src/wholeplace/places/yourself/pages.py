"""A person's own pages: what they said, what is kept about them, how to put it right, take it away or have it erased."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.places.people.queries import members_visible_to
from wholeplace.places.yourself.actions import ask_erasure, correct_member, withdraw_erasure
from wholeplace.places.yourself.contributions import answered_by, parts_of, said_by
from wholeplace.places.yourself.forms import CorrectForm, EraseForm
from wholeplace.places.yourself.queries import erasure_waiting, what_stays, words_to_decide_on
from wholeplace.places.yourself.takeout import not_in_it, takeout_of
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.sending import to_keep
from wholeplace.ui.signed_in import sign_in_again, signed_in_freshly


@members_only
def yourself_page(request: PersonRequest) -> HttpResponse:
    """Show a member what they said and what became of it, where they take part and answered, and what is kept about them."""
    context = {
        "member": request.viewer.membership,
        "said": said_by(request.viewer),
        "parts": parts_of(request.viewer),
        "answers": answered_by(request.viewer),
        "erasure": erasure_waiting(request.viewer),
    }
    return render(request, "yourself/yourself.html", context)


@members_only
def correct_page(request: PersonRequest) -> HttpResponse:
    """Put one's own name, voice, sector or area right."""
    member = request.viewer.membership
    assert member is not None
    form = CorrectForm(request.POST or None, viewer=request.viewer, member=member)
    if form.perform(correct_member, request.actor, member=member):
        said = _(
            "What is kept about you is put right. The record says that it was, and not what it was before."
        )
        return done(request, said, place_url(request.place, "yourself"))
    return render(request, "yourself/correct.html", {"form": form}, status=form.status)


@members_only
def correct_member_page(request: PersonRequest, member: str) -> HttpResponse:
    """Put somebody else's particulars right, as a convener."""
    found = get_or_404(members_visible_to(request.viewer), member)
    form = CorrectForm(request.POST or None, viewer=request.viewer, member=found)
    if form.perform(correct_member, request.actor, member=found):
        said = _("What is kept about {name} is put right. A letter tells them.")
        return done(request, said.format(name=form.cleaned_data["name"]), place_url(request.place, "people"))
    context = {"form": form, "member": found, "refusal": why_not(request, correct_member, found)}
    return render(request, "yourself/correct_member.html", context, status=form.status)


@members_only
def data_page(request: PersonRequest) -> HttpResponse:
    """Say what a download holds, and hand it to somebody who signed in just now."""
    fresh = signed_in_freshly(request)
    if request.method == "POST" and fresh:
        name = f"{request.place.slug}-about-me.zip"
        return to_keep(takeout_of(request.viewer), name=name, kind="application/zip")
    return render(
        request,
        "yourself/data.html",
        {"fresh": fresh, "again": sign_in_again(request), "not_in_it": not_in_it()},
    )


@members_only
def erase_page(request: PersonRequest) -> HttpResponse:
    """Say what an erasure takes and leaves, and let somebody who signed in just now ask for it."""
    member, fresh = request.viewer.membership, signed_in_freshly(request)
    form = EraseForm(request.POST or None if fresh else None)
    if form.perform(ask_erasure, request.actor, member=member):
        said = _("You asked to be erased. You can take it back here for seven days.")
        return done(request, said, place_url(request.place, "yourself"))
    context = {
        "form": form,
        "fresh": fresh,
        "again": sign_in_again(request),
        "words": words_to_decide_on(),
        "stays": what_stays(),
        "erasure": erasure_waiting(request.viewer),
        "backups": settings.BACKUPS_DAYS,
        "refusal": why_not(request, ask_erasure, member),
    }
    return render(request, "yourself/erase.html", context, status=form.status)


@members_only
def keep_page(request: PersonRequest) -> HttpResponse:
    """Take back that one asked to be erased."""
    member = request.viewer.membership
    form = ActionForm(request.POST or None)
    if form.perform(withdraw_erasure, request.actor, member=member):
        said = _("You stay. Nothing was erased.")
        return done(request, said, place_url(request.place, "yourself"))
    context = {"form": form, "refusal": why_not(request, withdraw_erasure, member)}
    return render(request, "yourself/keep.html", context, status=form.status)
