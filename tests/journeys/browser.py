"""A real browser that reports what goes wrong: refused by the content policy, thrown by a script, not found."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BUILT = Path(__file__).parents[2] / "src" / "wholeplace" / "ui" / "static" / "built"
LISTEN = """
window.refusedByPolicy = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refusedByPolicy.push(event.violatedDirective + " " + event.blockedURI));
"""


@dataclass
class Visit:
    """A browser window at one address, and what went wrong in it."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def refused_by_policy(self) -> list[str]:
        """Return what the content security policy refused on this page."""
        refused: list[str] = self.page.evaluate("window.refusedByPolicy")
        return refused

    def sideways(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        wider: int = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return max(0, wider)


Opening = Callable[..., Visit]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: apt-get install chromium")
    if not (BUILT / "wholeplace.css").exists():
        pytest.skip("The assets are not built: make assets")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's loop and the database share this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def plain_files(settings: Any) -> None:
    """Serve the assets under their own names, which the live server can find."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def visit(chromium: Browser, plain_files: None, live_server: Any) -> Iterator[Opening]:
    """Return the function that opens an address: `visit("/gallery/", width=320)`."""
    contexts = []

    def open_at(address: str, *, width: int = 1280, javascript: bool = True, session: str = "") -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=javascript
        )
        contexts.append(context)
        context.add_init_script(LISTEN)
        if session:
            name = django_settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        seen = Visit(context.new_page())
        seen.page.on("pageerror", lambda error: seen.faults.append(f"thrown: {error}"))
        seen.page.on("requestfailed", lambda request: seen.faults.append(f"failed: {request.url}"))
        seen.page.on(
            "response",
            lambda reply: seen.faults.append(f"{reply.status}: {reply.url}") if reply.status >= 400 else None,
        )
        seen.page.goto(f"{live_server.url}{address}", wait_until="load")
        return seen

    yield open_at
    for context in contexts:
        context.close()
