"""The API's own description: valid, whole, and no request read off it breaks the program."""

import json
from collections import Counter
from itertools import product
from urllib.parse import urlencode

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.core import NOT_SET
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.api.writes import offered

__all__ = ["own_keys", "saltmarsh"]


def description() -> dict:
    return Client().get("/api/v1/saltmarsh/openapi.json").json()


def test_every_action_offered_is_described_with_its_sentence(saltmarsh: Scene) -> None:
    paths = description()["paths"]
    told = {path.split("/actions/")[1]: path for path in paths if "/actions/" in path}
    assert sorted(told) == [declared.name for declared in offered()]
    for declared in offered():
        assert paths[told[declared.name]]["post"]["summary"] == declared.summary


def test_the_description_is_valid_openapi(saltmarsh: Scene) -> None:
    schema = schemathesis.openapi.from_dict(description())
    schema.validate()


def attack(scene: Scene, examples: int) -> Counter[int]:
    """Send generated requests to every address as a convener; return how often each status was answered."""
    client = Client()
    client.force_login(
        scene.people["amina"].person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    schema = schemathesis.openapi.from_dict(description())
    operations = [result.ok() for result in schema.get_all_operations()]
    answered: Counter[int] = Counter()
    how = settings(
        max_examples=max(1, examples // len(operations) // 2), deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    real = {"issue": str(scene.issue().pk), "member": str(scene.people["rosa"].pk)}
    for operation, mode in product(operations, GenerationMode):

        @how
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case) -> None:
            if isinstance(case.body, dict):  # ids that exist lead further in
                case.body.update({name: real[name] for name in real.keys() & case.body.keys()})
            answer = client.generic(
                case.method, case.formatted_path,
                data=body_of(case),
                content_type="application/json", QUERY_STRING=query_of(case), headers=headers_of(case),
            )  # fmt: skip
            answered[answer.status_code] += 1
            assert answer.status_code < 500, (case.method, case.path, case.body, answer.content[:300])

        send()
    return answered


def body_of(case) -> str | bytes:
    if isinstance(case.body, bytes):
        return case.body
    return "" if isinstance(case.body, type(NOT_SET)) else json.dumps(case.body, default=str)


def query_of(case) -> str:
    return urlencode({name: str(value) for name, value in (case.query or {}).items()})


def headers_of(case) -> dict[str, str]:
    return {name: str(value) for name, value in (case.headers or {}).items() if str(value).isascii()}


def test_two_hundred_generated_requests_meet_no_server_error(saltmarsh: Scene) -> None:
    saltmarsh.issue()
    answered = attack(saltmarsh, 200)
    assert answered.total() > 100
    assert {200, 409, 422} <= set(answered), answered  # all kinds of answer were met


@pytest.mark.soak
def test_five_thousand_generated_requests_meet_no_server_error(saltmarsh: Scene) -> None:
    saltmarsh.issue()
    assert attack(saltmarsh, 5000).total() > 2500
