"""The square that a phone reads an address from."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

QUIET = 4
"""Empty squares around it, which readers need."""


def square_of(address: str) -> SafeString:
    """Return the square that leads to an address, drawn, and readable with a part of it torn off."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    dark = [
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, one in enumerate(row) if one
    ]
    return format_html(
        '<svg class="wp-poster__square" viewBox="0 0 {wide} {wide}" role="img" aria-label="{label}"'
        ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{wide}v{wide}H0z"/><path fill="#000" d="{dark}"/></svg>',
        wide=len(rows) + 2 * QUIET,
        dark="".join(dark),
        label=_("A square to scan with a phone: it leads straight to where one says what one thinks"),
    )
