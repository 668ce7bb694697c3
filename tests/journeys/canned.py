"""A real browser whose every request is answered here, in the test's own transaction: no server, no waiting."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, Route
from tests.journeys.browser import LISTEN

ORIGIN = "http://testserver"
COUNT = """
window.ranHere = [];
window.ran = (number) => { window.ranHere.push(number); };
"""
SKELETON = """[...document.querySelectorAll("*")].map(
  (one) => one.localName + " " + [...one.getAttributeNames()].sort().join(" "))"""
LEADING_AWAY = """[...document.querySelectorAll("[href], [src], [action], [formaction], [hx-get], [data]")].flatMap(
  (one) => ["href", "src", "action", "formaction", "data"].map((name) => one.getAttribute(name)).filter(
    (to) => to !== null && !/^tel:[+]?[0-9]+$/.test(to) && !(URL.canParse(to, location.href) && new URL(to, location.href).origin === location.origin)))"""
Answering = Callable[[str], Any]


@dataclass
class Seen:
    """One page as a browser made it: its elements, and everything that went wrong on it."""

    skeleton: list[str]
    ran: list[int]
    refused: list[str]
    leading_away: list[str]
    sideways: int
    asked_elsewhere: list[str]
    source: str
    """What the page was made of, as it was sent."""

    @property
    def faults(self) -> dict[str, Any]:
        """Return what went wrong, apart from elements, which are compared with those of another page."""
        found = {
            "ran": self.ran, "refused": self.refused, "leads away": self.leading_away, "too wide by": self.sideways,
            "asked elsewhere": self.asked_elsewhere,
        }  # fmt: skip
        return {name: what for name, what in found.items() if what}


@dataclass
class Window:
    """A browser window in which addresses are answered by a function."""

    page: Page
    answer: Answering
    elsewhere: list[str] = field(default_factory=list)
    dialogs: list[int] = field(default_factory=list)
    sent: str = ""
    database: Any = field(default_factory=lambda: connections["default"])

    def handle(self, route: Route) -> None:
        """Answer one request: files from where they are built, pages from the function, nothing from elsewhere."""
        connections["default"] = self.database  # the browser's loop would open one of its own
        parts = urlsplit(route.request.url)
        if f"{parts.scheme}://{parts.netloc}" != ORIGIN:
            self.elsewhere.append(route.request.url)
            route.abort()
        elif parts.path.endswith(".woff2"):
            route.fulfill(status=404)  # letters of another shape change nothing of what is asked here
        elif parts.path.startswith("/static/"):
            found = finders.find(parts.path.removeprefix("/static/"))
            route.fulfill(path=str(found)) if found else route.fulfill(status=404)
        elif route.request.is_navigation_request():
            reply = self.answer(route.request.url.removeprefix(ORIGIN))
            self.sent = reply.content.decode("utf-8", "replace")
            route.fulfill(status=reply.status_code, headers=dict(reply.headers), body=reply.content)
        elif parts.path.endswith(".css"):
            colours = Client().get(parts.path)
            route.fulfill(headers=dict(colours.headers), body=colours.content)
        else:
            route.fulfill(status=404)

    def see(self, address: str) -> Seen:
        """Open an address and say what the browser made of it."""
        self.elsewhere.clear()
        self.page.goto(f"{ORIGIN}{address}", wait_until="load")
        told = self.page.evaluate
        return Seen(
            skeleton=told(SKELETON),
            ran=[*told("window.ranHere"), *self.dialogs],
            refused=told("window.refusedByPolicy"),
            leading_away=told(LEADING_AWAY),
            sideways=max(0, told("document.documentElement.scrollWidth - window.innerWidth")),
            asked_elsewhere=list(self.elsewhere),
            source=self.sent,
        )


@contextmanager
def window(chromium: Browser, answer: Answering, *, width: int = 320) -> Iterator[Window]:
    """Open a window that counts what runs in it."""
    context = chromium.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(LISTEN + COUNT)
    opened = Window(context.new_page(), answer)
    opened.page.on("dialog", lambda dialog: (opened.dialogs.append(0), dialog.dismiss()))
    context.route("**/*", opened.handle)
    yield opened
    context.close()
