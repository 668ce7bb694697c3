"""The square that a phone reads an address from, as it stands on a poster."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wholeplace.ui.squares import square_for


def square_of(address: str) -> SafeString:
    """Return the square that leads to an address, drawn, and readable with a part of it torn off."""
    square = square_for(address)
    return format_html(
        '<svg class="wp-poster__square" viewBox="0 0 {wide} {wide}" role="img" aria-label="{label}"'
        ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{wide}v{wide}H0z"/><path fill="#000" d="{dark}"/></svg>',
        wide=square.wide,
        dark=square.dark,
        label=_("A square to scan with a phone: it leads straight to where one says what one thinks"),
    )
