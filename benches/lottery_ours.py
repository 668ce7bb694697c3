"""Draw up a lottery; started by benches.lottery as a process of its own, so that time and memory are its own.

Takes a folder with targets.csv and people.csv, the size of a panel, a method and seconds, and writes one JSON line.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from wholeplace.analysis.lottery import (
    Impossible,
    Kinds,
    Method,
    Unfinished,
    draw_up,
    drawn,
    is_possible,
    relaxations,
)
from wholeplace.convene.lottery.reading import Pool, pool_of, quotas_of, sheet_of

SEED = 1
DRAWS = 20


def main() -> None:
    """Print what was found."""
    folder, size, method, seconds = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], float(sys.argv[4])
    settings.configure(USE_I18N=False)
    begun, spent = time.perf_counter(), time.process_time()
    pool = _read(folder, size)
    kinds = pool.kinds(size=size)
    if method == "possible":
        told: dict[str, Any] = {"said": "possible" if is_possible(kinds) else "impossible"}
    elif method == "relaxations":
        ways = relaxations(kinds, pool.quotas)
        told = {"said": f"{len(ways)} way to move quotas, by {ways[0].by}"}
    else:
        told = _drawn_up(kinds, Method(method), until=seconds)
    took = {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - spent}
    if lottery := told.pop("lottery", None):
        who = (drawn(lottery.urn, seed=str(number).encode()) for number in range(DRAWS))
        told["drawn"] = [[pool.ids[one] for one in panel] for panel in who]
    print(json.dumps(took | told))


def _read(folder: Path, size: int) -> Pool:
    targets, people = (
        sheet_of((folder / name).read_bytes(), name=name) for name in ("targets.csv", "people.csv")
    )
    quotas, faults = quotas_of(targets, size=size)
    pool, more = pool_of(people, quotas)
    if pool is None:
        raise ValueError(*map(str, (*faults, *more)))
    return pool


def _drawn_up(kinds: Kinds, method: Method, *, until: float) -> dict[str, Any]:
    try:
        found = draw_up(kinds, method=method, seed=SEED, left=lambda: until - time.process_time())
    except (Impossible, Unfinished) as error:
        return {"said": type(error).__name__}
    said = [] if found.finished else ["time ran out"]
    said += [f"{len(found.never)} on no panel"] if found.never else []
    return {
        "lottery": found,
        "chances": found.chances.tolist(),
        "panels": len(found.weights),
        "gap": found.gap,
        "said": ", ".join(said),
    }


if __name__ == "__main__":
    main()
