"""Work out the peer's own figures for given groups; started by tests in the peer's environment.

Reads an npz of table (people x statements, NaN unseen) and labels; writes an npz of its figures per group and
statement, group-aware consensus and priorities given extremities.
"""

import sys

import numpy as np
import pandas as pd
from reddwarf.utils.stats import calculate_comment_statistics, priority_metric


def main() -> None:
    """Read the first file named on the command line, write the second."""
    data = np.load(sys.argv[1])
    table = pd.DataFrame(data["table"])
    seen, votes, share, ratio, share_test, ratio_test, consensus = calculate_comment_statistics(
        vote_matrix=table, cluster_labels=data["labels"]
    )
    agree, disagree, passed = ((data["table"] == value).sum(axis=0) for value in (1, -1, 0))
    priority = [
        priority_metric(is_meta=False, n_agree=a, n_disagree=d, n_total=a + d + p, extremity=e)
        for a, d, p, e in zip(agree, disagree, passed, data["extremity"], strict=True)
    ]
    np.savez(
        sys.argv[2],
        seen=seen,
        votes=votes,
        share=share,
        ratio=ratio,
        share_test=share_test,
        ratio_test=ratio_test,
        consensus=consensus,
        priority=np.array(priority, dtype=float),
    )


if __name__ == "__main__":
    main()
