"""Pages for members: what they asked their organisation for, their mandates, and what organisations say."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.mandates.actions import (
    ask_mandate,
    ask_statement,
    ask_withdrawal,
    lay_down_mandate,
    take_back_asking,
)
from wholeplace.convene.mandates.conditions import (
    OPEN,
    mandate_standing,
    standing_of,
    statement_of,
)
from wholeplace.convene.mandates.forms import (
    AskMandateForm,
    AskStatementForm,
    AskWithdrawalForm,
    a_year_on,
)
from wholeplace.convene.mandates.names import MandateStanding
from wholeplace.convene.mandates.queries import (
    askings_visible_to,
    mandates_for,
    mandates_standing,
    mandates_visible_to,
    organisations_told,
    own_mandates,
    statements_in_force,
    statements_visible_to,
    with_words,
)
from wholeplace.convene.mandates.standing import second_statement
from wholeplace.convene.mandates.telling import (
    allowed,
    allowed_to_you,
    asked_for,
    by_word_of,
    mandated_in_words,
    members_in_words,
    once_allowed_to_you,
    organisations_in_words,
    promised,
    rows_of,
)
from wholeplace.kernel import clock
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.places.people.asking import Asked, ask_once
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import Cell, Column, Table, page_asked

COLUMNS = (
    Column(gettext_lazy("Organisation")),
    Column(gettext_lazy("Sector")),
    Column(gettext_lazy("Members")),
    Column(gettext_lazy("Of them with a mandate")),
    Column(gettext_lazy("What it says for all")),
)
GIVEN_IN = ("issue", "money", "hours", "goods")
"""What an address can fill in of an asking, for a page that says what is missing."""


@members_only
def your_mandates_page(request: PersonRequest) -> HttpResponse:
    """Show a member their mandates, what they asked for, and what their organisation says for all."""
    member, at = request.viewer.membership, clock.now()
    assert member is not None
    mandates = [
        {
            "mandate": one,
            "standing": standing,
            "stands": standing == MandateStanding.STANDS,
            "says": allowed_to_you(one) if standing == MandateStanding.STANDS else once_allowed_to_you(one),
            "promised": promised(one.terms),
        }
        for one in own_mandates(request.viewer)
        if (standing := mandate_standing(one, at)) != MandateStanding.RENEWED
    ]
    askings = [
        {"asking": one, "standing": standing_of(one, at), "open": one.state in OPEN, "rows": asked_for(one)}
        for one in askings_visible_to(request.viewer)
    ]
    context = {
        "mandates": mandates,
        "askings": askings,
        "organisation": member.organisation,
        "statement": statement_of(member.organisation_id),
        "refusal": why_not(request, ask_mandate, request.place),
    }
    return render(request, "mandates/yours.html", context)


@members_only
def ask_page(request: PersonRequest) -> HttpResponse:
    """Ask one's manager for a mandate, or for another in the place of one."""
    renews = None
    if "renews" in request.GET:
        renews = get_or_404(own_mandates(request.viewer), request.GET["renews"])
    known = {name: request.GET[name] for name in GIVEN_IN if name in request.GET}
    before = {**renews.terms.columns, "issue": renews.issue_id} if renews else {"in_work_time": True}
    today = timezone.localdate(clock.now())
    day: dict[str, Any] = {"until": a_year_on(today, today=today)}
    if renews is not None:
        day = {"until": a_year_on(renews.last_day, today=today), **_asked_before(renews)}
    form = AskMandateForm(
        request.POST or None, viewer=request.viewer, initial={"own_words": True, **before, **day, **known}
    )
    if made := form.perform(ask_mandate, request.actor, place=request.place, renews=renews):
        said = _("A letter goes to {email}. You are told as soon as it is answered.")
        return done(request, said.format(email=made.email), place_url(request.place, "your_mandates"))
    refusal = why_not(request, ask_mandate, request.place)
    return _asking(request, form, "mandates/ask.html", refusal=refusal, renews=renews)


def _asked_before(renews: Any) -> dict[str, str]:
    """Return whom a member asked for the mandate that is to be renewed, as long as that is remembered."""
    asking = renews.asking
    return {} if asking.email == ERASED else {"email": asking.email, "manager": asking.manager}


@members_only
def ask_statement_page(request: PersonRequest) -> HttpResponse:
    """Ask that one's organisation says something for all of its people."""
    member = request.viewer.membership
    statement = statement_of(member.organisation_id) if member is not None else None
    form = AskStatementForm(request.POST or None, initial={"text": statement.text if statement else ""})
    if made := form.perform(ask_statement, request.actor, place=request.place):
        said = _("A letter goes to {email}. You are told as soon as it is answered.")
        return done(request, said.format(email=made.email), place_url(request.place, "your_mandates"))
    refusal = why_not(request, ask_statement, request.place)
    return _asking(request, form, "mandates/ask_statement.html", refusal=refusal)


@members_only
def ask_withdrawal_page(request: PersonRequest) -> HttpResponse:
    """Ask that one's organisation withdraws what it says for all of its people."""
    form = AskWithdrawalForm(request.POST or None)
    if made := form.perform(ask_withdrawal, request.actor, place=request.place):
        said = _("A letter goes to {email}. You are told as soon as it is answered.")
        return done(request, said.format(email=made.email), place_url(request.place, "your_mandates"))
    refusal = why_not(request, ask_withdrawal, request.place)
    return _asking(request, form, "mandates/ask_withdrawal.html", refusal=refusal)


def _asking(request: PersonRequest, form: Any, template: str, **more: object) -> HttpResponse:
    assert request.viewer.membership is not None
    context = {"form": form, "organisation": request.viewer.membership.organisation, **more}
    return render(request, template, context, status=form.status)


@members_only
def take_back_page(request: PersonRequest, asking: str) -> HttpResponse:
    """Take back what one asked for."""
    found = get_or_404(askings_visible_to(request.viewer), asking)
    text = _(
        "The link in the letter stops working at once. Nobody is told. For two days it still counts as open."
    )
    asked = Asked(
        about=found.get_about_display(),
        title=_("Take back what you asked for"),
        text=text,
        said=_("It is taken back. The link in the letter no longer works."),
        warns=True,
        back="your_mandates",
        section=("your_mandates", _("Your mandates")),
    )
    return ask_once(request, take_back_asking, asked, target="asking", record=found)


@members_only
def lay_down_page(request: PersonRequest, mandate: str) -> HttpResponse:
    """Lay down one's own mandate."""
    found = get_or_404(mandates_visible_to(request.viewer), mandate)
    text = _("From now on it stands no more. What you did under it stays valid. You can ask for another.")
    asked = Asked(
        about=found.organisation.name,
        title=_("Lay down your mandate"),
        text=text,
        said=_("You laid down your mandate. It stands no more from now on."),
        warns=True,
        back="your_mandates",
        section=("your_mandates", _("Your mandates")),
    )
    return ask_once(request, lay_down_mandate, asked, target="mandate", record=found)


@members_only
def mandate_page(request: PersonRequest, mandate: str) -> HttpResponse:
    """Show members a mandate: whose, how far, by whose word, and how it stands."""
    found = get_or_404(mandates_visible_to(request.viewer), mandate)
    standing = mandate_standing(found, clock.now())
    rows = [
        *rows_of(found.terms, issue=found.issue),
        {"label": _("By word of"), "value": by_word_of(found.giver)},
        {"label": _("Given on"), "value": date_format(timezone.localtime(found.given), "j F Y")},
    ]
    if found.ended is not None:
        rows.append(
            {"label": _("Ended on"), "value": date_format(timezone.localtime(found.ended), "j F Y, H:i")}
        )
    context = {
        "mandate": found,
        "rows": rows,
        "standing": standing,
        "stands": standing == MandateStanding.STANDS,
        "own": found.member.is_same_person_as(request.viewer.membership),
    }
    return render(request, "mandates/mandate.html", context)


@members_only
def second_page(request: PersonRequest, for_all: str) -> HttpResponse:
    """Give the second word to what an organisation says for all of its people."""
    found = get_or_404(statements_visible_to(request.viewer), for_all)
    form, onward = ActionForm(request.POST or None), found.get_absolute_url()
    if form.perform(second_statement, request.actor, for_all=found):
        return done(request, _("It has a second word now, and stands in public."), onward)
    refusal = why_not(request, second_statement, found)
    context = {"form": form, "statement": found, "refusal": refusal}
    return render(request, "mandates/second.html", context, status=form.status)


def who_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show which organisations let their people take part in an issue, and to members who has a mandate there."""
    found = with_words(request.viewer, issues_visible_to(request.viewer))
    shown = get_or_404(found, issue)
    page = page_asked(request, mandates_for(request.viewer, shown))
    context = {
        "issue": shown,
        "told": organisations_in_words(shown.agreeing),  # type: ignore[attr-defined] # counted by the query
        "page": page,
        "mandates": [{"mandate": one, "says": allowed(one)} for one in page],
        "statements": statements_in_force(request.viewer),
    }
    return render(request, "mandates/who.html", context)


def organisations_page(request: PersonRequest) -> HttpResponse:
    """List the organisations of the place: who let their people take part, and what they say for all."""
    page = page_asked(request, organisations_told(request.viewer))
    table = Table(_("Organisations"), columns=COLUMNS, rows=[_row(request, one) for one in page])
    return render(request, "mandates/organisations.html", {"page": page, "table": table})


def _row(request: PersonRequest, one: Any) -> list[object]:
    """Return an organisation as a row; figures about its people from five up, and words below."""
    since = one.says_since
    said = (
        _("Said in public since {day}").format(day=date_format(since, "j F Y")) if since else _("Nothing yet")
    )
    return [
        Cell(one.name, place_url(request.place, "organisation", organisation=one.pk)),
        one.get_sector_display(),
        members_in_words(one.people),
        mandated_in_words(one.mandated, people=one.people),
        said,
    ]


def organisation_page(request: PersonRequest, organisation: str) -> HttpResponse:
    """Show what an organisation says for all of its people, now and before, and to members whom it gave a mandate."""
    found = get_or_404(organisations_told(request.viewer), organisation)
    statements = list(statements_visible_to(request.viewer).filter(organisation=found))
    member = request.viewer.membership
    mandates = mandates_standing(request.viewer).filter(organisation=found).order_by("member__name", "pk")
    now, past = ([one for one in statements if (one.withdrawn is None) == new] for new in (True, False))
    waiting = next((one for one in now if one.seconded is None), None)
    context = {
        "organisation": found,
        "standing": next((one for one in now if one.seconded is not None), None),
        "waiting": waiting,
        "seconds": waiting is not None and why_not(request, second_statement, waiting) is None,
        "before": [one for one in past if one.seconded is not None],
        "members": members_in_words(found.people),  # type: ignore[attr-defined] # counted by the query
        "mandated": mandated_in_words(found.mandated, people=found.people),  # type: ignore[attr-defined]
        "mandates": [{"mandate": one, "says": allowed(one)} for one in mandates],
        "own": member is not None and member.organisation_id == found.pk,
    }
    return render(request, "mandates/organisation.html", context)
