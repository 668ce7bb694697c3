"""What every journey stands on: one town for the whole run, and a browser window for each walk through it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser
from tests.house.map import BACKEND
from tests.journeys.browser import LISTEN
from tests.journeys.hostile import Hostile, told
from tests.journeys.story import PATIENCE, Town, Walk, served

Walking = Callable[..., Walk]


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The demo's town, told afresh and served by a process of its own."""
    with served(tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest.fixture
def walk(chromium: Browser, town: Town) -> Iterator[Walking]:
    """Return the function that opens a window: `walk(width=390, javascript=False)`; nothing may go wrong in it."""
    with windows(chromium, town) as begin:
        yield begin


@contextmanager
def windows(chromium: Browser, town: Town) -> Iterator[Walking]:
    """Open windows of the town as long as the block runs; nothing may go wrong in them."""
    walks = []

    def begin(*, width: int = 1280, height: int = 900, javascript: bool = True) -> Walk:
        context = chromium.new_context(
            base_url=town.address,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            accept_downloads=True,
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(LISTEN)
        walked = Walk(context.new_page())
        walked.page.on("pageerror", lambda error: walked.faults.append(f"thrown: {error}"))
        walked.page.on(
            "console",
            lambda said: walked.faults.append(said.text) if "Content Security Policy" in said.text else None,
        )
        walked.page.on(
            "response",
            lambda reply: (
                walked.faults.append(f"{reply.status}: {reply.url}")
                if reply.status >= 500 or reply.status == 404
                else None
            ),
        )
        walks.append(walked)
        return walked

    yield begin
    for walked in walks:
        walked.page.context.close()
    assert [fault for walked in walks for fault in walked.faults] == []


@pytest.fixture(scope="module")
def hostile(
    chromium: Browser, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Hostile]:
    """A place of payloads, told for each module and rolled back after it.

    The browser comes first: once its loop runs, this thread speaks to the database over another connection.
    """
    with django_db_blocker.unblock(), told(tmp_path_factory.mktemp("hostile")) as scene:
        yield scene


@pytest.fixture
def convener(hostile: Hostile) -> Client:
    """A browser of its first convener, signed in."""
    client = Client()
    client.force_login(hostile.people[0].person, backend=BACKEND)
    return client
