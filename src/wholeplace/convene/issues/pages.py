"""Pages about issues, who takes part in them, and how they are framed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.issues.actions import name_issue, reframe_issue, stop_taking_part, take_part
from wholeplace.convene.issues.deciding import (
    cards,
    evidence_for,
    rivals,
    versions,
)
from wholeplace.convene.issues.forms import (
    FindForm,
    NameIssueForm,
    ProposeFramingForm,
    ReframeForm,
    StopForm,
)
from wholeplace.convene.issues.framing import propose_framing
from wholeplace.convene.issues.names import Stage
from wholeplace.convene.issues.panels import PANELS, next_step
from wholeplace.convene.issues.queries import (
    decisions_about,
    framings_visible_to,
    issues_found,
    issues_visible_to,
    proposed_framings_visible_to,
    taking_part_by_voice,
    viewer_takes_part,
)
from wholeplace.convene.issues.reading import issues_with_all_along
from wholeplace.convene.issues.thread import on_this_page, stages
from wholeplace.kernel.actions import Action
from wholeplace.kernel.decisions.rules import CONSENT_AT_MOST
from wholeplace.kernel.files.listing import with_files
from wholeplace.kernel.lineage.queries import came_from
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked


def issues_page(request: PersonRequest) -> HttpResponse:
    """List what the partnership works on."""
    form = FindForm(request.GET, viewer=request.viewer)
    page = page_asked(request, issues_found(request.viewer, **form.asked))
    context = {
        "page": page,
        "finding": form,
        "narrowed": any(form.asked.values()),
        "refusal": why_not(request, name_issue),
    }
    return render(request, "issues/list.html", context)


def issue_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show an issue: the golden thread, its panels, and the reader's next step."""
    shown = get_or_404(issues_with_all_along(request.viewer), issue)
    panels = [panel.shown(request.viewer, shown) for panel in PANELS]
    framings = list(framings_visible_to(request.viewer, shown))
    proposed = list(
        with_files(request.viewer, proposed_framings_visible_to(request.viewer).filter(issue=shown))
    )
    decisions = list(decisions_about(request.viewer, shown))
    vars(shown)["decisions"] = decisions  # what comes next is read off them
    context = {
        "issue": shown,
        "framings": versions(request.viewer, framings),
        "origins": came_from(request.viewer, framings[0], known=[*proposed, *decisions])
        if framings and not framings[0].provisional
        else [],
        "rivals": rivals(request.viewer, proposed, framings),
        "evidence": evidence_for(request.viewer, proposed, framings),
        "decisions": cards(request.viewer, decisions),
        "voices": taking_part_by_voice(request.viewer, shown),
        "takes_part": viewer_takes_part(request.viewer, shown),
        "most_by_consent": CONSENT_AT_MOST,
        "why_not_reframe": why_not(request, reframe_issue, shown),
        "panels": [panel for panel in panels if panel["stage"] != Stage.UNDERSTAND],
        "understood": [panel for panel in panels if panel["stage"] == Stage.UNDERSTAND],
        "stages": stages(
            {panel["stage"]: panel["sentence"] for panel in panels if panel["sentence"]},
            framings=framings,
            people=shown.people,  # type: ignore[attr-defined] # counted by the query
        ),
        "contents": on_this_page(panels, decisions=decisions, framings=framings),
        "step": next_step(request.viewer, shown),
        "form": ActionForm(),
    }
    return render(request, "issues/issue.html", context)


@members_only
def name_page(request: PersonRequest) -> HttpResponse:
    """Name an issue."""
    form = NameIssueForm(request.POST or None, viewer=request.viewer)
    if made := form.perform(name_issue, request.actor, place=request.place):
        said = _("You named the issue “{title}”. Others can now say that it is theirs too.")
        return done(request, said.format(title=made.title), made.get_absolute_url())
    taken = None
    if form.refusal is not None and form.refusal.code == "title_taken":
        taken = issues_visible_to(request.viewer).filter(title=form.refusal.params["title"]).first()
    context = {"form": form, "refusal": why_not(request, name_issue), "taken": taken}
    return render(request, "issues/name.html", context, status=form.status)


@members_only
def reframe_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Change an issue's provisional framing."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    last = framings_visible_to(request.viewer, shown).first()
    form = ReframeForm(request.POST or None, initial={"text": last.text if last else ""})
    if form.perform(reframe_issue, request.actor, issue=shown):
        said = _("You changed the framing of “{title}”. The one before stays visible beneath it.")
        return done(request, said.format(title=shown.title), shown.get_absolute_url())
    context = {"form": form, "issue": shown, "refusal": why_not(request, reframe_issue, shown)}
    return render(request, "issues/reframe.html", context, status=form.status)


@members_only
def take_part_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Take part in an issue, asking once what that means."""
    said = _("You take part in “{title}”. You can stop at any time.")
    return _part(request, issue, take_part, "issues/take_part.html", said=said)


@members_only
def stop_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Stop taking part in an issue."""
    said = _("You no longer take part in “{title}”. You can come back at any time.")
    return _part(request, issue, stop_taking_part, "issues/stop.html", said=said, asks=StopForm)


def _part(
    request: PersonRequest,
    issue: str,
    deed: Action[..., Any],
    template: str,
    *,
    said: str,
    asks: type[ActionForm] = ActionForm,
) -> HttpResponse:
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    form = asks(request.POST or None)
    if form.perform(deed, request.actor, issue=shown):
        return done(request, said.format(title=shown.title), shown.get_absolute_url())
    context = {"form": form, "issue": shown, "refusal": why_not(request, deed, shown)}
    return render(request, template, context, status=form.status)


@members_only
def propose_framing_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Propose a framing of an issue, from a named standpoint."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    form = ProposeFramingForm(request.POST or None, issue=shown, actor=request.actor)
    if made := form.perform(propose_framing, request.actor, issue=shown):
        said = _("Your framing stands beside the others. Anybody who takes part can ask the group to decide.")
        onward = place_url(request.place, "framing_evidence", proposed=made.pk)
        return done(request, said, onward if form.has_files else made.get_absolute_url())
    last = framings_visible_to(request.viewer, shown).first()
    context = {
        "form": form,
        "issue": shown,
        "last": last,
        "refusal": why_not(request, propose_framing, shown),
    }
    return render(request, "issues/propose.html", context, status=form.status)
