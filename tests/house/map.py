"""Every address of the program, what fills it in a house, and everybody who may ask for it."""

import copy
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.house.houses import House
from tests.house.scene import Town

from wholeplace.kernel.clock import now
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.notices.queries import token_of
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.guesting import COOKIE

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PART = re.compile(r"<(?:\w+:)?(\w+)>")
ACTIONS = "api/v1/<slug:place>/actions/"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
VISITOR, STRANGER, ELSEWHERE, CONVENER_ELSEWHERE = "visitor", "stranger", "elsewhere", "convener elsewhere"
GUEST, REMOVED = "guest", "removed"
MEMBERS = ("newcomer", *(kind.value for kind in HatKind))
ROLES = (VISITOR, GUEST, STRANGER, REMOVED, ELSEWHERE, CONVENER_ELSEWHERE, *MEMBERS)


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern)
        else:
            yield from _walk(one, before + str(one.pattern))


@cache
def patterns() -> tuple[str, ...]:
    """Return every address the program answers, as its URL map writes it."""
    return tuple(dict.fromkeys(_walk(get_resolver(), "")))


def parts_of(pattern: str) -> list[str]:
    """Return the names of what an address is filled in with."""
    return PART.findall(pattern)


def parts(house: House, audience: Audience = Audience.PUBLIC) -> dict[str, object]:
    """Return what fills the addresses of a house, in records for these readers."""
    assert house.waiting is not None
    assert house.staged is not None
    assert house.contact is not None
    assert house.guess is not None
    assert house.sheet is not None
    assert house.book is not None
    assert house.arrival is not None
    assert house.invitation is not None
    assert house.room is not None
    assert house.asking is not None
    assert house.mandate is not None
    assert house.for_all is not None
    assert house.asked is not None
    assert house.vouched is not None
    assert house.registration is not None
    assert house.people_sent is not None
    deed = "conversation.take_in" if audience == Audience.PUBLIC else "issue.name"
    return {
        "place": house.place.slug,
        "issue": house.issues[audience].pk,
        "conversation": house.conversations[audience].pk,
        "live": house.live[audience].pk,
        "number": 2,
        "pk": 1,
        "kind": "privacy",
        "edition": 0,
        "version": 1,
        "part": 1,
        "table": "statements",
        "form": "csv",
        "member": house.people["newcomer"].pk,
        "hat": house.waiting.pk,
        "staged": house.staged.pk,
        "listing": "perspectives",
        "contact": house.contact.pk,
        "guess": house.guess.pk,
        "sheet": house.sheet.pk,
        "book": house.book.pk,
        "arrival": house.arrival.pk,
        "invitation": house.invitation.pk,
        "link": house.link,
        "issue_invitation": house.asked.pk,
        "needs": house.needs.pk if house.needs else None,
        "seat": house.seated.pk if house.seated else None,
        "draw": house.seated.draw_id if house.seated else None,
        "feature": house.lotteries[audience].features.get().pk,
        "roll": "selected",
        "sponsor_words": house.vouched.pk,
        "lottery": house.lotteries[audience].pk,
        "registration": house.registration.pk,
        "ticket": house.ticket,
        "sent": house.people_sent.pk,
        "answer": house.answer,
        "wish": house.wish,
        "asking": house.asking.pk,
        "mandate": house.mandate.pk,
        "organisation": house.mandate.organisation_id,
        "letter": house.letter,
        "word": house.given,
        "for_all": house.for_all.pk,
        "room": house.room.pk,
        "decision": house.decisions[audience].pk,
        "objection": house.objection(audience).pk,
        "candidacy": house.candidacies[audience].pk,
        "token": token_of(house.people["newcomer"]),
        "perspective": house.perspectives[audience].pk,
        "absence": house.absences[audience].pk,
        "tie": house.ties[audience].pk,
        "note": house.notes[audience].pk,
        "aside": house.asides[audience].pk,
        "interest": house.interests[audience].pk,
        "amendment": house.moves[audience].pk,
        "restatement": house.restated[audience].pk,
        "file": house.files[audience].pk,
        "proposed": house.files[audience].of,
        "change": house.changes[audience].pk,
        "reading": house.readings[audience].pk,
        "rules": house.rules[audience].pk,
        **{
            name: getattr(house.expected[audience], name).pk
            for name in ("card", "line", "pairing", "settling", "drawn")
        },
        "area": house.area.pk if house.area else None,
        "digest": house.place.logo,
        "question": "definition",
        "entry": Entry.objects.filter(place=house.place, action=deed)
        .order_by("at")
        .values_list("pk", flat=True)[0],
    }


def address(pattern: str, filled: dict[str, object]) -> str:
    """Return an address with its parts filled in; a part nobody has listed is an error."""
    return "/" + PART.sub(lambda part: str(filled[part[1]]), pattern)


def bodies(house: House) -> dict[str, dict[str, Any]]:
    """Return for each action of the API a body that would be right in this house."""
    assert house.waiting is not None
    assert house.ending is not None
    public = house.issues[Audience.PUBLIC]
    named = {"title": "New", "happening": "This", "for_whom": "Us", "framing": "Why?", "audience": "public"}
    joins = {"email": "new@town.example", "name": "New", "voice": "public", "sector": "resident"}
    corrected = {"name": "New", "voice": "public", "sector": "resident"}
    decision = {"decision": str(house.decisions[Audience.PUBLIC].pk)}
    seen = {"issue": str(public.pk), "standpoint": "us", "text": "So"}
    proposed = {"proposed": str(house.files[Audience.PUBLIC].of)}
    live = {"conversation": str(house.live[Audience.PUBLIC].pk)}
    over = {"conversation": str(house.conversations[Audience.PUBLIC].pk)}
    terms = {"question": "So?", "framings": [], "rule": "consent", "days": 7, "quorum": 2}
    assert house.area is not None
    assert house.asking is not None
    assert house.mandate is not None
    boss = {"email": "boss@town.example"}
    said = {"expectation": "expected", "outcome": "New", "for_whom": "Us", "said_by": "Us"}
    change = {"change": str(house.changes[Audience.PUBLIC].pk)}
    on_map = {"issue": str(public.pk)}
    perspective = {"perspective": str(house.perspectives[Audience.PUBLIC].pk)}
    said_there = house.expected[Audience.PUBLIC]
    reading = {"day": "2026-02-28", "value": "39", "source": "Ward book"}
    return {
        "area.add": {"name": "New Town"},
        "conversation.answer": {**live, "number": 1, "answer": "a"},
        "conversation.begin": live,
        "conversation.close_early": live,
        "conversation.go_on_record": live,
        "conversation.keep_open": live,
        "conversation.propose_close": {**live, "reason": "So"},
        "conversation.reword": {**live, "number": 1, "text": "So"},
        "conversation.say": {**live, "text": "So"},
        "aside.write": {**live, "text": "So", "also_near": True},
        "area.rename": {"area": str(house.area.pk), "name": "Quay"},
        "change.correct_reading": {
            **change,
            **reading,
            "reading": str(house.readings[Audience.PUBLIC].pk),
            "reason": "Wrong",
        },
        "change.declare": {"issue": str(public.pk), **said},
        "change.read": {**change, **reading},
        "change.restate": {**change, **said, "reason": "Anew"},
        "change.second": {"amendment": str(house.restated[Audience.PUBLIC].pk)},
        "file.take_back": {"file": str(house.files[Audience.PUBLIC].pk), "because": "So"},
        "ground_rules.agree": {"ground_rules": str(house.rules[Audience.PUBLIC].pk)},
        "ground_rules.declare": {"issue": str(public.pk), "rules": "New", "reason": "Because"},
        "issue.describe": {"issue": str(public.pk), "title": "New", "happening": "This", "for_whom": "Us"},
        "issue.move": {"issue": str(public.pk), "to": "resting", "reason": "Because"},
        "issue.second_move": {"amendment": str(house.moves[Audience.PUBLIC].pk)},
        "wickedness.answer": {
            "issue": str(public.pk),
            "about": "harm",
            "answer": "no",
            "reason": "Because",
        },
        "decision.answer": {**decision, "answer": "consent"},
        "decision.approve": {**decision, "options": [1]},
        "decision.object_in_confidence": {**decision, "objection": "It does harm"},
        "decision.reply": {**decision, "objection": str(house.objection().pk), "reply": "Because"},
        "decision.withdraw": decision,
        "circle.ask": {"issue": str(public.pk), "question": "Who?", "seats": 5, "days": 7, "quorum": 10},
        "circle.stand": {"issue": str(public.pk), "words": "So"},
        "circle.withdraw": {"candidacy": str(house.candidacies[Audience.PUBLIC].pk)},
        "issue.amend_proposal": {**decision, "text": "So", "why": "It meets that"},
        "issue.ask_decision": {"issue": str(public.pk), **terms},
        "issue.propose_framing": seen,
        "issue.reword_framing": {**proposed, "standpoint": "us", "text": "So"},
        "issue.second_decision": decision,
        "issue.withdraw_framing": {**proposed, "because": "So"},
        "expectation.amend_rules": {**decision, "rules": "So", "why": "It meets that", "lines": []},
        "expectation.ask_rules": {
            "issue": str(public.pk),
            "proposed": str(said_there.drawn.pk),
            **{name: terms[name] for name in terms if name != "framings"},
        },
        "expectation.confirm": {"settling": str(said_there.settling.pk)},
        "expectation.dismiss": {"line": str(said_there.line.pk), "other": str(said_there.beside.pk)},
        "expectation.draw_up_rules": {
            "issue": str(public.pk),
            "rules": "New",
            "reason": "So",
            "lines": [],
        },
        "expectation.live_with": {"pairing": str(said_there.pairing.pk), "why": "So"},
        "expectation.mark": {
            "line": str(said_there.line.pk),
            "other": str(said_there.beside.pk),
            "kind": "match",
            "why": "So",
        },
        "expectation.park": {
            "pairing": str(said_there.pairing.pk),
            "until": str(now().date() + dt.timedelta(days=9)),
            "reason": "So",
        },
        "expectation.say_how_much": {
            "line": str(said_there.line.pk),
            "resource": "time",
            "quantity": "3",
        },
        "expectation.settle": {"pairing": str(said_there.pairing.pk), "how": "So"},
        "expectation.take_back": {"pairing": str(said_there.pairing.pk)},
        "expectation.write_card": {"issue": str(public.pk), "expects": "New", "after": 1, "reason": "So"},
        "erasure.withdraw": {"member": str(house.people["newcomer"].pk)},
        **{
            f"perspective.{deed}": perspective
            for deed in ("bring_back", "speak_for", "stop_speaking", "take_up")
        },
        "interest.declare": {**on_map, "text": "So"},
        "interest.end": {"interest": str(house.interests[Audience.PUBLIC].pk)},
        "note.open_up": {"note": str(house.notes[Audience.PUBLIC].pk), "audience": "partnership"},
        "note.take_back": {"note": str(house.notes[Audience.PUBLIC].pk)},
        "note.write": {**perspective, "text": "So", "audience": "author"},
        "perspective.amend_absence": {**decision, "because": "So", "why": "So", "perspectives": []},
        "perspective.ask_absence": {
            **on_map,
            "absence": str(house.absences[Audience.PUBLIC].pk),
            **{name: terms[name] for name in terms if name != "framings"},
        },
        "perspective.propose_absence": {
            **on_map,
            "perspectives": [],
            "voices": ["politician"],
            "because": "So",
        },
        "perspective.change_many": {**on_map, "perspectives": list(perspective.values()), "sector": "health"},
        "perspective.describe": {**perspective, "whose": "group", "name": "New"},
        "perspective.map": {**on_map, "whose": "group", "name": "New"},
        "perspective.place": {**perspective, "interest": 3, "influence": 4},
        "perspective.set_aside": {**perspective, "because": "So"},
        "perspective.suggest": {**on_map, "whose": "group", "name": "New", "because": "So"},
        "perspective.turn_down": {**perspective, "because": "So"},
        "perspective.undo": {**on_map, "asked": "2026-05-03T12:00:00Z"},
        "tie.end": {"tie": str(house.ties[Audience.PUBLIC].pk)},
        "tie.say": {
            **on_map,
            "first": str(house.ties[Audience.PUBLIC].second_id),
            "second": str(house.ties[Audience.PUBLIC].first_id),
            "relation": "funds",
            "said_by": "Us",
        },
        "hat.confirm": {"hat": str(house.waiting.pk)},
        "hat.decline": {"hat": str(house.waiting.pk)},
        "hat.propose": {"member": str(house.people["newcomer"].pk), "kind": "sponsor"},
        "hat.end": {"hat": str(house.ending.pk)},
        "hat.keep": {"hat": str(house.ending.pk)},
        "hat.propose_end": {"hat": str(house.people["sponsor"].hats.get().pk)},
        "hat.take_off": {"hat": str(house.people["sponsor"].hats.get().pk)},
        "issue.name": named,
        "issue.reframe": {"issue": str(public.pk), "text": "Why not?"},
        "issue.stop_taking_part": {"issue": str(public.pk)},
        "issue.take_part": {"issue": str(public.pk)},
        "ledger.rotate_key": {},
        "letters.start": {},
        "letters.stop": {},
        "member.admit": joins,
        "member.correct": {"member": str(house.people["newcomer"].pk), **corrected},
        "member.keep": {"member": str(house.people["newcomer"].pk)},
        "member.leave": {"member": str(house.people["newcomer"].pk)},
        "member.propose_removal": {"member": str(house.people["participant"].pk), "reason": "Moved away"},
        "member.remove": {"member": str(house.people["newcomer"].pk)},
        "asking.take_back": {"asking": str(house.asking.pk)},
        "mandate.ask": {**boss, "until": str(house.mandate.until)},
        "mandate.lay_down": {"mandate": str(house.mandate.pk)},
        "standing.ask": {**boss, "text": "They may"},
        "standing.ask_withdrawal": boss,
        "standing.second": {"for_all": str(house.for_all.pk)},
        "organisation.add": {"name": "New Body", "sector": "health"},
        "policy.write": {"kind": "terms", "text": "Be kind", "after": 0},
        "report.add_next_step": {**over, "text": "So", "owner": "Us", "due": "2999-05-03"},
        "report.carry_statements": {
            **over,
            "numbers": [3],
            "into": str(public.framings.earliest("version").pk),
        },
        "report.draft": {**over, "summary": "So", "reason": "So"},
        "report.leave_statements": {**over, "numbers": [1], "because": "So"},
        "report.publish": over,
        "place.describe": {"name": "New", "summary": "", "colour": "#0f5e6e"},
        "place.remove_logo": {},
    }


def guest_cookie(house: House) -> str:
    """Return under which name a browser keeps the code of a guest of the conversation for everybody."""
    return f"{COOKIE}{house.live[Audience.PUBLIC].pk.hex}"


@dataclass(eq=False)
class Everybody:
    """A browser for each role, signed in once."""

    town: Town

    def __post_init__(self) -> None:
        """Sign everybody in."""
        self.clients = {role: self._browser(role) for role in ROLES}

    def _browser(self, role: str) -> Client:
        browser = Client(raise_request_exception=True)
        there = self.town.there.people
        known = {
            STRANGER: self.town.stranger,
            REMOVED: self.town.here.people["removed"].person,
            ELSEWHERE: there["participant"].person,
            CONVENER_ELSEWHERE: there["convener"].person,
        }
        if role in MEMBERS:
            known[role] = self.town.here.people[role].person
        if role in known:
            browser.force_login(known[role], backend=BACKEND)
        if role == GUEST:
            browser.cookies[guest_cookie(self.town.here)] = self.town.here.return_code
        return browser

    def asks(self, role: str, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Return the reply to one request of somebody."""
        more: dict[str, Any] = {} if body is None else {"data": body, "content_type": "application/json"}
        if method == "POST" and body is None:
            more = {"data": {"key": "once"}}  # so that a form takes it for an answer
        browser = self.clients[role]
        kept = copy.deepcopy(browser.cookies)
        reply = getattr(browser, method.lower())(path, **more)
        browser.cookies = kept  # signing out is undone with everything else
        return reply
