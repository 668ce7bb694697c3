"""Shares of people and how sure one can be of them."""

import numpy as np
from scipy.special import betainc, chdtrc, gammaln

from wholeplace.analysis.opinion.arrays import BoolArray, FloatArray, IntArray

Z95 = 1.959963984540054
"""Standard normal deviate that leaves 2.5 % on either side."""
FALSE_DISCOVERIES = 0.05
"""Share of the statements named that may be named by chance."""
FEWEST_EXPECTED = 5
"""A cell expected to hold fewer than this makes chi-square untrustworthy."""
AS_LIKELY = 1 + 1e-7
"""Outcomes this near in chance are held to be equally likely."""
TABLES_AT_ONCE = 256


def wilson(successes: IntArray, trials: IntArray) -> tuple[FloatArray, FloatArray]:
    """Give the 95 % interval of a share, lower and upper bounds of the shape given; 0 to 1 where no trial.

    Source: Wilson 1927.
    """
    n = np.maximum(trials, 1)
    share, spread = successes / n, Z95**2 / n
    middle = (share + spread / 2) / (1 + spread)
    half = Z95 / (1 + spread) * np.sqrt(share * (1 - share) / n + spread / (4 * n))
    lower = np.where(successes > 0, middle - half, 0.0)
    upper = np.where(successes < trials, middle + half, 1.0)
    return lower, upper


def more_than_half(successes: IntArray, trials: IntArray) -> FloatArray:
    """Give the exact one-sided p of so many successes were the true share one half (binomial test)."""
    some = np.maximum(successes, 1)
    upper_tail = betainc(some, np.maximum(trials - some, 0) + 1, 0.5)
    return np.where(successes > 0, upper_tail, 1.0)


def discovery_rates(p: FloatArray, *, among: BoolArray) -> FloatArray:
    """Turn p values (tests,) into q values: the false discovery rate of naming all as sure as this one.

    Tests not `among` those made have q = 1. Source: Benjamini and Hochberg 1995.
    """
    made = np.flatnonzero(among)
    order = made[np.argsort(p[made], kind="stable")]
    scaled = p[order] * len(made) / np.arange(1, len(made) + 1)
    q = np.ones(len(p))
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q


def heterogeneity(successes: IntArray, trials: IntArray) -> FloatArray:
    """Give the two-sided p that all categories share one rate, per statement.

    `successes`, `trials` (categories x statements); categories without trials are left out, and with fewer
    than two left p is 1. Chi-square where every expected cell is at least 5 (Pearson 1900); otherwise exact:
    Fisher's test of two categories, or of each against the rest with Bonferroni's correction, which is sound
    but cautious.
    """
    present = trials > 0
    categories, everyone, yes = present.sum(axis=0), trials.sum(axis=0), successes.sum(axis=0)
    p = np.ones(trials.shape[1])
    testable = (categories >= 2) & (yes > 0) & (yes < everyone)
    rarer = np.minimum(yes, everyone - yes) / np.maximum(everyone, 1)
    smallest = np.where(present, trials * rarer, np.inf).min(axis=0, initial=np.inf)
    ample = testable & (smallest >= FEWEST_EXPECTED)
    p[ample] = _chi_square(successes[:, ample], trials[:, ample])
    scarce = testable & ~ample
    p[scarce] = _fisher_each(successes[:, scarce], trials[:, scarce])
    return p


def _chi_square(successes: IntArray, trials: IntArray) -> FloatArray:
    rate = successes.sum(axis=0) / trials.sum(axis=0)
    expected = trials * rate
    scale = np.where(trials > 0, expected * (1 - rate), 1.0)
    statistic = np.where(trials > 0, (successes - expected) ** 2 / scale, 0.0).sum(axis=0)
    return np.asarray(chdtrc((trials > 0).sum(axis=0) - 1, statistic))


def _fisher_each(successes: IntArray, trials: IntArray) -> FloatArray:
    """Test two categories, or each against all others, exactly; gives the corrected smallest p.

    Of two categories each against the other is the same test, made once.
    """
    yes, everyone = successes.sum(axis=0), trials.sum(axis=0)
    against = [fisher(s, n, yes=yes, everyone=everyone) for s, n in zip(successes, trials, strict=True)]
    present = (trials > 0).sum(axis=0)
    tests = np.where(present > 2, present, 1)
    return np.asarray(np.minimum(1.0, tests * np.min(against, axis=0, initial=1.0)))


def fisher(successes: IntArray, trials: IntArray, *, yes: IntArray, everyone: IntArray) -> FloatArray:
    """Give the exact two-sided p of `successes` of `trials` where `yes` of `everyone` said yes in all.

    All arrays (tests,). Adds up all outcomes no likelier than the one seen. Source: Fisher 1935.
    """
    least, most = np.maximum(0, trials + yes - everyone), np.minimum(trials, yes)
    p = np.ones(len(trials))
    order = np.argsort(most - least)
    for start in range(0, len(order), TABLES_AT_ONCE):
        piece = order[start : start + TABLES_AT_ONCE]
        outcome = least[piece, None] + np.arange((most - least)[piece].max() + 1)
        chance = _chances(
            np.minimum(outcome, most[piece, None]),
            trials[piece, None],
            yes[piece, None],
            everyone[piece, None],
        )
        chance[outcome > most[piece, None]] = 0
        seen = chance[np.arange(len(piece)), successes[piece] - least[piece]]
        unlikely = np.where(chance <= seen[:, None] * AS_LIKELY, chance, 0)
        p[piece] = unlikely.sum(axis=1) / chance.sum(axis=1)
    return p


def _chances(outcome: IntArray, trials: IntArray, yes: IntArray, everyone: IntArray) -> FloatArray:
    """Give the hypergeometric chances of outcomes (tests x outcomes), each row but for a factor."""
    log_chance = -(
        gammaln(outcome + 1)
        + gammaln(yes - outcome + 1)
        + gammaln(trials - outcome + 1)
        + gammaln(everyone - yes - trials + outcome + 1)
    )
    return np.asarray(np.exp(log_chance - log_chance.max(axis=1, keepdims=True)))
