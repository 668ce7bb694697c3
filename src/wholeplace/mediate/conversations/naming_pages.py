"""Pages on which a convener declares how statements are shown, and somebody puts their name to one of their own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.mediate.conversations.forms import NamingForm
from wholeplace.mediate.conversations.naming import name_as, sign_statement
from wholeplace.mediate.conversations.naming_forms import SignForm
from wholeplace.mediate.conversations.queries import conversations_visible_to, written_by
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@members_only
def naming_page(request: PersonRequest, live: str) -> HttpResponse:
    """Declare under which name statements are shown, before anybody has written one."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = NamingForm(request.POST or None, initial={"naming": shown.naming})
    if form.perform(name_as, request.actor, conversation=shown):
        return done(request, _("Everybody reads it on this page."), shown.get_absolute_url())
    refusal = why_not(request, name_as, shown)
    fixed = _(
        "People write as they do because of it, so it is fixed once somebody who takes part has written."
    )
    words = {
        "title": _("How statements are shown") if refusal else _("Choose how statements are shown"),
        "alone": "yes",
        "text": str(shown.naming_said) if refusal else fixed,
    }
    context = {"form": form, "conversation": shown, "words": words, "refusal": refusal}
    return render(request, "conversations/deed.html", context, status=form.status)


@members_only
def sign_page(request: PersonRequest, live: str, number: int) -> HttpResponse:
    """Put one's name to a statement one wrote without it."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    statement = written_by(request.viewer, shown).filter(number=number).first()
    if statement is None:
        raise Http404
    back = f"{place_url(shown.place, 'my_answers', live=shown.pk)}#written"
    form = SignForm(request.POST or None, actor=request.actor)
    if form.perform(sign_statement, request.actor, statement=statement):
        return done(request, _("Your name stands beside your statement."), back)
    context = {
        "form": form,
        "conversation": shown,
        "words": {
            "title": _("Put my name to it"),
            "text": _(
                "Whoever can read the conversation sees your name beside it from now on. This cannot be undone."
            ),
            "button": _("Show my name"),
            "kind": "warning",
            "back": back,
        },
        "said": statement,
        "said_by": _("Your statement"),
        "refusal": why_not(request, sign_statement, statement),
    }
    return render(request, "conversations/said_deed.html", context, status=form.status)
