"""Nothing private is shown to anybody it is not for: every private thing carries a word, and every surface is read."""

import io
import re
import zipfile
from html.parser import HTMLParser

import pytest
from tests.house.map import (
    CONVENER_ELSEWHERE,
    ELSEWHERE,
    MEMBERS,
    STRANGER,
    VISITOR,
    Everybody,
    address,
    parts,
    parts_of,
    patterns,
)
from tests.house.scene import BALLOTS, undone

from wholeplace.kernel.ledger.models import Alias, Opening
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.models import Ballot

OUTSIDERS = (VISITOR, STRANGER, ELSEWHERE, CONVENER_ELSEWHERE)
INSIDERS = ("newcomer", "convener", "scrutineer", "operator")
ENOUGH_PAGES = 40
WORD = re.compile(r"[a-z0-9]+zq(?:saltmarsh|elsewhere)")

PUBLIC = {
    *(
        f"{one}public"
        for one in (
            *("title", "happening", "forwhom", "tried", "framing", "talk", "question", "description"),
            *("standpoint", "rival", "evidence", "asked"),
        )
    ),
    *(f"said{number}xpublic" for number in range(1, 6)),
    "onrecordpublic",
}
"""What everybody may read."""
PARTNERS = {
    *(one.replace("public", "partnership") for one in PUBLIC),
    *(f"name{who}" for who in (*MEMBERS, "second")),
    *("harmpublic", "harmpartnership"),
}
"""What members may read besides."""
ABOUT_THE_NEWCOMER = {"removalzqsaltmarsh"}
"""Why somebody proposes to remove the newcomer: for them, and for those who could give the second word."""
LEFT_OUT = {"leftoutpublic", "leftoutpartnership"}
"""What moderators left out."""


@pytest.fixture(scope="module")
def everybody(town):
    return Everybody(town)


class Links(HTMLParser):
    """Collects where a page leads."""

    def __init__(self, html):
        super().__init__()
        self.found = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found |= {value for name, value in attrs if name in {"href", "src", "hx-get"} and value}


def text_of(reply):
    """Return everything a reply says, headers and packed files included."""
    content = b"".join(reply.streaming_content) if reply.streaming else reply.content
    said = [str(dict(reply.headers))]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            said += [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    else:
        said.append(content.decode("utf-8", "replace"))
    return "\n".join(said)


def crawl(everybody, role):
    """Return everything somebody is shown, by address: every address of the map, and wherever pages lead from there."""
    here, shown = everybody.town.here, {}
    places = [
        address(pattern, {**parts(house, audience), "number": number})
        for pattern in patterns()
        for house in (here, everybody.town.there)
        for audience in (Audience.PUBLIC, Audience.PARTNERSHIP)
        for number in ((2, 6) if "number" in parts_of(pattern) else (2,))
    ]
    waiting = [*dict.fromkeys(places), f"/{here.place.slug}/nothing/", f"/{here.place.slug}/record/?q=zq"]
    while waiting:
        path = waiting.pop(0)
        if path in shown or path.startswith(("/sign-out/", "/static/")):
            continue
        with undone():
            reply = everybody.asks(role, "GET", path)
        shown[path] = text_of(reply)
        if "html" in reply.headers.get("Content-Type", ""):
            found = Links(reply.content.decode()).found
            waiting += sorted(
                one.split("#")[0] for one in found if one.startswith("/") and one.count("?") <= 1
            )
        if len(shown) > 600:
            pytest.fail("The crawl does not end.")
    return shown


def words_shown(everybody, role):
    """Return every word that stands for something private, with the addresses it was shown at."""
    found = {}
    for path, text in crawl(everybody, role).items():
        for word in WORD.findall(text):
            found.setdefault(word, []).append(path)
    return found


@pytest.mark.parametrize("role", [VISITOR, STRANGER])
def test_an_outsider_is_shown_what_is_public_and_nothing_else(everybody, role):
    found = words_shown(everybody, role)
    allowed = {f"{word}zq{place}" for word in PUBLIC for place in ("saltmarsh", "elsewhere")}
    assert {word: paths[:3] for word, paths in found.items() if word not in allowed} == {}
    assert found.keys() == allowed


def test_a_member_of_another_place_is_shown_no_more_of_this_one_than_a_visitor(everybody):
    found = words_shown(everybody, CONVENER_ELSEWHERE)
    of_here = {word for word in found if word.endswith("zqsaltmarsh")}
    assert of_here == {f"{word}zqsaltmarsh" for word in PUBLIC}
    assert "namesecondzqelsewhere" in found


@pytest.mark.parametrize("role", ["newcomer", "operator"])
def test_a_member_is_shown_what_is_for_members_and_neither_addresses_nor_imports(everybody, role):
    found = words_shown(everybody, role)
    allowed = {f"{word}zqsaltmarsh" for word in PUBLIC | PARTNERS} | {f"{word}zqelsewhere" for word in PUBLIC}
    own = {f"mail{role}zqsaltmarsh"} | ABOUT_THE_NEWCOMER
    assert {word: paths[:3] for word, paths in found.items() if word not in allowed | own} == {}
    assert allowed - found.keys() == set()


@pytest.mark.parametrize("role", ["convener", "moderator", "scrutineer"])
def test_what_moderators_left_out_is_shown_to_those_who_answer_for_it_or_check_it(everybody, role):
    assert {f"{word}zqsaltmarsh" for word in LEFT_OUT} <= words_shown(everybody, role).keys()


@pytest.mark.parametrize("role", [VISITOR, "newcomer", "facilitator", "operator"])
def test_of_what_moderators_left_out_everybody_else_finds_that_it_was(everybody, role):
    here = everybody.town.here
    values = {**parts(here), "number": 6}
    pattern = next(one for one in patterns() if "number" in parts_of(one) and "statements" in one)
    told = text_of(everybody.asks(role, "GET", address(pattern, values)))
    assert "The people who moderated the conversation left this statement out." in told
    assert "leftout" not in told
    assert here.word("onrecordpublic") not in told


def test_the_convener_alone_is_shown_the_import_that_waits(everybody):
    found = words_shown(everybody, "convener")
    assert "stagedzqsaltmarsh" in found
    assert not [word for word in found if word.startswith("mail") and not word.startswith("mailconvener")]


@pytest.mark.parametrize(
    ("role", "told"), [("newcomer", True), ("convener", True), ("participant", False), ("moderator", False)]
)
def test_why_somebody_is_to_be_removed_is_read_by_them_and_by_those_who_could_agree(everybody, role, told):
    assert (words_shown(everybody, role).keys() >= ABOUT_THE_NEWCOMER) is told


def pack(everybody, role, which):
    return everybody.asks(
        role,
        "POST" if which == "scrutineer" else "GET",
        f"/{everybody.town.here.place.slug}/record/pack/{which}/",
    )


def test_only_the_scrutineers_pack_opens_what_is_committed_to(everybody):
    opened = text_of(pack(everybody, "scrutineer", "scrutineer"))
    assert "titlepartnershipzqsaltmarsh" in opened
    assert "nameconvenerzqsaltmarsh" in opened
    assert set(WORD.findall(text_of(pack(everybody, "scrutineer", "public")))) == set()


def test_no_pack_and_no_page_opens_a_ballot(everybody, town):
    """The ballots' letters and the salts of their batches stay where they are."""
    letters = {one.answers for one in Ballot.objects.filter(conversation__place=town.here.place)}
    assert len(letters) >= BALLOTS // 2
    salts = {bytes(one.salt).hex() for one in Opening.objects.filter(field="rows") if one.salt}
    salts |= {bytes(one.salt).hex() for one in Alias.objects.all()}
    assert len(salts) >= 4
    told = text_of(pack(everybody, "scrutineer", "scrutineer")) + "".join(
        crawl(everybody, "scrutineer").values()
    )
    assert [one for one in letters if f'"{one}"' in told or f">{one}<" in told] == []
    assert [one for one in salts if one in told] == []


@pytest.mark.parametrize("where", ["issues/?q=", "record/?q=", "people/?q=", "conversations/?q="])
def test_looking_for_a_hidden_word_finds_no_more_than_looking_for_nonsense(everybody, where):
    def found(word):
        reply = everybody.asks(VISITOR, "GET", f"/{everybody.town.here.place.slug}/{where}{word}")
        return reply.status_code, re.sub(r'name="csrf\w+" value="[^"]*"', "", reply.content.decode()).replace(
            word, "WORD"
        )

    for hidden in ("titlepartnershipzqsaltmarsh", "nameconvenerzqsaltmarsh", "said1xpartnershipzqsaltmarsh"):
        assert found(hidden) == found("x" * len(hidden))


def test_what_a_cache_may_keep_holds_nothing_that_is_not_for_everybody(everybody):
    """Whatever is sent to somebody signed in may not be kept by a cache; styles, the same for all, may."""
    kept = []
    for pattern in patterns():
        with undone():
            reply = everybody.asks("convener", "GET", address(pattern, parts(everybody.town.here)))
        control = reply.headers.get("Cache-Control", "")
        if reply.status_code == 200 and "no-store" not in control:
            kept.append((pattern, control))
    styles = "public, max-age=31536000, immutable"
    asked_again = "private, no-cache"  # a landscape is kept by the reader's own browser, which asks each time
    assert sorted(kept) == [
        ("<slug:place>/conversations/<uuid:conversation>/", asked_again),
        ("<slug:place>/place.css", styles),
        ("place.css", styles),
    ]
