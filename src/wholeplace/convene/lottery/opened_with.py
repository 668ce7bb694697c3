"""What a form was opened with, as a digest: whoever saves after somebody else changed it reads first what stands now."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from wholeplace.convene.lottery.models import Lottery

TERMS: Final = ("title", "about", "seats", "one_of_a_household", "method")
"""What the form that changes a lottery asks."""


def terms_of(lottery: Lottery) -> Mapping[str, Any]:
    """Return the terms of a lottery as the form asks them."""
    return {name: getattr(lottery, name) for name in TERMS}


def digest_of_terms(lottery: Lottery) -> str:
    """Return the digest of the terms as they stand."""
    return _digest(terms_of(lottery))


def digest_of_targets(targets: Sequence[Any]) -> str:
    """Return the digest of targets as they are wanted, be it all or those of one feature."""
    return _digest([vars(one) for one in targets])


def still_stands(after: str, targets: Sequence[Any]) -> bool:
    """Say whether what a form was opened with still stands: all these targets, those of one feature, or none yet."""
    features = dict.fromkeys(one.feature for one in targets)
    parts = [[one for one in targets if one.feature == feature] for feature in features]
    return after in {digest_of_targets(one) for one in ((), targets, *parts)}


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()
