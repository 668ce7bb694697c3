"""Run the Python peer, red-dwarf, over one conversation; started by benches.opinion in the peer's own venv.

Reads an npz of person, statement, value, moderated; writes one JSON line: seconds of each run, labels, groups.
"""

import json
import sys
import time

import numpy as np
from reddwarf.implementations.polis import run_pipeline


def main() -> None:
    """Analyse the conversation named on the command line as often as asked."""
    data = np.load(sys.argv[1])
    votes = [
        {"participant_id": int(i), "statement_id": int(j), "vote": int(v), "modified": 0}
        for i, j, v in zip(data["person"], data["statement"], data["value"], strict=True)
    ]
    out = [int(j) for j in np.flatnonzero(data["moderated"])]
    seconds = []
    for _ in range(int(sys.argv[2])):
        start = time.perf_counter()
        result = run_pipeline(votes=votes, mod_out_statement_ids=out, random_state=42)
        seconds.append(time.perf_counter() - start)
    clusters = result.participants_df["cluster_id"].astype("float").fillna(-1)
    labels = {int(who): int(group) for who, group in clusters.items()}
    print(json.dumps({"seconds": seconds, "labels": labels}))


if __name__ == "__main__":
    main()
