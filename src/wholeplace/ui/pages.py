"""Pages of no feature: the first one, colours, the chosen hat, and what is shown when things go wrong."""

import sys

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe
from django.views.defaults import bad_request

from wholeplace.kernel.installation import INSTALLATION, installation_id
from wholeplace.kernel.people import HatKind, Membership, Person
from wholeplace.kernel.places import Place
from wholeplace.ui.addresses import stays_here
from wholeplace.ui.busy import is_passing, too_busy
from wholeplace.ui.colours import HARBOUR, palette
from wholeplace.ui.gallery.exhibits import exhibits
from wholeplace.ui.requests import A_YEAR, PersonRequest, choose_body, choose_hat, members_only


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the places one belongs to, those one may read, and what Wholeplace is."""
    mine = []
    if isinstance(request.user, Person):
        memberships = Membership.objects.select_related("place", "organisation")
        mine = list(memberships.filter(person=request.user, ended=None).order_by("place__name"))
    others = Place.objects.exclude(pk__in=[membership.place_id for membership in mine]).order_by("name")
    return render(request, "ui/start.html", {"mine": mine, "others": others})


@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """Say under which licence the program is, and where its source code can be had."""
    return render(request, "ui/source.html")


@require_safe
def own_colours(_request: HttpRequest) -> HttpResponse:
    """Return the colours of pages that belong to no place."""
    return _styles(HARBOUR)


@require_safe
def place_colours(request: PersonRequest) -> HttpResponse:
    """Return the place's colours; the address holds the colour, so browsers may keep the answer."""
    return _styles(request.place.colour)


@require_POST
@members_only
def change_hat(request: PersonRequest) -> HttpResponse:
    """Act in another of one's hats from now on, and stay on the page one was on."""
    kind = request.POST.get("hat", "")
    if kind not in HatKind.values:
        raise Http404
    choose_hat(request, HatKind(kind))
    onward = request.POST.get("next", "")
    return redirect(onward if stays_here(request, onward) else f"/{request.place.slug}/")


@require_POST
@members_only
def change_behalf(request: PersonRequest) -> HttpResponse:
    """Speak for one's organisation from now on, or for oneself again, and stay on the page one was on."""
    member, asked = request.viewer.membership, request.POST.get("behalf", "")
    body = member.organisation if member is not None else None
    if asked and (body is None or asked != str(body.pk)):
        raise Http404
    choose_body(request, body if asked else None)
    onward = request.POST.get("next", "")
    return redirect(onward if stays_here(request, onward) else f"/{request.place.slug}/")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, where the program is being made or tried out."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    narrow = "narrow" in request.GET
    return render(request, "ui/gallery.html", {"exhibits": exhibits(request), "narrow": narrow})


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Say whether pages can be served, the database answering, and of which installation they are."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database away\n", status=503, content_type="text/plain")
    headers = {"Cache-Control": "no-store", INSTALLATION: installation_id()}
    return HttpResponse("ok\n", content_type="text/plain", headers=headers)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 Django's signature
    """Say that there is no such page, whether or not there is one the reader may not see."""
    return render(request, "ui/not_found.html", status=404)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Say that a request makes no sense, or comes by another name; or only that its session could not be saved now."""
    if isinstance(exception, DisallowedHost):
        return HttpResponse(render_to_string("ui/wrong_address.html"), status=400)
    return too_busy(request) if is_passing(exception) else bad_request(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong here, or only at this moment, without asking the database for anything."""
    if is_passing(sys.exception()):
        return too_busy(request)
    return HttpResponse(render_to_string("ui/failed.html"), status=500)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 Django's signature
    """Say that a form was not sent from our own page, or too long after it was opened."""
    return render(request, "ui/not_from_here.html", status=403)


def _styles(colour: str) -> HttpResponse:
    colours = palette(colour)
    rules = (
        f":root{{--wp-place:{colours.place};--wp-place-deep:{colours.deep};--wp-place-pale:{colours.pale};"
        f"--govuk-brand-colour:{colours.place};--govuk-link-colour:{colours.place};"
        f"--govuk-link-hover-colour:{colours.deep};--govuk-link-active-colour:{colours.deep}}}\n"
    )
    return HttpResponse(
        rules,
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={A_YEAR}, immutable"},
    )
