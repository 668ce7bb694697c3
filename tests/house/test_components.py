"""Pages are made of the gallery's components: a feature brings words and layout, never a control of its own."""

import re

from tests.house.source import templates

COMPONENTS = "ui/components/"
OF_THE_FRAME = ("ui/", "django/")
"""Folders of templates that components and the frame are made of."""
A_LETTER = "outbox/letter.html"

TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
ELEMENT = re.compile(r"<([a-z][a-z0-9]*)")
CLASSES = re.compile(r'class="([^"]*)"')
BLOCK = re.compile(r"^wp-[a-z0-9]+(?:-[a-z0-9]+)*?(?=__|--|$)")

WRITTEN = {
    "a", "b", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "li", "ol", "p", "section", "small",
    "span", "strong", "time", "ul",
}  # fmt: skip
"""Elements of words and lists, which a feature may write itself; every other is drawn by a component."""
TYPE_AND_GRID = re.compile(r"govuk-(heading|body|caption|link|list|grid|visually-hidden|!)")
"""GOV.UK's classes for words and columns; every other belongs to a component."""
ANYWHERE = {"wp-quiet", "wp-screen-only"}
"""Our own classes for words, which components use too: what is said quietly, and what stands on no paper."""


def of_features():
    """Return the templates of features."""
    return {
        name: text
        for name, text in templates().items()
        if not name.startswith(OF_THE_FRAME) and name != A_LETTER
    }


def classes(text):
    """Return every class a template writes out."""
    return {one for found in CLASSES.findall(TAGS.sub(" ", text)) for one in found.split()}


def owned():
    """Return the blocks that components draw: `wp-card` of `wp-card__title`."""
    drawn = {
        one for name, text in templates().items() if name.startswith(COMPONENTS) for one in classes(text)
    }
    return {found[0] for one in drawn if (found := BLOCK.match(one))} - ANYWHERE


def misuses(text):
    """Return what a feature's template makes by hand that a component draws."""
    elements = set(ELEMENT.findall(TAGS.sub(" ", text))) - WRITTEN
    borrowed = {
        one
        for one in classes(text)
        if (one.startswith("govuk-") and not TYPE_AND_GRID.match(one))
        or ((found := BLOCK.match(one)) and found[0] in owned())
    }
    return sorted(elements | borrowed)


def test_what_a_feature_makes_by_hand_is_noticed():
    assert misuses('<button class="govuk-button">Save</button>') == ["button", "govuk-button"]
    assert misuses('<p class="wp-card__text govuk-body">x</p>') == ["wp-card__text"]
    assert misuses('<table class="{{ x }}"><tr><td>') == ["table", "td", "tr"]
    assert misuses('<p class="govuk-body-l wp-quiet">{% component "button" %}</p>') == []
    assert len(owned()) > 20


def test_a_feature_makes_no_control_and_no_component_by_hand():
    found = {name: wrong for name, text in of_features().items() if (wrong := misuses(text))}
    assert found == {}


def test_a_block_of_two_features_is_a_component():
    """What two features draw alike is drawn in one place; how lists and sections lie on a page is layout."""
    layout = {"wp-first", "wp-quiet", "wp-screen-only", "wp-section"}
    users = {}
    for name, text in of_features().items():
        for one in classes(text):
            if found := BLOCK.match(one):
                users.setdefault(found[0], set()).add(name.split("/")[0])
    assert {block for block, features in users.items() if len(features) > 1} == layout


INSIDE = re.compile(r"\{% blocktranslate(.*?)%\}(.*?)\{% endblocktranslate %\}", re.DOTALL)


def test_words_to_translate_name_only_what_can_be_filled_in():
    """A name with a dot is filled in with nothing at all, and nobody is told."""
    found = {
        name: dotted
        for name, text in templates().items()
        for _given, words in INSIDE.findall(text)
        if (dotted := re.findall(r"\{\{ *(\w+[.|][^}]*?) *\}\}", words))
    }
    assert found == {}
