"""A chart as a file of its own: an SVG that carries its look with it, or a PNG of it."""

import tempfile
from pathlib import Path

from django.utils.safestring import SafeString

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
LOOK = (
    "text{font-family:'Atkinson Hyperlegible','DejaVu Sans',sans-serif;font-size:26px;font-weight:700;fill:#14213d}"
    ".wp-map__hexagon{fill:#5b6474;stroke:#fff;stroke-width:2}"
    ".wp-map__outline{stroke-linejoin:round;stroke-width:4}"
)
PAGE = '#set page(width: auto, height: auto, margin: 12pt, fill: white)\n#image("chart.svg", width: 720pt)'


def svg_file(chart: SafeString) -> str:
    """Return a chart as the text of an SVG file."""
    _, _, rest = str(chart).partition("<svg ")
    opening, _, inside = rest.partition(">")
    drawn, _, _ = inside.partition("</svg>")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<svg {NAMESPACE} {opening}><style>{LOOK}</style>{drawn}</svg>'


def png_file(chart: SafeString) -> bytes:
    """Return a chart as the bytes of a PNG picture, twice as fine as a screen needs."""
    import typst  # noqa: PLC0415 large, and only needed here

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "chart.svg").write_text(svg_file(chart), encoding="utf-8")
        Path(folder, "chart.typ").write_text(PAGE, encoding="utf-8")
        drawn = typst.compile(str(Path(folder, "chart.typ")), format="png", ppi=144.0)
    if not isinstance(drawn, bytes):
        raise TypeError("One page was expected.")
    return drawn
