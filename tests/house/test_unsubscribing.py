"""The link at the foot of a letter stops letters, or invitations, and opens nothing else, wherever it is tried."""

import re
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client
from tests.house.map import PART, Everybody, address, guest_cookie, parts, patterns
from tests.house.scene import undone

from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.notices.models import Silence

pytestmark = pytest.mark.soak

STOP = "<slug:place>/notices/stop/<str:token>/"
WISH = "<slug:place>/people/invitations/stop/<str:wish>/"
ASKED_FOR = ("token", "wish", "key", "code", "link", "session", "room", "next")
"""Names a parameter goes by that could open something."""


@pytest.fixture(scope="module")
def everybody(town):
    return Everybody(town)


def tried(town, method, path, token):
    """Ask for an address with a token wherever a key could be: in its query, a form, a header, and every cookie."""
    browser = Client(headers={"Authorization": f"Bearer {token}", "X-Token": token})
    for cookie in (settings.SESSION_COOKIE_NAME, guest_cookie(town.here), "last_statement"):
        browser.cookies[cookie] = token
    told = dict.fromkeys(ASKED_FOR, token)
    with undone():
        return browser.get(path, told) if method == "GET" else browser.post(path, told, query_params=told)


def opened(town, token, nonsense):
    """Return every address that answers the token otherwise than it answers nonsense."""
    filled, found = parts(town.here), set()
    for pattern in patterns():
        paths = [address(pattern, {**filled, "token": "nobodys", "wish": "nobodys"})]
        if "<str:" in pattern:
            paths.append(
                "/" + PART.sub(lambda part: filled["place"] if part[1] == "place" else token, pattern)
            )
        for path in paths:
            for method in ("GET", "POST"):
                one = told(tried(town, method, path, token)).replace(token, nonsense)
                if one != told(tried(town, method, path.replace(token, nonsense), nonsense)):
                    found.add((method, pattern))
    return found


def told(reply):
    """Return a reply's status, where it leads, and its body but for what is fresh in each; of a file, its name."""
    body = (
        reply.headers.get("Content-Disposition", "")
        if reply.streaming
        else reply.content.decode("utf-8", "replace")
    )
    fresh = r'name="(csrfmiddlewaretoken|key|code)" value="[^"]*"'
    said = f"{reply.status_code} {reply.headers.get('Location', '')} {re.sub(fresh, '', body)}"
    return unquote(unquote(said))  # a way back stands quoted in the way to sign in


@pytest.mark.parametrize(("part", "own"), [("token", STOP), ("wish", WISH)])
def test_it_is_answered_as_nonsense_is_by_every_address_but_its_own(everybody, part, own):
    token = parts(everybody.town.here)[part]
    nonsense = re.sub(r"[^:]", "x", token)  # of the same shape: whatever has a colon in it leads nowhere
    assert opened(everybody.town, token, nonsense) == {("GET", own), ("POST", own)}


def test_it_stops_letters_and_changes_nothing_else(everybody):
    here = everybody.town.here
    with undone():
        before = set(Entry.objects.values_list("pk", flat=True))
        browser = Client()
        path = address(STOP, parts(here))
        assert browser.post(path, {"key": "once"}).status_code == 200
        since = Entry.objects.exclude(pk__in=before)
        assert [one.action for one in since] == ["letters.stop"]
        assert [one.member for one in Silence.objects.all()] == [here.people["newcomer"]]
        assert browser.get(f"/{here.place.slug}/people/").status_code == 302, "nobody is signed in by it"
