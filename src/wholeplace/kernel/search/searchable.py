"""What can be looked for: each feature declares its records, what their words are, and where one reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.lineage.kin import leads_to
from wholeplace.kernel.registries import Registry


def nothing(_record: Any) -> str:
    """Return no text: the title is all there is."""
    return ""


def always(_record: Any) -> bool:
    """Say that every record of a kind can be found."""
    return True


@dataclass(frozen=True)
class Searchable:
    """A kind of record that can be found by its words, which its own row alone must hold."""

    name: str
    """What addresses call it."""
    label: str | Promise
    """What one of them is called, above what was found."""
    many: str | Promise
    """What all of them are called, to choose the kind by."""
    model: type[models.Model]
    visible_to: Callable[[Viewer], "models.QuerySet[Any]"]
    title: Callable[[Any], str] = str
    text: Callable[[Any], str] = nothing
    when: str = ""
    """The column by which the newest come first."""
    address: Callable[[Any], str] = leads_to
    kept: Callable[[Any], bool] = always
    """Whether a record, as it now is, can be found at all."""
    compared: "Callable[[], models.QuerySet[Any]] | None" = None
    """Which of them are compared by what their titles mean, where that is understood."""
    members_only: bool = False
    """Whether only members may look for these, the page that shows them being theirs."""


SEARCHABLE: Registry[Searchable] = Registry("searchable")
"""The kinds that can be looked for, in the order in which one chooses between them."""


def kinds_for(viewer: Viewer) -> list[Searchable]:
    """Return the kinds of record this viewer may look for."""
    return [one for one in SEARCHABLE if viewer.is_member or not one.members_only]
