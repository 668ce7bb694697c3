"""Conditions: each is the gate and the explanation beside the disabled button."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from wholeplace.kernel.actors import OPERATOR, Actor, Door
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.scopes import scopes_of
from wholeplace.kernel.wording import worded


@dataclass(frozen=True)
class Refusal:
    """Why something cannot be done: a code worded in one table, and what the wording names."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return worded(self)


class Refused(Exception):  # noqa: N818 it is an answer, not a fault
    """Raised when a condition does not hold; nothing was changed."""

    def __init__(self, code: str, **params: object) -> None:
        """Keep the refusal to show."""
        super().__init__(code)
        self.refusal = Refusal(code, params)

    def __str__(self) -> str:
        return str(self.refusal)


Condition = Callable[[Actor, Any], Refusal | None]
"""A statement about who or what state; called with the actor and the record acted on."""


def is_member(actor: Actor, _record: object) -> Refusal | None:
    """The actor belongs to the partnership."""
    return None if actor.membership is not None else Refusal("not_a_member")


def is_machine(actor: Actor, _record: object) -> Refusal | None:
    """The program itself acts."""
    return None if actor.machine else Refusal("only_machine")


def operates_by_command(actor: Actor, _record: object) -> Refusal | None:
    """The operator acts at the command line."""
    return None if actor.machine and actor.door is Door.COMMAND else Refusal("only_at_the_command_line")


def operates(actor: Actor, record: object) -> Refusal | None:
    """The operator acts: at the command line, or on the pages that set the first place up."""
    return (
        None if actor.machine == OPERATOR and actor.door is Door.PAGE else operates_by_command(actor, record)
    )


def wears(kind: HatKind) -> Condition:
    """Return the condition that the actor acts in this hat, for the place, the record acted on, or what that stands in."""

    def wears_it(actor: Actor, record: object) -> Refusal | None:
        scopes = _counting(record)
        return None if _acts_in(actor, kind, scopes) else missing_hat(actor, kind, *scopes)

    wears_it.__doc__ = f"The actor acts in the {kind.value} hat."
    wears_it.__name__ = f"wears_{kind.value}"
    return in_hat(kind)(wears_it)


def hat_for(actor: Actor, record: object, *kinds: HatKind) -> HatKind | None:
    """Return the first of these hats in which the actor acts on a record: one for the place, for it, or what it stands in."""
    scopes = _counting(record)
    return next((kind for kind in kinds if _acts_in(actor, kind, scopes)), None)


def _counting(record: object) -> tuple[uuid.UUID | None, ...]:
    return scopes_of(record) if isinstance(record, models.Model) else (None,)


def _acts_in(actor: Actor, kind: HatKind, scopes: Iterable[uuid.UUID | None]) -> bool:
    return any(actor.acts_as(kind, scope=scope) for scope in scopes)


def missing_hat(actor: Actor, kind: HatKind, *scopes: uuid.UUID | None) -> Refusal:
    """Say that a hat is needed: one not held, held but not chosen, or held and waiting for a second step in signing in."""
    if any(hat.kind == kind and hat.scope in {None, *scopes} for hat in actor.viewer.waiting):
        return Refusal("second_step_missing", {"hat": kind.label})
    if actor.hat is not None and any(actor.viewer.wears(kind, scope=scope) for scope in scopes or (None,)):
        return Refusal("in_another_hat", {"hat": kind.label, "chosen": actor.hat.label})
    return Refusal("needs_hat", {"hat": kind.label})


def in_hat(*kinds: HatKind) -> Callable[[Condition], Condition]:
    """Mark a condition as one that a hat satisfies: whoever meets it acts in that hat, and is named in the ledger."""

    def marked(condition: Condition) -> Condition:
        vars(condition)["hats"] = kinds
        return condition

    return marked


def hats_of(condition: Condition) -> tuple[HatKind, ...]:
    """Return the hats that satisfy a condition, the first that is worn being the one acted in."""
    return tuple(vars(condition).get("hats", ()))


def any_of(*conditions: Condition) -> Condition:
    """Return the condition that one of these holds; the first refusal explains otherwise."""

    def one_holds(actor: Actor, record: object) -> Refusal | None:
        refusals = [condition(actor, record) for condition in conditions]
        return None if None in refusals else refusals[0]

    one_holds.__name__ = "_or_".join(condition.__name__ for condition in conditions)
    return in_hat(*(hat for condition in conditions for hat in hats_of(condition)))(one_holds)


def all_of(*conditions: Condition) -> Condition:
    """Return the condition that all of these hold; the first that does not explains."""

    def all_hold(actor: Actor, record: object) -> Refusal | None:
        return next((refusal for condition in conditions if (refusal := condition(actor, record))), None)

    all_hold.__name__ = "_and_".join(condition.__name__ for condition in conditions)
    return in_hat(*(hat for condition in conditions for hat in hats_of(condition)))(all_hold)
