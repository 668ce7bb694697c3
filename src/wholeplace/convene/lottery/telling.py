"""How targets could give way, and what chances come to, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from wholeplace.analysis.lottery import Change, Relaxation
from wholeplace.convene.lottery.pools import Pool


def kept_way(pool: Pool, way: Relaxation) -> dict[str, Any]:
    """Return targets that could give way together, as plain data."""
    return {
        "changes": [_change(pool, one) for one in way.changes],
        "by": way.by,
        "within_flex": way.within_flex,
    }


def _change(pool: Pool, change: Change) -> dict[str, Any]:
    """Return what a target would be, and how many people who count for it are in the pool."""
    quota = pool.quotas[change.quota]
    registered = int((pool.answers == change.quota).sum())
    target = {"feature": quota.feature, "value": quota.value, "min": change.least, "max": change.most}
    return {**target, "from": [quota.least, quota.most], "registered": registered}


def way_in_words(way: Mapping[str, Any]) -> str:
    """Say how targets would give way together."""
    said = "; ".join(change_in_words(one) for one in way["changes"])
    return said if way["within_flex"] else _("{said} (further than the targets allow)").format(said=said)


def change_in_words(change: Mapping[str, Any]) -> str:
    """Say how one target gives way, and where there are too few people for it."""
    least, most = change["from"]
    value = change["value"]
    moved = []
    if least != change["min"]:
        moved.append(_("lower {value} from {old} to {new}").format(value=value, old=least, new=change["min"]))
    if most != change["max"]:
        moved.append(_("raise {value} from {old} to {new}").format(value=value, old=most, new=change["max"]))
    said = _("{feature}: {moved}").format(feature=change["feature"], moved=_(" and ").join(moved))
    if change["registered"] < least:
        few = _("{said}: only {registered} registered")
        return few.format(said=said, registered=change["registered"])
    return said
