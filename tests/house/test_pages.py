"""Every page: few questions to the database and none twice, safe headers, one heading, a title and a language."""

import re
from collections import Counter
from functools import cache

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.house.map import VISITOR, Everybody, address, parts, patterns
from tests.house.policy import POLICY
from tests.house.scene import undone

from wholeplace.kernel.decisions.actions import answer_decision
from wholeplace.kernel.decisions.names import Stance
from wholeplace.kernel.records import Audience

MOST_STATEMENTS = 12
FRAME = re.compile(r"^(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)")
FROM = re.compile(r'(?:FROM|INTO|UPDATE) "(\w+)"')
EVERY_SIGNED_IN_REQUEST = re.compile(
    r'"(django_session|usersessions_usersession|wp_kernel_person)"'
    r'|FROM "wp_kernel_membership" LEFT OUTER JOIN.*"ended" IS NULL AND .*"person_id" = .* LIMIT 1$'
)
"""The session, allauth's list of sessions, and as which member somebody reads: asked for before any page is chosen."""
ONCE = 'SELECT 1 AS "a" FROM "wp_kernel_place" LIMIT 1'
"""Whether there is a place yet: asked by each process until there is one."""
OF_EACH_KIND = {
    "<slug:place>/record/": 16,
    "<slug:place>/record/since/": 16,
    "api/v1/<slug:place>/record": 16,
    "<slug:place>/reports/<uuid:conversation>/<int:version>/pdf/": 2,
    "<slug:place>/reports/<uuid:conversation>/<int:version>/brief/": 2,
}
"""What a page may ask beyond that: the record fetches what its lines are about, once for each kind of record, and a report on
paper that is not set yet is looked for beside all that it says."""
HEAVY = {
    "<slug:place>/record/pack/public/": "writes a whole pack",
}

LINK = re.compile("<str:(link|letter|word|answer|ticket)>")
"""What stands in the address of a page that the link of a letter leads to."""
LOGO = "<slug:place>/logo/<slug:digest>/"
"""What may be kept by anybody: another logo has another address."""
FILES = {LOGO, *(f"<slug:place>/files/<uuid:file>/{part}/" for part in ("content", "picture"))}
"""What holds a file that somebody brought: it may load nothing at all, and stays in a box of its own."""
BOXED = "default-src 'none'; frame-ancestors 'none'; sandbox"

DIRECTIVES = {
    "default-src", "script-src", "style-src", "img-src", "font-src", "connect-src", "form-action", "manifest-src", "frame-src",
    "object-src", "media-src", "worker-src", "base-uri", "frame-ancestors",
}  # fmt: skip


READERS = [VISITOR, pytest.param("newcomer", marks=pytest.mark.soak), "convener"]
"""Who is sent round every page: a newcomer in the long run only."""


@pytest.fixture(scope="module")
def everybody(town):
    return Everybody(town)


def pages(role):
    """Return every address that shows this reader something."""
    return [pattern for pattern in patterns() if POLICY[pattern].expected("GET", role) == 200]


@cache
def first(everybody, role, pattern):
    """Return what an address sends a reader, and what of the database it asks for that, as it was the first time."""
    path = address(pattern, parts(everybody.town.here))
    with undone(), CaptureQueriesContext(connection) as captured:
        reply = everybody.asks(role, "GET", path)
    asked = [one["sql"] for one in captured.captured_queries]
    kept = [sql for sql in asked if not FRAME.match(sql) and not EVERY_SIGNED_IN_REQUEST.search(sql)]
    return reply, [sql for sql in kept if sql != ONCE]


def fetched(everybody, role, pattern):
    """Return what an address sends a reader."""
    return first(everybody, role, pattern)[0]


def said(reply):
    """Return a page as text; of a file that is sent, nothing."""
    return "" if reply.streaming else reply.content.decode("utf-8", "ignore")


@pytest.mark.parametrize("role", READERS)
def test_a_page_asks_the_database_at_most_twelve_things_and_none_twice(everybody, role):
    many, twice = {}, {}
    for pattern in pages(role):
        if pattern in HEAVY:
            continue
        asked = first(everybody, role, pattern)[1]
        if len(asked) > MOST_STATEMENTS + OF_EACH_KIND.get(pattern, 0):
            many[pattern] = (len(asked), [FROM.findall(sql)[:2] for sql in asked])
        if again := {sql: count for sql, count in Counter(asked).items() if count > 1}:
            twice[pattern] = again
    assert (many, twice) == ({}, {})


def test_nor_does_an_issue_whose_decision_waits_for_the_reader_no_more(everybody):
    here, page = everybody.town.here, "<slug:place>/issues/<uuid:issue>/"
    with undone():
        answer_decision(
            here.actor("convener"), decision=here.decisions[Audience.PUBLIC], answer=Stance.CONSENT
        )
        asked = first.__wrapped__(everybody, "convener", page)[1]
    assert len(asked) <= MOST_STATEMENTS, [FROM.findall(sql)[:2] for sql in asked]


def test_signing_in_costs_a_page_no_more_than_five_questions_of_its_own(everybody):
    path = address("<slug:place>/", parts(everybody.town.here))
    with undone(), CaptureQueriesContext(connection) as captured:
        everybody.asks("convener", "GET", path)
    asked = [one["sql"] for one in captured.captured_queries]
    assert sum(bool(EVERY_SIGNED_IN_REQUEST.search(sql)) for sql in asked) <= 5


@pytest.mark.parametrize("role", [VISITOR, pytest.param("convener", marks=pytest.mark.soak)])
def test_every_reply_carries_the_policy_of_what_it_may_load_and_the_other_guards(everybody, role):
    wrong = {}
    for pattern in patterns():
        headers = fetched(everybody, role, pattern).headers
        named = {
            one.split()[0]: one.split()[1:]
            for one in headers.get("Content-Security-Policy", "").split(";")
            if one
        }
        guards = (
            headers.get("X-Frame-Options") == "DENY",
            headers.get("X-Content-Type-Options") == "nosniff",
            headers.get("Referrer-Policy") == ("strict-origin" if LINK.search(pattern) else "same-origin"),
            headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        )
        if pattern in FILES and headers.get("Content-Security-Policy") == BOXED and all(guards):
            continue
        if named.keys() != DIRECTIVES or not all(guards):
            wrong[pattern] = (sorted(DIRECTIVES ^ named.keys()), guards)
        assert {source for sources in named.values() for source in sources} == {"'self'", "'none'"}, pattern
    assert wrong == {}


def test_a_reply_to_somebody_signed_in_says_that_nobody_else_may_keep_it(everybody):
    shared = {}
    for pattern in patterns():
        reply = fetched(everybody, "convener", pattern)
        control = reply.headers.get("Cache-Control", "")
        if not re.search(r"private|no-store", control) and not pattern.endswith(("place.css", LOGO)):
            shared[pattern] = control
    assert shared == {}


def test_what_a_cache_may_keep_holds_nothing_that_is_not_for_everybody(everybody):
    """Whatever is sent to somebody signed in may not be kept by a cache; styles and a logo, the same for all, may."""
    replies = {pattern: fetched(everybody, "convener", pattern) for pattern in patterns()}
    kept = [
        (pattern, control)
        for pattern, reply in replies.items()
        if reply.status_code == 200 and "no-store" not in (control := reply.headers.get("Cache-Control", ""))
    ]
    styles = "public, max-age=31536000, immutable"
    asked_again = "private, no-cache"  # a landscape is kept by the reader's own browser, which asks each time
    assert sorted(kept) == [
        ("<slug:place>/conversations/<uuid:conversation>/", asked_again),
        (LOGO, styles),
        ("<slug:place>/place.css", styles),
        ("place.css", styles),
    ]


@pytest.mark.parametrize("role", READERS)
def test_every_page_has_one_heading_a_title_a_language_and_a_way_past_the_frame(everybody, role):
    wrong = {}
    for pattern in [*pages(role), "<slug:place>/no-such-page/"]:
        reply = fetched(everybody, role, pattern)
        if not reply.headers["Content-Type"].startswith("text/html"):
            continue
        html = reply.content.decode()
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
        seen = (
            len(re.findall(r"<h1\b", html)) == 1,
            title is not None and bool(title[1].strip()),
            '<html lang="en-gb"' in html,
            'href="#main"' in html and len(re.findall(r'id="main"', html)) == 1,
            len(ids := re.findall(r'\sid="([^"]+)"', html)) == len(set(ids)),
        )
        if not all(seen):
            wrong[pattern] = seen
    assert wrong == {}


def test_no_page_but_the_first_shares_its_title_with_another(everybody):
    titles = {}
    for pattern in pages("convener"):
        found = re.search(
            r"<title>(.*?)</title>",
            said(fetched(everybody, "convener", pattern)),
            re.DOTALL,
        )
        if found:
            titles.setdefault(found[1].strip(), []).append(pattern)
    shared = {title: found for title, found in titles.items() if len(found) > 1}
    assert shared == {}


def test_the_policy_of_what_may_be_loaded_is_what_the_settings_name():
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].keys() == DIRECTIVES
