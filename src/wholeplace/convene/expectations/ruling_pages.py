"""Pages on which ground rules are drawn up from what the parties agreed, and put to the group."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.expectations.conditions import rules_can_be_put
from wholeplace.convene.expectations.forms import AmendRulesForm, AskRulesForm, DrawUpForm
from wholeplace.convene.expectations.prefilling import drawn_from_cards
from wholeplace.convene.expectations.queries import lines_behind, proposed_rules_visible_to
from wholeplace.convene.expectations.ruling import amend_rules, ask_about_rules, draw_up_rules
from wholeplace.convene.issues.amending_proposals import amend_on
from wholeplace.convene.issues.asking import (
    deciders_of,
    decisions_amended_at,
    proposed_there,
    told_before,
    told_of_asking,
)
from wholeplace.convene.issues.deciding import named
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.lineage.queries import fates_of
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@members_only
def draw_up_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Draw up ground rules, beginning with those that hold and with what the parties settled or matched."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    drawn = drawn_from_cards(request.viewer, shown)
    told = {
        "rules": drawn.rules,
        "red_lines": drawn.red_lines,
        "lines": [key for key, _text in drawn.lines],
    }
    form = DrawUpForm(request.POST or None, behind=drawn.lines, initial=told)
    if made := form.perform(draw_up_rules, request.actor, issue=shown):
        now = _("They are drawn up. Now ask the group to decide on them.")
        later = _("They are drawn up, and wait here until the group can be asked.")
        waits = why_not(request, ask_about_rules, shown) is not None
        return done(request, later if waits else now, made.get_absolute_url())
    context = {"form": form, "issue": shown, "refusal": why_not(request, draw_up_rules, shown)}
    return render(request, "expectations/draw_up.html", context, status=form.status)


@members_only
def proposed_rules_page(request: PersonRequest, drawn: str) -> HttpResponse:
    """Show ground rules that somebody drew up, from what they come, and what became of them."""
    viewer = request.viewer
    shown = get_or_404(proposed_rules_visible_to(viewer), drawn)
    settled = rules_can_be_put(shown)
    context = {
        "drawn": shown,
        "issue": shown.issue,
        "by": named(viewer, shown.by),
        "lines": lines_behind(viewer, shown),
        "fates": fates_of(viewer, [shown]).get(shown.pk, ()),
        "said_anew": settled is not None and settled.code == "proposal_said_anew",
        **told_of_asking(
            viewer, shown.issue, shown, settled or why_not(request, ask_about_rules, shown.issue)
        ),
    }
    return render(request, "expectations/drawn.html", context)


@members_only
def ask_rules_page(request: PersonRequest, drawn: str) -> HttpResponse:
    """Ask the people who take part in an issue to decide on ground rules."""
    shown = get_or_404(proposed_rules_visible_to(request.viewer), drawn)
    issue = get_or_404(issues_visible_to(request.viewer), shown.issue_id)
    deciders = deciders_of(request.viewer, issue)
    form = AskRulesForm(request.POST or None, **deciders)
    if made := form.perform(ask_about_rules, request.actor, issue=issue, proposed=shown):
        said = _("You asked the group to decide. It opens once somebody else who takes part agrees.")
        return done(request, said, made.get_absolute_url())
    context = {
        **told_before(request.viewer, issue, deciders),
        "form": form,
        "drawn": shown,
        "refusal": rules_can_be_put(shown) or why_not(request, ask_about_rules, issue),
    }
    return render(request, "expectations/ask.html", context, status=form.status)


@members_only
def amend_rules_page(request: PersonRequest, decision: str) -> HttpResponse:
    """Amend the ground rules that the group is asked about, to meet an objection that stands."""
    shown = get_or_404(decisions_amended_at(request.viewer, "amend_rules"), decision)
    proposed = proposed_there(request.viewer, shown)
    behind = [(str(one.pk), f"{one.card}: {one.text}") for one in lines_behind(request.viewer, proposed)]
    told = {"rules": proposed.rules, "red_lines": proposed.red_lines, "lines": [key for key, _text in behind]}
    form = AmendRulesForm(request.POST or None, behind=behind, initial=told)
    issue = get_or_404(issues_visible_to(request.viewer), shown.about)
    return amend_on(request, shown, issue, form, amend_rules)
