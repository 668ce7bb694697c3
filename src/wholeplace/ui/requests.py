"""What a page is handed: the place, who reads it, and who acts in it."""

import functools
import uuid
from collections.abc import Callable
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from wholeplace.kernel.actions import Action
from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.people import HatKind, Membership, Person
from wholeplace.kernel.places import Organisation, Place
from wholeplace.kernel.prepared import prepared
from wholeplace.ui.busy import is_passing, too_busy
from wholeplace.ui.signed_in import withheld_from

P = ParamSpec("P")
M = TypeVar("M", bound=models.Model)
A = TypeVar("A", bound=HttpResponseBase)

Page = Callable[..., HttpResponseBase]

A_YEAR = 31_536_000
"""Seconds for which a browser may keep what will never be another thing under its address."""


class PersonRequest(HttpRequest):
    """A request for a page of one place, as `viewer_middleware` makes it."""

    place: Place
    viewer: Viewer
    actor: Actor
    """Whoever acts; asked of somebody who is no member here, it leads them to sign in."""


kept_nowhere = cache_control(private=True, no_store=True)
"""Has no browser or cache keep a page that tells of somebody who is not signed in: others use their device after them."""


class SignInNeeded(Exception):  # noqa: N818 it is an answer, not a fault
    """Raised where only a member can go on; answered by the way to sign in, and then back here."""


class _Nobody:
    """Stands where an actor would, for somebody who is no member: asked anything, it leads to signing in."""

    def __getattr__(self, name: str) -> NoReturn:
        raise SignInNeeded


class ViewerMiddleware:
    """Finds the place in the address and the reader in the session; keeps what members see out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what answers next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and tell caches whose answer it is."""
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        patch_vary_headers(response, ["Cookie"])
        if request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, _view: Page, _args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        """Put the place, the viewer and the actor on the request of a page under a place's short name."""
        slug = kwargs.pop("place", None)
        if slug is None:
            return
        places = _place_of.records(slug)
        if not places:
            raise Http404
        person_request, place = cast("PersonRequest", request), places[0]
        person_request.place = place
        person_request.viewer = Viewer(place, membership_of(request, place), withheld_from(request))
        person_request.actor = _actor(person_request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Answer what is no fault: somebody has yet to sign in, or too many people save at once."""
        if is_passing(error):
            return too_busy(request)
        if not isinstance(error, SignInNeeded):
            return None
        if request.method == "POST":
            messages.warning(request, _("What you have just sent was not kept: it is for members."))
        if request.user.is_authenticated:
            return render(request, "ui/members_only.html", {"left": membership_left(request)}, status=403)
        response = redirect_to_login(request.get_full_path(), resolve_url("sign_in"))
        if asks_within(request):
            return HttpResponse(status=204, headers={"HX-Redirect": response.url})
        return response


def viewer_middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> ViewerMiddleware:
    """Return the middleware that turns requests for a place's pages into a `PersonRequest`."""
    return ViewerMiddleware(get_response)


def membership_of(request: HttpRequest, place: Place) -> Membership | None:
    """Return the signed-in person's present membership of a place."""
    if not isinstance(request.user, Person):
        return None
    mine = Membership.objects.select_related("organisation")
    member = mine.filter(place=place, person=request.user, ended=None).first()
    if member is not None:
        member.place, member.person = place, request.user
    return member


@prepared
def _place_of(slug: str) -> models.QuerySet[Place]:
    return Place.objects.filter(slug=slug)


def membership_left(request: HttpRequest) -> Membership | None:
    """Return the signed-in person's last membership of the place they ask for, where they have left it."""
    mine = Membership.objects.filter(
        person=cast("Person", request.user), place=getattr(request, "place", None)
    )
    return mine.exclude(ended=None).order_by("-ended").first()


def members_only(
    view: Callable[Concatenate[PersonRequest, P], A], /
) -> Callable[Concatenate[PersonRequest, P], A]:
    """Show a page to members; lead anybody else to sign in and then back to it."""

    @functools.wraps(view)
    def for_members(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> A:
        if not request.viewer.is_member:
            raise SignInNeeded
        return view(request, *args, **kwargs)

    return for_members


def why_not(
    request: PersonRequest, action: Action[..., Any], record: models.Model | None = None
) -> Refusal | None:
    """Return why whoever reads cannot do this now, a visitor included: as a page shows it by the button."""
    if not request.viewer.is_member:
        return Refusal("not_a_member")
    return action.refusal(request.actor, record)


def asks_within(request: HttpRequest) -> bool:
    """Say whether a page asks by itself, to show within it what comes back, rather than somebody who follows a link."""
    return request.headers.get("HX-Request") == "true"


def done(request: HttpRequest, said: str, onward: str) -> HttpResponse:
    """Lead on from a deed: the next page says in one sentence what was done and what follows, in the part it opens at."""
    messages.success(request, said, extra_tags=urlsplit(onward).fragment)
    return redirect(onward)


def get_or_404(records: "models.QuerySet[M]", record_id: str | uuid.UUID) -> M:
    """Return the one record with this id among those the viewer may see; anything else is not there."""
    try:
        found = records.filter(pk=record_id).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise Http404
    return found


def chosen_hat(request: PersonRequest) -> HatKind:
    """Return the hat the reader chose in this place while they hold it, or else the first they were given here."""
    chosen = request.session.get(_hat_key(request.place))
    if chosen == HatKind.PARTICIPANT:
        return HatKind.PARTICIPANT
    held = {HatKind(hat.kind) for hat in request.viewer.hats if hat.scope is None or hat.kind == chosen}
    return next((kind for kind in HatKind if kind in held and chosen in {None, kind}), HatKind.PARTICIPANT)


def chosen_body(request: PersonRequest) -> Organisation | None:
    """Return the organisation the reader chose to speak for in this place, while they belong to it; None for themselves."""
    member = request.viewer.membership
    body = member.organisation if member is not None else None
    if body is None or request.session.get(_body_key(request.place)) != str(body.pk):
        return None
    return body


def choose_body(request: PersonRequest, body: Organisation | None) -> None:
    """Keep on whose behalf somebody acts, in this place, for as long as they are signed in."""
    request.session[_body_key(request.place)] = str(body.pk) if body else ""


def choose_hat(request: PersonRequest, kind: HatKind) -> None:
    """Keep the hat somebody acts in, in this place, for as long as they are signed in."""
    request.session[_hat_key(request.place)] = kind.value


def _hat_key(place: Place) -> str:
    return f"hat {place.pk}"


def _body_key(place: Place) -> str:
    return f"behalf {place.pk}"


def _actor(request: PersonRequest) -> Actor:
    """Return the member who acts, in the hat they chose; for anybody else, a stand-in."""
    viewer = request.viewer
    if viewer.membership is None:
        return cast("Actor", _Nobody())
    return viewer.acting(hat=chosen_hat(request), on_behalf_of=chosen_body(request))
