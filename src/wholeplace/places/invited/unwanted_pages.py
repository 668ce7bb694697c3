"""The page on which somebody says that they want no more invitations; it opens nothing else."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from wholeplace.kernel.actors import machine
from wholeplace.places.invited.unwanted import NAME, is_left_alone, leave_alone, wish_in
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, kept_nowhere


@kept_nowhere
def leave_alone_page(request: PersonRequest, wish: str) -> HttpResponse:
    """Let whoever holds the link have no more invitations sent to their address, once they press the button."""
    address = wish_in(request.place, wish)
    if not address:
        raise Http404
    form = ActionForm(request.POST or None)
    stopped = (
        is_left_alone(request.place, address)
        or form.perform(leave_alone, machine(request.place, NAME), place=request.place, wish=address)
        is not None
    )
    return render(request, "invited/leave_alone.html", {"form": form, "stopped": stopped}, status=form.status)
