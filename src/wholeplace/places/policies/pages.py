"""What stands at the foot of every page: a place's notices, their earlier versions, and changing them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wholeplace.kernel.privacy.periods import PERIODS
from wholeplace.places.policies.actions import write_policy
from wholeplace.places.policies.forms import PolicyForm
from wholeplace.places.policies.names import PolicyKind
from wholeplace.places.policies.queries import first_words, in_force, versions_of
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, members_only, why_not
from wholeplace.ui.tables import Column, Table


@require_safe
def first_words_page(request: HttpRequest, kind: PolicyKind) -> HttpResponse:
    """Show what Wholeplace says of itself where no place is being read."""
    context = {"notice": first_words(kind), "title": kind.label, "going": _going(kind)}
    return render(request, "policies/notice.html", context)


@require_safe
def policy_page(request: PersonRequest, kind: PolicyKind) -> HttpResponse:
    """Show what the place says now, and since when."""
    versions = versions_of(request.viewer, kind)
    context = {
        "notice": versions[0],
        "earlier": versions[1:],
        "title": kind.label,
        "going": _going(kind),
        "change": why_not(request, write_policy, request.place) is None,
    }
    return render(request, "policies/notice.html", context)


@require_safe
def version_page(request: PersonRequest, kind: str, edition: int) -> HttpResponse:
    """Show a notice as it was once."""
    versions = versions_of(request.viewer, _kind(kind))
    notice = next((one for one in versions if one.version == edition), None)
    if notice is None:
        raise Http404
    now = place_url(request.place, f"policy_{kind}") if notice != versions[0] else ""
    title = _("{notice}, version {number}").format(notice=notice.kind.label, number=edition)
    return render(request, "policies/notice.html", {"notice": notice, "now": now, "title": title})


@members_only
def change_page(request: PersonRequest, kind: str) -> HttpResponse:
    """Put a notice into other words."""
    asked = _kind(kind)
    now = in_force(request.viewer, asked)
    form = PolicyForm(request.POST or None, initial={"text": now.text, "after": now.version})
    if made := form.perform(write_policy, request.actor, place=request.place, kind=asked):
        said = _("This is version {version} of the notice. The earlier ones can still be read.")
        return done(
            request, said.format(version=made.version), place_url(request.place, f"policy_{asked.value}")
        )
    context = {
        "form": form,
        "notice": now,
        "title": asked.label,
        "back": place_url(request.place, f"policy_{asked.value}"),
        "refusal": why_not(request, write_policy, request.place),
    }
    return render(request, "policies/change.html", context, status=form.status)


def _going(kind: PolicyKind) -> Table | None:
    """Return what goes by itself and when, below the notice on privacy: whatever a place writes, the program does this."""
    if kind is not PolicyKind.PRIVACY:
        return None
    columns = (Column(_("What")), Column(_("Deleted by itself after")))
    rows = [[str(one.what), one.in_words] for one in PERIODS]
    return Table(_("How long each kind of thing stays"), columns=columns, rows=rows)


def _kind(kind: str) -> PolicyKind:
    if kind not in PolicyKind.values:
        raise Http404
    return PolicyKind(kind)
