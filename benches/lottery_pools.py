"""Pools and targets of lotteries for benches: from the files of real inputs, and made up by a fixed seed."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tests.analysis.lottery.pools import hard

SHARES: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "gender": {"female": (50, 53), "male": (48.5, 46), "other": (1.5, 1)},
    "age": {"16-29": (22, 12), "30-44": (26, 22), "45-59": (24, 26), "60-74": (18, 28), "75+": (10, 12)},
    "area": {f"ward{number}": (17 - 1.3 * number, 17 - 1.3 * number) for number in range(8)},
    "education": {"none": (16, 6), "school": (31, 22), "college": (25, 27), "degree": (28, 45)},
    "attitude": {"low": (30, 20), "mid": (40, 38), "high": (30, 42)},
}
"""Of a hundred, how many of the population have each value, and how many of a pool: older and more educated, as pools are."""
HARD = (0, 2, 6, 13, 14, 17)
"""Seeds of hard pools, those of the first two dozen that take longest among them."""


@dataclass(frozen=True)
class Instance:
    """A pool as files have it: for each target a feature, a value, least and most, and for each person a value of each feature."""

    name: str
    size: int
    targets: Sequence[tuple[str, str, int, int]]
    people: Sequence[Mapping[str, str]]

    def write(self, folder: Path) -> None:
        """Write both files, with headings and ids that every program reads."""
        with (folder / "targets.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("feature", "value", "min", "max"), *self.targets])
        features = list(dict.fromkeys(feature for feature, *_rest in self.targets))
        with (folder / "people.csv").open("w", newline="", encoding="utf-8") as file:
            rows = (
                [f"p{number}", *(one[name] for name in features)] for number, one in enumerate(self.people)
            )
            csv.writer(file).writerows([("nationbuilder_id", *features), *rows])

    def holds(self, panel: Sequence[str]) -> bool:
        """Say whether these people, by their ids, are as many as they should be and meet every target."""
        sitting = [self.people[int(one[1:])] for one in set(panel)]
        counts = Counter(pair for one in sitting for pair in one.items())
        met = all(least <= counts[feature, value] <= most for feature, value, least, most in self.targets)
        return met and len(sitting) == self.size == len(panel)


def instances(folder: Path | None) -> Iterator[Instance]:
    """Yield what is measured, the smallest first: what there is under a folder, and what is made up."""
    found = [] if folder is None else [one for one in (folder / "lottery").iterdir() if one.is_dir()]
    real = {one.name: _read(one) for one in found}
    yield from (real[name] for name in ("example_small_20", "example_large_200") if name in real)
    yield _made("made_150_22", people=150, size=22, seed=1)
    if "pool_1000_60" in real:
        yield real["pool_1000_60"]
    yield large()
    yield from map(_hard, HARD)


def large() -> Instance:
    """Ten thousand people and a panel of a hundred."""
    return _made("made_10000_100", people=10_000, size=100, seed=1)


def short() -> Instance:
    """The same ten thousand, but five of one value where six are wanted at least."""
    made = large()
    scarce = [number for number, one in enumerate(made.people) if one["area"] == "ward7"][5:]
    people = [dict(one) for one in made.people]
    for number in scarce:
        people[number]["area"] = "ward0"
    targets = [
        ("area", "ward7", 6, most) if (feature, value) == ("area", "ward7") else (feature, value, least, most)
        for feature, value, least, most in made.targets
    ]
    return replace(made, name="short_10000_100", targets=targets, people=people)


def _read(folder: Path) -> Instance:
    with (folder / "categories.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))[1:]
    with (folder / "respondents.csv").open(newline="", encoding="utf-8-sig") as file:
        people = list(csv.DictReader(file))
    targets = [(feature, value, int(least), int(most)) for feature, value, least, most in rows]
    features = dict.fromkeys(feature for feature, *_rest in targets)
    answers = [{name: one[name] for name in features} for one in people]
    return Instance(folder.name, int(folder.name.rsplit("_", 1)[1]), targets, answers)


def _made(name: str, *, people: int, size: int, seed: int) -> Instance:
    """Draw each value of each person by the pool's shares; a target is the population's share of the panel, give or take one."""
    rng = np.random.default_rng(seed)
    targets: list[tuple[str, str, int, int]] = []
    columns: dict[str, list[str]] = {}
    for feature, shares in SHARES.items():
        values = list(shares)
        population, pool = (np.array(one) / sum(one) for one in zip(*shares.values(), strict=True))
        columns[feature] = [values[one] for one in rng.choice(len(values), people, p=pool)]
        for value, wanted in zip(values, population * size, strict=True):
            targets.append((feature, value, max(int(np.floor(wanted - 0.5)), 0), int(np.ceil(wanted + 0.5))))
    answers = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return Instance(name, size, targets, answers)


def _hard(seed: int) -> Instance:
    """Thirty to two hundred people and targets that are all but exact, without households."""
    pool = hard(seed)
    people = [
        {pool.quotas[number].feature: pool.quotas[number].value for number in map(int, row)}
        for row in pool.answers
    ]
    targets = [(one.feature, one.value, one.least, one.most) for one in pool.quotas]
    return Instance(f"hard_{seed}_{len(people)}_{pool.size}", pool.size, targets, people)
