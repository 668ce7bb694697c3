"""What somebody outside may forge: where a form leads on to, a form from elsewhere, a line in a header, a host."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.test.utils import override_settings
from tests.house.map import ACTIONS, BACKEND, VISITOR, Everybody, address, bodies, parts, patterns
from tests.house.policy import POLICY
from tests.house.scene import undone
from tests.house.source import SRC
from tests.house.test_canaries import text_of

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.outbox.post import post, post_secret
from wholeplace.kernel.people import Membership

ORIGIN = "http://testserver"
EVIL = "evil.example"
INNER = "/privacy/"
LEADING_ON = (
    "next",
    "redirect",
    "redirect_to",
    "return",
    "return_to",
    "url",
    "continue",
    "goto",
    "to",
    "ref",
)
"""Names a parameter goes by, here or elsewhere, that says where to go next."""

AWAY = (
    f"//{EVIL}", f"///{EVIL}", f"////{EVIL}", f"/\\{EVIL}", f"\\\\{EVIL}", f"\\/{EVIL}", f"/\t/{EVIL}", f"/\n/{EVIL}",
    f"/\r\n/{EVIL}", f"\t//{EVIL}", f" //{EVIL}", f"\x00//{EVIL}", f"\x1f//{EVIL}", f"http://{EVIL}", f"https://{EVIL}",
    f"HTTPS://{EVIL}", f"https:{EVIL}", f"https:/{EVIL}", f"https:\\\\{EVIL}", f"http:///{EVIL}", f"https:///{EVIL}",
    f"//testserver@{EVIL}", f"http://testserver@{EVIL}", f"http://testserver:80@{EVIL}", f"http://testserver.{EVIL}",
    f"https://{EVIL}#testserver", f"https://{EVIL}?testserver", f"https://{EVIL}\\@testserver", f"//{EVIL}:80/",
    "javascript:ran(1)", "JaVaScRiPt:ran(1)", "java\tscript:ran(1)", "\x01javascript:ran(1)", " javascript:ran(1)",
    "data:text/html,x", "vbscript:x", f"ftp://{EVIL}", f"//{EVIL.replace('.', '。')}", "http://2130706433/", "//[::1]/",
    f"http://[{EVIL}", f"///\\;@{EVIL}",
)  # fmt: skip
"""Addresses by which a browser would leave, or run something."""


def leads_away(location):
    """Say whether a browser that reads an address from here would leave, or run it: as the URL standard says."""
    read = re.sub(r"[\t\r\n]", "", location).strip("".join(map(chr, range(33))))
    read = (
        re.sub(r"^([a-zA-Z]+):[\\/]*", r"\1://", read) if re.match(r"https?:", read, re.IGNORECASE) else read
    )
    head, mark, rest = read.partition("?")
    read = head.replace("\\", "/") + mark + rest
    read = re.sub(r"^//+", "//", read)
    try:
        to = urlsplit(urljoin(f"{ORIGIN}/", read))
    except ValueError:
        return True
    return f"{to.scheme}://{to.netloc}" != ORIGIN


def test_what_a_browser_would_take_for_another_site_is_recognised():
    assert [one for one in AWAY if not leads_away(one)] == []
    inner = (
        INNER,
        "?a=//b",
        "/a//b",
        "/%5cevil.example",
        "next",
        "/x?to=https://evil.example",
        "#//evil.example",
    )
    assert [one for one in inner if leads_away(one)] == []


@pytest.fixture(scope="module")
def everybody(town):
    return Everybody(town)


def asked(everybody, role, method, pattern, onward):
    """Ask an address to lead on somewhere, by every name that could mean it."""
    path = address(pattern, parts(everybody.town.here))
    wanted = dict.fromkeys(LEADING_ON, onward)
    browser = everybody.clients[role]
    kept = dict(browser.cookies)
    with undone():
        if method == "GET":
            reply = browser.get(path, wanted)
        else:
            reply = browser.post(path, {"key": "once", "hat": "convener", **wanted}, query_params=wanted)
    browser.cookies.clear()
    browser.cookies.update(kept)
    return reply


HONOURED = {
    ("convener", "GET", "sign-in/"),
    ("convener", "POST", "sign-in/"),
    ("convener", "GET", "sign-in/code/"),
    ("convener", "POST", "sign-in/code/"),
    ("convener", "GET", "sign-in/second-step/"),
    ("convener", "POST", "sign-in/second-step/"),
    ("convener", "POST", "<slug:place>/behalf/"),
    ("convener", "POST", "<slug:place>/hat/"),
    ("convener", "POST", "sign-out/"),
    (VISITOR, "GET", "sign-out/"),
    (VISITOR, "POST", "sign-out/"),
}
"""Who is led on by what, of all addresses of the map: and therefore tried with every way to lead away."""


LEFT = sorted(set(patterns()) - {pattern for _role, _method, pattern in HONOURED})


@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.soak)])
def test_only_these_addresses_lead_on_to_where_they_are_told(everybody, every):
    """Of the others every ninth in the quick run, all of them in the long one."""
    led = {
        (role, method, pattern)
        for pattern in [*LEFT[::every], *{pattern for _role, _method, pattern in HONOURED}]
        for role in (VISITOR, "convener")
        for method in ("GET", "POST")
        if asked(everybody, role, method, pattern, INNER).headers.get("Location") == INNER
    }
    assert led == HONOURED


def test_nobody_is_led_away_from_here(everybody):
    wrong = []
    for role, method, pattern in sorted(HONOURED):
        for onward in AWAY:
            reply = asked(everybody, role, method, pattern, onward)
            if reply.status_code != 302 or leads_away(reply.headers["Location"]):
                wrong.append((pattern, onward, reply.status_code, reply.headers.get("Location")))
    assert wrong == []


@pytest.mark.parametrize("onward", [INNER, *AWAY])
def test_signing_in_with_a_code_leads_on_within_these_pages(town, onward):
    browser = Client()
    with undone():
        page = browser.get("/sign-in/", {"next": onward})
        assert not any(
            leads_away(one) for one in re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())
        )
        browser.post(
            "/sign-in/", {"email": town.stranger.email, "next": onward}, query_params={"next": onward}
        )
        letter = Mail.objects.filter(to=town.stranger.email).latest("asked").text
        code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", letter, re.MULTILINE)[1]
        reply = browser.post("/sign-in/code/", {"code": code, "next": onward})
        assert reply.status_code == 302
        assert reply.headers["Location"] == (INNER if onward == INNER else "/")


@pytest.mark.parametrize("sent_as", ["form", "json"])
@pytest.mark.parametrize("token", ["none", "wrong", "of another site"])
def test_a_form_from_elsewhere_changes_nothing(town, sent_as, token):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(town.here.people["convener"].person, backend=BACKEND)
    filled, right = parts(town.here), bodies(town.here)
    headers = {"wrong": {"X-CSRFToken": "a" * 32}, "of another site": {"Origin": f"https://{EVIL}"}}.get(
        token, {}
    )
    if token == "of another site":  # a site under the same name could set the cookie
        strict.cookies["csrftoken"] = "a" * 32
        headers |= {"X-CSRFToken": "a" * 32}
    wrong = {}
    for pattern in patterns():
        body = right.get(pattern.removeprefix(ACTIONS), {"key": "once"})
        kind = {"content_type": "application/json"} if sent_as == "json" else {}
        reply = strict.post(address(pattern, filled), body, headers=headers, **kind)
        usual = POLICY[pattern].expected("POST", "convener")
        if reply.status_code != 403 and not reply.status_code == usual in {404, 405}:
            wrong[pattern] = reply.status_code
    assert wrong == {}


BREAKS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
INJECTED = [f"{line}Bcc: everybody@{EVIL}" for line in BREAKS]
LETTERS = sorted(str(path).split("/templates/")[1] for path in SRC.glob("**/templates/**/mail/*.txt"))


@pytest.mark.parametrize("more", INJECTED, ids=ascii)
def test_an_address_with_a_line_of_its_own_gets_no_letter_and_no_account(everybody, more):
    town = everybody.town
    tried = [
        f"{town.stranger.email}{more}",
        f"a{more}@x.example",
        f'"a{more}"@x.example',
        f"a@x.example{more}, b@x.example",
    ]
    place = town.here.place.slug
    with undone():
        before = Mail.objects.count(), Membership.objects.count()
        for email in tried:
            Client().post("/sign-in/", {"email": email})
            body = {**bodies(town.here)["member.admit"], "email": email}
            reply = everybody.asks("convener", "POST", f"/api/v1/{place}/actions/member.admit", body)
            assert (reply.status_code, reply.json()["code"]) == (409, "address_is_wrong"), email
            everybody.clients["convener"].post(f"/{place}/people/admit/", body)
        assert (Mail.objects.count(), Membership.objects.count()) == before


def headers_sent(write):
    """Return the headers of the letter that is sent, or nothing where it is refused."""
    with undone(), override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        try:
            write()
        except Refused:
            return None
        run_all_now()
        (sent,) = mail.outbox
        return sorted(sent.message().keys()), sent.recipients()


@pytest.mark.parametrize("template", LETTERS)
def test_what_a_letter_is_told_adds_no_header_to_it(town, template):
    def letter(told):
        facts = dict.fromkeys(("code", "name", "title", "text"), told)
        return lambda: post_secret(to="a@x.example", template=template, facts=facts, why=told)

    plain = headers_sent(letter("plain"))
    assert plain[1] == ["a@x.example"]
    assert {str(headers_sent(letter(f"told{more}"))) for more in INJECTED} <= {str(plain), "None"}


def test_the_name_of_a_place_adds_no_header_to_a_letter(town):
    def sent(template, name):
        town.here.place.name = name
        write = lambda: post(town.here.place, to="a@x.example", template=template, facts={}, why="x")  # noqa: E731
        try:
            return headers_sent(write)
        finally:
            town.here.place.refresh_from_db()

    for template in LETTERS:
        plain = sent(template, "Salt")
        assert plain[1] == ["a@x.example"]
        assert sent(template, f"Salt{INJECTED[0]}") in (plain, None)


FORGED = {
    "X-Forwarded-Host": EVIL, "X-Host": EVIL, "X-Forwarded-Server": EVIL, "Forwarded": f"host={EVIL};proto=https",
    "X-Forwarded-Port": "444", "X-Forwarded-Prefix": "/evil", "X-Script-Name": "/evil", "X-Original-URL": "/evil/",
    "X-Rewrite-URL": "/evil/", "X-HTTP-Method-Override": "DELETE", "X-Forwarded-For": "203.0.113.9",
    "X-Real-IP": "203.0.113.9", "Remote-User": "convener", "X-Remote-User": "convener",
}  # fmt: skip


def told(reply):
    """Return what a reply says, without what is fresh in each."""
    fresh = (
        r"""name="(csrfmiddlewaretoken|key|code)" value="[^"]*"|'Expires': '[^']*'|:\w{6}:[\w-]{43}(?=/")"""
    )
    said = re.sub(fresh, "", text_of(reply))
    return reply.status_code, reply.headers.get("Location"), said if b"PK" not in said.encode()[:2] else ""


def test_a_request_for_another_host_is_refused_everywhere(everybody):
    filled = parts(everybody.town.here)
    answered = {
        pattern: status
        for pattern in patterns()
        if (status := Client().get(address(pattern, filled), headers={"Host": EVIL}).status_code) != 400
    }
    assert answered == {}


@pytest.mark.parametrize("role", [VISITOR, pytest.param("newcomer", marks=pytest.mark.soak)])
def test_forged_headers_change_no_page(everybody, role):
    filled = parts(everybody.town.here)
    changed = []
    for pattern in patterns():
        path = address(pattern, filled)
        if "/pack/" in pattern:
            continue  # says when it was made
        with undone():
            plain = told(everybody.clients[role].get(path))
        with undone():
            forged = told(everybody.clients[role].get(path, headers=FORGED))
        if plain != forged or EVIL in str(forged):
            changed.append(pattern)
    assert changed == []


def test_forged_headers_change_no_letter(town):
    def letter(headers):
        with undone():
            Client().post("/sign-in/", {"email": town.stranger.email}, headers=headers)
            sent = Mail.objects.filter(to=town.stranger.email).latest("asked")
            return [
                re.sub(r"[A-Z0-9]{3,}-[A-Z0-9]{3,}", "CODE", said)
                for said in (sent.subject, sent.text, sent.html)
            ]

    assert letter({}) == letter(FORGED)
    assert EVIL not in "".join(letter(FORGED))
