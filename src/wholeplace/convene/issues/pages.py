"""Pages about issues."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.issues.actions import name_issue, reframe_issue, stop_taking_part, take_part
from wholeplace.convene.issues.forms import NameIssueForm, ReframeForm
from wholeplace.convene.issues.panels import PANELS, next_step
from wholeplace.convene.issues.queries import (
    framings_visible_to,
    issues_visible_to,
    taking_part_by_voice,
    viewer_takes_part,
)
from wholeplace.convene.issues.thread import stages
from wholeplace.kernel.actions import Action
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked


def issues_page(request: PersonRequest) -> HttpResponse:
    """List what the partnership works on."""
    words = request.GET.get("q", "").strip()
    issues = issues_visible_to(request.viewer)
    if words:
        issues = issues.filter(title__icontains=words)
    page = page_asked(request, issues)
    refusal = why_not(request, name_issue)
    return render(request, "issues/list.html", {"page": page, "words": words, "refusal": refusal})


def issue_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show an issue: the golden thread, its panels, and the reader's next step."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    panels = [
        {"template": panel.template, "stage": panel.stage, **panel.context(request.viewer, shown)}
        for panel in PANELS
    ]
    framings = list(framings_visible_to(request.viewer, shown))
    context = {
        "issue": shown,
        "framings": framings,
        "voices": taking_part_by_voice(request.viewer, shown),
        "takes_part": viewer_takes_part(request.viewer, shown),
        "why_not_take_part": why_not(request, take_part, shown),
        "why_not_reframe": why_not(request, reframe_issue, shown),
        "panels": panels,
        "stages": stages(
            {panel["stage"]: panel["sentence"] for panel in panels if panel["sentence"]},
            framings=framings,
            people=shown.people,  # type: ignore[attr-defined] # counted by the query
        ),
        "step": next_step(request.viewer, shown),
        "form": ActionForm(),
    }
    return render(request, "issues/issue.html", context)


@members_only
def name_page(request: PersonRequest) -> HttpResponse:
    """Name an issue."""
    form = NameIssueForm(request.POST or None)
    if made := form.perform(name_issue, request.actor, place=request.place):
        said = _("You named the issue “{title}”. Others can now say that it is theirs too.")
        return done(request, said.format(title=made.title), made.get_absolute_url())
    taken = None
    if form.refusal is not None and form.refusal.code == "title_taken":
        taken = issues_visible_to(request.viewer).filter(title=form.cleaned_data["title"]).first()
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
    return _part(request, issue, stop_taking_part, "issues/stop.html", said=said)


def _part(
    request: PersonRequest, issue: str, deed: Action[..., Any], template: str, *, said: str
) -> HttpResponse:
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    form = ActionForm(request.POST or None)
    if form.perform(deed, request.actor, issue=shown):
        return done(request, said.format(title=shown.title), shown.get_absolute_url())
    context = {"form": form, "issue": shown, "refusal": why_not(request, deed, shown)}
    return render(request, template, context, status=form.status)
