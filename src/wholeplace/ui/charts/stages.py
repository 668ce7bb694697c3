"""How many came how far: a line for each stage, with a bar of its share of the most."""

from collections.abc import Mapping
from typing import Any

from wholeplace.ui.charts.answers import share_bar


def stages(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return stages for the component of that name: each with its label, its number and its bar."""
    most = max(counts.values(), default=0)
    return [
        {"label": label, "count": f"{count:,}", "bar": share_bar(count / most if most else 0.0)}
        for label, count in counts.items()
    ]
