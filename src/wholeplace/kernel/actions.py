"""Actions: the only way evidence changes. One typed function under one decorator."""

import functools
import inspect
import itertools
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast, get_type_hints

from django.db import DataError, IntegrityError, models, transaction
from django.db import Error as DatabaseError
from django.utils.functional import Promise

from wholeplace.kernel import clock, deeds
from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.busy import is_away, is_busy
from wholeplace.kernel.conditions import Condition, Refusal, Refused, hat_for, hats_of
from wholeplace.kernel.guard import deriving, writing_evidence
from wholeplace.kernel.ledger.writer import write_entry
from wholeplace.kernel.locks import held_alone, held_with_others
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.kernel.places import Place
from wholeplace.kernel.search.indexing import keep_findable
from wholeplace.kernel.turns import in_turn

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

TRIES = 3
TOO_MUCH = ("too long", "out of range")
POWERFUL = (HatKind.CONVENER, HatKind.FACILITATOR, HatKind.OPERATOR)

ACTIONS: dict[str, "Action[..., Any]"] = {}
"""Every action by its name, filled as features' modules are imported."""

_current: ContextVar[Act | None] = ContextVar("current_act", default=None)
_together: ContextVar[bool] = ContextVar("together", default=False)


class TooBusy(Exception):  # noqa: N818 it is an answer, not a fault
    """Raised when the database stayed locked through every try; nothing was changed."""


@dataclass(frozen=True)
class Action(Generic[P, R]):
    """A declared deed: its name and title, its body, who may do it and when, and how the ledger tells it."""

    name: str
    title: str | Promise
    body: Callable[Concatenate[Act, P], R]
    says: str | Promise
    may: Condition
    when: Condition | None
    on: str | None
    within: str | None
    group_owned: bool
    by_two: bool
    doors: frozenset[Door]
    secret: bool = False
    rationed: bool = False

    @property
    def summary(self) -> str:
        """What it does, in one sentence."""
        return (inspect.getdoc(self.body) or "").split("\n\n")[0]

    @functools.cached_property
    def hints(self) -> Mapping[str, Any]:
        """The types of its parameters by name."""
        hints = get_type_hints(self.body)
        return {name: hints[name] for name in self.parameters}

    @functools.cached_property
    def parameters(self) -> Mapping[str, inspect.Parameter]:
        """Its parameters by name, without the act itself."""
        return dict(list(inspect.signature(self.body).parameters.items())[1:])

    def refusal(self, actor: Actor, record: models.Model | None = None) -> Refusal | None:
        """Return why this actor cannot do this now, or None: what a page shows beside the disabled button."""
        target = record if record is not None else actor.place
        if actor.door not in self.doors and actor.door is not Door.MACHINE:
            return Refusal("not_by_command")
        return self.may(actor, target) or (self.when(actor, target) if self.when else None)

    def __call__(self, actor: Actor, *_args: P.args, **kwargs: P.kwargs) -> R:
        """Do it whole or not at all; the outermost call opens the transaction and retries a busy database."""
        if self.secret:
            actor = actor.keyed("")
        if (outer := _current.get()) is not None:
            return self._perform(actor, kwargs, outer=outer)
        if _together.get():
            return self._once(actor, kwargs)
        for attempt in itertools.count(1):
            try:
                with in_turn(), transaction.atomic(durable=True):
                    return self._once(actor, kwargs)
            except Refused as refused:
                # the same request may have been carried out beside this one, and be why this one is refused
                if (twin := deeds.earlier(actor, self.name, kwargs)) is not None:
                    return cast("R", twin.result())
                self._keep_attempt(actor, refused.refusal, kwargs.get(self.on or self.within or ""))
                raise
            except DatabaseError as error:
                _answer_or_wait(error, attempt)
        raise AssertionError("Counting came to an end.")

    def _once(self, actor: Actor, kwargs: Mapping[str, Any]) -> R:
        """Return the first result of this key, or perform and keep the result."""
        earlier = deeds.earlier(actor, self.name, kwargs)
        if earlier is not None:
            return cast("R", earlier.result())
        result = self._perform(actor, dict(kwargs), outer=None)
        deeds.keep(actor, self.name, kwargs, result)
        return result

    def _perform(self, actor: Actor, kwargs: dict[str, Any], *, outer: Act | None) -> R:
        """Lock, ask, run the body and write the entry, inside the transaction already open."""
        target = self._lock(actor, kwargs)
        if outer is None and actor.membership is not None:
            actor = _present(actor, actor.membership, alone=self.rationed)
        if refusal := self.refusal(actor, target):
            raise Refused(refusal.code, **refusal.params)
        at = outer.at if outer else (actor.at or clock.now())
        act = Act(name=self.name, actor=actor, at=at, target=target, hat=self._hat(actor, target))
        token = _current.set(act)
        try:
            with writing_evidence(act.touched):
                result = self.body(act, **kwargs)  # type: ignore[call-arg] # the signature is the caller's
        finally:
            _current.reset(token)
        if missed := act.unrecorded():
            raise AssertionError(f"{self.name} changed {sorted(missed)} and recorded nothing of it.")
        if act.changed or act.batches or act.facts:
            write_entry(act)
            with deriving():
                keep_findable(act)
        return result

    def _hat(self, actor: Actor, target: models.Model) -> HatKind | None:
        """Return the hat the actor does this in, of those its condition asks for; the first worn if none was chosen."""
        kinds = hats_of(self.may)
        return hat_for(actor, target, *kinds) if kinds else None

    def _lock(self, actor: Actor, kwargs: dict[str, Any]) -> models.Model:
        """Lock the record acted on and put its present state into the arguments; another place's is not there."""
        if any(_place_of(value) not in {None, actor.place.pk} for value in kwargs.values()):
            raise Refused("gone")
        name = self.on or self.within
        if name is None:
            return actor.place
        hold = held_alone if self.on is not None else held_with_others
        record: models.Model = hold(kwargs[name])
        kwargs[name] = record
        if _place_of(record) not in {None, actor.place.pk}:
            raise Refused("gone")
        return record

    def _keep_attempt(self, actor: Actor, refusal: Refusal, about: object) -> None:
        """Put a refused attempt on what belongs to a group on record, when somebody powerful made it."""
        if not self.group_owned or actor.membership is None:
            return
        if hat_for(replace(actor, hat=None), about, *POWERFUL) is not None:
            from wholeplace.kernel.attempts import keep_attempt  # noqa: PLC0415 an action itself

            keep_attempt(actor, self.name, refusal, about=about)


def together(deeds: Callable[[], T]) -> T:
    """Do several actions in a row whole or not at all, each with its own entry; a busy database is tried again."""
    for attempt in itertools.count(1):
        token = _together.set(True)
        try:
            with in_turn(), transaction.atomic(durable=True):
                return deeds()
        except DatabaseError as error:
            _answer_or_wait(error, attempt)
        finally:
            _together.reset(token)
    raise AssertionError("Counting came to an end.")


def _place_of(value: object) -> object:
    """Return the place a record belongs to, or is; None for what is no record of a place."""
    return value.pk if isinstance(value, Place) else getattr(value, "place_id", None)


def _present(actor: Actor, member: Membership, *, alone: bool) -> Actor:
    """Return the actor afresh, who stays while the deed is done; whoever has left acts no more, here or for a body."""
    fresh = held_alone(member) if alone else held_with_others(member)
    if fresh.ended is not None:
        raise Refused("not_a_member")
    body = actor.on_behalf_of
    if body is not None and fresh.organisation_id != body.pk:
        raise Refused("not_of_that_body", body=body.name)
    return replace(actor, membership=fresh)


def _answer_or_wait(error: DatabaseError, attempt: int) -> None:
    """Wait before another try, or raise what is to be answered: too busy, does not fit, or the fault as it is."""
    text = str(error).lower()
    if isinstance(error, DataError) and any(word in text for word in TOO_MUCH):
        raise Refused("does_not_fit") from error
    if is_away(error):
        raise TooBusy from error
    raced = isinstance(error, IntegrityError) and "unique" in text
    busy = is_busy(error)
    if busy and attempt >= TRIES:
        raise TooBusy from error
    if not (busy or raced) or attempt >= TRIES:
        raise error
    time.sleep(0.05 * attempt)


def action(
    name: str,
    *,
    title: str | Promise,
    says: str | Promise,
    may: Condition,
    when: Condition | None = None,
    on: str | None = None,
    within: str | None = None,
    group_owned: bool = False,
    by_two: bool = False,
    doors: frozenset[Door] = frozenset(Door),
    secret: bool = False,
    rationed: bool = False,
) -> Callable[[Callable[Concatenate[Act, P], R]], Action[P, R]]:
    """Declare an action: `on` names the parameter it changes, `within` the one it only adds to.

    What is `group_owned` keeps refused attempts on record; what is done `by_two` is one of the two words it takes. What is
    `secret` is one deed however often it is sent, and keeps no key: the key's row would say who did what, and when. What is
    `rationed` each person may do so often and no more: two deeds of theirs at one moment are counted one after the other.
    """

    def declare(body: Callable[Concatenate[Act, P], R]) -> Action[P, R]:
        if name in ACTIONS:
            raise ValueError(f"Two actions are called {name}.")
        declared = Action(
            name, title, body, says, may, when, on, within, group_owned, by_two, doors, secret, rationed
        )
        ACTIONS[name] = declared
        return declared

    return declare
