"""The page by which anybody joins a conversation that its convener opened to all."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from wholeplace.convene.ground_rules.queries import rules_in_force
from wholeplace.kernel.actors import machine
from wholeplace.mediate.conversations.joining import join
from wholeplace.mediate.conversations.queries import conversations_visible_to
from wholeplace.places.joining.forms import JoinAddressForm, JoinForm
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, get_or_404

NAME = "joining"


def join_page(request: PersonRequest, live: str) -> HttpResponse:
    """Ask a visitor for an address, and whoever proved theirs for name, voice and sector; lead members straight on."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    onward = place_url(shown.place, "answer", live=shown.pk)
    if request.viewer.is_member:
        return redirect(onward)
    by = machine(request.place, NAME)
    context = {
        "conversation": shown,
        "rules": rules_in_force(request.viewer, shown.issue),
        "refusal": join.refusal(by, shown),
    }
    if not request.user.is_authenticated:
        address = JoinAddressForm(request.POST or None)
        if context["refusal"] is None and address.is_valid():
            return address.send_code(request, request.path)
        return render(request, "conversations/join.html", {**context, "form": address})
    form = JoinForm(request.POST or None)
    if form.perform(join, by, conversation=shown, person=request.user):
        return redirect(onward)
    return render(
        request, "conversations/join.html", {**context, "form": form, "proved": True}, status=form.status
    )
