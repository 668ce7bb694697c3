"""Pages for conveners: whom to invite, how far each invitation came, and taking one back or sending one again."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.kernel import clock
from wholeplace.kernel.actions import Action
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.places.invited.actions import invite, invite_again, take_back_invitation
from wholeplace.places.invited.conditions import AGAIN, LASTS, standing_of
from wholeplace.places.invited.forms import FindForm, InviteForm, SureForm
from wholeplace.places.invited.letters import letter_before
from wholeplace.places.invited.lists import Row
from wholeplace.places.invited.names import Standing
from wholeplace.places.invited.queries import (
    counted_by_standing,
    days_for,
    invitations_asked,
    invitations_visible_to,
    invited_last,
    kept_back_as_list,
    rows_for,
)
from wholeplace.places.people.asking import Asked, ask_once
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import Cell, Column, Table, page_asked, sort_asked

COLUMNS = (
    Column(gettext_lazy("Who"), sort="email"),
    Column(gettext_lazy("How far it came")),
    Column(gettext_lazy("Invited by")),
    Column(gettext_lazy("What you can do")),
)
HOW_FAR = {
    Standing.WAITING: gettext_lazy("The letter goes on {day}"),
    Standing.SENT: gettext_lazy("Written to; the link works until {day}"),
    Standing.LAPSED: gettext_lazy("The link ran out on {day}"),
    Standing.ACCEPTED: gettext_lazy("Joined on {day}"),
    Standing.REVOKED: gettext_lazy("Taken back; was invited on {day}"),
    Standing.KEPT_BACK: gettext_lazy(
        "The letter was to go on {day}, and is kept back: {by} no longer convenes"
    ),
}
OPEN = (Standing.WAITING, Standing.SENT)
TAKE_BACK = (gettext_lazy("Take back"), "take_back_invitation")
INVITE_AGAIN = (gettext_lazy("Invite again"), "invite_again")
LISTED = 50
"""Lines passed over that are told one by one."""


@members_only
def invitations_page(request: PersonRequest) -> HttpResponse:
    """Show who was invited, and how far each invitation has come."""
    form = FindForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {"words": "", "standing": ""}
    sort = sort_asked(request, COLUMNS)
    found = invitations_asked(request.viewer, **asked)
    page = page_asked(request, found.order_by(sort, "pk") if sort else found)
    rows = [_row(request, one) for one in page]
    counts = counted_by_standing(request.viewer)
    context = {
        "page": page,
        "table": Table(_("Who was invited"), columns=COLUMNS, rows=rows, sort=sort),
        "form": form,
        "narrowed": any(asked.values()),
        "counts": list(counts.items()),
        "kept_back": counts.get(Standing.KEPT_BACK, 0),
        "refusal": why_not(request, invite, request.place),
    }
    return render(request, "invited/invitations.html", context)


def _row(request: PersonRequest, one: Any) -> list[object]:
    """Return an invitation as a row: whom it went to, how far it came, and what can be done about it."""
    standing = standing_of(one, clock.now())
    deeds = {**dict.fromkeys(OPEN, TAKE_BACK), **dict.fromkeys(AGAIN, INVITE_AGAIN)}
    if standing not in deeds or one.email == ERASED:
        return [_who(one), _how_far(one, standing), one.by.name, _("Nothing more")]
    label, page = deeds[standing]
    told = format_html('{}<span class="govuk-visually-hidden"> ({})</span>', label, one.email)
    link = Cell(told, place_url(request.place, page, invitation=one.pk))
    return [_who(one), _how_far(one, standing), one.by.name, link]


def _who(one: Any) -> str:
    """Return the address, under the name where there is one."""
    if not one.name or one.name == ERASED:
        return str(one.email)
    return format_html("{}<br>{}", one.name, one.email)


def _how_far(one: Any, standing: Standing) -> str:
    """Say how far an invitation came, and when."""
    day = {
        Standing.WAITING: one.due,
        Standing.SENT: one.expires,
        Standing.LAPSED: one.expires,
        Standing.ACCEPTED: one.member.joined if one.member else one.due,
        Standing.REVOKED: one.asked,
        Standing.KEPT_BACK: one.due,
    }[standing]
    return HOW_FAR[standing].format(day=date_format(timezone.localtime(day), "j F"), by=one.by.name)


@members_only
def invite_page(request: PersonRequest) -> HttpResponse:
    """Take a list of people, show what each line leads to and the letter, and invite them on a second press."""
    sure = SureForm(request.POST, auto_id=False) if "sure" in request.POST else None
    if sure is not None:
        sure.perform(invite, request.actor, place=request.place)
        if sure.performed:  # sent twice, it is one deed, and is told twice
            count = invited_last(request.viewer, sure.cleaned_data["people"])
            return done(request, _invited(count), place_url(request.place, "invitations"))
    before = {"people": kept_back_as_list(request.viewer)} if "kept-back" in request.GET else {}
    form = InviteForm(
        request.POST or None, request.FILES or None, viewer=request.viewer, initial=before or None
    )
    refusal = why_not(request, invite, request.place)
    context: dict[str, Any] = {"form": form, "refusal": refusal}
    if refusal is None and form.is_bound and form.is_valid():
        said = {**form.cleaned_data, "key": form["key"].value()}
        context = {
            **_looked_over(request, said),
            "form": sure or SureForm(initial=said, auto_id=False),
            "again": InviteForm(initial=said, viewer=request.viewer),
        }
    nobody = bool(form.files) and context.get("good") == []
    status = sure.status if sure else 400 if nobody else form.status
    return render(request, "invited/invite.html", context, status=status)


def _looked_over(request: PersonRequest, said: dict[str, Any]) -> dict[str, Any]:
    """Return what a list would lead to: who is written to and when, what is passed over, and the letter."""
    rows = rows_for(request.viewer, said["people"])
    good = [row for row in rows if not row.why_not]
    bad = [row for row in rows if row.why_not]
    return {
        "looked": True,
        "good": good,
        "bad": bad[:LISTED],
        "more": max(len(bad) - LISTED, 0),
        "days": _days(request, len(good)),
        "letter": _letter(request, good, said) if good else None,
    }


def _days(request: PersonRequest, count: int) -> list[tuple[dt.date, int]]:
    """Return how many letters would go on which day."""
    member = request.viewer.membership
    dues = days_for(member, count, clock.now()) if member is not None else []
    return sorted(Counter(map(timezone.localdate, dues)).items())


def _letter(request: PersonRequest, good: Sequence[Row], said: dict[str, Any]) -> Any:
    """Return the letter as the first on the list would get it."""
    return letter_before(
        request.actor,
        name=good[0].name,
        words=said["words"],
        onward=said["onward"],
        until=clock.now() + LASTS,
    )


def _invited(count: int) -> str:
    said = ngettext(
        "{count} person is invited, and gets a letter with a link of their own.",
        "{count} people are invited. Each gets a letter with a link of their own.",
        count,
    )
    return said.format(count=count)


@members_only
def take_back_page(request: PersonRequest, invitation: str) -> HttpResponse:
    """Take an invitation back."""
    text = _("The link that was sent stops working at once. Nobody is told. You can invite them again.")
    said = _("The invitation to {email} is taken back. Its link no longer works.")
    title = _("Take the invitation back")
    return _decide(request, invitation, take_back_invitation, title=title, text=text, said=said)


@members_only
def invite_again_page(request: PersonRequest, invitation: str) -> HttpResponse:
    """Invite somebody again whose link ran out, or who was taken or kept back."""
    text = _("They get a letter with a new link, which works for two weeks. The old link stays of no use.")
    left_out = _(
        "What {by} wrote to them is left out. To write to them yourself, put their address on a new list."
    )
    said = _("{email} is invited again, and gets a letter with a new link.")
    title = _("Invite again")
    return _decide(request, invitation, invite_again, title=title, text=text, said=said, by_another=left_out)


def _decide(
    request: PersonRequest,
    invitation: str,
    deed: Action[..., Any],
    *,
    title: str,
    text: str,
    said: str,
    by_another: str = "",
) -> HttpResponse:
    """Ask once about an invitation; `by_another` says what follows for words that somebody else wrote in it."""
    found = get_or_404(invitations_visible_to(request.viewer), invitation)
    if found.words and found.by != request.viewer.membership:
        text = f"{text} {by_another.format(by=found.by.name)}".strip()
    asked = Asked(
        about=found.email,
        title=title,
        text=text,
        said=said.format(email=found.email),
        warns=deed is take_back_invitation,
        back="invitations",
        section=("invitations", _("Personal invitations")),
    )
    return ask_once(request, deed, asked, target="invitation", record=found)
