"""Page, print and PDF of a report with released figures say the same: every sentence and every number, none more or less."""

import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdf
import pytest
from tests.account.reports.over import Over, own_keys, saltmarsh
from tests.account.reports.test_pages import at
from tests.account.reports.test_paper import letters
from tests.account.reports.test_report import read
from tests.journeys.browser import Opening, visit
from tests.kernel.scene import Scene
from tests.mediate.conversations.live import Held, joined
from tests.mediate.conversations.test_pages import browser
from tests.mediate.landscapes.given import bridged

from wholeplace.account.reports.brief import brief
from wholeplace.account.reports.gathering import gather
from wholeplace.account.reports.models import Report
from wholeplace.account.reports.structure import Document
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.mediate.conversations.actions import (
    HeardBallot,
    HeardElsewhere,
    HeardStatement,
    take_in_conversation,
)
from wholeplace.mediate.conversations.names import Moderation

__all__ = ["own_keys", "saltmarsh", "visit"]

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PEOPLE = 130
VOICES, SECTORS = ("public", "professional"), ("resident", "health", "voluntary")
FURNITURE = ("See all of them", "The checkpoint, to paste into minutes", "Copy")
"""What a page has for its readers to press, or to know what they may copy."""
PRESSED = ("Copy",)
"""What of it is not on paper, where nobody presses anything."""
SAID = """() => [...document.querySelectorAll("main > .govuk-caption-l, main > h1, main > h1 + p, .wp-report")]
    .map((one) => one.innerText).join("\\n")"""


def heard() -> HeardElsewhere:
    """Two sides of many people, who share some things, differ on many, and bridge two."""
    draw = np.random.default_rng(7)
    agrees = draw.random((PEOPLE, 60)) < bridged(PEOPLE // 2, PEOPLE // 2)
    ballots = tuple(
        HeardBallot("".join("a" if one else "d" for one in row), VOICES[n % 2], SECTORS[n % 3])
        for n, row in enumerate(agrees)
    )
    statements = tuple(
        HeardStatement(n, f"Bus {n} is too late for those who work.", Moderation.IN, seed=False)
        for n in range(60)
    )
    return HeardElsewhere("polis", "0" * 64, statements, ballots, votes=agrees.size)


@dataclass
class Told:
    """A report that is out: as it was made, and each way it is read, without what goes round it."""

    document: Document
    ways: dict[str, str]

    def numbers(self, way: str) -> Counter[str]:
        return Counter(re.findall(r"\d[\d,]*", self.ways[way]))


def on_paper(reply: Any) -> str:
    """Return what stands on each page of a PDF, but for the line at its foot."""
    pages = [one.extract_text().strip() for one in pypdf.PdfReader(io.BytesIO(reply.content)).pages]
    feet = [f"Saltmarsh {number} / {len(pages)}" for number in range(1, len(pages) + 1)]
    assert [page.splitlines()[-1] for page in pages] == feet
    return "\n".join(page.removesuffix(foot) for page, foot in zip(pages, feet, strict=True))


def without(furniture: tuple[str, ...], page: str) -> str:
    """Return what a page says without its furniture, each piece of which is there."""
    for piece in furniture:
        assert piece in page, piece
        page = page.replace(piece, "")
    return page


@pytest.fixture
def over(saltmarsh: Scene) -> Over:
    """A conversation of many people, whose figures are released, and whose report is out."""
    conversation = take_in_conversation(
        saltmarsh.actor("amina"), issue=saltmarsh.issue(), title="Late", question="How late?", heard=heard()
    )
    run_all_now()
    over = Over(Held(saltmarsh, conversation, joined(saltmarsh, people=3)), conversation)
    over.carry(1, 2, into=over.next_step())
    over.leave(0, *range(3, 60))
    over.draft()
    over.publish()
    return over


@pytest.fixture
def told(over: Over, visit: Opening) -> Told:
    report, reader = Report.objects.get(), browser(over.held.people[2])
    for sheet in ("pdf", "brief"):
        reader.post(at(over, f"1/{sheet}/"))
    run_all_now()
    seen = visit(at(over), session=reader.cookies["sessionid"].value)
    page = seen.page.evaluate(SAID)
    seen.page.emulate_media(media="print")
    kept = tuple(piece for piece in FURNITURE if piece not in PRESSED)
    document = read(over, report)
    ways = {
        "made": "\n".join(document.lines),
        "page": without(FURNITURE, page),
        "print": without(kept, seen.page.evaluate(SAID)),
        "PDF": on_paper(reader.get(at(over, "1/pdf/"))).replace(document.address, ""),
        "brief": on_paper(reader.get(at(over, "1/brief/"))).replace(document.address, ""),
    }
    return Told(document, ways)


def test_each_says_every_sentence_and_number_of_it_and_nothing_else(told: Told, over: Over) -> None:
    assert "113 of 130 people agree, 17 disagree or pass" in told.ways["made"]
    for way in ("page", "print", "PDF"):
        assert told.numbers(way) == told.numbers("made"), way
        assert letters(told.ways[way]) == letters(told.ways["made"]), way
    whole = brief(gather(over.held.actor(2).viewer, over.conversation).told_in(Report.objects.get()))
    assert letters(told.ways["brief"]) == letters("\n".join(whole.lines))
