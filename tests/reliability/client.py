"""Somebody who uses the service over HTTP: asks, keeps each reply, and asks again under the same key."""

import contextlib
import http.client
import json
import secrets
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.reliability.databases import PATIENCE
from tests.reliability.installation import Installation

TOKEN = "t" * 32
GONE = (OSError, http.client.HTTPException)
"""What a client sees of a server that dies."""


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str
    at: float = field(default_factory=time.time, compare=False)
    """When it was there, in seconds of the clock that logs are written by."""

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True)
class Somebody:
    """A person with a session, and the service they use."""

    at: Installation
    name: str
    patience: float = PATIENCE

    def get(self, path: str, *, cookies: str = "") -> Reply:
        """Read a page, with cookies that the browser keeps beside its session."""
        return self._ask("GET", path, b"", {}, cookies=cookies)

    def do(self, action: str, body: Mapping[str, Any], *, key: str) -> Reply:
        """Ask for an action over the API."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": TOKEN, "Idempotency-Key": key}
        return self._ask("POST", f"/api/v1/saltmarsh/actions/{action}", json.dumps(body).encode(), headers)

    def send(
        self,
        path: str,
        answers: Mapping[str, str],
        files: Mapping[str, bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        field: str = "files",
    ) -> Reply:
        """Send a page's form, its files under one name."""
        edge = secrets.token_hex(16)
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{answer}\r\n'.encode()
            for name, answer in {"csrfmiddlewaretoken": TOKEN, **answers}.items()
        ] + [
            f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode()
            + content
            + b"\r\n"
            for name, content in (files or {}).items()
        ]
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return self._ask("POST", path, body, kind | dict(headers or {}))

    def _ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], *, cookies: str = ""
    ) -> Reply:
        session = self.at.people.get(self.name, "")
        kept = {"csrftoken": TOKEN} | ({"sessionid": session} if session else {})
        cookies = "; ".join([*(f"{name}={value}" for name, value in kept.items()), *filter(None, [cookies])])
        line = http.client.HTTPConnection("127.0.0.1", self.at.port, timeout=self.patience)
        try:
            with contextlib.suppress(
                BrokenPipeError, ConnectionResetError
            ):  # what is too large is answered unread
                line.request(method, path, body=body or None, headers={"Cookie": cookies, **headers})
            answer = line.getresponse()
            said = {name.title(): value for name, value in answer.headers.items()}
            said["Set-Cookie"] = ", ".join(answer.headers.get_all("Set-Cookie", []))
            return Reply(answer.status, said, answer.read().decode(errors="replace"))
        finally:
            line.close()


@dataclass(frozen=True)
class Deed:
    """What somebody wants done over the API, under the key that makes it one deed however often it is sent."""

    who: str
    action: str
    body: Mapping[str, Any]
    key: str = field(default_factory=lambda: uuid.uuid4().hex)

    def sent(self, at: Installation) -> Reply:
        """Ask for it once."""
        return Somebody(at, self.who).do(self.action, self.body, key=self.key)

    def is_done(self, reply: Reply) -> bool:
        """Say whether a reply acknowledges it."""
        return reply.status == 200

    def led_to(self, reply: Reply) -> str:
        """Return the record it made."""
        return str(reply.json["result"])


@dataclass(frozen=True)
class Vote:
    """Somebody's answer to a statement, sent by its page: as a form, or within the page."""

    who: str
    number: int
    answer: str
    within: bool = False
    action: str = "conversation.answer"

    def sent(self, at: Installation) -> Reply:
        """Send it once."""
        headers = {"HX-Request": "true", "HX-Target": "main"} if self.within else {}
        answer = {"number": str(self.number), "answer": self.answer}
        return Somebody(at, self.who).send(answering(at), answer, headers=headers)

    def is_done(self, reply: Reply) -> bool:
        """Say whether a reply acknowledges it: the browser is told which statement was answered last."""
        told = f"last_statement={self.number};" in reply.headers.get("Set-Cookie", "")
        return reply.status == (200 if self.within else 302) and told

    def led_to(self, _reply: Reply) -> str:
        """Return nothing: an answer is no record of its own."""
        return ""


@dataclass(frozen=True)
class Form:
    """A page's form that somebody sends."""

    who: str
    path: str
    answers: Mapping[str, str]

    @property
    def action(self) -> str:
        """The page it is sent to."""
        return self.path

    def sent(self, at: Installation) -> Reply:
        """Send it once."""
        return Somebody(at, self.who).send(self.path, self.answers)


def answering(at: Installation) -> str:
    """Return the page on which people answer."""
    return f"/saltmarsh/conversations/live/{at.facts['conversation']}/answer/"


def insist(at: Installation, deed: Deed | Vote | Form, *, patience: float = 4 * PATIENCE) -> Reply:
    """Ask until there is an answer that is not `come back later`; a refusal or a fault is an answer, too."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        try:
            reply = deed.sent(at)
        except GONE:
            time.sleep(0.05)
            continue
        if reply.status != 503:
            return reply
        assert "Retry-After" in reply.headers
        time.sleep(0.02)
    raise AssertionError(f"{deed.action} was never answered")
