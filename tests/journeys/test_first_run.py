"""From an empty database to a first issue in a browser: on a phone without JavaScript, with mail, and killed on the way."""

import re
from collections.abc import Callable, Iterator
from email.message import Message as Letter
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from playwright.sync_api import Browser, Page, expect
from tests.journeys.axe import violations
from tests.ports import free_port
from tests.reliability.databases import OnSqlite
from tests.reliability.installation import Installation

pytestmark = [pytest.mark.journey, pytest.mark.filterwarnings("ignore::ResourceWarning")]

READ_A_MINUTE, TYPED_A_MINUTE, SECONDS_A_PAGE, SECONDS_FOR_A_LETTER = 238, 181, 10, 60
"""How fast people read words (Brysbaert 2019) and type letters on phones (Palin et al. 2019) on average; to press, and to fetch a code."""
PAGES, FIELDS = 11, 16
"""What it takes from the code to the issue: pages read, and boxes filled in or ticked, the second convener included."""

HAPPENING = (
    "The youth club closed in March. In the evening there is no room to be in that is warm and costs nothing, so young people"
    " meet on the quay. Residents above it cannot sleep, and the police are called two or three times a week."
)
"""As much as somebody writes who names their first issue."""


class Kept(Message):
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[str] = []

    def handle_message(self, message: Letter) -> None:
        self.letters += [
            part.get_payload(decode=True).decode() for part in message.walk() if not part.is_multipart()
        ]


@pytest.fixture
def letters() -> Iterator[tuple[int, list[str]]]:
    """A mail server: its port, and the letters it was given."""
    kept, port = Kept(), free_port()
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    yield port, kept.letters
    server.stop()


@pytest.fixture
def empty(tmp_path: Path, letters: tuple[int, list[str]]) -> Iterator[Installation]:
    """An installation nobody has used, served."""
    installation = Installation(tmp_path, OnSqlite(tmp_path / "wholeplace.sqlite3"))
    installation.settings = {"WHOLEPLACE_SMTP_URL": f"smtp://127.0.0.1:{letters[0]}"}
    installation.start()
    yield installation
    installation.stop()


@pytest.fixture
def opened(chromium: Browser, empty: Installation) -> Iterator[Callable[..., Page]]:
    """Return the function that opens a window of a browser's own."""
    contexts = []

    def open_one(**how: Any) -> Page:
        context = chromium.new_context(base_url=f"http://localhost:{empty.port}", **how)
        contexts.append(context)
        context.set_default_timeout(30_000)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


class Filling:
    """Somebody who fills in pages, and counts them."""

    def __init__(self, page: Page, *, looked_at: bool) -> None:
        self.page, self.looked_at = page, looked_at
        self.pages = self.fields = self.typed = 0
        self.read: set[str] = set()
        self.own: set[str] = set()
        self.faults: dict[str, Any] = {}

    def fill(self, **boxes: str) -> None:
        for name, text in boxes.items():
            self.page.locator(f"[name={name}]").fill(text)
            self.fields += 1
            self.typed += len(text)
            self.own.add(text)

    def press(self, label: str) -> None:
        """Press a button that leads to the next page, having looked at this one."""
        self.look()
        self.page.get_by_role("button", name=label, exact=True).click()

    def look(self) -> None:
        self.pages += 1
        self.page.wait_for_load_state()
        self.read.update(self.page.locator("main").inner_text().splitlines())
        wide = (
            self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if self.looked_at
            else 0
        )
        if wrong := (violations(self.page) if self.looked_at else []) + ([wide] if wide > 0 else []):
            self.faults[self.page.url] = wrong

    @property
    def minutes(self) -> float:
        """How long it takes somebody who reads every line once, types on a phone, and fetches one code from their mail."""
        words = sum(len(line.split()) for line in self.read - self.own)
        pressing = self.pages * SECONDS_A_PAGE + SECONDS_FOR_A_LETTER
        return words / READ_A_MINUTE + self.typed / TYPED_A_MINUTE + pressing / 60


def setup_code_of(empty: Installation) -> str:
    """Return the code as the operator reads it in the terminal."""
    found = re.search(r"Setup code: (\S+)", empty.log())
    assert found, empty.log()
    return found[1]


def code_in(letters: list[str]) -> str:
    found = re.search(r"^([0-9A-Z]{6})\r?$", "\n".join(letters), re.MULTILINE)
    assert found, letters
    return found[1]


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(
            {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}, marks=pytest.mark.soak
        ),
        {"viewport": {"width": 320, "height": 700}},
    ],
    ids=["phone-without-javascript", "small-phone"],
)
def test_from_an_empty_database_to_a_first_issue(
    empty: Installation, opened: Callable[..., Page], letters: tuple[int, list[str]], how: dict[str, Any]
) -> None:
    page = opened(**how)
    filling = Filling(page, looked_at=how.get("java_script_enabled", True))
    page.goto("/tarrowmouth/issues/")
    filling.fill(code=setup_code_of(empty).lower())
    filling.press("Begin")
    filling.fill(name="Harbour Side", summary="Everybody by the water finds a way together.")
    filling.press("Save and go on")
    filling.fill(name="Amina Yusuf", email="amina@town.example", organisation="Town Council")
    page.get_by_label("Sector").select_option("council")
    filling.press("Save and go on")
    filling.fill(name="بوب", email="bob@town.example", organisation="Health Trust")
    page.get_by_label("Sector").select_option("health")
    filling.press("Save and go on")
    filling.press("Save and go on")  # the public address is the one that is asked
    filling.press("Send me a test letter")
    filling.fill(code=code_in(letters[1]))
    filling.press("Check the code")
    filling.press("Save and go on")  # the colour
    filling.fill(title="Nowhere to go after dark", happening=HAPPENING, for_whom="Young people of 12 to 19")
    filling.fill(framing="How can the quay be everybody's at night?")
    filling.press("Save and go on")
    expect(page.get_by_text("A letter arrived and its code was read")).to_be_visible()
    filling.press("Found the place")
    assert filling.minutes < 10, (len(filling.read), filling.typed)
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour Side has begun")
    filling.look()
    assert (filling.pages, filling.fields + 2) == (PAGES, FIELDS)  # and two sectors chosen
    assert filling.faults == {}
    page.goto("/harbour-side/")
    page.get_by_role("link", name="Nowhere to go after dark").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nowhere to go after dark")
    assert page.goto("/setup/").status == 404  # type: ignore[union-attr]


@pytest.mark.soak
def test_killed_in_the_middle_it_goes_on_where_it_stopped(
    empty: Installation, opened: Callable[..., Page], letters: tuple[int, list[str]]
) -> None:
    page = opened()
    page.goto("/")
    code = setup_code_of(empty)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("What is the place called?").fill("Harbour Side")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You")
    empty.kill_and_start()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("You")
    assert setup_code_of(empty) == code
    assert empty.command("setup-code") == (0, f"{code}\n")

    elsewhere = opened()  # the browser was closed as well: the code is enough
    elsewhere.goto("/setup/")
    elsewhere.get_by_label("Code").fill(code)
    elsewhere.get_by_role("button", name="Begin").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_contain_text("You")
    elsewhere.get_by_role("link", name="The place").click()
    expect(elsewhere.get_by_label("What is the place called?")).to_have_value("Harbour Side")
    expect(elsewhere.get_by_label("Its short address")).to_have_value("harbour-side")
