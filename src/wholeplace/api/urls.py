"""Addresses of the HTTP API: writes from the actions, reads from the queries, and its own description."""

from functools import cache
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from wholeplace.api.answers import answer_plainly
from wholeplace.api.reads import reads
from wholeplace.api.writes import writes

api = NinjaAPI(
    title="Wholeplace",
    version="1",
    description="Writes are the actions, one address each. Reads show what the reader may see and nothing else.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
answer_plainly(api)
api.add_router("", writes())
api.add_router("", reads())


@cache
def _described() -> dict[str, Any]:
    """Return the description of every place, which takes a quarter of a second to write."""
    return dict(api.get_openapi_schema(path_prefix=""))


@require_safe
def description(request: HttpRequest) -> JsonResponse:
    """Describe the API of a place in OpenAPI, the place filled in."""
    place = request.path.removesuffix("/openapi.json")
    described = _described()
    paths = {f"{place}{path}": told for path, told in described["paths"].items()}
    return JsonResponse({**described, "paths": paths})


urlpatterns = [path("openapi.json", description, name="api_description"), path("", api.urls)]
