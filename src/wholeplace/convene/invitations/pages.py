"""Pages for conveners, and for sponsors: who is invited to an issue, one invitation, and what can be done about it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.convene.invitations.actions import (
    invite_many,
    invite_to_speak_again,
    remind,
    take_back_to_speak,
    take_up_other,
)
from wholeplace.convene.invitations.calling import record_call
from wholeplace.convene.invitations.conditions import standing_of
from wholeplace.convene.invitations.forms import FindForm, TakeUpForm
from wholeplace.convene.invitations.names import Way
from wholeplace.convene.invitations.queries import (
    calls_to_make,
    counted_by_standing,
    invitations_found,
    invitations_visible_to,
    letters_waiting,
)
from wholeplace.convene.invitations.showing import (
    COLUMNS,
    answer_told,
    counted,
    invitations_table,
    stands,
    told_of,
    who,
)
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.names import Ground
from wholeplace.kernel import clock
from wholeplace.kernel.actions import Action
from wholeplace.kernel.people import HatKind
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked, sort_asked

DEEDS: tuple[tuple[str, Any, Action[..., Any]], ...] = (
    ("call_invited", gettext_lazy("Say what became of a call"), record_call),
    ("remind_invited", gettext_lazy("Remind them"), remind),
    ("take_back_issue_invitation", gettext_lazy("Take it back"), take_back_to_speak),
    ("invite_to_speak_again", gettext_lazy("Ask them again"), invite_to_speak_again),
    ("take_up_other", gettext_lazy("Put whom they named into the book"), take_up_other),
)
"""What can be done about an invitation, each by its page."""
REMINDED_LATER = frozenset({"written_to_lately", "enough_for_today", "reminded_already"})
"""Why somebody who has yet to answer cannot be reminded at this moment: said where the button will stand."""


@members_only
def invitations_page(request: PersonRequest, issue: str) -> HttpResponse:
    """List who is invited to an issue; sponsors see those that carry their words."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    form = FindForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {"words": "", "way": "", "standing": ""}
    sort = sort_asked(request, COLUMNS, otherwise="-asked")
    found = invitations_found(request.viewer, shown, **asked)
    page = page_asked(request, found.order_by(sort, "name", "pk"))
    count = page.paginator.count
    convenes = request.viewer.wears(HatKind.CONVENER)
    context = {
        "issue": shown,
        "page": page,
        "form": form,
        "narrowed": any(asked.values()),
        "table": invitations_table(page, sort=sort),
        "told": counted(counted_by_standing(request.viewer, shown)),
        "counted": ngettext("{count} invitation", "{count} invitations", count).format(count=f"{count:,}"),
        "convenes": convenes,
        "letters": letters_waiting(request.viewer, shown).count() if convenes else 0,
        "calls": calls_to_make(request.viewer, shown).count(),
        "refusal": None if convenes else why_not(request, invite_many, shown),
    }
    return render(request, "invitations/list.html", context)


@members_only
def invitation_page(request: PersonRequest, issue_invitation: str) -> HttpResponse:
    """Show one invitation: what goes, how far it came, and what was answered."""
    one = get_or_404(invitations_visible_to(request.viewer), issue_invitation)
    refusals = {page: why_not(request, deed, one) for page, _label, deed in DEEDS}
    deeds = [
        {"label": label, "href": place_url(request.place, page, issue_invitation=one.pk)}
        for page, label, _deed in DEEDS
        if refusals[page] is None
    ]
    waits = refusals["remind_invited"]
    context = {
        "one": one,
        "issue": one.issue,
        "who": who(one),
        "stands": stands(standing_of(one, clock.now()), Way(one.way)),
        "told": told_of(request.viewer, one),
        "answer": answer_told(request.viewer, one),
        "deeds": deeds,
        "waits": waits if waits is not None and waits.code in REMINDED_LATER else None,
    }
    return render(request, "invitations/invitation.html", context)


@members_only
def take_back_page(request: PersonRequest, issue_invitation: str) -> HttpResponse:
    """Take an invitation back."""
    said = _("It is taken back. Its link and code no longer work.")
    text = _("What waits does not go, and links and codes that went stop working at once. Nobody is told.")
    return _ask(request, issue_invitation, take_back_to_speak, (_("Take it back"), text, said))


@members_only
def again_page(request: PersonRequest, issue_invitation: str) -> HttpResponse:
    """Ask somebody again."""
    said = _("They are asked again. It goes out when it is due.")
    text = _(
        "It goes out in your name, with a new link or code. Another convener's words are left out, and so are a sponsor's"
        " that were taken back."
    )
    return _ask(request, issue_invitation, invite_to_speak_again, (_("Ask them again"), text, said))


@members_only
def remind_page(request: PersonRequest, issue_invitation: str) -> HttpResponse:
    """Remind somebody once more."""
    said = _("The reminder is on its way.")
    text = _("They are written to once more, with a new link. The one before stops working.")
    return _ask(request, issue_invitation, remind, (_("Remind them"), text, said))


def _ask(
    request: PersonRequest, issue_invitation: str, deed: Action[..., Any], words: tuple[str, str, str]
) -> HttpResponse:
    """Ask once about an invitation: its button, what follows, and what is said once it is done."""
    one = get_or_404(invitations_visible_to(request.viewer), issue_invitation)
    button, text, said = words
    form = ActionForm(request.POST or None)
    if form.perform(deed, request.actor, issue_invitation=one):
        return done(request, said, one.get_absolute_url())
    return _asked(request, one, form, deed, button=button, text=text)


@members_only
def take_up_page(request: PersonRequest, issue_invitation: str) -> HttpResponse:
    """Put whom somebody named into the book of contacts."""
    one = get_or_404(invitations_visible_to(request.viewer), issue_invitation)
    named = {
        "name": one.other_name,
        "origin": _("Named by somebody who was invited"),
        "ground": Ground.NAMED.value,
    }
    reach = "email" if "@" in one.other_reach else "phone"
    form = TakeUpForm(request.POST or None, initial={**named, reach: one.other_reach})
    if made := form.perform(take_up_other, request.actor, issue_invitation=one):
        onward = place_url(request.place, "invite_to_speak", perspective=one.perspective_id)
        chosen = urlencode({"who": f"contact {made.pk}"})
        return done(request, _("They are in the book. You can invite them now."), f"{onward}?{chosen}")
    named_so = ", ".join(filter(None, (one.other_name, one.other_reach)))
    text = _("They said: {named}").format(named=named_so) if one.other_name else ""
    return _asked(request, one, form, take_up_other, button=_("Put them in the book"), text=text)


def _asked(
    request: PersonRequest, one: Any, form: Any, deed: Action[..., Any], *, button: str, text: str
) -> HttpResponse:
    context = {
        "one": one,
        "issue": one.issue,
        "who": who(one),
        "form": form,
        "button": button,
        "text": text,
        "back": one.get_absolute_url(),
        "refusal": why_not(request, deed, one),
    }
    return render(request, "invitations/ask.html", context, status=form.status)
