"""Tags every template may use: components, addresses under the place, and small questions about fields."""

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms, template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BoundField
from django.template import Template
from django.template.context import Context
from django.utils.safestring import SafeString

from wholeplace.ui.addresses import place_url
from wholeplace.ui.prose import Block, blocks_of
from wholeplace.ui.tables import ON_ONE_PAGE

register = template.Library()

DECLARATION = re.compile(r"\A\{# takes: (?P<names>[a-z_? ]*) #\}")
PASSED_ON = ("csrf_token", "request", "shell", "place", "viewer")


@register.simple_tag(takes_context=True)
def component(context: Context, which: str, **parameters: object) -> SafeString:
    """Draw a component from the gallery; a parameter it does not take is an error."""
    return drawn(context, which, parameters)


@register.simple_block_tag(takes_context=True)
def container(context: Context, content: SafeString, which: str, **parameters: object) -> SafeString:
    """Draw a component around what stands between this tag and `endcontainer`."""
    return drawn(context, which, {**parameters, "content": content})


@register.simple_block_tag(takes_context=True)
def telling(context: Context, content: SafeString, said: Iterable[Message]) -> SafeString:
    """Draw what stands between this tag and `endtelling`, and what was just done in the part that the reader is led to.

    A browser scrolls to that part, so what stood above it all would not be seen. Where there is no such part, it does.
    """
    whole = str(content)
    for one in reversed(list(said)):
        part = _part_named(one.extra_tags, whole)
        told = drawn(context, "banner", {"text": one, "kind": one.level_tag, "fresh": True})
        whole = f"{whole[:part]}{told}{whole[part:]}"
    return SafeString(whole)


def _part_named(name: str, html: str) -> int:
    """Return where the inside of the part of a page with this id begins; 0 where there is none."""
    begins = re.search(rf'<(?:section|div)\b[^>]*\sid="{re.escape(name)}"[^>]*>', html) if name else None
    return begins.end() if begins else 0


@register.simple_tag(takes_context=True)
def here(context: Context, name: str, **parts: object) -> str:
    """Return the address of a page of the place being read, such as `{% here "issue" issue=issue.id %}`."""
    return place_url(context["request"].place, name, **parts)


@register.simple_tag
def crumbs(*labels_and_hrefs: object) -> list[dict[str, object]]:
    """Return the ways up from a page, given as a label and its address in turn; one without a label is left out."""
    pairs = zip(labels_and_hrefs[::2], labels_and_hrefs[1::2], strict=True)
    return [{"label": label, "href": href} for label, href in pairs if label]


@register.filter
def kind(field: BoundField) -> str:
    """Say how a field is laid out: one tick box, a group of choices, long text or a plain box."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if widget.use_fieldset:
        return "group"
    return "long" if isinstance(widget, forms.Textarea) else "plain"


@register.filter
def first_id(field: BoundField) -> str:
    """Return the id an error's link leads to: the first box of a group, otherwise the field itself."""
    if isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)):
        return f"{field.auto_id}_0"
    return field.auto_id


@register.filter
def get(things: Mapping[str, object], name: str) -> object:
    """Return what a mapping holds under a name, or nothing."""
    return things.get(name, "")


@register.filter
def blocks(text: str) -> list[Block]:
    """Return the headings, lists and paragraphs of a text that somebody wrote at length."""
    return blocks_of(text)


@register.filter
def grouped(count: int) -> str:
    """Write a number as pages do, in groups of three figures."""
    return f"{count:,}"


@register.filter
def fits_one_page(page: Page[Any]) -> bool:
    """Say whether the whole list may be shown on one page."""
    return page.paginator.count <= ON_ONE_PAGE


@register.filter
def page_numbers(page: Page[Any]) -> list[int]:
    """Return the numbers of the pages to offer, with 0 where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in numbers]


def parameters_of(source: str) -> Mapping[str, bool]:
    """Return the parameters a component's first line declares, and whether each must be given."""
    declared = DECLARATION.match(source)
    if declared is None:
        raise template.TemplateSyntaxError(
            "A component's first line says what it takes: {# takes: label kind? #}"
        )
    return {name.rstrip("?"): not name.endswith("?") for name in declared["names"].split()}


@functools.lru_cache
def _declared(source: str) -> Mapping[str, bool]:
    return parameters_of(source)


def declared_by(context: Context, which: str) -> Mapping[str, bool]:
    """Return what a component takes, and whether each must be given."""
    return _declared(str(_template(context, which).source))


def drawn(context: Context, which: str, parameters: Mapping[str, object]) -> SafeString:
    """Return a component as it looks with these parameters; one it does not take is an error."""
    _check(which, declared_by(context, which), parameters)
    passed_on = {name: context[name] for name in PASSED_ON if name in context}
    return _template(context, which).render(context.new({**passed_on, **parameters}))


def _template(context: Context, which: str) -> Template:
    assert context.template is not None
    return context.template.engine.get_template(f"ui/components/{which}.html")


def _check(which: str, declared: Mapping[str, bool], given: Mapping[str, Any]) -> None:
    unknown = given.keys() - declared.keys()
    missing = {name for name, needed in declared.items() if needed and name not in given}
    if unknown or missing:
        raise template.TemplateSyntaxError(
            f"The component {which} does not take {sorted(unknown)} and misses {sorted(missing)}."
        )
