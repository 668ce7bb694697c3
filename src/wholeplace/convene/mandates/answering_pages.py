"""The pages the link of a letter leads a manager to: opening one changes nothing, pressing its button does."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from wholeplace.convene.mandates.answering import (
    decline_asking,
    give_mandate,
    renew_mandate,
    revoke_mandate,
)
from wholeplace.convene.mandates.conditions import (
    answer_works,
    last_mandate,
    mandate_standing,
    word_works,
)
from wholeplace.convene.mandates.forms import (
    DeclineForm,
    GiveForm,
    TakeBackForm,
    WordForm,
    a_year_on,
)
from wholeplace.convene.mandates.jobs import NAME
from wholeplace.convene.mandates.names import AskedFor, MandateStanding
from wholeplace.convene.mandates.queries import answered_by, taken_back_by
from wholeplace.convene.mandates.standing import (
    publish_statement,
    take_back_statement,
    withdraw_statement,
)
from wholeplace.convene.mandates.telling import asked_for, rows_of, said_by_you
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.conditions import Condition
from wholeplace.ui.addresses import place_url
from wholeplace.ui.links import count_wrong_link, opened_by_link
from wholeplace.ui.requests import PersonRequest, done

OF_NO_USE = {"the_link_is_of_no_use", "gone"}
"""Refusals that are answered as if the link had never been, however late they come."""


@opened_by_link
def answer_page(request: PersonRequest, link: str) -> HttpResponse:
    """Show a manager what is asked, and let them say yes to it, or to less."""
    asking = _found(request, answered_by(request.place, link), works=answer_works)
    if asking is None:
        return _no_use(request)
    if asking.by.is_same_person_as(request.viewer.membership):
        return render(request, "mandates/own.html", {"asking": asking}, status=403)
    form, deed, said = _yes(request, asking)
    if made := form.perform(deed, _by(request), asking=asking):
        return _thanks(request, asking, f"{said_by_you(made)} {said}".strip())
    if _too_late(form):
        return _no_use(request)
    context = {"form": form, "asking": asking, "rows": asked_for(asking), "link": link}
    return render(request, "mandates/answer.html", context, status=form.status)


def _yes(request: PersonRequest, asking: Any) -> tuple[Any, Any, str]:
    """Return the form that says yes, what it does, and what is said once it is done."""
    answers, body = request.POST or None, asking.organisation.name
    if asking.about == AskedFor.MANDATE:
        form: Any = GiveForm(answers, asked=asking.terms, organisation=body)
        return (
            form,
            give_mandate,
            _("It is on record. A letter confirms it, and tells you how to take it back."),
        )
    form = WordForm(answers, organisation=body)
    if asking.about == AskedFor.STATEMENT:
        return (
            form,
            publish_statement,
            _(
                "It is on record, and waits for a second word from the partnership before it is public. A letter confirms it,"
                " and tells you how to withdraw it."
            ),
        )
    return form, withdraw_statement, _("It is withdrawn, and stays readable.")


@opened_by_link
def decline_page(request: PersonRequest, link: str) -> HttpResponse:
    """Let a manager say no, and why."""
    asking = _found(request, answered_by(request.place, link), works=answer_works)
    if asking is None:
        return _no_use(request)
    form = DeclineForm(request.POST or None)
    if form.perform(decline_asking, _by(request), asking=asking):
        said = _("You said no. {name} is told, with your reason. Nothing else follows.")
        return _thanks(request, asking, said.format(name=asking.by.name))
    if _too_late(form):
        return _no_use(request)
    context = {"form": form, "asking": asking, "link": link}
    return render(request, "mandates/decline.html", context, status=form.status)


@opened_by_link
def word_page(request: PersonRequest, link: str) -> HttpResponse:
    """Show whoever said it what stands by their word, and how to take it back or renew it."""
    asking = _found(request, taken_back_by(request.place, link), works=word_works)
    if asking is None:
        return _no_use(request)
    mandate = last_mandate(asking)
    context = {
        "asking": asking,
        "mandate": mandate,
        "rows": rows_of(mandate.terms, issue=mandate.issue) if mandate else asked_for(asking),
        "stands": mandate is None or mandate_standing(mandate, clock.now()) == MandateStanding.STANDS,
        "link": link,
    }
    return render(request, "mandates/word.html", context)


@opened_by_link
def revoke_page(request: PersonRequest, link: str) -> HttpResponse:
    """Let whoever said it take it back, from this moment on."""
    asking = _found(request, taken_back_by(request.place, link), works=word_works)
    if asking is None:
        return _no_use(request)
    form = TakeBackForm(request.POST or None)
    deed: Any = revoke_mandate if asking.about == AskedFor.MANDATE else take_back_statement
    if form.perform(deed, _by(request), asking=asking):
        said = _("It is taken back, and stands no more from now on. {name} is told.")
        return _thanks(request, asking, said.format(name=asking.by.name))
    if _too_late(form):
        return _no_use(request)
    refusal = deed.refusal(_by(request), asking)
    context = {"form": form, "asking": asking, "link": link, "refusal": refusal}
    return render(request, "mandates/revoke.html", context, status=form.status)


@opened_by_link
def renew_page(request: PersonRequest, link: str) -> HttpResponse:
    """Let whoever gave a mandate renew it, before it is over or shortly after."""
    asking = _found(request, taken_back_by(request.place, link), works=word_works)
    mandate = last_mandate(asking) if asking is not None else None
    if asking is None or mandate is None:
        return _no_use(request)
    until = a_year_on(mandate.last_day, today=timezone.localdate(clock.now()))
    given = {**mandate.terms.columns, "giver": mandate.giver, "until": until}
    form = GiveForm(
        request.POST or None, asked=asking.terms, organisation=asking.organisation.name, initial=given
    )
    if made := form.perform(renew_mandate, _by(request), asking=asking):
        said = _("It is renewed. A new letter confirms it; the old link works no more.")
        return _thanks(request, asking, f"{said_by_you(made)} {said}")
    if _too_late(form):
        return _no_use(request)
    context = {
        "form": form,
        "asking": asking,
        "rows": rows_of(mandate.terms, issue=mandate.issue),
        "link": link,
    }
    return render(request, "mandates/renew.html", context, status=form.status)


def _by(request: PersonRequest) -> Actor:
    """Return the program, which records what the holder of a link says."""
    return machine(request.place, NAME)


def _found(request: PersonRequest, asking: Any, *, works: Condition) -> Any:
    """Return what a link is about while it works; a link that is not there is remembered."""
    if asking is None:
        count_wrong_link(request)
        return None
    return None if works(_by(request), asking) else asking


def _too_late(form: Any) -> bool:
    return form.refusal is not None and form.refusal.code in OF_NO_USE


def _thanks(request: PersonRequest, asking: Any, said: str) -> HttpResponse:
    """Lead on from a link, which is used, to what everybody may read of the organisation."""
    onward = place_url(request.place, "organisation", organisation=asking.organisation_id)
    return done(request, said, onward)


def _no_use(request: PersonRequest) -> HttpResponse:
    """Answer every link that does not work alike, whether it never did or no longer does: by what may have happened."""
    return render(request, "mandates/no_use.html", status=404)
