"""Small pools whose every panel is known: a lottery gives the chances that full enumeration gives."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest
from tests.analysis.lottery.pools import Pool, leximin, tight

from wholeplace.analysis.lottery import Impossible, Method, draw_up, is_possible
from wholeplace.analysis.lottery.chances import fairest
from wholeplace.analysis.lottery.nash import greatest_product

SMALL = range(60)
MANY = range(60, 900)


@dataclass(frozen=True)
class Told:
    """What a pool was like: with households or not; whether what looks best in parts is beyond all panels."""

    households: bool
    fairest_beyond: bool
    product_beyond: bool


def compared(pool: Pool) -> Told | None:
    """Compare every method with full enumeration; None where there is no panel, which must be found out too."""
    panels, kinds = pool.panels(), pool.kinds
    assert is_possible(kinds) == bool(panels)
    if not panels:
        for method in Method:
            with pytest.raises(Impossible):
                draw_up(kinds, method=method, seed=1)
        return None
    right = leximin(len(pool.answers), panels)
    there = {one for panel in panels for one in panel}
    found = {method: draw_up(kinds, method=method, seed=1) for method in Method}
    for lottery in found.values():
        assert set(lottery.never) == set(range(len(right))) - there
        assert lottery.finished
        assert lottery.gap < 1e-6
        assert lottery.bound == pytest.approx(min(right[list(there)]), abs=1e-7)
    assert np.allclose(found[Method.LEXIMIN].chances, right, atol=1e-6)
    assert found[Method.MAXIMIN].least == pytest.approx(found[Method.LEXIMIN].least, abs=1e-7)
    by_product = found[Method.NASH].chances
    worth = np.divide(1.0, by_product, where=by_product > 0, out=np.zeros_like(by_product))
    assert max(worth[list(panel)].sum() for panel in panels) <= len(there) * (1 + 1e-6)
    seen = [counts / kinds.people for counts in (fairest(kinds).counts, greatest_product(kinds))]
    beyond = [
        not np.allclose(chances[kinds.of], given, atol=1e-5)
        for chances, given in zip(seen, (right, by_product), strict=True)
    ]
    return Told(pool.households is not None, *beyond)


def agree(seeds: range) -> Counter[str]:
    told = [one for seed in seeds if (one := compared(tight(seed)))]
    counts = Counter(name for one in told for name, value in vars(one).items() if value)
    return counts + Counter(possible=len(told))


def test_small_tight_pools_are_as_full_enumeration_says_also_where_what_looks_best_is_beyond_all_panels() -> (
    None
):
    counts = agree(SMALL)
    assert counts["possible"] > 0.6 * len(SMALL)
    assert counts["fairest_beyond"] > 0
    assert counts["product_beyond"] > 0
    assert counts["households"] > 5


@pytest.mark.soak
def test_more_than_five_hundred_small_tight_pools_are_as_full_enumeration_says() -> None:
    counts = agree(MANY)
    assert counts["possible"] > 500
    assert counts["fairest_beyond"] > 20
    assert counts["product_beyond"] > 20
    assert counts["households"] > 100
