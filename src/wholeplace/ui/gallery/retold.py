"""The same component in other words: longer than anybody planned for, or in another script."""

from typing import Any

from wholeplace.ui.forms import ActionForm
from wholeplace.ui.gallery.forms import worded

WORDS = frozenset({
    "label", "text", "title", "note", "summary", "sentence", "back_to", "by", "when", "fate", "tag", "meta", "heading",
    "hint", "value", "counted", "age", "reason", "button", "refusal", "number",
})  # fmt: skip
"""What a component is given to say, by the names its parameters and their parts go by."""
OWN = frozenset({"id", "name"})
"""What must be different wherever the component stands twice on a page."""


def retold(given: dict[str, Any], words: str, mark: str) -> dict[str, Any]:
    """Return what a component is given, with everything it says in these words, marked so that ids stay apart."""
    return {name: _told(name, value, words, mark) for name, value in given.items()}


def _told(name: str, value: Any, words: str, mark: str) -> Any:
    if isinstance(value, dict):
        return retold(value, words, mark)
    if isinstance(value, ActionForm):
        return worded(mark.replace(" ", "-"), words)
    if name == "choices":
        return [(code, words) for code, _label in value]
    if isinstance(value, list):
        return [_told(name, one, words, mark) for one in value]
    if name in WORDS and value:
        return words
    return f"{value}-{mark.replace(' ', '-')}" if name in OWN and value else value
