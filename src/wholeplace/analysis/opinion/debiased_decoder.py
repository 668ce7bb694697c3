"""How well a map that is already drawn foretells votes: the same logistic model with people held in place."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from wholeplace.analysis.opinion.arrays import FloatArray
from wholeplace.analysis.opinion.debiased_logistic import (
    Answers,
    Fit,
    PersonStep,
    Priors,
    fit_round,
    learned_priors,
    starting_fit,
)
from wholeplace.analysis.opinion.debiased_moments import Moments

ROUNDS = 8

PersonPlacing: TypeAlias = Callable[[FloatArray], PersonStep]


def with_tendencies(places: FloatArray) -> PersonStep:
    """Hold people at their places (axes x people), but let each have a tendency to agree."""

    def place(precision: FloatArray, pull: FloatArray, priors: Priors) -> Moments:
        spread = 1 / (precision[0, 0] + 1 / priors.tendency)
        tendency = spread * (pull[0] - (precision[0, 1:] * places).sum(axis=0))
        held = at_places(places)
        held.mean[0], held.covariance[0, 0] = tendency, spread
        return held

    return place


def without_tendencies(places: FloatArray) -> PersonStep:
    """Hold people at their places (axes x people), all equally ready to agree."""
    return lambda _precision, _pull, _priors: at_places(places)


def at_places(places: FloatArray) -> Moments:
    """Give people's (alpha, z) with every alpha 0 and z known for certain."""
    mean = np.vstack((np.zeros((1, places.shape[1])), places))
    return Moments(mean, np.zeros((len(mean), *mean.shape)))


def unit_scaled(positions: FloatArray) -> FloatArray:
    """Scale each axis of positions (people x axes) to mean square 1."""
    scale = np.sqrt((positions**2).mean(axis=0)) if positions.size else np.ones(positions.shape[1])
    return np.asarray(positions / np.where(scale > 0, scale, 1.0))


def fit_decoder(
    answers: Answers,
    features: FloatArray,
    *,
    slope_variance: float,
    placing: PersonPlacing = with_tendencies,
) -> Fit:
    """Fit statements (and tendencies) to what is known of people (people x features)."""
    places = np.ascontiguousarray(features.T)
    place = placing(places)
    state = starting_fit(answers, at_places(places), slope=slope_variance, tendency=1.0)
    for _ in range(ROUNDS):
        state = fit_round(answers, state, place=place)
        state = replace(state, priors=learned_priors(answers, state, slope=slope_variance))
    return state
