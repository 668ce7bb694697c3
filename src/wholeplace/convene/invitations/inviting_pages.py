"""Pages on which a convener asks one person, or many, to speak for perspectives: seen as it goes before anything goes."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.invitations.actions import invite_many, invite_to_speak
from wholeplace.convene.invitations.drafting import draft, preview, why_it_cannot_go
from wholeplace.convene.invitations.forms import NEW, InviteForm, ManyForm, WhoForm
from wholeplace.convene.invitations.letters import send_test
from wholeplace.convene.invitations.names import Way
from wholeplace.convene.invitations.planning import planned, way_to
from wholeplace.convene.invitations.queries import asked_for, noted_for_missing, words_for
from wholeplace.convene.invitations.showing import planned_table
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.book_queries import contacts_found, guesses_visible_to
from wholeplace.convene.stakeholders.queries import perspectives_visible_to
from wholeplace.kernel import clock
from wholeplace.places.invited.queries import days_for
from wholeplace.places.people.queries import members_visible_to
from wholeplace.ui.addresses import place_url
from wholeplace.ui.paper import pdf_of
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.sending import to_show

OFFERED = 15
"""Contacts, and members, among whom one chooses whom to ask."""
MOST = 500
"""Contacts noted for perspectives nobody speaks for that stand on one page."""


@members_only
def invite_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Ask one person to speak for a perspective: first it is shown as it would go, then it goes."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    refusal = why_not(request, invite_to_speak, shown)
    words = request.GET.get("q", "").strip()
    offered = _offered(request, shown, words) if refusal is None else _nobody(request, shown)
    initial = _chosen_before(request, offered["contacts"])
    form = InviteForm(request.POST or None, initial=initial, **offered)
    do = request.POST.get("do", "")
    if do == "sure" and (made := form.perform(invite_to_speak, request.actor, perspective=shown)):
        return done(request, _("It is kept, and goes out when it is due."), made.get_absolute_url())
    context: dict[str, Any] = {
        "perspective": shown,
        "issue": shown.issue,
        "finding": WhoForm({"q": words}),
        "words": words,
        "new": form["who"].value() == NEW,
        "form": form,
        "refusal": refusal,
        "back": shown.get_absolute_url(),
    }
    if refusal is None and form.is_bound and form.is_valid():
        seen = draft(request.actor, shown, form.cleaned_data)
        if stops := why_it_cannot_go(request.actor, seen):
            form.refuse(stops)
        elif do == "paper" and (sheet := preview(seen).sheet) is not None:
            return to_show(pdf_of([sheet]), name="letter.pdf", kind="application/pdf")
        else:
            context |= _seen_before(request, seen, do, offered)
    return render(request, "invitations/invite.html", context, status=form.status)


def _chosen_before(request: PersonRequest, contacts: Sequence[Any]) -> dict[str, str]:
    """Return whom another page led here to ask, and by which way they are reached best."""
    who = request.GET.get("who", "")
    ways = (way_to(one, closed={}) for one in contacts if who == f"contact {one.pk}")
    way = next(ways, None)
    return {**({"who": who} if who else {}), **({"way": way.value} if way else {})}


def _seen_before(request: PersonRequest, seen: Any, do: str, offered: dict[str, Any]) -> dict[str, Any]:
    """Return what goes as it would go, and when; a test of it goes to whoever asked for one."""
    if do == "test" and request.viewer.membership is not None:
        send_test(request.actor, seen, to=request.viewer.membership.person)
    carried = InviteForm(request.POST, auto_id=False, **offered)
    return {
        "draft": seen,
        "preview": preview(seen),
        "carried": carried.hide(),
        "tested": do == "test",
        "day": timezone.localdate(seen.due),
        "today": timezone.localdate(clock.now()),
    }


def _offered(request: PersonRequest, shown: Any, words: str) -> dict[str, Any]:
    """Return who could be asked: contacts noted for the perspective, and contacts and members found by name."""
    noted = [one.contact for one in guesses_visible_to(request.viewer).filter(perspective=shown)[:OFFERED]]
    found = list(contacts_found(request.viewer, words=words)[:OFFERED]) if words else []
    members: Sequence[Any] = ()
    if words:
        named = members_visible_to(request.viewer).filter(name__icontains=words)
        members = list(named.exclude(person=request.user.pk)[:OFFERED])
    marks: dict[Any, Any] = dict.fromkeys(asked_for(request.viewer, shown), _("asked already"))
    if shown.speaker_id is not None:
        marks[shown.speaker_id] = _("speaks for them already")
    contacts = {one.pk: one for one in (*noted, *found)}
    return {
        "contacts": sorted(contacts.values(), key=lambda one: one.pk in marks),
        "members": members,
        "sponsors": words_for(request.viewer, shown),
        "marks": marks,
    }


def _nobody(request: PersonRequest, shown: Any) -> dict[str, Any]:
    nobody = words_for(request.viewer, shown).none()
    return {"contacts": (), "members": (), "sponsors": nobody, "marks": {}}


@members_only
def many_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Ask many contacts at once who are noted for perspectives nobody speaks for: first it is shown what would go, and when."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    found = noted_for_missing(request.viewer, shown)
    noted = list(found.filter(asked=False)[: MOST + 1])  # type: ignore[misc] # found by the query
    plan = planned(request.place, noted[:MOST]) if noted else []
    offered = [(one.pk, two) for one, two in zip(noted[:MOST], plan, strict=True)]
    form = ManyForm(request.POST or None, offered=offered)
    do = request.POST.get("do", "")
    back = place_url(request.place, "issue_invitations", issue=shown.pk)
    if do == "sure":
        form.perform(invite_many, request.actor, issue=shown)
    if form.performed:
        return done(request, _("They are asked. Each goes out when it is due."), back)
    context: dict[str, Any] = {
        "issue": shown,
        "form": form,
        "table": planned_table(offered, form) if offered else None,
        "some": bool(form.boxes),
        "more": len(noted) > MOST,
        "asked": found.filter(asked=True).count(),  # type: ignore[misc] # found by the query
        "refusal": why_not(request, invite_many, shown),
        "back": back,
    }
    if form.is_bound and form.is_valid() and context["refusal"] is None:
        looked = _looked_over(request, form, dict(offered))
        if do == "test" and (letter := looked["drafts"].get(Way.EMAIL)) and request.viewer.membership:
            send_test(request.actor, letter, to=request.viewer.membership.person)
        papers = [sheet for one in looked["drafts"].values() if (sheet := preview(one).sheet) is not None]
        if do == "paper" and papers:
            return to_show(pdf_of(papers), name="letter.pdf", kind="application/pdf")
        context |= {**looked, "tested": do == "test"}
        context["carried"] = ManyForm(request.POST, offered=offered, auto_id=False).hide()
    return render(request, "invitations/many.html", context, status=form.status)


def _looked_over(request: PersonRequest, form: ManyForm, offered: dict[Any, Any]) -> dict[str, Any]:
    """Return what asking those who were chosen comes to: how many by which way, on which days, and what the first by each way reads."""
    there = [offered[key] for key in form.cleaned_data["guesses"] if key in offered]
    chosen = [one for one in there if one.way is not None]
    ways = Counter(str(one.way.label) for one in chosen)
    member = request.viewer.membership
    dues = days_for(member, len(chosen), clock.now()) if member is not None and chosen else []
    days: list[tuple[dt.date, int]] = sorted(Counter(map(timezone.localdate, dues)).items())
    said = {**form.cleaned_data, "due": dues[0]} if dues else {}
    firsts = {one.way: one for one in reversed(chosen)}
    drafts = {
        way: draft(request.actor, one.perspective, {**said, "contact": one.contact, "way": way})
        for way, one in sorted(firsts.items(), key=lambda found: list(Way).index(found[0]))
    }
    counted = ngettext("{count} person would be asked.", "{count} people would be asked.", len(chosen))
    return {
        "looked": True,
        "kind": "secondary",
        "chosen": counted.format(count=len(chosen)),
        "number": len(chosen),
        "ways": sorted(ways.items()),
        "days": days,
        "drafts": drafts,
        "firsts": [{"one": one, "preview": preview(one)} for one in drafts.values()],
    }
