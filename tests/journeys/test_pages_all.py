"""Every page of the map in a real browser: usable by everybody, wide or narrow, and without scripts."""

from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from tests.house.map import VISITOR
from tests.house.policy import POLICY
from tests.journeys.axe import violations
from tests.journeys.story import PLACE, Town, Walk

pytestmark = pytest.mark.journey

CONVENER = "Amina Yusuf"
NO_PAGE = {
    "<slug:place>/lotteries/draws/<uuid:draw>/draw.json": "a draw as a file",
    "<slug:place>/lotteries/how/draw_again.py": "a program to take away",
    "place.css": "a style sheet",
    "<slug:place>/place.css": "a style sheet",
    "healthz/": "two letters for machines",
    "<slug:place>/exchange/conversations/<uuid:conversation>/<slug:table>.<slug:form>": "a file",
    "<slug:place>/changes/<uuid:change>/readings.csv": "a file",
    "<slug:place>/lotteries/<uuid:lottery>/pool/pool.csv": "a file",
    "<slug:place>/lotteries/<uuid:lottery>/targets/targets.csv": "a file",
    "<slug:place>/lotteries/<uuid:lottery>/seats/<str:roll>.<str:form>": "a file",
    "<slug:place>/lotteries/<uuid:lottery>/report/report.<str:form>": "a file",
    "<slug:place>/stakeholders/issues/<uuid:issue>/export/<slug:listing>.<slug:form>": "a file",
    "<slug:place>/record/pack/public/": "a file",
    "<slug:place>/files/<uuid:file>/content/": "a file",
    "<slug:place>/files/<uuid:file>/picture/": "a picture",
    "<slug:place>/logo/<slug:digest>/": "a picture",
    "<slug:place>/record/pack/scrutineer/": "a file",
}
NOT_LED_TO = {
    "<slug:place>/lotteries/draws/<uuid:draw>/value/": "somebody may have entered the value of the draw that waits by then",
    "<slug:place>/lotteries/draws/<uuid:draw>/take-back/": "somebody may have entered the value of the draw that waits by then",
    "<slug:place>/lotteries/<uuid:lottery>/seats/letters/": "whoever was drawn may have been asked by then",
    "<slug:place>/lotteries/<uuid:lottery>/commit/": "no draw can be committed to at the end of the story: one waits, and nobody is in the other pool",
    "<slug:place>/what-next/": "whoever founds the place in the browser is led there",
    "<slug:place>/conversations/live/<uuid:live>/guest/back/": "whoever reads without signing in is led there",
    "<slug:place>/conversations/live/<uuid:live>/join/open/": "anybody can join at the end of the story",
    "<slug:place>/conversations/live/<uuid:live>/poster/": "conveners are led there",
    "<slug:place>/conversations/live/<uuid:live>/paper/": "conveners and facilitators are led there",
    "<slug:place>/conversations/room/": "a poster leads there",
    "<slug:place>/issues/framings/<uuid:proposed>/evidence/": "whoever proposed the framing is led there",
    "<slug:place>/issues/framings/<uuid:proposed>/anew/": "whoever proposed the framing is led there",
    "<slug:place>/issues/framings/<uuid:proposed>/withdraw/": "whoever proposed the framing is led there",
    "<slug:place>/files/<uuid:file>/take-back/": "whoever put the file there is led there",
    "<slug:place>/files/<uuid:file>/take-down/": "no file waits for a second word at the end of the story",
    "<slug:place>/files/<uuid:file>/keep/": "no file is held at the end of the story, or proposed to be taken down",
    "<slug:place>/files/<uuid:file>/answer/": "whoever put the file there is led there",
    "<slug:place>/issues/amendments/<uuid:amendment>/second/": "no change waits for a word at the end of the story",
    "<slug:place>/ground-rules/<uuid:rules>/agree/": "the convener has agreed, and the issue's next step is another",
    "<slug:place>/expectations/pairings/<uuid:pairing>/take-back/": "whoever marked the two lines is led there",
    "<slug:place>/expectations/settlings/<uuid:settling>/confirm/": "no mismatch waits for a word at the end of the story",
    "<slug:place>/expectations/ground-rules/<uuid:drawn>/ask/": "the group has decided on all that were drawn up",
    "<slug:place>/reports/<uuid:conversation>/publish/": "the report has gone out at the end of the story",
    "<slug:place>/issues/<uuid:issue>/framing/": "every issue is the group's at the end of the story",
    "<slug:place>/conversations/live/<uuid:live>/close-early/": "somebody proposes already to close the one that is open",
    "sign-in/closed/": "only somebody whose account is closed is sent there",
    "<slug:place>/hats/<uuid:hat>/end/": "no hat waits to be taken off at the end of the story",
    "<slug:place>/hats/<uuid:hat>/keep/": "no hat waits to be taken off at the end of the story",
    "<slug:place>/people/<uuid:member>/remove/": "nobody is to be removed at the end of the story",
    "<slug:place>/people/<uuid:member>/keep/": "nobody is to be removed at the end of the story",
    "<slug:place>/join/<str:link>/": "the letter of an invitation leads to it",
    "<slug:place>/people/invitations/stop/<str:wish>/": "the link at the foot of an invitation leads to it",
    "<slug:place>/lotteries/code/": "a letter to somebody who was drawn leads to it",
    "<slug:place>/lotteries/<uuid:lottery>/seats/ask/": "all who were drawn and have e-mail are asked at the end of the story",
    "<slug:place>/lotteries/seats/<uuid:seat>/ask/": "all who were drawn and have e-mail are asked at the end of the story",
    "<slug:place>/invitations/answer/<str:answer>/": "the letter of an invitation leads to it",
    "<slug:place>/invitations/answer/<str:answer>/come-in/": "whoever says yes by a link or code is led there",
    "<slug:place>/invitations/code/": "a letter on paper leads to it",
    "<slug:place>/invitations/yours/<uuid:issue_invitation>/": "only whoever is asked is led there",
    "<slug:place>/invitations/issues/<uuid:issue>/letters/": "no letter waits at the end of the story",
    "<slug:place>/invitations/issues/<uuid:issue>/letters/letters.pdf": "no letter is set at the end of the story",
    "<slug:place>/invitations/issues/<uuid:issue>/letters/posted/": "no letter is set at the end of the story",
    "<slug:place>/invitations/issues/<uuid:issue>/calls/": "no call is to be made at the end of the story",
    "<slug:place>/invitations/words/<uuid:sponsor_words>/take-back/": "only whoever wrote the words is led there",
    **dict.fromkeys(
        (
            f"<slug:place>/invitations/<uuid:issue_invitation>/{deed}"
            for deed in ("", "call/", "call/code/", "remind/", "take-back/", "again/", "take-up/")
        ),
        "nobody is invited to speak at the end of the story",
    ),
    "<slug:place>/mandates/answer/<str:letter>/": "the letter to a manager leads to it",
    "<slug:place>/mandates/answer/<str:letter>/no/": "the letter to a manager leads to it",
    "<slug:place>/mandates/given/<str:word>/": "the second letter to a manager leads to it",
    "<slug:place>/mandates/given/<str:word>/take-back/": "the second letter to a manager leads to it",
    "<slug:place>/mandates/given/<str:word>/renew/": "the second letter to a manager leads to it",
    "<slug:place>/mandates/for-all/<uuid:for_all>/second/": "no word for all waits for its second at the end of the story",
    "<slug:place>/mandates/askings/<uuid:asking>/take-back/": "whoever asked is led there",
    "<slug:place>/mandates/<uuid:mandate>/lay-down/": "whoever's mandate it is is led there",
    "<slug:place>/mandates/ask/withdrawal/": "whoever's organisation says something for all is led there",
    "<slug:place>/notices/stop/<str:token>/": "the link at the foot of a letter leads to it",
    "<slug:place>/yourself/keep/": "nobody asked to be erased at the end of the story",
    "<slug:place>/issues/decisions/<uuid:decision>/second/": "no decision waits at the end of the story",
    "<slug:place>/issues/decisions/<uuid:decision>/withdraw/": "no decision waits at the end of the story",
    "<slug:place>/issues/circle/<uuid:candidacy>/withdraw/": "nobody stands for a circle at the end of the story",
    "<slug:place>/issues/decisions/<uuid:decision>/amend/": "no decision is open at the end of the story",
    "<slug:place>/expectations/ground-rules/amend/<uuid:decision>/": "no decision is open at the end of the story",
    "<slug:place>/stakeholders/absences/amend/<uuid:decision>/": "no decision is open at the end of the story",
    "<slug:place>/issues/objections/<uuid:objection>/answer/": "no decision is open at the end of the story",
    "<slug:place>/conversations/live/<uuid:live>/asides/<uuid:aside>/open/": "whoever kept it is led there",
    "<slug:place>/conversations/live/<uuid:live>/asides/<uuid:aside>/take-back/": "whoever kept it is led there",
    "<slug:place>/conversations/live/<uuid:live>/take-part/": "the convener takes part already",
    "<slug:place>/conversations/live/<uuid:live>/on-the-record/": "only elected members are led there",
    "<slug:place>/exchange/staged/<uuid:staged>/": "no import waits at the end of the story",
    "<slug:place>/stakeholders/sheets/<uuid:sheet>/": "no spreadsheet waits at the end of the story",
    "<slug:place>/stakeholders/contacts/sheets/<uuid:book>/": "no file of contacts waits at the end of the story",
    "<slug:place>/mandates/<uuid:mandate>/": "a name that stands further back in the list of people leads there",
    "<slug:place>/stakeholders/absences/<uuid:absence>/": "nobody proposes in the story to go on without some",
    "<slug:place>/stakeholders/absences/<uuid:absence>/ask/": "nobody proposes in the story to go on without some",
    "<slug:place>/invitations/needs/<uuid:needs>/take-back/": "whoever said what they need is led there",
    "<slug:place>/stakeholders/issues/<uuid:issue>/suggest/": "whoever takes part and does not convene is led there",
    "<slug:place>/stakeholders/issues/<uuid:issue>/undo/": "whoever has just changed many perspectives is led there",
    "<slug:place>/stakeholders/<uuid:perspective>/take-up/": "the one perspective that is walked to is needed already",
    "<slug:place>/stakeholders/<uuid:perspective>/turn-down/": "the one perspective that is walked to is needed already",
    "<slug:place>/stakeholders/<uuid:perspective>/bring-back/": "the one perspective that is walked to is on the map",
    "<slug:place>/stakeholders/<uuid:perspective>/stop-speaking/": "no member says in the story to speak for one",
    "<slug:place>/stakeholders/notes/<uuid:note>/open/": "whoever wrote the note is led there",
    "<slug:place>/stakeholders/notes/<uuid:note>/take-back/": "whoever wrote the note is led there",
    "<slug:place>/stakeholders/interests/<uuid:interest>/end/": "whoever declared the interest is led there",
    "<slug:place>/lotteries/ticket/<str:ticket>/": "the letter to whoever registers leads to it",
    "<slug:place>/lotteries/ticket/<str:ticket>/withdraw/": "the letter to whoever registers leads to it",
    "<slug:place>/lotteries/<uuid:lottery>/register/thank-you/": "whoever has registered is led there",
    "<slug:place>/lotteries/files/<uuid:sent>/": "no file of people waits at the end of the story",
    "<slug:place>/lotteries/<uuid:lottery>/pool/alike/": "nobody in the story's pools looks like anybody else",
    "<slug:place>/lotteries/<uuid:lottery>/pool/homes/": "no two addresses in the story's pools are nearly the same",
    "<slug:place>/lotteries/registrations/<uuid:registration>/bring-back/": "nobody is set aside in the story",
    "<slug:place>/lotteries/registrations/<uuid:registration>/alone/": "pools are settled once a draw is committed to",
    "you/sign-in/": "the place's own page of it is led to, and is the same",
    "sign-in/again/": "only somebody who signed in a while ago is sent there",
    "<slug:place>/record/since/": "the record tells what came since, where something did",
}
SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"
UNLED = ("/", "/gallery/", "/demo/", "/sign-out/", f"{PLACE}conversations/", f"{PLACE}issues/name/")
"""Where a reader begins, or comes by typing an address."""
ISSUE = "<slug:place>/issues/<uuid:issue>/"
ASKED = {"<slug:place>/record/": "?action=conversation.take_in"}
"""What is asked of a list so that what it leads to has every page: a line with parts."""
LANDSCAPE = "<slug:place>/conversations/<uuid:conversation>/"
CHANGE = "<slug:place>/changes/<uuid:change>/"
FILE = "<slug:place>/files/<uuid:file>/"
LIVE = "<slug:place>/conversations/live/<uuid:live>/"
ROOMS = f"{LIVE}rooms/"
DECISION = "<slug:place>/issues/decisions/<uuid:decision>/"
CARD, PAIRING = (
    "<slug:place>/expectations/cards/<uuid:card>/",
    "<slug:place>/expectations/pairings/<uuid:pairing>/",
)
MAP, PERSPECTIVE = (
    "<slug:place>/stakeholders/issues/<uuid:issue>/",
    "<slug:place>/stakeholders/<uuid:perspective>/",
)
LOTTERY, POOL, SEAT = (
    "<slug:place>/lotteries/<uuid:lottery>/",
    "<slug:place>/lotteries/<uuid:lottery>/pool/",
    "<slug:place>/lotteries/seats/<uuid:seat>/",
)
EACH = {
    *(ISSUE, LANDSCAPE, CHANGE, FILE, LIVE, ROOMS, DECISION, CARD, PAIRING, MAP, PERSPECTIVE),
    *(LOTTERY, POOL, SEAT, "<slug:place>/lotteries/<uuid:lottery>/targets/"),
}
"""Every one is opened: not in every conversation somebody answered by name, nor does every one go on, every file stand, or somebody stand on every map."""
Walking = Callable[..., Walk]


def route_of(path: str) -> str | None:
    """Return the address as the URL map writes it; None for what is no page of ours."""
    try:
        return str(resolve(path).route)
    except Resolver404:
        return None


class Links(HTMLParser):
    """Gathers where the links and the search of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        searches = tag == "form" and given.get("role") == "search"
        to = given.get("href") if tag == "a" else given.get("action") if searches else None
        if to:
            self.found.append(to)


def addresses(reader: tuple[str, Walking]) -> dict[str, str]:
    """Return one address for each page of the map that pages lead this reader to; they are found once."""
    role, opened = reader
    return FOUND.get(role) or FOUND.setdefault(role, led_to(opened(width=1280)))


FOUND: dict[str, dict[str, str]] = {}


def led_to(walked: Walk) -> dict[str, str]:
    """Return one address for each page of the map that pages lead to, following links only."""
    found, waiting, seen = {}, [*UNLED, PLACE], set()
    while waiting:
        path = waiting.pop(0)
        route = route_of(path)
        if path in seen or route is None or route in NO_PAGE or route.startswith("api/"):
            continue
        if route in found and route not in EACH:
            continue
        seen.add(path)
        reply = walked.page.request.get(path + ASKED.get(route, ""))
        if (
            reply.status != 200
            or "html" not in reply.headers["content-type"]
            or route_of(urlsplit(reply.url).path) != route
        ):
            continue
        found[route] = (
            path if route == ISSUE else found.get(route, path)
        )  # of issues the oldest, which has come furthest
        waiting += [f"{path}stop/"] if route == ISSUE else []  # led to where one takes part
        links = Links()
        links.feed(reply.text())
        waiting += [one.split("#")[0].split("?")[0] for one in links.found if one.startswith("/")]
    return found


def expected(role: str) -> set[str]:
    """Return the pages this reader can open, as the policy says."""
    shown = {route for route, row in POLICY.items() if row.expected("GET", role) == 200}
    pages = {route for route in shown if not route.startswith("api/")} | {"gallery/", "demo/"}
    return pages - NO_PAGE.keys() - NOT_LED_TO.keys()


@pytest.fixture(params=[pytest.param(VISITOR, marks=pytest.mark.soak), "convener"])
def reader(request: pytest.FixtureRequest, walk: Walking) -> tuple[str, Walking]:
    """Return who reads, and how a window of theirs is opened."""

    def opened(**how: object) -> Walk:
        walked = walk(**how)
        if request.param != VISITOR:
            walked.become(CONVENER)
        return walked

    return str(request.param), opened


def test_every_page_is_led_to_and_nobody_is_shut_out_of_it(reader: tuple[str, Walking]) -> None:
    """On a phone every sixteenth page is looked through; all of them in the long run."""
    role, opened = reader
    found = addresses(reader)
    assert expected(role) - found.keys() == set()
    narrow = opened(width=320)
    on_the_phone = {route: faults_of(narrow, path) for route, path in [*found.items()][::16]}
    assert {route: wrong for route, wrong in on_the_phone.items() if wrong} == {}


@pytest.mark.soak
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_shut_out_of_any_page(reader: tuple[str, Walking], width: int) -> None:
    _role, opened = reader
    window = opened(width=width)
    found = {route: faults_of(window, path) for route, path in addresses(reader).items()}
    assert {route: wrong for route, wrong in found.items() if wrong} == {}


def faults_of(walked: Walk, path: str) -> list[str]:
    """Return what the browser refuses, what hangs over the edge, and what axe finds, on one page."""
    walked.to(path)
    refused: list[str] = walked.page.evaluate("window.refusedByPolicy")
    over: int = walked.page.evaluate(SIDEWAYS)
    return [*refused, *([f"{over} px too wide"] if over > 0 else []), *violations(walked.page)]


@pytest.mark.parametrize("every", [24, pytest.param(1, marks=pytest.mark.soak)])
def test_a_page_can_be_read_and_its_forms_be_sent_without_scripts(
    reader: tuple[str, Walking], town: Town, every: int
) -> None:
    """Every twenty-fourth page in the quick run, all of them in the long one."""
    _role, opened = reader
    plain = opened(javascript=False)
    for path in [*addresses(reader).values()][::every]:
        plain.to(path)
        assert plain.page.locator("h1").is_visible(), path
        for form in plain.page.locator("main form:not([hidden])").all():
            assert form.locator("button, input[type=submit]").count() >= 1, path
