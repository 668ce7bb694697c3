"""Requests that are too large are refused before they are read."""

import pytest
from django.test import RequestFactory

from wholeplace.ui.limits import ORDINARY, UPLOAD, size_middleware

IMPORT = "/saltmarsh/exchange/issues/0e0c2a4e-0000-4000-8000-000000000000/import/"


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/sign-in/", ORDINARY, 200),
        ("/sign-in/", ORDINARY + 1, 413),
        (IMPORT, ORDINARY + 1, 200),
        (IMPORT, UPLOAD + 1, 413),
        ("/sign-in/", "many", 413),
    ],
)
def test_a_request_is_refused_by_the_length_it_states(path: str, length: object, status: int):
    from django.http import HttpResponse

    request = RequestFactory().post(path)
    request.META["CONTENT_LENGTH"] = str(length)
    assert size_middleware(lambda _request: HttpResponse("read"))(request).status_code == status


def test_a_request_of_unknown_length_is_refused():
    from django.http import HttpResponse

    request = RequestFactory().post("/sign-in/", headers={"Transfer-Encoding": "chunked"})
    assert size_middleware(lambda _request: HttpResponse("read"))(request).status_code == 411
