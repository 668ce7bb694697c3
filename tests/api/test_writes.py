"""Actions over HTTP: what a member may do, said as JSON, and nothing else."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from tests.convene.deciding import HARM, Group
from tests.kernel.scene import ISSUE, Scene, elsewhere, own_keys, saltmarsh

from wholeplace.api.writes import offered, speakable
from wholeplace.convene.issues.models import Framing, Issue, TakingPart
from wholeplace.kernel import actions
from wholeplace.kernel.actions import ACTIONS, TooBusy
from wholeplace.kernel.actors import Door
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.ledger.models import Leaf, VerifyingKey

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

NAMED = {**ISSUE, "audience": "partnership"}


def client_of(scene: Scene, name: str, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(
        scene.people[name].person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def post(client: Client, action: str, body: Any, *, place: str = "saltmarsh", **headers: str) -> Any:
    address = f"/api/v1/{place}/actions/{action}"
    data = body if isinstance(body, bytes) else json.dumps(body)
    return client.post(address, data, content_type="application/json", headers=headers)


@pytest.fixture
def amina(saltmarsh: Scene) -> Client:
    return client_of(saltmarsh, "amina")


def test_a_member_does_an_action_and_is_told_what_it_made(amina: Client) -> None:
    answer = post(amina, "issue.name", NAMED)
    assert (answer.status_code, answer.json()) == (
        200, {"action": "issue.name", "result": str(Issue.objects.get().pk)},
    )  # fmt: skip
    assert json.loads(Leaf.objects.filter(entry__action="issue.name").get().data)["door"] == "api"


def test_what_the_state_or_the_hat_forbids_is_refused_in_the_words_of_the_page(
    saltmarsh: Scene, amina: Client
) -> None:
    post(amina, "issue.name", NAMED)
    again = post(amina, "issue.name", NAMED)
    rosa = post(client_of(saltmarsh, "rosa"), "issue.name", {**NAMED, "title": "Mine"})
    assert (again.status_code, again.json()) == (
        409, {"code": "title_taken", "message": "There is already an issue called “Nowhere to go after dark”."},
    )  # fmt: skip
    assert (rosa.status_code, rosa.json()["code"]) == (409, "needs_hat")
    assert Issue.objects.count() == 1


def test_another_places_record_answers_exactly_as_one_that_does_not_exist(
    saltmarsh: Scene, elsewhere: Scene, amina: Client
) -> None:
    ours, theirs = saltmarsh.issue(), elsewhere.issue()
    assert post(amina, "issue.take_part", {"issue": str(ours.pk)}).status_code == 200  # it would be done
    said = [post(amina, "issue.take_part", {"issue": str(pk)}) for pk in (theirs.pk, uuid.uuid4())]
    assert [(one.status_code, one.content) for one in said] == [(404, said[0].content)] * 2
    assert said[0].json()["code"] == "not_found"
    read = [amina.get(f"/api/v1/saltmarsh/issues/{pk}") for pk in (theirs.pk, uuid.uuid4())]
    assert [(one.status_code, one.content) for one in read] == [(404, read[0].content)] * 2


def test_another_places_organisation_cannot_be_named_beside(elsewhere: Scene, amina: Client) -> None:
    body = {"email": "n@x.example", "name": "N", "voice": "public", "sector": "resident"}
    theirs = str(elsewhere.organisations["Council"].pk)
    assert post(amina, "member.admit", {**body, "organisation": theirs}).status_code == 404
    assert post(amina, "member.admit", body).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {**NAMED, "place": str(uuid.uuid4())},
        {**NAMED, "named_by": "x"},
        {key: value for key, value in NAMED.items() if key != "title"},
        {**NAMED, "audience": "everybody"},
        {**NAMED, "title": 5},
        {**NAMED, "title": "a\x00b"},
        {**NAMED, "happening": "x" * 10_001},
        {**NAMED, "title": None},
        [],
        None,
    ],
)
def test_a_body_of_another_shape_is_refused(amina: Client, body: Any) -> None:
    answer = post(amina, "issue.name", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    assert not Issue.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b'{"title": "\\ud800"}', b"\xff\xfe", b"[" * 5000])
def test_what_is_no_json_is_refused(amina: Client, body: bytes) -> None:
    assert post(amina, "issue.name", body).status_code in {400, 422}


def test_text_longer_than_its_column_is_refused(amina: Client) -> None:
    answer = post(amina, "issue.name", {**NAMED, "title": "x" * 121})
    assert (answer.status_code, answer.json()["code"]) == (409, "does_not_fit")


def test_a_title_that_cannot_be_seen_is_refused(amina: Client) -> None:
    answer = post(amina, "issue.name", {**NAMED, "title": "\u200b"})
    assert (answer.status_code, answer.json()["code"]) == (409, "left_empty")
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "title", ["شارع الميناء", "👩‍👩‍👧 after dark", "\u202eright to left", "a\nb", "Ŵy & <b>", "a\u200bb"]
)
def test_any_text_is_kept_as_it_was_sent(amina: Client, title: str) -> None:
    post(amina, "issue.name", {**NAMED, "title": title})
    assert Issue.objects.get().title == title
    assert amina.get("/api/v1/saltmarsh/issues").json()["items"][0]["title"] == title


def test_a_visitor_is_asked_to_sign_in(saltmarsh: Scene) -> None:
    answer = post(Client(), "issue.name", NAMED)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_somebody_who_is_no_member_here_is_refused(saltmarsh: Scene, elsewhere: Scene) -> None:
    stranger = client_of(elsewhere, "amina")
    assert post(stranger, "issue.name", NAMED, place="elsewhere").status_code == 200
    answer = post(stranger, "issue.name", NAMED)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_a_member")


def test_another_site_cannot_act_for_somebody_signed_in(saltmarsh: Scene) -> None:
    client = client_of(saltmarsh, "amina", enforce_csrf_checks=True)
    assert post(client, "issue.name", NAMED).status_code == 403
    assert not Issue.objects.exists()
    client.cookies["csrftoken"] = token = "a" * 32
    assert post(client, "issue.name", NAMED, **{"X-CSRFToken": token}).status_code == 200


def test_a_request_sent_again_under_its_key_is_one_deed(amina: Client) -> None:
    key = {"Idempotency-Key": "k1"}
    said = [post(amina, "issue.name", NAMED, **key).json() for _ in range(2)]
    other = post(amina, "issue.name", {**NAMED, "title": "Another"}, **key)
    assert said[0] == said[1]
    assert (other.status_code, other.json()["code"]) == (409, "already_sent")
    assert Issue.objects.count() == 1


def test_a_request_sent_again_gets_its_first_reply_though_what_it_was_about_is_no_longer_seen(
    saltmarsh: Scene, amina: Client
) -> None:
    ben = client_of(saltmarsh, "ben")
    member = {"member": str(saltmarsh.people["tariq"].pk), "kind": "facilitator"}
    hat = post(amina, "hat.propose", member).json()["result"]
    sent = [post(ben, "hat.decline", {"hat": hat}, **{"Idempotency-Key": key}) for key in ("k1", "k1", "k2")]
    assert [(one.status_code, one.json().get("result")) for one in sent] == [
        (200, hat),
        (200, hat),
        (404, None),
    ]


def test_two_long_keys_are_never_taken_for_one(amina: Client) -> None:
    for ending in "ab":
        answer = post(
            amina, "issue.name", {**NAMED, "title": ending}, **{"Idempotency-Key": "k" * 64 + ending}
        )
        assert answer.status_code == 422


def test_a_database_too_busy_is_said_so(amina: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_args: object) -> None:
        raise TooBusy

    monkeypatch.setattr(actions.Action, "_once", busy)
    answer = post(amina, "issue.name", NAMED)
    assert (answer.status_code, answer.json()) == (
        503,
        {"code": "too_busy", "message": str(Refusal("too_busy"))},
    )


def test_an_action_whose_result_is_no_record_is_answered_too(saltmarsh: Scene) -> None:
    answer = post(client_of(saltmarsh, "olwen"), "ledger.rotate_key", {})
    assert (answer.status_code, answer.json()) == (200, {"action": "ledger.rotate_key", "result": None})
    assert VerifyingKey.objects.count() == 2


def test_what_belongs_to_a_group_is_refused_and_on_record(saltmarsh: Scene, amina: Client) -> None:
    issue = saltmarsh.issue()
    for name in ("amina", "ben", "cllr", "rosa", "tariq"):
        post(client_of(saltmarsh, name), "issue.take_part", {"issue": str(issue.pk)})
    assert TakingPart.objects.count() == 5
    answer = post(amina, "issue.reframe", {"issue": str(issue.pk), "text": "My way"})
    assert (answer.status_code, answer.json()["code"], Framing.objects.count()) == (409, "owned_by_group", 1)
    assert "was refused" in amina.get("/api/v1/saltmarsh/record").json()["items"][0]["sentence"]


def test_only_what_json_can_say_and_the_api_may_do_is_offered() -> None:
    names = {declared.name for declared in offered()}
    assert names == {
        name
        for name, declared in ACTIONS.items()
        if Door.API in declared.doors and all(map(speakable, declared.hints.values()))
    }
    assert not names & {
        "attempt.refuse",
        "member.admit_many",
        "place.found",
        "hat.grant_first",
        "landscape.release",
    }


def test_what_is_not_offered_is_not_there(amina: Client) -> None:
    for name in ("attempt.refuse", "place.found", "issue.invented"):
        assert post(amina, name, {}).status_code == 404


def test_reading_shows_a_visitor_what_is_public_and_nothing_else(saltmarsh: Scene, amina: Client) -> None:
    saltmarsh.issue()
    public = saltmarsh.name_issue(title="For everybody", audience="public")
    seen = [
        [one["title"] for one in reader.get("/api/v1/saltmarsh/issues").json()["items"]]
        for reader in (amina, Client())
    ]
    assert seen == [["For everybody", "Nowhere to go after dark"], [public.title]]


@pytest.mark.parametrize(
    "asked", ["limit=0", "limit=101", "offset=-1", "offset=99999999999999999999", "limit=x"]
)
def test_a_page_that_cannot_be_is_refused(saltmarsh: Scene, asked: str) -> None:
    for what in ("issues", "conversations", "record"):
        assert Client().get(f"/api/v1/saltmarsh/{what}?{asked}").status_code == 422


def test_a_place_that_does_not_exist_is_not_there(db: None) -> None:
    assert Client().get("/api/v1/nowhere/issues").status_code == 404


def test_a_decision_is_read_with_its_terms_and_options_and_nobodys_answer(saltmarsh: Scene) -> None:
    group = Group(saltmarsh).come_together()
    proposed = group.propose()
    decision = group.decide(proposed)
    group.object(decision)
    reader = client_of(saltmarsh, "rosa")
    listed = reader.get("/api/v1/saltmarsh/decisions").json()["items"]
    shown = reader.get(f"/api/v1/saltmarsh/decisions/{decision.pk}").json()
    assert listed == [{name: told for name, told in shown.items() if name != "options"}]
    assert (shown["rule"], shown["electors"], shown["options"]) == (
        "consent",
        5,
        [{"number": 1, "record": str(proposed.pk)}],
    )
    assert HARM not in str(shown)
    assert Client().get("/api/v1/saltmarsh/decisions").json()["items"] == []
