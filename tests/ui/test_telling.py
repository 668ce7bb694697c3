"""What was just done is told where the reader is led to, so that no browser scrolls past it."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import Context, Template
from django.test import RequestFactory

from wholeplace.ui.requests import done

PAGE = '{% telling messages %}<h1>Evenings</h1><section class="wp-section" id="written"><h2>What I wrote</h2></section>{% endtelling %}'


def drawn(*said: Message) -> str:
    return Template(PAGE).render(Context({"messages": said}))


def order(html: str, *parts: str) -> list[str]:
    return sorted(parts, key=html.index)


def test_what_was_done_is_told_first_of_all() -> None:
    html = drawn(Message(25, "It is kept."))
    assert order(html, "Evenings", "It is kept.", "What I wrote") == [
        "It is kept.",
        "Evenings",
        "What I wrote",
    ]


def test_where_the_reader_is_led_to_a_part_it_is_told_there() -> None:
    html = drawn(Message(25, "It is kept.", extra_tags="written"))
    assert order(html, "Evenings", "It is kept.", "What I wrote") == [
        "Evenings",
        "It is kept.",
        "What I wrote",
    ]
    assert html.count("It is kept.") == 1


@pytest.mark.parametrize("name", ["nowhere", "writ", "wp-section"])
def test_where_there_is_no_such_part_it_is_told_first_of_all(name: str) -> None:
    html = drawn(Message(25, "It is kept.", extra_tags=name))
    assert order(html, "Evenings", "It is kept.") == ["It is kept.", "Evenings"]


def test_two_deeds_are_told_in_their_order() -> None:
    html = drawn(Message(25, "The first."), Message(25, "The second."))
    assert order(html, "The second.", "The first.") == ["The first.", "The second."]


def test_what_was_done_takes_the_attention_of_whoever_cannot_see_it_and_a_notice_does_not() -> None:
    html = drawn(Message(25, "It is kept."))
    assert 'role="alert"' in html
    assert 'data-module="govuk-notification-banner"' in html
    notice = Template('{% component "banner" text="Read this." kind="success" %}').render(Context())
    assert "data-module" not in notice


def test_a_deed_remembers_the_part_it_leads_to(rf: RequestFactory) -> None:
    request = rf.get("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined] # as its middleware does
    assert done(request, "It is kept.", "/mine/?page=2#written")["Location"] == "/mine/?page=2#written"
    done(request, "It is gone.", "/mine/")
    assert [(str(one), one.extra_tags) for one in get_messages(request)] == [
        ("It is kept.", "written"),
        ("It is gone.", ""),
    ]
