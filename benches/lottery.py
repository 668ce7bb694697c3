"""Measure the democratic lottery beside its peer: chances, time and memory, over real pools and made-up ones.

Run `python -m benches.lottery --data FOLDER --peer PYTHON`, where FOLDER holds the real inputs (or set WHOLEPLACE_DATA) and
PYTHON is that of an environment with sortition-algorithms 0.12.15. Each line is a process of its own that reads both files
and draws a lottery up, on one thread, for `--seconds` of CPU at most; time is from the first file on, and the ratio is of CPU.
What either draws is held against its targets here. `--only` measures the instances whose names hold a word.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benches.lottery_pools import Instance, instances, large, short

from wholeplace.analysis.lottery import gini

METHODS = ("leximin", "maximin", "nash")
GREEDY = ("pool_1000_60", "made_10000_100")
"""Where the peer's method that tries its luck is tried."""
LINE = "{:<19}{:<12}{:<6}{:>8}{:>8}{:>8}{:>11}{:>9}{:>9}{:>8}{:>8}  {}"
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}


@dataclass(frozen=True)
class Ran:
    """What a process took from the first file on, in seconds, and at its peak, in megabytes; and what it said."""

    wall: float
    cpu: float
    memory: float
    told: dict[str, Any]


def main() -> None:
    """Print the table."""
    options = _options()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    heads = ("instance", "method", "", "wall s", "CPU s", "MB", "least", "gap", "Gini", "panels", "ratio", "")
    print(LINE.format(*heads))
    for instance in instances(options.data):
        if options.only in instance.name:
            first_alone = options.quick or instance.name.startswith("hard")
            for method in METHODS[:1] if first_alone else METHODS:
                _beside(instance, method, options)
            if options.peer and instance.name in GREEDY:
                _alone(instance, "legacy", options)
    if options.only in large().name:
        _beside(large(), "possible", options)
        _beside(short(), "relaxations", options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("WHOLEPLACE_DATA"))
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--seconds", type=float, default=110)
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    options.data = options.data and Path(options.data)
    options.seconds = min(options.seconds, 60) if options.quick else options.seconds
    return options


def _beside(instance: Instance, method: str, options: argparse.Namespace) -> None:
    """Print what ours and the peer make of the same files, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        instance.write(Path(folder))
        ours = _ours(instance, Path(folder), method, options)
        _print(instance, method, "ours", ours)
        if options.peer:
            theirs = _peer(instance, Path(folder), method, options)
            _print(instance, method, "peer", theirs, ratio=theirs.cpu / ours.cpu)


def _alone(instance: Instance, method: str, options: argparse.Namespace) -> None:
    """Print what the peer makes of files by a method that only it has."""
    with tempfile.TemporaryDirectory() as folder:
        instance.write(Path(folder))
        _print(instance, method, "peer", _peer(instance, Path(folder), method, options))


def _ours(instance: Instance, folder: Path, method: str, options: argparse.Namespace) -> Ran:
    command = [sys.executable, "-m", "benches.lottery_ours", str(folder), str(instance.size), method]
    ran = _run([*command, str(options.seconds)], seconds=options.seconds + 30)
    if not all(instance.holds(panel) for panel in ran.told.get("drawn", ())):
        raise AssertionError(f"{instance.name}: a panel does not meet its targets")
    if "chances" in ran.told and abs(sum(ran.told["chances"]) - instance.size) > 1e-6:
        raise AssertionError(f"{instance.name}: chances do not add up")
    return ran


def _peer(instance: Instance, folder: Path, method: str, options: argparse.Namespace) -> Ran:
    script = Path(__file__).with_name("lottery_peer.py")
    method = "possible" if method == "relaxations" else method
    ran = _run(
        [str(options.peer), str(script), str(folder), str(instance.size), method], seconds=options.seconds
    )
    panels, weights = ran.told.pop("panels", []), ran.told.get("weights", [])
    if len(panels) > 1:
        chances = np.zeros(len(instance.people))
        for panel, weight in zip(panels, weights, strict=True):
            chances[[int(one[1:]) for one in panel]] += weight
        ran.told["chances"], ran.told["panels"] = chances.tolist(), len(panels)
    bad = sum(not instance.holds(panel) for panel in panels)
    ran.told["said"] = ran.told.get("said", "") + (f" {bad} panels miss a target" if bad else "")
    return ran


def _run(command: Sequence[str], *, seconds: float) -> Ran:
    """Run a process for so many seconds of CPU at most."""
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as wrong:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=wrong, env=os.environ | ONE_THREAD)
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (int(seconds), int(seconds)))
        _pid, status, used = os.wait4(process.pid, 0)
        over = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        wrong.seek(0)
        lines, faults = said.read().splitlines(), wrong.read().splitlines() or [""]
    cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    if process.returncode == 0:
        told = json.loads(lines[-1])
        return Ran(told.pop("seconds"), told.pop("cpu"), memory, told)
    failed = faults[-1][:150] if process.returncode > 0 else "stopped"
    return Ran(over, cpu, memory, {"said": failed})


def _print(instance: Instance, method: str, whose: str, ran: Ran, *, ratio: float | None = None) -> None:
    told, chances = ran.told, np.array(ran.told.get("chances", []))
    least = f"{chances[chances > 0].min():.6f}" if len(chances) else ""
    cells = [
        f"{ran.wall:.2f}", f"{ran.cpu:.2f}", f"{ran.memory:.0f}", least,
        f"{told['gap']:.1e}" if "gap" in told else "", f"{gini(chances):.4f}" if len(chances) else "",
        told.get("panels", ""), "" if ratio is None else f"{ratio:.1f}", told.get("said", ""),
    ]  # fmt: skip
    print(LINE.format(instance.name, method, whose, *cells), flush=True)


if __name__ == "__main__":
    main()
