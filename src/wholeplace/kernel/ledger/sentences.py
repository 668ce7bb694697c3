"""Entries as plain sentences; an entry nobody can word is an error, never a blank."""

import datetime as dt
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wholeplace.kernel.actions import ACTIONS
from wholeplace.kernel.decisions.names import Outcome
from wholeplace.kernel.ledger.leaves import MOMENT
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.wording import WORDING

CODES: dict[str, type[TextChoices]] = {"kind": HatKind, "outcome": Outcome}
"""Facts that are codes, and the choices that word them."""
CODED = (*CODES, "attempted", "code")
"""All facts that are codes: those, the deed a refused attempt was at, and why it was refused."""


@dataclass(frozen=True)
class Line:
    """An entry as a person reads it."""

    index: int | None
    entry: str
    at: str
    sentence: str
    action: str
    about: Any | None
    parts: int = 0
    """Leaves that follow its own, for the many rows it brought."""
    by: str = ""
    """The name of whoever did it in a hat, where the reader may know."""

    @property
    def last(self) -> int:
        """The index of its last leaf."""
        return (self.index or 0) + self.parts

    @property
    def when(self) -> dt.datetime:
        """When it was done."""
        return dt.datetime.fromisoformat(self.at)


class UnknownEntry(Exception):  # noqa: N818 reads as what it is
    """Raised for an entry of an action this program does not know."""


def sentence_of(data: dict[str, Any]) -> str:
    """Return what an entry says, in the reader's language."""
    declared = ACTIONS.get(data["action"])
    if declared is None:
        raise UnknownEntry(data["action"])
    facts = {name: _worded(name, value) for name, value in data["facts"].items()}
    if "attempted" in facts:
        facts["attempted"] = _title(facts["attempted"])
        facts["reason"] = _reason(facts["code"], facts.get("params", {}))
    return str(declared.says).format(actor=actor_said(data["actor"]), **facts)


def own_words(sentence: str) -> str:
    """Return what a sentence says whatever is filled in."""
    return " ".join(words for words, *_blank in string.Formatter().parse(sentence))


def blanks(sentence: str) -> set[str]:
    """Return the names of what is filled in to a sentence."""
    return {name for _words, name, *_more in string.Formatter().parse(sentence) if name}


def wording_of(fact: str) -> dict[str, str]:
    """Return how the codes of a fact are worded."""
    if fact == "attempted":
        return {name: _title(name) for name in ACTIONS}
    if fact == "code":
        return {code: own_words(str(words)) for code, words in WORDING.items()}
    return {str(code.value): str(_worded(fact, code.value)) for code in CODES[fact]}


def _worded(name: str, value: Any) -> Any:
    """Return a fact as a sentence says it: codes by their wording, large numbers in groups, moments by day and hour."""
    if name in CODES:
        return str(CODES[name](value).label).lower()
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return date_format(localtime(dt.datetime.fromisoformat(value)), "j F Y, H:i T")
    return number_format(value, force_grouping=True) if type(value) is int else value


def _title(name: str) -> str:
    if name not in ACTIONS:
        raise UnknownEntry(name)
    return str(ACTIONS[name].title)


class _Withheld(dict[str, Any]):
    """What a refusal named; what the record does not show stands as three dots."""

    def __missing__(self, key: str) -> str:
        return "…"


def _reason(code: str, params: dict[str, Any]) -> str:
    """Return a refusal in the reader's language, from what the record shows of it."""
    if code not in WORDING:
        raise UnknownEntry(code)
    known = {name: _(value) if isinstance(value, str) else value for name, value in params.items()}
    return str(WORDING[code]).format_map(_Withheld(known))


def actor_said(actor: Mapping[str, str]) -> str:
    """Return whoever acted as a sentence begins with them: by their hat, never by name."""
    if "machine" in actor:
        return _("The program ({name})").format(name=actor["machine"])
    if "hat" in actor:
        hat = HatKind(actor["hat"])
        return (
            _("An operator") if hat is HatKind.OPERATOR else _("A {hat}").format(hat=str(hat.label).lower())
        )
    return _("A member")
