"""Writes: one address for each action, its body read off the action's own signature."""

import datetime as dt
import functools
import inspect
import operator
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from http import HTTPStatus
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from django.db import models
from django.http import Http404, HttpResponse, JsonResponse
from ninja import Header, Router, Schema, Status
from ninja.security import django_auth
from pydantic import ConfigDict, Field, StrictBool, StrictInt, create_model

from wholeplace.kernel import deeds
from wholeplace.kernel.actions import ACTIONS, Action
from wholeplace.kernel.actors import Actor, Door, Viewer
from wholeplace.kernel.conditions import Refusal, Refused
from wholeplace.kernel.places import Organisation, Place
from wholeplace.kernel.reachable import query_for
from wholeplace.ui.requests import PersonRequest

SIMPLE = (str, int, bool, uuid.UUID, Decimal, dt.date)

Text = Annotated[str, Field(max_length=10_000, pattern=r"^[^\x00]*$")]
"""Text as it comes in: no longer than anything here may be, and nothing a database cannot keep."""


ONCE: Any = Header(  # type: ignore[type-arg] # typed as a class, called as a function
    "",
    alias="Idempotency-Key",
    max_length=64,
    description="The same key with the same body, sent again within a day, is one deed and gives its first result.",
)


BEHALF: Any = Header(  # type: ignore[type-arg] # typed as a class, called as a function
    "",
    alias="On-Behalf-Of",
    max_length=36,
    description="The id of the organisation one belongs to and speaks for; left out, one speaks for oneself.",
)


class Done(Schema):
    """What an action led to."""

    action: str
    result: uuid.UUID | int | None = Field(description="The record it made or changed.")


class Problem(Schema):
    """Why nothing was done."""

    code: str
    message: str


REFUSALS = {
    status: {
        "description": HTTPStatus(status).phrase,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status in (400, 401, 403, 404, 409, 422, 503)
}
"""How an address that writes may refuse, as it is described; a model for each would make the program start a second later."""


class _Closed(Schema):
    """A body that takes what it names and nothing else."""

    model_config = ConfigDict(extra="forbid")


def model_in(hint: Any) -> type[models.Model] | None:
    """Return the record's model a parameter names, also where it may be left out."""
    for one in (hint, *get_args(hint)):
        if isinstance(one, type) and issubclass(one, models.Model):
            return one
    return None


def speakable(hint: Any) -> bool:
    """Say whether a parameter can be written in JSON: a record's id, a plain value, or a list of them."""
    if model_in(hint) is not None or hint is type(None):
        return True
    if inner := get_args(hint):
        return all(speakable(one) for one in inner)
    return isinstance(hint, type) and (issubclass(hint, SIMPLE) or issubclass(hint, Enum))


def payload_of(declared: Action[..., Any]) -> type[Schema]:
    """Return the body an action takes: records by id, everything else as it is."""
    fields: dict[str, Any] = {}
    for name, parameter in declared.parameters.items():
        hint = declared.hints[name]
        if hint is Place:
            continue
        optional = parameter.default is not inspect.Parameter.empty
        if model_in(hint) is not None:
            hint = uuid.UUID | None if optional else uuid.UUID
        fields[name] = (_as_written(hint), parameter.default if optional else ...)
    title = "".join(part.title() for part in declared.name.replace("_", ".").split("."))
    made: type[Schema] = create_model(title, __base__=_Closed, **fields)
    return made


def _as_written(hint: Any) -> Any:
    """Return the type a value has in JSON, where no number is a truth and no truth a number."""
    exact: dict[Any, Any] = {str: Text, int: StrictInt, bool: StrictBool}
    if isinstance(hint, type) and not get_args(hint):
        return exact.get(hint, hint)
    inner = tuple(_as_written(one) for one in get_args(hint))
    if get_origin(hint) in {UnionType, Union}:
        return functools.reduce(operator.or_, inner)
    return get_origin(hint)[inner] if inner else hint


def arguments(declared: Action[..., Any], viewer: Viewer, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return an action's arguments, every record fetched as the viewer may see it; else Http404."""

    def seen(model: type[models.Model], record: Any) -> models.Model:
        found: models.Model | None = query_for(model, viewer).filter(pk=record).first()
        if found is None:
            raise Http404
        return found

    return _filled(declared, viewer.place, payload, seen)


def _filled(
    declared: Action[..., Any], place: Place, payload: Mapping[str, Any], find: Callable[..., models.Model]
) -> dict[str, Any]:
    """Return a payload with the place, and a record found for every id."""
    given = dict(payload)
    for name, hint in declared.hints.items():
        if hint is Place:
            given[name] = place
        elif (model := model_in(hint)) is not None and given.get(name) is not None:
            given[name] = find(model, given[name])
    return given


def offered() -> list[Action[..., Any]]:
    """Return the actions that can be asked for over the API, by name."""
    return [
        declared
        for _, declared in sorted(ACTIONS.items())
        if Door.API in declared.doors and all(speakable(hint) for hint in declared.hints.values())
    ]


def writes() -> Router:
    """Return a router with one address for each action."""
    router = Router(auth=django_auth, tags=["actions"])
    for declared in offered():
        router.add_api_operation(
            f"/actions/{declared.name}",
            ["POST"],
            _view(declared, payload_of(declared)),
            response={200: Done},
            openapi_extra={"responses": REFUSALS},
            summary=declared.summary,
            operation_id=declared.name,
        )
    return router


def _done(declared: Action[..., Any], actor: Actor, payload: Mapping[str, Any]) -> Any:
    """Carry out an action; a record no longer seen may be so because this request was carried out before."""
    try:
        given = arguments(declared, actor.viewer, payload)
    except Http404:
        by_id = _filled(declared, actor.place, payload, lambda model, record: model(pk=record))
        if (before := deeds.earlier(actor, declared.name, by_id)) is None:
            raise
        return before.result()
    return declared(actor, **given)


def _body(viewer: Viewer, named: str) -> Organisation | None:
    """Return the organisation a request is sent for, as the viewer may see it; that they belong to it is asked at the deed."""
    if not named:
        return None
    try:
        found = query_for(Organisation, viewer).filter(pk=uuid.UUID(named)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    assert isinstance(found, Organisation)
    return found


def _refused(status: int, refusal: Refusal) -> JsonResponse:
    return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=status)


def _view(declared: Action[..., Any], payload: type[Schema]) -> Callable[..., Any]:
    """Return the function that answers an action's address."""

    def do(
        request: PersonRequest, body: Any, idempotency_key: Any = ONCE, on_behalf_of: Any = BEHALF
    ) -> Status[dict[str, Any]] | HttpResponse:
        if not request.viewer.is_member:
            return _refused(403, Refusal("not_a_member"))
        spoken_for = _body(request.viewer, on_behalf_of)
        actor = replace(request.actor, door=Door.API, key=idempotency_key, hat=None, on_behalf_of=spoken_for)
        try:
            result = _done(declared, actor, body.model_dump())
        except Refused as refused:
            return _refused(409, refused.refusal)
        made = getattr(result, "pk", None)
        return Status(200, {"action": declared.name, "result": made if isinstance(made, uuid.UUID) else None})

    do.__annotations__ = {
        "request": PersonRequest,
        "body": payload,
        "idempotency_key": str,
        "on_behalf_of": str,
        "return": Status[dict[str, Any]] | HttpResponse,
    }
    do.__name__ = declared.name.replace(".", "_")
    return do
