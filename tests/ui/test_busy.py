"""A database that is busy or away is answered with 503 and when to come back, wherever in a request it shows."""

from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.test import Client

from wholeplace.kernel.people import Membership
from wholeplace.ui import pages

PASSING = [
    OperationalError("database is locked"),
    OperationalError("terminating connection due to administrator command"),
    InterfaceError("connection already closed"),
]


@pytest.fixture
def visitor(client: Client) -> Client:
    """Somebody to whom an error is shown as in service."""
    client.raise_request_exception = False
    return client


def failing(error: Exception) -> Any:
    def fail(*_args: object, **_options: object) -> Any:
        raise error

    return fail


def told(client: Client, path: str = "/harbourside/") -> tuple[int, str | None, bool]:
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Retry-After"), "Too many people" in answer.text


@pytest.mark.parametrize("error", PASSING, ids=str)
class TestWhatPasses:
    def test_in_a_page_it_is_told(
        self, visitor: Client, amina: Membership, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        monkeypatch.setattr("wholeplace.ui.requests.membership_of", failing(error))
        assert told(visitor) == (503, "60", True)

    def test_in_reading_the_session_it_is_told(
        self, visitor: Client, amina: Membership, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        visitor.force_login(amina.person)
        monkeypatch.setattr(SessionStore, "load", failing(error))
        assert told(visitor) == (503, "60", True)

    def test_in_saving_the_session_it_is_told(
        self, visitor: Client, amina: Membership, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        visitor.force_login(amina.person)
        monkeypatch.setattr("wholeplace.ui.requests.membership_of", _touching_the_session)
        assert visitor.get("/harbourside/").status_code == 200
        monkeypatch.setattr("django.contrib.sessions.base_session.AbstractBaseSession.save", failing(error))
        assert told(visitor) == (503, "60", True)

    def test_the_health_page_says_so(
        self, visitor: Client, db: None, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        monkeypatch.setattr(pages, "connection", SimpleNamespace(cursor=failing(error)))
        answer = visitor.get("/healthz/")
        assert (answer.status_code, answer["Retry-After"], answer.text) == (503, "60", "database away\n")


def _touching_the_session(request: HttpRequest, _place: object) -> None:
    request.session["seen"] = True


@pytest.mark.parametrize("state", [None, "08006", "53300", "57P01"])
def test_postgresqls_own_codes_tell_that_it_is_away(
    visitor: Client, amina: Membership, monkeypatch: pytest.MonkeyPatch, state: str | None
) -> None:
    error = OperationalError("consuming input failed")
    error.__cause__ = psycopg.OperationalError("consuming input failed")
    error.__cause__.sqlstate = state
    monkeypatch.setattr("wholeplace.ui.requests.membership_of", failing(error))
    assert told(visitor) == (503, "60", True)


@pytest.mark.parametrize("error", [OperationalError("no such column: x"), ZeroDivisionError()], ids=str)
def test_any_other_error_is_a_fault(
    visitor: Client, amina: Membership, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("wholeplace.ui.requests.membership_of", failing(error))
    assert told(visitor) == (500, None, False)


def test_a_session_that_is_gone_is_still_no_good_request(
    visitor: Client, amina: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(request: HttpRequest, place: object) -> None:
        request.session["seen"] = True
        SessionStore(request.session.session_key).delete()

    visitor.force_login(amina.person)
    monkeypatch.setattr("wholeplace.ui.requests.membership_of", gone)
    assert told(visitor)[0] == 400


def test_it_is_logged_in_a_line_and_without_the_program_around_it(
    visitor: Client, amina: Membership, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.force_login(amina.person)
    monkeypatch.setattr(SessionStore, "load", failing(PASSING[0]))
    assert told(visitor) == (503, "60", True)
    assert {(one.levelname, one.getMessage(), one.exc_info) for one in caplog.records} == {
        ("WARNING", "The database could not serve /harbourside/", None)
    }
