"""Who is linked to whom, and what hangs on one of them alone."""

from wholeplace.analysis.network.structure import CutPoint, Network, Source, network

__all__ = ["CutPoint", "Network", "Source", "network"]
