"""Nothing private is shown to anybody it is not for: every private thing carries a word, and every surface is read."""

import io
import re
import struct
import zipfile
from functools import cache
from html.parser import HTMLParser

import pytest
from tests.house.map import (
    CONVENER_ELSEWHERE,
    MEMBERS,
    STRANGER,
    VISITOR,
    Everybody,
    address,
    parts,
    parts_of,
    patterns,
)
from tests.house.scene import undone
from tests.house.talking import BALLOTS

from wholeplace.account.exchange.downloads import MAKERS
from wholeplace.kernel.ledger.models import Alias, Opening
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.models import Ballot

FOLDED = re.compile(r"</tspan><tspan[^>]*>")
"""Where a picture goes on in a new line."""
WORD = re.compile(r"[a-z0-9]+zq(?:saltmarsh|elsewhere)")

PUBLIC = {
    *(
        f"{one}public"
        for one in (
            *("title", "happening", "forwhom", "tried", "framing", "talk", "question", "description"),
            *("standpoint", "rival", "evidence", "asked"),
            *("droppedstandpoint", "droppedtext", "droppedanew", "whyanew", "whywithdrawn"),
            *("nextstep", "owner", "because", "summary", "missing", "expected"),
            *("live", "openquestion", "seed1x", "seed2x", "seed3x"),
            *("outcome", "whom", "whychange", "saidby", "indicator", "unit", "source", "note"),
            *("rule", "holder", "redline", "wicked", "whyended"),
            *("whynot", "whyrestated"),
            *("filename", "filecontent", "fileshows"),
            *("readingfile", "readingcontent", "readingshows"),
            *("paneltitle", "panelabout", "panelfeature", "panelvalue", "panelquestion", "panelconsent"),
        )
    ),
    *(f"said{number}xpublic" for number in range(1, 6)),
    *("forall", "rolechief"),
    "onrecordpublic",
    "logo",
    *("seatedtitle", "seatedabout"),
}
"""What everybody may read."""
PARTNERS = {
    *(one.replace("public", "partnership") for one in PUBLIC),
    *(f"name{who}" for who in (*MEMBERS, "second")),
    *(
        f"{one}{audience}"
        for one in (
            *("expects", "offers", "refuses", "wishes", "minds", "whypaired", "howsettled"),
            *("drawnrule", "drawnholder", "drawnred", "whydrawn"),
        )
        for audience in ("public", "partnership")
    ),
    *("harmpublic", "harmpartnership", "bringspublic", "bringspartnership", "namejoined"),
    *(
        f"{one}{audience}"
        for one in (
            *("needed", "knows", "gains", "loses", "speaks", "whysaidanew"),
            *("suggested", "whythey", "hintof", "tiesaidby", "tieevidence"),
            *("noteforpartnershipx", "interest", "whywithout"),
        )
        for audience in ("public", "partnership")
    ),
    *("rolegiver", "limitsgiven", "otherforall", "roleotherchief"),
}
"""What members may read besides."""
THOSE_WHO_TAKE_PART = {"noteforissuexpublic", "noteforissuexpartnership"}
"""What is for those who take part in an issue, as the convener does."""
FOR_FACILITATORS = {"noteforauthorxpublic", "noteforauthorxpartnership"}
"""What somebody notes of a perspective for themselves and whoever facilitates."""
ABOUT_THE_NEWCOMER = {"removal"}
"""Why somebody proposes to remove the newcomer: for them, and for those who could give the second word."""
LEFT_OUT = {"leftoutpublic", "leftoutpartnership"}
"""What moderators left out."""
DRAFTED = {
    f"draft{one}{audience}"
    for one in ("summary", "missing", "expected", "reason")
    for audience in ("public", "partnership")
}
"""What conveners have written of a report that has yet to go out."""
IMPORTED = {"staged"}
"""An import that waits."""
ASIDES = {"asidepublic", "asidepartnership"}
"""What the convener keeps for whoever facilitates or moderates."""
ROOMS = {"roomname"}
"""What a room for guests is called: for conveners, until they hang its poster up."""


INVITED = {"mailinvited", "nameinvited"}
"""Who was invited by a personal link: for conveners, and for whoever holds the link."""
CONTACTS = {
    *("mailcontact", "sheetname", "booksent", "bookorigin"),
    *(f"contact{one}" for one in ("name", "phone", "address", "organisation", "note", "origin")),
}
"""Whom conveners could invite, and how to reach them; and what waits to be taken in."""
SEATED = {"todrawn", "drawnname", "drawnother", "drawnmail", "drawnphone", "drawnaddress", "whynotcome"}
"""Who was drawn for a panel, how they are reached, what they should know, and why one cannot come: for conveners."""
POOL = {"nametyped", "phonetyped", "namefile"}
"""Who was typed into a pool, or waits in a file: for conveners."""
NEEDS = {"needsaccess", "needslanguage", "needschildcare", "needstravel"}
"""What somebody needs to take part: for whoever sets events up."""
BY_LINK = {*INVITED, "nameconvener"}
"""What the page of a personal link tells its holder, who has a letter that says the same."""
BY_LETTER = {"namesecond", "wordsasked", "limitsasked", "rolegiver", "limitsgiven"}
"""What the pages that letters to managers lead to tell whoever holds their links, signed in or not."""
BY_ASKING = {"nameconvener", "namesecond", "neededpublic", "vouches", "wordsspeak", "whymaybe"}
"""What the page of a letter that asks somebody to speak for a perspective tells whoever holds its link, signed in or not."""
BY_TICKET = {"nameregistered", "mailregistered", "phoneregistered", "addressregistered"}
"""What somebody's own page in a lottery tells whoever holds its link, signed in or not."""


AGAIN = "/sign-in/?next="
"""Where every page leads a visitor; seen once, it says nothing else the next time but where it leads back to."""
SEARCHED = ("t", "n")
"""Beginnings of words that are for some and not for others."""


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
        said.append(FOLDED.sub("", content.decode("utf-8", "replace")))
    return "\n".join(said)


@cache
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
    waiting += [f"/{here.place.slug}/search/?q={word}" for word in SEARCHED]
    led = False
    while waiting:
        path = waiting.pop(0)
        if path in shown or path.startswith(("/sign-out/", "/static/")) or (path.startswith(AGAIN) and led):
            continue
        led = led or path.startswith(AGAIN)
        with undone():
            reply = everybody.asks(role, "GET", path)
        shown[path] = text_of(reply)
        if "html" in reply.headers.get("Content-Type", ""):
            found = Links(reply.content.decode()).found
            waiting += sorted(
                one.split("#")[0] for one in found if one.startswith("/") and one.count("?") <= 1
            )
        if len(shown) > 2000:
            pytest.fail("The crawl does not end.")
    return shown


def words_shown(everybody, role):
    """Return every word that stands for something private, with the addresses it was shown at."""
    found = {}
    for path, text in crawl(everybody, role).items():
        for word in WORD.findall(text):
            found.setdefault(word, []).append(path)
    return found


def of(place, *words):
    """Return these words as they stand in a place."""
    return {f"{word}zq{place}" for word in set().union(*words)}


EVERYBODYS = of("saltmarsh", PUBLIC, BY_LETTER, BY_ASKING, BY_TICKET) | of(
    "elsewhere", PUBLIC, BY_LETTER, BY_ASKING, BY_TICKET
)
MEMBERS_OWN = EVERYBODYS | of("saltmarsh", PARTNERS)
MODERATED = MEMBERS_OWN | of("saltmarsh", LEFT_OUT)
SHOWN = {
    VISITOR: EVERYBODYS | of("saltmarsh", BY_LINK) | of("elsewhere", BY_LINK),
    STRANGER: EVERYBODYS,
    CONVENER_ELSEWHERE: EVERYBODYS
    | of(
        "elsewhere",
        PARTNERS,
        THOSE_WHO_TAKE_PART,
        LEFT_OUT,
        ASIDES,
        ABOUT_THE_NEWCOMER,
        DRAFTED,
        IMPORTED,
        INVITED,
        ROOMS,
        CONTACTS,
        POOL,
        NEEDS,
        SEATED,
    ),
    "newcomer": MEMBERS_OWN | of("saltmarsh", ABOUT_THE_NEWCOMER),
    "participant": MEMBERS_OWN,
    "facilitator": MEMBERS_OWN | of("saltmarsh", ASIDES, FOR_FACILITATORS, NEEDS),
    "moderator": MODERATED | of("saltmarsh", ASIDES),
    "scrutineer": MODERATED,
    "operator": MEMBERS_OWN | of("saltmarsh", ABOUT_THE_NEWCOMER),
    "convener": MODERATED
    | of(
        "saltmarsh",
        ASIDES,
        THOSE_WHO_TAKE_PART,
        ABOUT_THE_NEWCOMER,
        DRAFTED,
        IMPORTED,
        INVITED,
        ROOMS,
        CONTACTS,
        POOL,
        NEEDS,
        SEATED,
    ),
}
"""Everything private that each reader is shown, wherever they look; of addresses, nobody's but perhaps their own."""


SHORTLY = (VISITOR,)
"""Readers whose crawl is in the quick run; everybody's is in the long one."""


@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=[pytest.mark.soak] * (role not in SHORTLY)) for role in SHOWN]
)
def test_a_reader_is_shown_what_is_for_them_and_nothing_else(everybody, role):
    found = words_shown(everybody, role)
    own = {word for word in found if word.startswith("mail") and word.startswith(f"mail{role.split()[0]}zq")}
    assert {word: paths[:3] for word, paths in found.items() if word not in SHOWN[role] | own} == {}
    assert found.keys() - own == SHOWN[role]


def test_a_personal_link_is_shown_nowhere_and_what_it_tells_stands_on_its_own_page_alone(everybody):
    for role in SHORTLY:
        shown = crawl(everybody, role)
        houses = (everybody.town.here, everybody.town.there)
        secrets = [(one.link, one.letter, one.given, one.answer, one.wish, one.ticket) for one in houses]
        links = [link for each in secrets for link in each]
        elsewhere = [path for path, text in shown.items() for one in links if one in text and one not in path]
        assert elsewhere == []
    found = words_shown(everybody, VISITOR)
    of_the_link = of("saltmarsh", BY_LINK) | of("elsewhere", BY_LINK)
    assert {path.split("/")[2] for word in of_the_link for path in found[word]} == {"join", "invitations"}
    own = of("saltmarsh", BY_TICKET) | of("elsewhere", BY_TICKET)
    assert {tuple(path.split("/")[2:4]) for word in own for path in found[word]} == {("lotteries", "ticket")}
    of_letters = of("saltmarsh", BY_LETTER) | of("elsewhere", BY_LETTER)
    pages = {tuple(path.split("/")[2:4]) for word in of_letters for path in found[word]}
    asking = of("saltmarsh", BY_ASKING) | of("elsewhere", BY_ASKING)
    assert pages == {("mandates", "answer"), ("mandates", "given"), ("invitations", "answer")}
    pages = {tuple(path.split("/")[2:4])[:1] for word in asking for path in found[word]}
    assert pages == {("mandates",), ("invitations",), ("join",)}


@pytest.mark.parametrize("role", [VISITOR, "newcomer", "facilitator", "operator"])
def test_of_what_moderators_left_out_everybody_else_finds_that_it_was(everybody, role):
    here = everybody.town.here
    values = {**parts(here), "number": 6}
    pattern = next(one for one in patterns() if "number" in parts_of(one) and "statements" in one)
    told = text_of(everybody.asks(role, "GET", address(pattern, values)))
    assert "Those who ran the conversation left this statement out." in told
    assert "leftout" not in told
    assert here.word("onrecordpublic") not in told


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


@pytest.mark.parametrize("role", [VISITOR, pytest.param("scrutineer", marks=pytest.mark.soak)])
def test_no_pack_and_no_page_opens_a_ballot(everybody, town, role):
    """The ballots' letters and the salts of their batches stay where they are."""
    letters = {one.answers for one in Ballot.objects.filter(conversation__place=town.here.place)}
    assert len(letters) >= BALLOTS // 2
    salts = {bytes(one.salt).hex() for one in Opening.objects.filter(field="rows") if one.salt}
    salts |= {bytes(one.salt).hex() for one in Alias.objects.all()}
    assert len(salts) >= 4
    told = text_of(pack(everybody, "scrutineer", "scrutineer")) + "".join(crawl(everybody, role).values())
    assert [one for one in letters if f'"{one}"' in told or f">{one}<" in told] == []
    assert [one for one in salts if one in told] == []


@pytest.mark.parametrize(
    "where", ["issues/?q=", "record/?q=", "people/?q=", "conversations/?q=", "search/?q="]
)
def test_looking_for_a_hidden_word_finds_no_more_than_looking_for_nonsense(everybody, where):
    def found(word):
        reply = everybody.asks(VISITOR, "GET", f"/{everybody.town.here.place.slug}/{where}{word}")
        return reply.status_code, re.sub(r'name="csrf\w+" value="[^"]*"', "", reply.content.decode()).replace(
            word, "WORD"
        )

    for hidden in ("titlepartnershipzqsaltmarsh", "nameconvenerzqsaltmarsh", "said1xpartnershipzqsaltmarsh"):
        assert found(hidden) == found("x" * len(hidden))


def files_of(everybody, role):
    """Return every file a reader's crawl came by, by its table and kind."""
    found = {}
    for path in crawl(everybody, role):
        name = path.rsplit("/", 1)[-1]
        if "/exchange/conversations/" in path and str(everybody.town.here.place.slug) in path:
            table, _, form = name.partition(".")
            found.setdefault((table, form), []).append(path)
    return found


@pytest.mark.parametrize("most", [2, pytest.param(None, marks=pytest.mark.soak)])
def test_every_file_on_offer_is_among_what_is_crawled_and_holds_public_words_only(everybody, most):
    """Of each kind two in the quick run, all of them in the long one."""
    files = files_of(everybody, VISITOR)
    assert files.keys() == MAKERS.keys() | {("log", "csv")}  # the log of moderation, for members alone
    allowed = {f"{word}zq{place}" for word in PUBLIC for place in ("saltmarsh", "elsewhere")}
    for kind, paths in files.items():
        for path in paths[:most]:
            reply = everybody.asks(VISITOR, "GET", path)
            words = set(WORD.findall(text_of(reply)))
            assert words <= allowed, (kind, words - allowed)
    sheet = text_of(everybody.asks(VISITOR, "GET", files["statements", "xlsx"][0]))
    assert "said1xpubliczqsaltmarsh" in sheet


PIXELS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"pHYs", b"sRGB", b"gAMA", b"cHRM", b"sBIT", b"bKGD"}


def test_a_picture_carries_nothing_but_pixels(everybody):
    """What is drawn is the vector picture's, which is read above; a note beside the pixels would go unread."""
    paths = [
        path for (_, form), found in files_of(everybody, VISITOR).items() if form == "png" for path in found
    ]
    replies = [everybody.asks(VISITOR, "GET", path) for path in paths]
    drawn = [set(chunks(one.content)) for one in replies if one.status_code == 200]
    assert len(drawn) >= 1
    assert set().union(*drawn) <= PIXELS


def chunks(picture):
    """Yield the name of each part of a PNG picture."""
    at = 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        yield picture[at + 4 : at + 8]
        at += 12 + length
