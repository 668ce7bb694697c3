"""Pages to read: the perspectives an issue needs as a table, what is missing, and one perspective alone."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.convene.issues.deciding import named
from wholeplace.convene.issues.history import history
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.actions import (
    bring_perspective_back,
    describe_perspective,
    map_perspective,
    place_perspective,
    set_perspective_aside,
    speak_for,
    stop_speaking,
)
from wholeplace.convene.stakeholders.asking import ask_about
from wholeplace.convene.stakeholders.book_queries import guesses_visible_to
from wholeplace.convene.stakeholders.changing import change_perspectives, undo_change
from wholeplace.convene.stakeholders.coverage import Coverage, coverage_of
from wholeplace.convene.stakeholders.downloads import offers
from wholeplace.convene.stakeholders.forms import ChangeManyForm, FindForm, UndoForm
from wholeplace.convene.stakeholders.queries import (
    absence_of,
    absences_visible_to,
    gone_without,
    needed_on_map,
    notes_visible_to,
    perspectives_found,
    perspectives_visible_to,
    said_otherwise,
    ties_of,
)
from wholeplace.convene.stakeholders.showing import (
    COLUMNS,
    by_area,
    by_sector,
    noted,
    perspectives_table,
    said_of,
    tie_told,
)
from wholeplace.convene.stakeholders.suggesting import (
    suggest_perspective,
    take_up_suggestion,
    turn_down_suggestion,
)
from wholeplace.convene.stakeholders.telling import covered, gaps, gone
from wholeplace.convene.stakeholders.wording import HISTORY_LABELS, wording
from wholeplace.kernel.actions import Action
from wholeplace.kernel.people import HatKind
from wholeplace.places.organisations.queries import areas_visible_to
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked, sort_asked

DEEDS: tuple[tuple[str, Any, Action[..., Any]], ...] = (
    ("take_up", gettext_lazy("Take it up"), take_up_suggestion),
    ("turn_down", gettext_lazy("Do not take it up"), turn_down_suggestion),
    ("speak_for", gettext_lazy("I speak for them"), speak_for),
    ("stop_speaking", gettext_lazy("Say that nobody speaks for them any more"), stop_speaking),
    ("describe_perspective", gettext_lazy("Say it otherwise"), describe_perspective),
    ("place_perspective", gettext_lazy("Place it by interest and influence"), place_perspective),
    ("set_aside", gettext_lazy("Set it aside, or count it with another one"), set_perspective_aside),
    ("bring_back", gettext_lazy("Bring it back"), bring_perspective_back),
)
"""What can be done about a perspective, each by its page."""


def views_of(request: PersonRequest, issue: Any, current: str) -> list[dict[str, object]]:
    """Return the views of what an issue needs, to be chosen between: each shows the same data."""
    return [
        {"label": label, "href": place_url(request.place, page, issue=issue.pk), "current": page == current}
        for page, label in (
            ("perspectives", _("Table")),
            ("coverage", _("What is missing")),
            ("grid", _("Interest and influence")),
            ("network", _("How they stand to one another")),
        )
    ]


def coverage_for(request: PersonRequest, issue: Any, areas: Sequence[Any]) -> Coverage:
    """Return which perspectives of an issue are there and which are missing, as the viewer may read it.

    Of an issue that is at home in one area, nobody from the others is missed; whoever is there is told.
    """
    needed = needed_on_map(request.viewer, issue)
    there = {one.area_id for one in needed}
    told = [one for one in areas if issue.area_id in {None, one.pk} or one.pk in there]
    return coverage_of(needed, told, without=gone_without(request.viewer, issue))


@members_only
def perspectives_page(request: PersonRequest, issue: str) -> HttpResponse:
    """List the perspectives an issue needs; conveners say the same of many at once, and undo it."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    areas = list(areas_visible_to(request.viewer))
    finding = FindForm(request.GET, areas=areas)
    sort = sort_asked(request, COLUMNS)
    found = perspectives_found(request.viewer, shown, **finding.asked)
    page = page_asked(request, found.order_by(sort, "name", "pk") if sort else found)
    form = ChangeManyForm(
        request.POST or None, offered=list(page.object_list), areas=areas, auto_id="many_%s"
    )
    if made := form.perform(change_perspectives, request.actor, issue=shown):
        request.session[undoable(shown)] = made[0].asked.isoformat()
        said = ngettext("Changed one perspective.", "Changed {count} perspectives.", len(made))
        return done(request, said.format(count=len(made)), request.get_full_path())
    changes = not why_not(request, change_perspectives, shown)
    context = {
        "issue": shown,
        "page": page,
        "finding": finding,
        "narrowed": any(finding.asked.values()),
        "form": form,
        "changes": changes and bool(form.boxes),
        "undo": UndoForm(initial={"asked": last_change(request, shown)})
        if changes and last_change(request, shown)
        else None,
        "table": perspectives_table(page, form if changes else None, sort=sort),
        "counted": _counted(page.paginator.count),
        "coverage": covered(coverage := coverage_for(request, shown, areas)),
        "gaps": gaps(coverage),
        "gone": gone(coverage),
        "views": views_of(request, shown, "perspectives"),
        "offers": offers(request, shown) if page.object_list else [],
        "maps": why_not(request, map_perspective, shown),
        "suggests": why_not(request, suggest_perspective, shown),
    }
    return render(request, "stakeholders/perspectives.html", context, status=form.status)


def undoable(issue: Any) -> str:
    """Return under what a session keeps when the reader last changed perspectives of an issue."""
    return f"changed perspectives {issue.pk}"


def last_change(request: PersonRequest, issue: Any) -> str:
    """Return when the reader last changed perspectives of an issue, one or many, in this session."""
    return str(request.session.get(undoable(issue), ""))


def _counted(count: int) -> str:
    return ngettext("{count} perspective", "{count} perspectives", count).format(count=count)


@members_only
def undo_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Undo what one said of many perspectives, last of all."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    form = UndoForm(request.POST or None, initial={"asked": last_change(request, shown)})
    view = "grid" if request.GET.get("view") == "grid" else "perspectives"
    back = place_url(request.place, view, issue=shown.pk)
    if made := form.perform(undo_change, request.actor, issue=shown):
        request.session.pop(undoable(shown), None)
        said = ngettext("Put back one perspective.", "Put back {count} perspectives.", len(made))
        return done(request, said.format(count=len(made)), back)
    return ask_about(
        request,
        shown,
        form,
        undo_change,
        heading=_("Undo the last change"),
        button=_("Undo it"),
        text=_("Each perspective you changed together gets back what was said of it before."),
        back=back,
    )


@members_only
def coverage_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Say which perspectives are there and which are missing, by civic voice, sector and area."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    coverage = coverage_for(request, shown, list(areas_visible_to(request.viewer)))
    context = {
        "issue": shown,
        "coverage": covered(coverage),
        "gaps": gaps(coverage),
        "gone": gone(coverage),
        "absences": absences_visible_to(request.viewer).filter(issue=shown),
        "unplaced": coverage.unplaced,
        "missing": coverage.missing,
        "by_sector": by_sector(coverage),
        "by_area": by_area(coverage),
        "views": views_of(request, shown, "coverage"),
        "maps": why_not(request, map_perspective, shown),
        "suggests": why_not(request, suggest_perspective, shown),
    }
    return render(request, "stakeholders/coverage.html", context)


@members_only
def perspective_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Show one perspective: what is said of it, how it stands to others, and what was said otherwise before."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    areas = {str(one.pk): one.name for one in areas_visible_to(request.viewer)}
    told_before = said_otherwise(request.viewer, shown)
    context = {
        "perspective": shown,
        "issue": shown.issue,
        "said": said_of(shown, by=named(request.viewer, shown.by)),
        "settled_by": named(request.viewer, shown.settled_by),
        "absence": absence_of(request.viewer, shown),
        "ties": [tie_told(request.viewer, one, shown) for one in ties_of(request.viewer, shown)],
        "notes": [
            noted(request.viewer, one) for one in notes_visible_to(request.viewer).filter(perspective=shown)
        ],
        "told": history(request.viewer, told_before, labels=HISTORY_LABELS, worded=wording(areas)),
        "deeds": _deeds(request, shown),
        "convenes": request.viewer.wears(HatKind.CONVENER),
        "speakers": guesses_visible_to(request.viewer).filter(perspective=shown),
    }
    return render(request, "stakeholders/perspective.html", context)


def _deeds(request: PersonRequest, shown: Any) -> list[dict[str, str]]:
    """Return what the reader can do about a perspective now, each with its address."""
    return [
        {"label": str(label), "href": place_url(request.place, page, perspective=shown.pk)}
        for page, label, deed in DEEDS
        if why_not(request, deed, shown) is None
    ]
