"""Every address, asked for in every way, by everybody."""

import re
import uuid

import pytest
from tests.house.map import (
    ACTIONS,
    CONVENER_ELSEWHERE,
    ELSEWHERE,
    METHODS,
    ROLES,
    VISITOR,
    Everybody,
    address,
    bodies,
    parts,
    parts_of,
    patterns,
)
from tests.house.policy import POLICY
from tests.house.scene import undone

from wholeplace.kernel.records import Audience

A_FEW = (VISITOR, ELSEWHERE, "newcomer", "convener")


@pytest.fixture(scope="module")
def everybody(town):
    return Everybody(town)


def test_every_address_has_a_policy_and_every_policy_an_address():
    assert sorted(patterns()) == sorted(POLICY)


def askers(number, pattern, method):
    """Return who asks in the quick run: whoever the policy sets apart, a few of each kind, and mostly one of the rest in turn."""
    if method not in {"GET", "POST"}:
        turn = number + METHODS.index(method)
        return [A_FEW[turn % len(A_FEW)]] if turn % 5 == 0 else []
    member = ("newcomer",) if number % 2 else ()
    few = (VISITOR,) if method == "GET" else member
    row = POLICY[pattern]
    apart = {role for role in ROLES if f" {role}=" in f" {row.get} {row.post}"}
    count = number + METHODS.index(method)
    turn = set() if count // len(ROLES) % 3 == 2 else {ROLES[count % len(ROLES)]}
    return [role for role in ROLES if role in {*few, *apart, *turn}]


def test_every_address_answers_whoever_asks_as_its_policy_says(everybody, caplog):
    caplog.set_level("ERROR")
    assert answered_wrongly(everybody, askers) == []


@pytest.mark.soak
def test_every_address_answers_everybody_as_its_policy_says(everybody, caplog):
    caplog.set_level("ERROR")
    assert answered_wrongly(everybody, lambda _number, _pattern, _method: ROLES) == []


def answered_wrongly(everybody, who):
    """Return every answer that is not what the policy says, of those somebody got who is asked for here."""
    filled, right = parts(everybody.town.here), bodies(everybody.town.here)
    wrong = []
    for number, pattern in enumerate(patterns()):
        path = address(pattern, filled)
        for method in METHODS:
            acts = pattern.startswith(ACTIONS) and method == "POST"
            body = right[pattern.removeprefix(ACTIONS)] if acts else None
            for role in who(number, pattern, method):
                with undone():
                    got = everybody.asks(role, method, path, body).status_code
                expected = POLICY[pattern].expected(method, role)
                if got != expected:
                    wrong.append(f"{method} {pattern} as {role}: {got}, not {expected}")
    return wrong


RECORDS = (
    *("issue", "conversation", "decision", "objection", "candidacy", "member", "hat", "staged", "entry"),
    *("amendment", "restatement", "change", "reading", "rules", "area", "arrival", "invitation", "room"),
    *("perspective", "tie", "note", "interest", "contact", "guess", "sheet", "book"),
    *("lottery", "registration", "sent"),
    *("asking", "mandate", "organisation", "issue_invitation", "sponsor_words"),
    "seat",
)


def strange_parts(town):
    """Yield for each kind of record: of the other place, private to its members, and one that does not exist."""
    nothing = str(uuid.UUID(int=7))
    there = parts(town.there)
    return {name: (str(there[name]), nothing) for name in RECORDS}


def same(reply, path, other_path):
    """Return a reply's status and body, without what differs because it was asked twice."""
    body = reply.content.decode().replace(path, other_path) if reply.content[:2] != b"PK" else "a zip"
    body = re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", body)
    return reply.status_code, reply.headers.get("Location", "").replace(path, other_path), body


@pytest.mark.parametrize(
    ("role", "every"),
    [
        ("convener", 3),
        (VISITOR, 3),
        *(
            pytest.param(one, 1, marks=pytest.mark.soak)
            for one in ("convener", VISITOR, "newcomer", CONVENER_ELSEWHERE)
        ),
    ],
)
def test_a_record_of_another_place_answers_exactly_as_one_that_does_not_exist(everybody, role, every):
    """At every third address in the quick run, at all of them in the long one."""
    filled, foreign = parts(everybody.town.here), strange_parts(everybody.town)
    asked = 0
    for pattern in list(patterns())[::every]:
        for name in set(parts_of(pattern)) & set(RECORDS):
            theirs, nothing = (address(pattern, {**filled, name: one}) for one in foreign[name])
            for method in ("GET", "POST"):
                with undone():
                    one = same(everybody.asks(role, method, theirs), theirs, nothing)
                with undone():
                    assert one == same(everybody.asks(role, method, nothing), nothing, nothing), (
                        pattern,
                        method,
                    )
                assert one[0] in {302, 401, 403, 404, 405}, (pattern, method, one[0])
                asked += 1
    assert asked > 20


@pytest.mark.parametrize("role", [VISITOR, "stranger", ELSEWHERE])
def test_a_record_for_members_answers_outsiders_exactly_as_one_that_does_not_exist(everybody, role):
    filled = parts(everybody.town.here, Audience.PARTNERSHIP)
    about_it = (
        "issue",
        "conversation",
        "decision",
        "objection",
        "amendment",
        "restatement",
        "change",
        "reading",
        "rules",
    )
    nothing = {**filled, **dict.fromkeys(about_it, uuid.UUID(int=7))}
    private = [pattern for pattern in patterns() if set(about_it) & set(parts_of(pattern))]
    assert len(private) > 8
    for pattern in private:
        hidden, absent = address(pattern, filled), address(pattern, nothing)
        one = same(everybody.asks(role, "GET", hidden), hidden, absent)
        assert one == same(everybody.asks(role, "GET", absent), absent, absent), pattern
        assert one[0] in {302, 403, 404}, pattern


@pytest.mark.parametrize("name", sorted(set(RECORDS) & {"issue", "member", "hat", "decision"}))
def test_an_action_naming_a_record_of_another_place_is_told_there_is_none(everybody, name):
    theirs, nothing = strange_parts(everybody.town)[name]
    tried = 0
    for action, body in bodies(everybody.town.here).items():
        if name in body:
            path = f"/api/v1/{everybody.town.here.place.slug}/actions/{action}"
            with undone():
                one = everybody.asks("convener", "POST", path, {**body, name: theirs})
            with undone():
                other = everybody.asks("convener", "POST", path, {**body, name: nothing})
            assert (
                (one.status_code, one.content) == (other.status_code, other.content) == (404, other.content)
            )
            tried += 1
    assert tried >= 1


def test_a_field_no_action_takes_is_refused_and_not_passed_over(everybody):
    for action, body in bodies(everybody.town.here).items():
        path = f"/api/v1/{everybody.town.here.place.slug}/actions/{action}"
        with undone():
            assert (
                everybody.asks("convener", "POST", path, {**body, "audience_": "public"}).status_code == 422
            ), action
