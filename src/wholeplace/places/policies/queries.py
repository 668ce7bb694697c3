"""What a place says about itself: in its own words, or in those Wholeplace begins with."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import visible
from wholeplace.places.policies.models import Policy
from wholeplace.places.policies.names import PolicyKind


@dataclass(frozen=True)
class Notice:
    """One version of a notice; version 0 is the text Wholeplace begins with."""

    kind: PolicyKind
    version: int
    text: str
    written: dt.datetime | None = None


def policies_visible_to(viewer: Viewer) -> "QuerySet[Policy]":
    """Return every version of the place's notices in its own words."""
    return visible(Policy.objects.all(), viewer)


def in_force(viewer: Viewer, kind: PolicyKind) -> Notice:
    """Return what the place says now."""
    newest = policies_visible_to(viewer).filter(kind=kind).first()
    return _notice(newest) if newest else first_words(kind, place=viewer.place)


def versions_of(viewer: Viewer, kind: PolicyKind) -> list[Notice]:
    """Return every version of a notice, the newest first."""
    own = [_notice(one) for one in policies_visible_to(viewer).filter(kind=kind)]
    return [*own, first_words(kind, place=viewer.place)]


def first_words(kind: PolicyKind, *, place: Place | None = None) -> Notice:
    """Return the text Wholeplace begins with, of a place or of the installation as a whole."""
    facts: Mapping[str, object] = {
        "name": place.name if place else "",
        "contact": settings.CONTACT,
        "backups": settings.BACKUPS_DAYS,
    }
    return Notice(kind, 0, render_to_string(f"policies/default/{kind.value}.txt", facts).strip())


def _notice(policy: Policy) -> Notice:
    return Notice(PolicyKind(policy.kind), policy.version, policy.text, policy.written)
