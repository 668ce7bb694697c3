"""The tag that draws a component from a mapping, for the gallery."""

from collections.abc import Mapping

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from wholeplace.ui.templatetags.ui import declared_by, drawn

register = template.Library()


@register.simple_tag(takes_context=True)
def exhibit(context: Context, which: str, given: Mapping[str, object]) -> SafeString:
    """Draw a component with what a state gives it."""
    return drawn(context, which, given)


@register.simple_tag(takes_context=True)
def takes(context: Context, which: str) -> str:
    """Say what a component takes; what may be left out has a question mark."""
    parameters = declared_by(context, which)
    return ", ".join(name if needed else f"{name}?" for name, needed in parameters.items())
