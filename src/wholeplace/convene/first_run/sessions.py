"""What a browser may do in the first run: set the place up, once it gave the code, and then be its founder, once."""

from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from wholeplace.convene.first_run.draft import Draft
from wholeplace.kernel import clock
from wholeplace.kernel.people import Membership
from wholeplace.places.sign_in.sessions import sign_in

MAY_SET_UP = "may set up"
FOUNDER = "founder"
AN_HOUR = 3600


def let_in(request: HttpRequest) -> None:
    """Let this browser set the place up, under a session nobody else can have known before."""
    request.session.cycle_key()
    request.session[MAY_SET_UP] = True


def may_set_up(request: HttpRequest) -> bool:
    """Say whether this browser gave the setup code."""
    return MAY_SET_UP in request.session


def make_founder(request: HttpRequest, member: Membership, draft: Draft) -> None:
    """Keep for an hour that this browser founded the place, and how its founder has shown who they are."""
    proved = draft.proved == member.person.email
    request.session.pop(MAY_SET_UP, None)
    request.session[FOUNDER] = {
        "member": str(member.pk),
        "method": "code" if proved else "setup",
        "until": clock.now().timestamp() + AN_HOUR,
    }


def founded_here(request: HttpRequest) -> Membership | None:
    """Return the first convener, while this browser founded the place and they have not come in yet."""
    kept = request.session.get(FOUNDER)
    if not kept or kept["until"] < clock.now().timestamp():
        return None
    mine = Membership.objects.select_related("place", "person", "organisation")
    return mine.filter(pk=kept["member"], ended=None, person__last_login=None).first()


def founded_beside(request: HttpRequest) -> Membership | None:
    """Return the same, where the place was founded while this request was under way."""
    request.session = SessionStore(request.session.session_key)
    return founded_here(request)


def come_in(request: HttpRequest, founder: Membership) -> None:
    """Sign the first convener in, once, by the letter's code or else by the setup code."""
    kept = request.session.pop(FOUNDER)
    sign_in(request, founder.person, method=kept["method"])
