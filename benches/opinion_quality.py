"""How good the debiased map is: hidden votes of real conversations, planted groups, conversations without any.

Run: WHOLEPLACE_DATA=... python -m benches.opinion_quality [--quick] [real] [planted] [nulls] [camps] [scale]
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benches.opinion_data import Answers, adjusted_rand, conversations
from benches.opinion_data import planted as many_people
from numpy.typing import NDArray
from scipy.stats import rankdata
from tests.analysis.planted import NONE, NONE_WITH_YES_SAYERS, RECIPES, SIZES, Planted, Recipe, plant

from wholeplace.analysis.opinion import analyse, vote_matrix
from wholeplace.analysis.opinion.arrays import BoolArray
from wholeplace.analysis.opinion.choice import Mode, choose_mode, parity_positions
from wholeplace.analysis.opinion.debiased import DebiasedMap, debiased_map
from wholeplace.analysis.opinion.debiased_decoder import fit_decoder, unit_scaled, without_tendencies
from wholeplace.analysis.opinion.debiased_groups import divide, divide_places
from wholeplace.analysis.opinion.debiased_logistic import decided_answers
from wholeplace.analysis.opinion.heldout import Split, compare, hide_votes
from wholeplace.analysis.opinion.signflip import SignFlip, sign_flip, sign_flip_ratio
from wholeplace.analysis.opinion.votes import VoteMatrix

PLAIN_RIDGE = 1.0
ENOUGH_VOTES = 7
MOST_AXES = 4
SMALL_SIZES = ((30, 10), (40, 30), (60, 12), (60, 20), (100, 12), (200, 12), (400, 10))
"""People and statements of small conversations."""
CLEAR_SIZES = {(40, 30): 0.9, (60, 12): 0.55, (60, 16): 0.8, (60, 20): 0.8, (100, 12): 0.65}
"""People and statements of small conversations with clear camps, and the share in which they must be drawn."""
CLEAR = Recipe((1, 1), distance=2.5)


class Foretold(NamedTuple):
    """Losses of hidden votes: what auto chose, the tuned and the plain decoder of the Polis map; and who voted."""

    auto: NDArray[Any]
    tuned: NDArray[Any]
    plain: NDArray[Any]
    person: NDArray[Any]
    area_auto: float
    area_plain: float
    debiased: bool


def main() -> None:
    """Measure what is named on the command line, or everything."""
    quick = "--quick" in sys.argv
    wanted = {word for word in sys.argv[1:] if not word.startswith("-")}
    parts = {"real": real, "planted": planted, "nulls": nulls, "camps": camps, "scale": scale}
    for name, part in parts.items():
        if not wanted or name in wanted:
            print(f"== {name}")
            for line in part(1 if quick else 3, small=quick):
                print(line, flush=True)


def real(seeds: int, *, small: bool) -> Iterator[str]:
    """Hide votes of each published conversation and compare the map chosen with the Polis map."""
    if "WHOLEPLACE_DATA" not in os.environ:
        yield "not measured: WHOLEPLACE_DATA names no folder of real conversations"
        return
    folder = Path(os.environ["WHOLEPLACE_DATA"]) / "polis"
    against_tuned, against_plain = [], []
    for conversation in conversations(folder)[: 4 if small else None]:
        votes, moderated = conversation.matrix(), conversation.moderated
        mapped = seconds(partial(debiased_map, votes, moderated=moderated, seed=0))
        tested = seconds(partial(sign_flip_ratio, votes, moderated=moderated, seed=0))
        chosen = seconds(partial(choose_mode, votes, moderated=moderated, seed=0))
        runs = [foretell(votes, moderated=moderated, seed=seed) for seed in range(seeds)]
        person = np.concatenate([run.person for run in runs])
        auto, tuned, plain = (np.concatenate([run[place] for run in runs]) for place in range(3))
        tuned_found, plain_found = compare(auto, tuned, person=person), compare(auto, plain, person=person)
        against_tuned.append(tuned_found.difference)
        against_plain.append(plain_found.difference)
        yield (
            f"{conversation.name[:22]:22} debiased {sum(run.debiased for run in runs)}/{seeds}"
            f" | auto {auto.mean():.4f} tuned {tuned.mean():.4f} plain {plain.mean():.4f}"
            f" | v tuned {tuned_found.difference:+.4f} ({tuned_found.difference / (tuned_found.standard_error or 1):+.1f} SE)"
            f" | v plain {plain_found.difference:+.4f}"
            f" AUC {np.mean([run.area_auto - run.area_plain for run in runs]):+.4f}"
            f" | map {mapped}, test {tested}, choice {chosen}"
        )
    yield f"mean v tuned {np.mean(against_tuned):+.4f}, v plain {np.mean(against_plain):+.4f}"


def seconds(work: Callable[[], object]) -> str:
    """Say how long something takes, by the wall clock and in processor time: other work may share the machine."""
    begun, before = time.perf_counter(), time.process_time()
    work()
    return f"{time.perf_counter() - begun:.2f} s ({time.process_time() - before:.2f} CPU)"


def foretell(votes: VoteMatrix, *, moderated: BoolArray, seed: int) -> Foretold:
    """Hide votes, choose a mode from the rest alone, and foretell the hidden ones."""
    split = hide_votes(votes, moderated=moderated, seed=1000 + seed)
    chosen = choose_mode(split.learning, moderated=moderated, seed=seed)
    tuned = _decoded(split, moderated=moderated, seed=seed, ridge=chosen.ridge)
    if chosen.mode is Mode.DEBIASED:
        variant = chosen.variant
        auto = debiased_map(
            split.learning, moderated=moderated, seed=seed, axes=variant.axes, slopes=variant.slopes
        ).predict(split.person, split.statement)
    else:
        auto = tuned
    plain = _decoded(split, moderated=moderated, seed=seed, ridge=PLAIN_RIDGE, placing=without_tendencies)
    return Foretold(
        split.losses(auto),
        split.losses(tuned),
        split.losses(plain),
        split.person,
        area(auto, split.agreed),
        area(plain, split.agreed),
        chosen.mode is Mode.DEBIASED,
    )


def _decoded(split: Split, *, moderated: BoolArray, seed: int, ridge: float, **how: Any) -> NDArray[Any]:
    places = unit_scaled(parity_positions(split.learning, moderated=moderated, seed=seed))
    answers = decided_answers(split.learning.keep_votes(~moderated[split.learning.column]))
    return fit_decoder(answers, places, slope_variance=1 / ridge, **how).agreement(
        split.person, split.statement
    )


def area(chance: NDArray[Any], agreed: BoolArray) -> float:
    """Give the area under the receiver operating curve."""
    yes = int(agreed.sum())
    no = len(agreed) - yes
    return float((rankdata(chance)[agreed].sum() - yes * (yes + 1) / 2) / (yes * no))


def planted(seeds: int, *, small: bool) -> Iterator[str]:
    """Recover planted groups, their number given, on the Polis map and on the debiased one."""
    by_recipe: dict[str, list[list[float]]] = {name: [] for name in RECIPES}
    for density, (people, statements) in list(SIZES.items())[2 if small else 0 :]:
        rows = []
        for name, recipe in RECIPES.items():
            for seed in range(1 if small else seeds - 1):
                made = plant(recipe, people=people, statements=statements, density=density, seed=seed)
                rows.append(recovered(made, groups=len(recipe.weights)))
                by_recipe[name].append(rows[-1])
        yield f"{density:.0%}: {_figures(np.array(rows))}, {_passing(np.array(rows))}"
    for name, found in by_recipe.items():
        yield f"{name}: {_figures(np.array(found))}"


def recovered(made: Any, *, groups: int) -> list[float]:
    """Give adjusted Rand indices: best possible, Polis map, debiased map by k-means, by mixture."""
    votes, nothing = made.votes, np.zeros(made.votes.statements, dtype=np.bool_)
    enough = votes.votes_each >= ENOUGH_VOTES
    truth = made.group[enough]
    polis = parity_positions(votes, moderated=nothing, seed=0)[enough]
    flat = debiased_map(votes, moderated=nothing, seed=0).positions[enough]
    found = sign_flip(votes, moderated=nothing, seed=0)
    deep: DebiasedMap = debiased_map(
        votes, moderated=nothing, seed=0, axes=min(max(found.axes, 2), MOST_AXES)
    )
    mixed = divide(deep, count=groups, among=enough, seed=0).labels[enough]
    return [
        adjusted_rand(made.best[enough], truth),
        adjusted_rand(divide_places(polis, count=groups, seed=0), truth),
        adjusted_rand(divide_places(flat, count=groups, seed=0), truth),
        adjusted_rand(mixed, truth),
        float(found.enough),
    ]


def _figures(rows: NDArray[Any]) -> str:
    best, polis, flat, mixed, drawn = rows.mean(axis=0)
    return (
        f"best {best:.3f}, Polis {polis:.3f}, debiased k-means {flat:.3f} ({flat / best:.2f} of best),"
        f" mixture {mixed:.3f} ({mixed / best:.2f}), groups drawn: {drawn:.0%}"
    )


def _passing(rows: NDArray[Any]) -> str:
    gains = rows[:, 2] - rows[:, 1]
    return (
        f"gain {gains.mean():+.3f}, least {gains.min():+.3f}; mixture {(rows[:, 3] - rows[:, 1]).mean():+.3f}"
    )


def nulls(_seeds: int, *, small: bool) -> Iterator[str]:
    """Count in how many conversations without groups some are drawn: small ones as shown, large ones by the test."""
    each = 10 if small else 50
    drawn = 0
    for size in SMALL_SIZES:
        found = [draws_groups(small_null(size, seed)) for seed in range(each)]
        drawn += sum(found)
        yield f"{size[0]} people, {size[1]} statements: groups drawn in {sum(found)} of {each}"
    yield f"small ones together: groups drawn in {drawn} of {each * len(SMALL_SIZES)}"
    count = 20 if small else 100
    tests = [null_test(seed) for seed in range(count)]
    drawn = sum(test.enough for test in tests)
    yield f"groups drawn in {drawn} of {count}, largest ratio {max(test.ratio for test in tests):.3f}"


def camps(_seeds: int, *, small: bool) -> Iterator[str]:
    """Count in how many small conversations with two clear camps they are drawn."""
    each = 10 if small else 50
    for size in CLEAR_SIZES:
        drawn = sum(draws_groups(clear_camps(size, seed)) for seed in range(each))
        yield f"{size[0]} people, {size[1]} statements: groups drawn in {drawn} of {each}"


def draws_groups(made: Planted) -> bool:
    """Say whether the product would draw groups."""
    nothing = np.zeros(made.votes.statements, dtype=np.bool_)
    return analyse(made.votes, moderated=nothing, seed=1).evidence.drawn


def clear_camps(size: tuple[int, int], seed: int) -> Planted:
    """Make a small conversation of two camps far apart, of which most is answered."""
    return plant(CLEAR, people=size[0], statements=size[1], density=(0.7, 0.85, 0.95)[seed % 3], seed=seed)


def small_null(size: tuple[int, int], seed: int) -> Planted:
    """Make a small conversation without groups, half of them with yes-sayers, of which much is answered."""
    return plant(
        (NONE, NONE_WITH_YES_SAYERS)[seed % 2],
        people=size[0],
        statements=size[1],
        density=(0.4, 0.7, 0.95)[seed % 3],
        seed=seed,
    )


def null_test(seed: int) -> SignFlip:
    """Test one conversation without groups, half of them with yes-sayers, of many sizes."""
    draw = np.random.default_rng([77, seed])
    people, statements = int(draw.choice((200, 400, 800, 2000))), int(draw.choice((50, 150, 400)))
    made = plant(
        (NONE, NONE_WITH_YES_SAYERS)[seed % 2],
        people=people,
        statements=statements,
        density=float(draw.choice((0.08, 0.15, 0.3))),
        seed=seed,
    )
    return sign_flip(made.votes, moderated=np.zeros(statements, dtype=np.bool_), seed=seed)


def scale(_seeds: int, *, small: bool) -> Iterator[str]:
    """Time the map of many people, from sorted arrays."""
    for people in (100_000,) if small else (100_000, 1_000_000):
        made = many_people(people, statements=1000, each=37, groups=3, seed=1)
        took = seconds(partial(map_of_many, made))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield f"{people} people, {len(made.person)} votes: {took}, peak {peak:.0f} MB"


def map_of_many(made: Answers) -> DebiasedMap:
    """Sort the answers into a matrix and work out the debiased map."""
    votes = vote_matrix(
        made.person, made.statement, made.value, people=made.people, statements=made.statements
    )
    return debiased_map(votes, moderated=np.zeros(votes.statements, dtype=np.bool_), seed=1)


if __name__ == "__main__":
    main()
