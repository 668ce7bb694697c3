"""Requests that are too large are refused before they are read."""

from typing import Any

import pytest
from django.test import RequestFactory

from wholeplace.account.exchange.limits import ON_A_PAGE
from wholeplace.ui.limits import ORDINARY, size_middleware

IMPORT = "/saltmarsh/exchange/issues/0e0c2a4e-0000-4000-8000-000000000000/import/"


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/sign-in/", ORDINARY, 200),
        ("/sign-in/", ORDINARY + 1, 413),
        (IMPORT, ON_A_PAGE.bytes + ORDINARY, 200),
        (IMPORT, ON_A_PAGE.bytes + ORDINARY + 1, 413),
        ("/nowhere/at/all/", ORDINARY + 1, 413),
        ("/sign-in/", "many", 413),
    ],
)
def test_a_request_is_refused_by_the_length_it_states(path: str, length: object, status: int, settings: Any):
    settings.ROOT_URLCONF = "wholeplace.urls"
    from django.http import HttpResponse

    request = RequestFactory().post(path)
    request.META["CONTENT_LENGTH"] = str(length)
    assert size_middleware(lambda _request: HttpResponse("read"))(request).status_code == status


def test_a_request_of_unknown_length_is_refused():
    from django.http import HttpResponse

    request = RequestFactory().post("/sign-in/", headers={"Transfer-Encoding": "chunked"})
    assert size_middleware(lambda _request: HttpResponse("read"))(request).status_code == 411
