"""What the API answers where it cannot do what was asked: always a code and a message."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.pagination import LimitOffsetPagination
from pydantic import Field


class Pages(LimitOffsetPagination):
    """Lists a page at a time: at most 100 things, no further on than any list here is long."""

    class Input(LimitOffsetPagination.Input):
        """Which page is asked for."""

        limit: int = Field(50, ge=1, le=100)
        offset: int = Field(0, ge=0, le=1_000_000_000)


def answer_plainly(api: NinjaAPI) -> None:
    """Have every refusal of this API be a code and a message."""

    def answer(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
        return api.create_response(request, {"code": code, "message": message}, status=status)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, _error: Http404) -> HttpResponse:
        return answer(request, 404, "not_found", _("There is nothing here, or nothing that you may see."))

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return answer(request, 401, "not_signed_in", _("Sign in first."))

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        problems = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors]
        return answer(request, 422, "malformed", "; ".join(problems))

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, "malformed", str(error))
