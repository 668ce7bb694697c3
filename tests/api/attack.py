"""Requests made up from the API's own description, sent by one kind of reader, and what each was answered."""

import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from urllib.parse import urlencode

import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core import NOT_SET
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from tests.kernel.scene import Scene

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROLES = {"anonymous": None, "participant": "rosa", "convener": "amina"}
"""Who sends them, by the name they go by in the scene."""
KEPT = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
"""What must hold of every answer: no fault of ours, and nothing but what the description promises."""


def description(place: str = "saltmarsh") -> dict[str, Any]:
    """Return what the program says of its API."""
    said: dict[str, Any] = Client().get(f"/api/v1/{place}/openapi.json").json()
    return said


@dataclass
class Attack:
    """Generated requests to every address, as one role."""

    scene: Scene
    role: str
    answered: Counter[int] = field(default_factory=Counter)
    written: Counter[int] = field(default_factory=Counter)
    """How often each status was answered; and to actions alone."""

    def __post_init__(self) -> None:
        """Sign the reader in, and look up records that exist."""
        self.client = Client()
        if name := ROLES[self.role]:
            self.client.force_login(self.scene.people[name].person, backend=BACKEND)
        self.real = {"issue": str(self.scene.issue().pk), "member": str(self.scene.people["rosa"].pk)}

    def run(self, least: int, *, of: int = 1) -> "Attack":
        """Send requests that are right and wrong in turn, round after round, until there were so many; to one address of so many."""
        schema = schemathesis.openapi.from_dict(_without_signing_in(description()))
        operations = [result.ok() for result in schema.get_all_operations()][::of]
        rounds, share = 0, max(1, least // len(operations) // 2)
        while self.answered.total() < least:
            for operation, mode in product(operations, GenerationMode):
                self._send_many(operation.as_strategy(generation_mode=mode), share, rounds)
            rounds += 1
        return self

    def _send_many(self, cases: Any, share: int, number: int) -> None:
        how = settings(
            max_examples=share, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip

        @seed(number)
        @how
        @given(case=cases)
        def send(case: Any) -> None:
            self._send(case)

        send()

    def _send(self, case: Any) -> None:
        if isinstance(case.body, dict):  # ids that exist lead further in
            case.body.update({name: self.real[name] for name in self.real.keys() & case.body.keys()})
        answer = self.client.generic(
            case.method, case.formatted_path, data=_body_of(case), content_type="application/json",
            QUERY_STRING=_query_of(case), headers=_headers_of(case),
        )  # fmt: skip
        self.answered[answer.status_code] += 1
        if "/actions/" in case.path:
            self.written[answer.status_code] += 1
        case.validate_response(_as_seen(case, answer), checks=KEPT)


def _without_signing_in(said: dict[str, Any]) -> dict[str, Any]:
    """Leave it to the role whether there is a session: a made-up request without one would be sent with it."""
    for operation in (one for path in said["paths"].values() for one in path.values()):
        operation.pop("security", None)
    return said


def _body_of(case: Any) -> str | bytes:
    if isinstance(case.body, bytes):
        return case.body
    return "" if isinstance(case.body, type(NOT_SET)) else json.dumps(case.body, default=str)


def _query_of(case: Any) -> str:
    return urlencode({name: str(value) for name, value in (case.query or {}).items()})


def _headers_of(case: Any) -> dict[str, str]:
    return {name: str(value) for name, value in (case.headers or {}).items() if str(value).isascii()}


def _as_seen(case: Any, answer: Any) -> Response:
    """Return an answer as if it had come over a wire."""
    asked = requests.Request(case.method, f"http://testserver{case.formatted_path}").prepare()
    headers = {name: [value] for name, value in answer.headers.items()}
    return Response(answer.status_code, headers, answer.content, asked, elapsed=0.0, verify=True)
