"""Pages to write: putting a perspective on the map, saying it otherwise, suggesting one, and settling what was suggested."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.stakeholders.actions import (
    bring_perspective_back,
    describe_perspective,
    map_perspective,
    set_perspective_aside,
    speak_for,
    stop_speaking,
)
from wholeplace.convene.stakeholders.asking import ask_about
from wholeplace.convene.stakeholders.conditions import is_anothers
from wholeplace.convene.stakeholders.ending_forms import EndAnothersTieForm, EndTieForm, UnspokenForm
from wholeplace.convene.stakeholders.forms import (
    DescribeForm,
    PerspectiveForm,
    SetAsideForm,
    SuggestForm,
    TieForm,
    TurnDownForm,
)
from wholeplace.convene.stakeholders.queries import (
    nearly_on_map,
    needed_beside,
    perspectives_visible_to,
    said_otherwise,
    ties_visible_to,
)
from wholeplace.convene.stakeholders.suggesting import (
    suggest_perspective,
    take_up_suggestion,
    turn_down_suggestion,
)
from wholeplace.convene.stakeholders.tying import end_tie, say_tie
from wholeplace.convene.stakeholders.wording import SAID
from wholeplace.kernel.actions import Action
from wholeplace.places.organisations.queries import areas_visible_to
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only


@members_only
def map_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Put a perspective on the map of an issue, and perhaps another one after it."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    near = nearly_on_map(request.viewer, shown, request.POST.get("name", ""))
    areas = list(areas_visible_to(request.viewer))
    form = PerspectiveForm(request.POST or None, near=near, areas=areas)
    if near is not None and form.is_the_same:
        return redirect(near)
    if made := form.perform(map_perspective, request.actor, issue=shown):
        said = _("“{name}” is on the map. Say who else is needed, or go back to the map.").format(
            name=made.name
        )
        return done(request, said, place_url(request.place, "map_perspective", issue=shown.pk))
    text = _(
        "A view of this issue that the work on it needs: of people, of a body or of one person. Leave out what is not"
        " known yet. Only members of the partnership read it."
    )
    return ask_about(
        request,
        shown,
        form,
        map_perspective,
        heading=_("Put a perspective on the map"),
        button=_("Put it on the map"),
        text=text,
        back=place_url(request.place, "perspectives", issue=shown.pk),
    )


@members_only
def suggest_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Suggest who else should be here."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    near = nearly_on_map(request.viewer, shown, request.POST.get("name", ""))
    form = SuggestForm(request.POST or None, near=near)
    if near is not None and form.is_the_same:
        return redirect(near)
    if made := form.perform(suggest_perspective, request.actor, issue=shown):
        said = _("Thank you. A convener will take up your suggestion, or say why not.")
        return done(request, said, made.get_absolute_url())
    return ask_about(
        request,
        shown,
        form,
        suggest_perspective,
        heading=_("Who else should be here?"),
        button=_("Suggest them"),
        text=_("Name people whose view is missing. A convener takes it up, or says why not."),
        back=place_url(request.place, "perspectives", issue=shown.pk),
    )


@members_only
def describe_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Say otherwise what a perspective is; what was said before stays readable."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    said = {name: getattr(shown, name) for name in SAID} | {"area": str(shown.area_id or "")}
    said["after"] = said_otherwise(request.viewer, shown).count()
    form = DescribeForm(request.POST or None, areas=list(areas_visible_to(request.viewer)), initial=said)
    if form.perform(describe_perspective, request.actor, perspective=shown):
        return done(request, _("It is changed. What stood before stays readable."), shown.get_absolute_url())
    return ask_about(
        request,
        shown,
        form,
        describe_perspective,
        heading=_("Say it otherwise"),
        button=_("Say it otherwise"),
    )


@members_only
def set_aside_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Set a perspective aside, with a reason."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    form = SetAsideForm(request.POST or None, others=needed_beside(request.viewer, shown))
    if form.perform(set_perspective_aside, request.actor, perspective=shown):
        said = _("“{name}” is set aside. The reason stands on its page.").format(name=shown.name)
        return done(request, said, shown.get_absolute_url())
    text = _("It leaves the map, and is no longer counted as missing. You can bring it back.")
    return ask_about(
        request,
        shown,
        form,
        set_perspective_aside,
        heading=_("Set it aside?"),
        button=_("Set it aside"),
        text=text,
    )


@members_only
def turn_down_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Say why a suggestion is not taken up."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    form = TurnDownForm(request.POST or None)
    if form.perform(turn_down_suggestion, request.actor, perspective=shown):
        said = _("The suggestion is not taken up. Your reason stands on its page.")
        return done(request, said, shown.get_absolute_url())
    heading = _("Why is it not taken up?")
    return ask_about(
        request, shown, form, turn_down_suggestion, heading=heading, button=_("Do not take it up")
    )


@members_only
def take_up_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Take up a suggestion."""
    text = _("It is then counted among the perspectives this issue needs.")
    said = _("It is on the map now. Say what is known of it.")
    return _once(
        request, perspective, take_up_suggestion, _("Take it up?"), _("Take it up"), text=text, said=said
    )


@members_only
def bring_back_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Bring a perspective back onto the map."""
    text = _("It is then counted again among the perspectives this issue needs.")
    said = _("It is on the map again.")
    return _once(
        request,
        perspective,
        bring_perspective_back,
        _("Bring it back?"),
        _("Bring it back"),
        text=text,
        said=said,
    )


@members_only
def speak_for_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Say that one speaks for a perspective."""
    text = _("Members of the partnership read your name beside it. You can stop at any time.")
    said = _("You speak for them from now on.")
    return _once(
        request,
        perspective,
        speak_for,
        _("Do you speak for them?"),
        _("I speak for them"),
        text=text,
        said=said,
    )


@members_only
def stop_speaking_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Say that one stops speaking for a perspective; or, as a convener, that whoever spoke for it does so no more."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    speaker = shown.speaking
    anothers = is_anothers(request.actor, speaker)
    form = (UnspokenForm if anothers else ActionForm)(request.POST or None)
    if form.perform(stop_speaking, request.actor, perspective=shown):
        return done(request, _("Nobody speaks for them now."), shown.get_absolute_url())
    if speaker is not None and anothers:
        heading, button = _("Does nobody speak for them any more?"), _("Nobody speaks for them now")
        text = _("{name} speaks for them now. The map then says that nobody does.").format(name=speaker.name)
    else:
        heading, button = _("Stop speaking for them?"), _("Stop speaking for them")
        text = _("The map then says that nobody speaks for them. You still take part in the issue.")
    return ask_about(request, shown, form, stop_speaking, heading=heading, button=button, text=text)


@members_only
def tie_page(request: PersonRequest, perspective: str) -> HttpResponse:
    """Say how a perspective stands to another."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    form = TieForm(request.POST or None, perspective=shown, others=needed_beside(request.viewer, shown))
    if form.perform(say_tie, request.actor, issue=shown.issue):
        said = _("It stands on the pages of both, with who says so.")
        return done(request, said, f"{shown.get_absolute_url()}#ties")
    text = _(
        "Every member of the partnership reads it, with who says so. Say only what could be said to their faces."
    )
    return ask_about(
        request,
        shown,
        form,
        say_tie,
        shown.issue,
        heading=_("How do they stand to others?"),
        button=_("Say so"),
        text=text,
    )


@members_only
def end_tie_page(request: PersonRequest, tie: str) -> HttpResponse:
    """Say that two perspectives no longer stand so to one another."""
    found = get_or_404(ties_visible_to(request.viewer), tie)
    asks = EndAnothersTieForm if is_anothers(request.actor, found.by) else EndTieForm
    form = asks(request.POST or None)
    if form.perform(end_tie, request.actor, tie=found):
        said = _("It is marked as no longer so. What was said stays readable.")
        return done(request, said, found.get_absolute_url())
    text = _("{tie}. It stays readable on the pages of both, marked as no longer so, with your name.")
    return ask_about(
        request,
        found.first,
        form,
        end_tie,
        found,
        heading=_("Is it so no longer?"),
        button=_("It is so no longer"),
        text=text.format(tie=found),
    )


def _once(
    request: PersonRequest,
    perspective: str,
    deed: Action[..., Any],
    heading: str,
    button: str,
    *,
    text: str,
    said: str,
) -> HttpResponse:
    """Ask once about a perspective, and do it."""
    shown = get_or_404(perspectives_visible_to(request.viewer), perspective)
    form = ActionForm(request.POST or None)
    if form.perform(deed, request.actor, perspective=shown):
        return done(request, said, shown.get_absolute_url())
    return ask_about(request, shown, form, deed, heading=heading, button=button, text=text)
