"""Whatever somebody writes stays words: nothing runs, nothing is added to a page, nothing is loaded."""

import copy
import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.db import models
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser
from tests.house.map import address, patterns
from tests.house.scene import undone
from tests.journeys.canned import Seen, window
from tests.journeys.hostile import SLUG, Hostile, make_tame
from tests.journeys.payloads import ENDLESS, corpus, tamed

from wholeplace.convene.changes.models import ExpectedChange, Reading
from wholeplace.convene.expectations.models import Card, CardLine, Pairing, ProposedRules, Settling
from wholeplace.convene.ground_rules.models import GroundRules
from wholeplace.convene.invitations.models import AccessNeeds, IssueInvitation, SponsorWords
from wholeplace.convene.issues.models import Amendment, Candidacy
from wholeplace.convene.lottery.models import Draw, Feature, Lottery, Registration, Seat, SentPool
from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement
from wholeplace.convene.stakeholders.models import (
    Absence,
    Contact,
    CouldSpeak,
    Interest,
    Note,
    SentSheet,
    Tie,
)
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.notices.queries import token_of
from wholeplace.kernel.people import Hat
from wholeplace.kernel.places import Area
from wholeplace.kernel.tables import Evidence, kind_of, models_by_table
from wholeplace.mediate.conversations.asides import Aside
from wholeplace.places.invited.models import Invitation

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

EVERYTHING = "\n".join(corpus())
TOO_MUCH = f"{EVERYTHING}\n{ENDLESS[0]}"
NO_PAGE = re.compile(
    r"^api/|\.css$|^healthz/$|/pack/public/|<slug:table>|<slug:listing>|^gallery/$|readings\.csv$|pool\.csv$|letters\.pdf$|<str:roll>|report\.<str:form>$|(?:draw|whole)\.json$|/files/.*/(?:content|picture)/$|<slug:digest>/$|^<slug:place>/hat/$"
)
"""Addresses that send no page; packs and pictures are opened below."""
IN_ORDER_OF_NAMES = re.compile(r"/(?:people|stakeholders/issues/[0-9a-f-]{36})/$")
"""Addresses of lists by name: tame names stand in another order, so all of such a list is looked at."""
A_FEW = 3


def parts(hostile: Hostile) -> dict[str, object]:
    """Return what fills the addresses of the place."""
    assert hostile.conversation is not None
    assert hostile.staged is not None
    assert hostile.decision is not None
    assert hostile.live is not None
    return {
        "place": SLUG,
        "issue": hostile.issues[0].pk,
        "conversation": hostile.conversation.pk,
        "number": 2,
        "version": 1,
        "part": 1,
        "pk": 1,
        "kind": "privacy",
        "token": token_of(hostile.people[3]),
        "member": hostile.people[3].pk,
        "hat": Hat.objects.filter(place=hostile.place).latest("proposed").pk,
        "staged": hostile.staged.pk,
        "decision": hostile.decision.pk,
        "live": hostile.live.pk,
        "objection": hostile.decision.objections.get().pk,
        "candidacy": Candidacy.objects.get().pk,
        "amendment": Amendment.objects.filter(about=hostile.issues[0].pk).latest("asked").pk,
        "restatement": Amendment.objects.filter(about__in=ExpectedChange.objects.values("pk"))
        .latest("asked")
        .pk,
        "file": KeptFile.objects.latest("number").pk,
        "proposed": KeptFile.objects.latest("number").of,
        "change": ExpectedChange.objects.get().pk,
        "reading": Reading.objects.latest("given").pk,
        "perspective": Tie.objects.earliest("said").first_id,
        "aside": Aside.objects.earliest("written").pk,
        "note": Note.objects.earliest("written").pk,
        "interest": Interest.objects.get().pk,
        "absence": Absence.objects.get().pk,
        "needs": AccessNeeds.objects.get().pk,
        "tie": Tie.objects.earliest("said").pk,
        "listing": "perspectives",
        "contact": Contact.objects.earliest("added").pk,
        "guess": CouldSpeak.objects.earliest("added").pk,
        "sheet": SentSheet.objects.exclude(issue=None).latest("at").pk,
        "book": SentSheet.objects.filter(issue=None).latest("at").pk,
        "rules": GroundRules.objects.latest("version").pk,
        "card": Card.objects.earliest("begun").pk,
        "asking": Asking.objects.latest("asked").pk,
        "mandate": Mandate.objects.latest("given").pk,
        "organisation": Mandate.objects.latest("given").organisation_id,
        "for_all": StandingStatement.objects.latest("published").pk,
        "letter": "no-letter-of-ours",
        "word": "no-word-of-ours",
        "line": CardLine.objects.filter(dropped=None).latest("written").pk,
        "pairing": Pairing.objects.latest("marked").pk,
        "settling": Settling.objects.get().pk,
        "drawn": ProposedRules.objects.get().pk,
        "area": Area.objects.filter(place=hostile.place)[3].pk,
        "question": "definition",
        "digest": hostile.place.logo,
        "edition": 1,
        "arrival": uuid.UUID(int=7),
        "invitation": Invitation.objects.latest("asked").pk,
        "link": hostile.link,
        "issue_invitation": IssueInvitation.objects.get(way="email").pk,
        "sponsor_words": SponsorWords.objects.get().pk,
        "seat": Seat.objects.earliest("answered").pk,
        "draw": Draw.objects.earliest("number").pk,
        "feature": Feature.objects.latest("lottery__made").pk,
        "roll": "selected",
        "lottery": Lottery.objects.latest("made").pk,
        "registration": Registration.objects.earliest("at").pk,
        "ticket": hostile.ticket,
        "sent": SentPool.objects.get().pk,
        "answer": hostile.answer,
        "wish": hostile.wish,
        "room": uuid.UUID(int=7),
        "entry": Entry.objects.filter(place=hostile.place, action="organisation.add").latest("at").pk,
    }


def pages(hostile: Hostile, reader: Client) -> list[str]:
    """Return the address of every page of the map that answers this reader with a page."""
    filled = parts(hostile)
    paths = [address(pattern, filled) for pattern in patterns() if not NO_PAGE.search(pattern)]
    whole = [f"{path}?page=all" if IN_ORDER_OF_NAMES.search(path) else path for path in paths]
    return [path for path in whole if reader.get(path).status_code in {200, 403, 404}]


def stay_words(seen: Callable[[str], Seen], paths: list[str]) -> dict[str, Seen]:
    """Look at pages, then at the same pages with tame words: nothing else may differ. Return what was seen.

    Of the pages of one list all elements together are compared, for other words stand in another order.
    """
    hostile = {path: seen(path) for path in paths}
    faults = {path: one.faults for path, one in hostile.items() if one.faults}
    with undone():
        make_tame()
        tame = {path: seen(tamed_path(path)) for path in paths}
    before, after = elements_of(hostile), elements_of(tame)
    changed = {path: sorted((before[path] - after[path]) + (after[path] - before[path])) for path in before}
    assert (faults, {path: found for path, found in changed.items() if found}) == ({}, {})
    for path in paths:
        assert "page=" in path or in_order(hostile[path]) == in_order(tame[path]), path
    return hostile


def in_order(seen: Seen) -> list[str]:
    """Return a page's elements, whichever option is chosen: other words stand in another order there too."""
    elements = [one for one in seen.skeleton if not one.startswith("tspan ")]
    return ["option" if one.startswith("option ") else one for one in elements]


def elements_of(found: dict[str, Seen]) -> dict[str, Counter[str]]:
    """Return the elements of each address, all pages of a list as one; a picture breaks other words into other lines."""
    elements: dict[str, Counter[str]] = defaultdict(Counter)
    for path, one in found.items():
        counted = [element for element in one.skeleton if not element.startswith("tspan ")]
        elements[re.sub(r"[?&]page=\d+", "", path)].update(counted)
    return elements


def tamed_path(path: str) -> str:
    return path.replace(quote(EVERYTHING), quote(tamed(EVERYTHING)))


def test_a_payload_left_as_it_is_runs_changes_the_page_and_loads(chromium: Browser) -> None:
    """The control: a page that escapes nothing, first without a policy, then with ours."""
    policy = {"Content-Security-Policy": "default-src 'none'"}

    def leaky(path: str) -> HttpResponse:
        number = int(path.split("/")[2])
        page = f'<!doctype html><title>x</title><h1>{corpus()[number]}</h1><input value="{corpus()[number]}">'
        return HttpResponse(page, headers=policy if path.startswith("/guarded/") else {})

    stay = [
        number for number, one in enumerate(corpus()) if "refresh" not in one
    ]  # one that leaves cannot be asked
    stay = stay[::4]
    with window(chromium, leaky) as opened:
        plain = opened.see(f"/open/{len(corpus()) - 4}/").skeleton
        found = [opened.see(f"/open/{number}/") for number in stay]
        guarded = [opened.see(f"/guarded/{number}/") for number in stay]
    assert sum(bool(one.ran) for one in found) > 5
    assert sum(one.skeleton != plain for one in found) > 8
    assert any(one.asked_elsewhere for one in found)
    assert sum(bool(one.leading_away) for one in found) >= 1
    assert (sum(bool(one.ran) for one in guarded), sum(bool(one.refused) for one in guarded) > 5) == (
        0,
        True,
    )


NOT_WRITTEN = {
    "wp_mediate_pseudonym.name": "drawn by the program",
    "wp_mediate_guest.known_by": "a digest of a code",
    "wp_mediate_room.code": "drawn by the program",
    "wp_kernel_decision.in_force": "a rule, by its name",
    "wp_kernel_decision.purpose": "what it is for, in a word of the program's",
    "wp_kernel_decision.rule": "a rule, by its name",
    "wp_kernel_decision.seated": "numbers of options",
    "wp_kernel_decision.stood_down": "numbers of options",
    "wp_kernel_fate.figures": "counts, in the program's own words",
    "wp_kernel_fate.into_table": "a table, by its name",
    "wp_kernel_fate.of_table": "a table, by its name",
    "wp_kernel_keptfile.digest": "a digest",
    "wp_kernel_keptfile.of_table": "a table, by its name",
    "wp_kernel_shelf.salt": "drawn by the program",
    "wp_kernel_link.ancestor_table": "a table, by its name",
    "wp_kernel_link.descendant_table": "a table, by its name",
    "wp_kernel_link.kind": "a way of descending, by its name",
    "wp_account_report.without": "sentences of the program's own",
    "wp_kernel_release.payload": "figures",
    "wp_kernel_response.approves": "numbers of options",
    "wp_kernel_response.rule": "a rule, by its name",
    "wp_kernel_place.slug": "an address, of letters and hyphens",
    "wp_kernel_place.colour": "a colour, read as one",
    "wp_kernel_place.logo": "a digest",
    "wp_kernel_place.logo_kind": "a kind, by its name",
    "wp_mediate_conversation.ballot_key": "a fingerprint",
    "wp_places_invitation.digest": "a fingerprint",
    "wp_places_leftalone.digest": "a fingerprint",
    "wp_convene_issueinvitation.digest": "a fingerprint",
    "wp_convene_issueinvitation.code": "a fingerprint",
    "wp_convene_asking.digest": "a fingerprint",
    "wp_convene_draw.terms_digest": "a fingerprint",
    "wp_convene_draw.pool_digest": "a fingerprint",
    "wp_convene_draw.panels_digest": "a fingerprint",
    "wp_convene_draw.answers_digest": "a fingerprint",
    "wp_convene_draw.commitment": "a fingerprint",
    "wp_convene_draw.secret_told": "drawn by the program",
    "wp_convene_registration.digest": "a fingerprint",
    "wp_convene_registration.digest_again": "a fingerprint",
    "wp_convene_registration.household": "a fingerprint",
    "wp_convene_registration.ticket": "drawn by the program",
    "wp_mediate_ontherecord.name": "a member's name, which holds one where it is a member's",
    "wp_mediate_votebatch.lines": "answers, as the program writes them",
    "wp_mediate_conversation.source": "where it came from, in a word of the program's",
    "wp_mediate_ballot.answers": "letters for answers",
}


def test_every_column_of_text_that_somebody_fills_holds_a_payload(hostile: Hostile) -> None:
    tame_columns = {
        f"{table}.{column.name}"
        for table, model in models_by_table().items()
        if isinstance(kind_of(table), Evidence)
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not column.choices
        and not any("ran(" in text for text in model._default_manager.values_list(column.name, flat=True))
    }
    assert tame_columns == NOT_WRITTEN.keys()


@pytest.mark.parametrize(
    ("who", "every"),
    [("convener", 96), *(pytest.param(who, 1, marks=pytest.mark.soak) for who in ("visitor", "convener"))],
)
def test_every_page_shows_payloads_as_words(
    hostile: Hostile, convener: Client, chromium: Browser, who: str, every: int
) -> None:
    """Of the pages every ninety-sixth in the quick run, and all of them in the long one."""
    reader = convener if who == "convener" else Client()
    with window(chromium, reader.get) as opened:
        seen = stay_words(
            opened.see,
            [*pages(hostile, reader)[::every], f"/{quote(corpus()[0])}/", f"/{SLUG}/{quote(corpus()[1])}/"],
        )
    assert sum("ran(" in unescape(one.source) for one in seen.values()) > len(seen) // 2


def test_every_payload_stands_as_words_in_the_lists(
    hostile: Hostile, convener: Client, chromium: Browser
) -> None:
    assert hostile.conversation is not None
    landscape = f"/{SLUG}/conversations/{hostile.conversation.pk}/"
    paths = [f"/{SLUG}/people/?page=all"]
    paths += [f"/{SLUG}/issues/?page=2", f"/{SLUG}/record/?action=organisation.add&page=2"]
    paths += [f"{landscape}?by={name}" for name in ("voice", "sector")]
    listed = [f"{landscape}?sort=number&page={number}" for number in range(1, 7)]
    with window(chromium, convener.get) as opened:
        seen = stay_words(opened.see, [*paths, *listed])
    told = unescape("".join(seen[path].source for path in listed)).replace("\r\n", "\n")
    assert [one for one in corpus() if one.replace("\r\n", "\n") not in told] == []


def each_shown(hostile: Hostile) -> list[str]:
    """Return the page of each issue and of each statement."""
    assert hostile.conversation is not None
    statements = f"/{SLUG}/conversations/{hostile.conversation.pk}/statements/"
    numbers = hostile.conversation.statements.values_list("number", flat=True)
    issues = [f"/{SLUG}/issues/{issue.pk}/" for issue in hostile.issues]
    return [*issues[1 : A_FEW + 1], *(f"{statements}{number}/" for number in sorted(numbers, reverse=True)),
            *issues[A_FEW + 1 :]]  # fmt: skip


def test_a_few_issues_and_the_endless_statements_show_payloads_as_words(
    hostile: Hostile, convener: Client, chromium: Browser
) -> None:
    with window(chromium, convener.get) as opened:
        stay_words(opened.see, each_shown(hostile)[: 2 * A_FEW + 1])


@pytest.mark.soak
def test_every_issue_and_every_statement_shows_payloads_as_words(
    hostile: Hostile, convener: Client, chromium: Browser
) -> None:
    with window(chromium, convener.get) as opened:
        stay_words(opened.see, each_shown(hostile))


ASKED = ("q", "sort", "by", "action", "page", "from", "next", "narrow")


@pytest.mark.soak
def test_what_is_asked_for_in_an_address_is_shown_as_words(
    hostile: Hostile, convener: Client, chromium: Browser
) -> None:
    assert hostile.conversation is not None
    landscape = f"/{SLUG}/conversations/{hostile.conversation.pk}/"
    asking = [
        f"/{SLUG}/people/",
        f"/{SLUG}/issues/",
        f"/{SLUG}/record/",
        f"/{SLUG}/record/since/",
        landscape,
        "/demo/outbox/",
    ]
    asked = "&".join(f"{name}={quote(EVERYTHING)}" for name in ASKED)
    with window(chromium, convener.get) as opened:
        seen = stay_words(opened.see, [f"{path}?{asked}" for path in asking])
    assert sum("ran(1)" in unescape(one.source) for one in seen.values()) >= 4


def test_what_is_found_is_shown_as_words(hostile: Hostile, convener: Client, chromium: Browser) -> None:
    questions = ("script", "onerror ran", "svg", "\u202e", "javascript", EVERYTHING)
    with window(chromium, convener.get) as opened:
        seen = [opened.see(f"/{SLUG}/search/?q={quote(question)}") for question in questions]
    assert [one.faults for one in seen if one.faults] == []
    assert sum("<mark" in one.source and "&lt;" in one.source for one in seen) >= 3


BOX = re.compile(r'<(?:input|textarea)[^>]* name="(\w+)"')


def filled_in(page: str, words: str) -> dict[str, str]:
    """Return the answers to a page's form, these words in every box."""
    return {
        name: words
        for name in BOX.findall(page)
        if name not in {"csrfmiddlewaretoken", "key", "hat", "next", "q"}
    }


@pytest.mark.parametrize("every", [60, pytest.param(1, marks=pytest.mark.soak)])
def test_a_form_that_comes_back_shows_what_was_typed_as_words(
    hostile: Hostile, convener: Client, chromium: Browser, every: int
) -> None:
    """Of the pages every sixtieth in the quick run, and all of them in the long one."""

    def sent(path: str) -> Any:
        page, kept = convener.get(path).content.decode(), copy.deepcopy(convener.cookies)
        with undone():
            reply = convener.post(
                path, filled_in(page, tamed(TOO_MUCH) if path.endswith("tame") else TOO_MUCH)
            )
        convener.cookies = kept  # signing out is undone with everything else
        return reply

    forms = [
        path
        for path in pages(hostile, convener)[::every]
        if len(filled_in(convener.get(path).content.decode(), "")) > 0
        and "/sign-in/again/" not in sent(path).headers.get("Location", "")
    ]
    assert len(forms) >= 2
    with window(chromium, sent) as opened:
        seen = {
            path: (opened.see(path), opened.see(f"{path}{'&' if '?' in path else '?'}tame")) for path in forms
        }
    assert {path: one.faults for path, (one, _) in seen.items() if one.faults} == {}
    assert [path for path, (one, other) in seen.items() if one.skeleton != other.skeleton] == []
    assert sum("ran(1)" in unescape(one.source) for one, _ in seen.values()) >= 2


def test_a_refusal_names_what_it_is_about_as_words(
    hostile: Hostile, convener: Client, chromium: Browser
) -> None:
    """A title that is taken, and a form that is wrong only there."""

    def again(path: str) -> Any:
        title = hostile.issues[int(path.strip("/"))].title
        with undone():
            return convener.post(
                f"/{SLUG}/issues/name/",
                {"title": title, "happening": "x", "for_whom": "x", "framing": "x", "audience": "public"},
            )

    convener.post(f"/{SLUG}/hat/", {"hat": "convener"})
    with window(chromium, again) as opened:
        seen = [opened.see(f"/{number}/") for number in range(2, 2 + A_FEW)]
    assert [one.faults for one in seen if one.faults] == []
    assert len({tuple(one.skeleton) for one in seen}) == 1
    assert all("There is already an issue called" in one.source for one in seen)
