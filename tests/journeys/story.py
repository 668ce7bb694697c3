"""The demo's town served by a process of its own, and what people do in it, in a few words each."""

import os
import re
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from playwright.sync_api import Page, expect
from tests.ports import free_port

PLACE = "/tarrowmouth/"
ISSUE = "Nowhere to go after dark"
CONVERSATION = "Tarrowmouth after dark"
A_DAY = (
    "UPDATE wp_kernel_notice SET settled = '2020-01-01 00:00:00+00:00' WHERE settled IS NOT NULL",
    """UPDATE wp_kernel_jobrun SET state = 'waiting', attempt = 0
    WHERE state = 'done' AND job IN ('notices.write', 'ledger.checkpoint_daily')""",
)
"""What a day makes of the tables of work: the last letters are long ago, and the work of a day is to be done."""
PATIENCE = 30_000
"""Milliseconds a page may take on a busy machine before a journey gives up."""


@dataclass(frozen=True)
class Town:
    """A demo that listens, and the folder it keeps everything in."""

    address: str
    home: Path
    url: str = ""
    """Of the database it stands in; nothing where that is a file in its folder."""

    def a_day_goes_by(self) -> None:
        """Have the work of a day done again: what was told since is written in letters, and the record is signed."""
        with closing(
            psycopg.connect(self.url) if self.url else sqlite3.connect(self.home / "wholeplace.sqlite3")
        ) as at:
            for statement in A_DAY:
                at.execute(statement)
            at.commit()


@contextmanager
def served(home: Path) -> Iterator[Town]:
    """Tell the demo's story in an empty folder and serve it until the block ends."""
    with _own_database(os.environ.get("WHOLEPLACE_DATABASE_URL", "")) as url, _serving(home, url) as town:
        yield town


@contextmanager
def _own_database(server: str) -> Iterator[str]:
    """Make a database on the server that the tests run on, gone afterwards; in the folder's own file where none is named."""
    if not server.startswith("postgres"):
        yield ""
        return
    name = f"journey_{os.getpid()}"
    with psycopg.connect(f"{server.rpartition('/')[0]}/postgres", autocommit=True) as at:
        at.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            at.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _serving(home: Path, url: str) -> Iterator[Town]:
    port = free_port()
    address = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "WHOLEPLACE_HOME": str(home),
        "WHOLEPLACE_DATABASE_URL": url,
        "WHOLEPLACE_SECRET_KEY": "journey",
        "WHOLEPLACE_DEMO": "true",
        "WHOLEPLACE_PUBLIC_URL": address,
    }
    command = [str(Path(sys.executable).with_name("wholeplace")), "demo", "--port", str(port)]
    log = home / "demo.log"
    with (
        log.open("w") as told,
        subprocess.Popen(command, env=environment, stdout=told, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait_until_it_answers(address, process, log)
            yield Town(address, home, url)
        finally:
            process.terminate()


def _wait_until_it_answers(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Ask until there is an answer; a process that ends instead is told with what it said."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz/", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            try:
                process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                continue
    raise AssertionError(f"The demo did not start:\n{log.read_text()}")


@dataclass
class Walk:
    """Somebody's browser window in the town, and what went wrong in it."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def to(self, path: str) -> None:
        """Go to an address of the town."""
        self.page.goto(path)

    def become(self, name: str) -> None:
        """Be one of the people of the story, with one press."""
        self.to("/demo/")
        self.page.get_by_role("button", name=f"Be {name}").click()
        self.page.wait_for_url(f"**{PLACE}")

    def sign_in(self, email: str) -> None:
        """Sign in with the code that the newest letter to this address holds."""
        self.to("/sign-in/")
        self.prove(email)

    def letter_to(self, email: str, *, about: str) -> str:
        """Return the newest letter to an address with these words in it, waiting until it is there."""
        outbox = self.page.context.new_page()
        found = next(
            filter(
                None, ([one for one in letters if about in one] for letters in _asked_again(email, outbox))
            )
        )
        outbox.close()
        return found[0]

    def prove(self, email: str) -> None:
        """Type an address where one is asked to sign in, and the code of the newest letter to it."""
        outbox = self.page.context.new_page()
        before = len(_letters_to(email, outbox))
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_role("button", name="Send me a code").click()
        expect(self.page.get_by_role("heading", name="Type your code")).to_be_visible()
        newest = next(letters[0] for letters in _asked_again(email, outbox) if len(letters) > before)
        outbox.close()
        found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", newest, re.MULTILINE)
        assert found, newest
        self.page.get_by_label("Code").fill(found[1])
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.locator(".wp-who__name")).to_be_visible()

    def sideways(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        wider: int = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return max(0, wider)


def _letters_to(email: str, outbox: Page) -> list[str]:
    """Return the words of the letters to an address, the newest first."""
    outbox.goto("/demo/outbox/")
    return outbox.locator("section", has_text=email).locator("code").all_inner_texts()


def _asked_again(email: str, outbox: Page) -> Iterator[list[str]]:
    """Ask for the letters to an address again and again: the worker needs a moment to send one."""
    for _ in range(200):
        yield _letters_to(email, outbox)
    raise AssertionError(f"No letter came to {email}.")
