"""Idempotency: a request sent twice under one key is one deed."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models

from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.acts import reference
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.ledger.canonical import canonical
from wholeplace.kernel.tables import Derived

KEPT = dt.timedelta(hours=24)


class Deed(models.Model):
    """What one key of one actor led to, kept for a day."""

    table = Derived("kept for a day, then thrown away")

    place = models.ForeignKey("wp_kernel.Place", on_delete=models.CASCADE, related_name="+")
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    payload = models.CharField(max_length=64)
    model = models.CharField(max_length=100, blank=True)
    row = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "actor", "action", "key"], name="one_deed")]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"

    def result(self) -> models.Model | None:
        """Return the record the first request made, if it made one."""
        if not self.model:
            return None
        made: models.Model | None = apps.get_model(self.model)._base_manager.filter(pk=self.row).first()  # noqa: SLF001 any model
        return made


def _who(actor: Actor) -> str:
    return str(actor.membership.pk) if actor.membership else actor.machine


def _digest(kwargs: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(reference(kwargs))).hexdigest()


def earlier(actor: Actor, action: str, kwargs: Mapping[str, Any]) -> Deed | None:
    """Return the deed this key already led to; refuse the key for other answers."""
    if not actor.key:
        return None
    deed = Deed.objects.filter(
        place=actor.place, actor=_who(actor), action=action, key=actor.key, at__gt=clock.now() - KEPT
    ).first()
    if deed is not None and deed.payload != _digest(kwargs):
        raise Refused("already_sent", already=str(deed.result() or action))
    return deed


def keep(actor: Actor, action: str, kwargs: Mapping[str, Any], result: object) -> None:
    """Remember what this key led to, in the same transaction."""
    if not actor.key:
        return
    made = result if isinstance(result, models.Model) else None
    with deriving():
        Deed.objects.filter(at__lte=clock.now() - KEPT).delete()
        Deed.objects.create(
            place=actor.place,
            actor=_who(actor),
            action=action,
            key=actor.key,
            payload=_digest(kwargs),
            model=made._meta.label if made else "",  # noqa: SLF001
            row=str(made.pk) if made else "",
            at=clock.now(),
        )
