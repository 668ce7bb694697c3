"""Elements of SVG and HTML, with everything in them escaped."""

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe


def element(name: str, *children: object, **attributes: object) -> SafeString:
    """Return an element; children that are not already safe are escaped, `None` attributes are left out."""
    told = "".join(
        f' {_attribute(key)}="{escape(number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(
        conditional_escape(child if isinstance(child, SafeString) else str(child)) for child in children
    )
    return mark_safe(f"<{name}{told}>{inner}</{name}>")  # noqa: S308 each part is escaped above


def number(value: object) -> str:
    """Return a number with as many places as a picture needs; anything else as its text."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def percent(share: float) -> str:
    """Return a share of one as a length."""
    return f"{number(float(share * 100))}%"


def _attribute(key: str) -> str:
    name = key.rstrip("_")
    return name if name in {"viewBox", "preserveAspectRatio"} else name.replace("_", "-")
