"""Measure the opinion landscape: real conversations beside the Python peer, and made-up ones at scale.

Run `python -m benches.opinion --data FOLDER --peer PYTHON`, where FOLDER holds the real conversations (or set
WHOLEPLACE_DATA) and PYTHON is that of an environment with red-dwarf 0.4.0. Ratios are of medians, both programs
in one run; `--quick` repeats less and leaves the largest conversations out.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from benches.opinion_data import (
    NOT_COMPARABLE,
    Conversation,
    adjusted_rand,
    conversations,
    planted,
    shuffled,
)
from numpy.typing import NDArray

from wholeplace.analysis.opinion import Landscape, analyse, vote_matrix

SEED = 1
STATEMENTS = 1_000
VOTES_EACH = 37
REPEATED = 0.03
LINE = "{:<26}{:>7}{:>6}{:>8}{:>11}{:>11}{:>8}{:>9}{:>9}"


def main() -> None:
    """Print the tables."""
    options = _options()
    if options.one_scale:
        print(json.dumps(_scale_run(*options.one_scale, runs=options.runs)))
        return
    runs, peer_runs = (3, 1) if options.quick else (15, 5)
    _real_table(options.data / "polis", peer=options.peer, runs=runs, peer_runs=peer_runs)
    _scale_table(quick=options.quick)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("WHOLEPLACE_DATA"))
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--one-scale", nargs=2, metavar=("PEOPLE", "ORDER"), help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.data is None and not options.one_scale:
        parser.error("give --data or set WHOLEPLACE_DATA")
    options.data = Path(options.data or ".")
    return options


def _real_table(folder: Path, *, peer: Path | None, runs: int, peer_runs: int) -> None:
    print(
        LINE.format(
            "conversation", "people", "stat.", "votes", "ours ms", "peer ms", "ratio", "ARI", "ARI peer"
        )
    )
    rows = [_real_row(found, peer=peer, runs=runs, peer_runs=peer_runs) for found in conversations(folder)]
    compared = [row for row in rows if row["name"] not in NOT_COMPARABLE]
    print(f"slowest of ours: {max(row['ours'] for row in rows) * 1e3:.0f} ms")
    print(
        f"median adjusted Rand index, {len(compared)} comparable: {median(r['rand'] for r in compared):.3f}"
    )
    if peer is None:
        print("no --peer given: the peer was not run")
        return
    print(f"the same of the peer: {median(row['peer_rand'] for row in compared):.3f}")
    print(f"median of the ratios: {median(row['peer'] / row['ours'] for row in rows):.0f}")
    print(f"ratio of the medians: {median(r['peer'] for r in rows) / median(r['ours'] for r in rows):.0f}")


def _real_row(found: Conversation, *, peer: Path | None, runs: int, peer_runs: int) -> dict[str, Any]:
    seconds, landscape = _timed(lambda: _from_arrays(found), runs=runs)
    row: dict[str, Any] = {
        "name": found.name,
        "ours": median(seconds),
        "rand": _agreement(landscape.labels, found),
    }
    shown = ["", "", ""]
    if peer is not None:
        theirs, labels = _peer(found, python=peer, runs=peer_runs)
        row |= {"peer": median(theirs), "peer_rand": _agreement(labels, found)}
        shown = [
            f"{row['peer'] * 1e3:.0f}",
            f"{row['peer'] / row['ours']:.0f}",
            f"{row['peer_rand']:.3f}",
        ]
    cells = [found.name[:25], found.people, found.statements, len(found.person), f"{row['ours'] * 1e3:.1f}"]
    print(LINE.format(*cells, *shown[:2], f"{row['rand']:.3f}", shown[2]))
    return row


def _from_arrays(found: Conversation) -> Landscape:
    return analyse(found.matrix(), moderated=found.moderated, seed=SEED, mode="parity")


def _timed(work: Callable[[], Landscape], *, runs: int) -> tuple[list[float], Landscape]:
    result, seconds = work(), []
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return seconds, result


def _agreement(labels: NDArray[Any], found: Conversation) -> float:
    both = (labels >= 0) & (found.published >= 0)
    return adjusted_rand(labels[both], found.published[both])


def _peer(found: Conversation, *, python: Path, runs: int) -> tuple[list[float], NDArray[Any]]:
    with tempfile.TemporaryDirectory() as folder:
        arrays = Path(folder) / "votes.npz"
        np.savez(
            arrays,
            person=found.person,
            statement=found.statement,
            value=found.value,
            moderated=found.moderated,
        )
        script = Path(__file__).with_name("opinion_peer.py")
        command = [str(python), str(script), str(arrays), str(runs)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    answer = json.loads(said.splitlines()[-1])
    labels = np.full(found.people, -1)
    for person, group in answer["labels"].items():
        labels[int(person)] = int(group)
    return answer["seconds"], labels


def _scale_table(*, quick: bool) -> None:
    line = "{:<12}{:<11}{:>12}{:>11}{:>11}{:>11}{:>11}{:>9}"
    print(line.format("people", "order", "votes", "matrix s", "analyse s", "total s", "CPU s", "peak MB"))
    sizes = [(100_000, "sorted"), (100_000, "shuffled")]
    if not quick:
        sizes += [(1_000_000, "sorted"), (1_000_000, "shuffled")]
    for people, order in sizes:
        command = [sys.executable, "-m", "benches.opinion", "--one-scale", str(people), order, "--runs", "3"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        row = json.loads(said.splitlines()[-1])
        figures = [f"{row[name]:.2f}" for name in ("matrix", "analyse", "total", "cpu")]
        print(line.format(people, order, row["votes"], *figures, f"{row['peak']:.0f}"))


def _scale_run(people: str, order: str, *, runs: int) -> dict[str, float]:
    """Measure one made-up conversation in this process: medians after one run that wakes the memory."""
    answers = planted(int(people), statements=STATEMENTS, each=VOTES_EACH, groups=3, seed=SEED)
    if order == "shuffled":
        answers = shuffled(answers, repeats=REPEATED, seed=SEED)
    moderated = np.zeros(STATEMENTS, dtype=np.bool_)
    times = []
    for _ in range(runs + 1):
        start, cpu = time.perf_counter(), time.process_time()
        votes = vote_matrix(
            answers.person, answers.statement, answers.value, people=int(people), statements=STATEMENTS
        )
        middle = time.perf_counter()
        analyse(votes, moderated=moderated, seed=SEED, mode="parity")
        end = time.perf_counter()
        times.append((middle - start, end - middle, end - start, time.process_time() - cpu))
    matrix, analysis, total, spent = (median(column) for column in zip(*times[1:], strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "votes": len(answers.person),
        "matrix": matrix,
        "analyse": analysis,
        "total": total,
        "cpu": spent,
        "peak": peak,
    }


if __name__ == "__main__":
    main()
