"""Which figures about people may be shown, so that nobody's answer can be worked out from them."""

from wholeplace.analysis.disclosure.counts import Breakdown, ReleasedCounts, release_counts
from wholeplace.analysis.disclosure.hexagons import Hexagons, hexagons
from wholeplace.analysis.disclosure.overall import ReleasedOverall, release_overall
from wholeplace.analysis.disclosure.ranges import PrintedRanges, printed_ranges
from wholeplace.analysis.disclosure.scores import printed_counts
from wholeplace.analysis.disclosure.sizes import ReleasedSizes, release_sizes
from wholeplace.analysis.disclosure.subtraction import PrintedTable, gives_away_a_few
from wholeplace.analysis.disclosure.tables import ReleasedTable, release_table
from wholeplace.analysis.disclosure.thresholds import (
    HIDDEN,
    LEAST_BASE,
    LEAST_CELL,
    NEARLY,
    Partition,
    Row,
)

__all__ = [
    "HIDDEN",
    "LEAST_BASE",
    "LEAST_CELL",
    "NEARLY",
    "Breakdown",
    "Hexagons",
    "Partition",
    "PrintedRanges",
    "PrintedTable",
    "ReleasedCounts",
    "ReleasedOverall",
    "ReleasedSizes",
    "ReleasedTable",
    "Row",
    "gives_away_a_few",
    "hexagons",
    "printed_counts",
    "printed_ranges",
    "release_counts",
    "release_overall",
    "release_sizes",
    "release_table",
]
