"""Draw up a lottery by the peer, sortition-algorithms; started by benches.lottery in the peer's own environment.

Takes a folder with targets.csv and people.csv, the size of a panel and a method, and writes one JSON line: seconds and what
was found, or what the peer said instead.
"""

import json
import random
import sys
import time
from pathlib import Path

from sortition_algorithms import (
    CSVFileDataSource,
    SelectionData,
    Settings,
    SortitionBaseError,
    committee_generation,
    core,
)
from sortition_algorithms.utils import set_random_provider

SEED = 1
ATTEMPTS = 100


def main() -> None:
    """Print what was found."""
    folder, size, method = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    random.seed(SEED)
    set_random_provider(SEED)
    begun, spent = time.perf_counter(), time.process_time()
    try:
        told = _found(folder, size, method)
    except SortitionBaseError as error:
        told = {"said": " ".join(str(error).split())[:300]}
    took = {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - spent}
    print(json.dumps(took | told))


def _found(folder: Path, size: int, method: str) -> dict[str, object]:
    settings = Settings(id_column="nationbuilder_id", columns_to_keep=[])
    source = CSVFileDataSource(
        features_file=folder / "targets.csv",
        people_file=folder / "people.csv",
        already_selected_file=None,
        selected_file=folder / "selected.csv",
        remaining_file=folder / "remaining.csv",
    )
    data = SelectionData(source)
    features, _report = data.load_features(size)
    people, _report = data.load_people(settings, features)
    if method == "possible":
        committees, _report = committee_generation.find_any_committee(features, people, size, [])
        return {"panels": [sorted(one) for one in committees], "weights": [1.0], "said": "a panel"}
    if method == "legacy":
        committees, _report = core.find_random_sample(
            features, people, size, [], selection_algorithm=method, max_attempts=ATTEMPTS
        )
        return {"panels": [sorted(one) for one in committees], "weights": [1.0], "said": "a panel"}
    said = {}
    if method == "leximin" and not committee_generation.GUROBI_AVAILABLE:
        method, said = "maximin", {"said": "maximin instead of leximin"}
    find = getattr(committee_generation, f"find_distribution_{method}")
    committees, weights, _report = find(features, people, size, [])
    committees, weights = committee_generation.standardize_distribution(committees, weights)
    return {"panels": [sorted(one) for one in committees], "weights": weights, **said}


if __name__ == "__main__":
    main()
