"""A report on paper says what its page says, in every script, and is made for screen readers."""

import datetime as dt
import io
import re
import unicodedata
from xml.etree import ElementTree as ET

import pypdf
import pytest
from django.test import Client
from tests.account.reports.over import ROSES, WORDS, Over, held, over, own_keys, saltmarsh
from tests.account.reports.test_pages import at
from tests.convene.deciding import Group
from tests.mediate.conversations.test_pages import browser, text_of

from wholeplace.account.reports.brief import brief
from wholeplace.account.reports.gathering import gather
from wholeplace.account.reports.jobs import forget_papers
from wholeplace.account.reports.models import Paper, Report
from wholeplace.account.reports.names import Sheet
from wholeplace.account.reports.paper import pages_of, set_on
from wholeplace.account.reports.sections import document
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.models import Conversation

__all__ = ["held", "over", "own_keys", "saltmarsh"]


@pytest.fixture
def reader(over: Over) -> Client:
    return browser(over.held.people[2])


def letters(text: str) -> str:
    """Return a text without its spaces and as plain letters, however a file breaks and joins them."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def stands_in(line: str, printed: str) -> bool:
    """Say whether a line is on paper; where some of it runs from the right, readers give its words in another order."""
    from_right = any(unicodedata.bidirectional(letter) == "AL" for letter in line)
    return all(letters(words) in printed for words in (line.split() if from_right else [line]))


def test_page_and_paper_say_the_same_in_every_script(over: Over, reader: Client) -> None:
    report = over.report()
    paper = at(over, f"{report.version}/pdf/")
    assert "Make the PDF" in text_of(reader.get(paper))
    assert reader.post(paper).status_code == 302
    assert "Waiting for its turn" in text_of(reader.get(paper))
    run_all_now()
    reply = reader.get(paper)
    assert reply["Content-Type"] == "application/pdf"
    pdf = pypdf.PdfReader(io.BytesIO(reply.content))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"].value
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    printed = letters("".join(page.extract_text() for page in pdf.pages))
    shown = letters(text_of(reader.get(at(over))))
    told = document(gather(over.held.actor(2).viewer, over.conversation).told_in(report))
    assert f"4. {ROSES}" in told.lines
    assert [line for line in told.lines if letters(line) not in shown] == []
    assert [line for line in told.lines if not stands_in(line, printed)] == []


def test_the_paper_of_a_public_report_promises_what_the_public_reads_and_no_more(
    over: Over, reader: Client
) -> None:
    report = over.report()
    paper = at(over, f"{report.version}/pdf/")
    assert "It says what the page says" in text_of(reader.get(paper))
    with migrating():
        for model in (Issue, Conversation, Report):
            model._base_manager.update(audience=Audience.PUBLIC)
    assert "It says what the public page says" in text_of(reader.get(paper))


def test_a_paper_is_thrown_away_and_one_that_no_longer_says_what_the_page_says_is_not_sent(
    over: Over, reader: Client
) -> None:
    report = over.report()
    paper = at(over, f"{report.version}/pdf/")
    with migrating():
        Paper.objects.create(
            report=report, sheet=Sheet.WHOLE, digest="0" * 64, content=b"old", made=report.published
        )
    assert "Make the PDF" in text_of(reader.get(paper))
    forget_papers(None)  # type: ignore[arg-type] # it says nothing of how far it is
    assert Paper.objects.count() == 1
    with migrating():
        Paper.objects.update(made="2020-01-01T00:00Z")
    forget_papers(None)  # type: ignore[arg-type] # it says nothing of how far it is
    assert Paper.objects.count() == 0


def conforms_to(pdf: pypdf.PdfReader) -> str:
    """Return which part of PDF/UA a file says that it keeps to, where readers and checkers look for it."""
    told = ET.fromstring(pdf.trailer["/Root"]["/Metadata"].get_data())
    named = "{http://www.aiim.org/pdfua/ns/id/}part"
    found = [one.text or "" for one in told.iter(named)]
    found += [one.attrib[named] for one in told.iter() if named in one.attrib]
    return " ".join(found)


@pytest.mark.parametrize("sheet", list(Sheet))
def test_every_paper_says_that_it_is_made_for_screen_readers(over: Over, sheet: Sheet) -> None:
    gathered = gather(over.held.actor(2).viewer, over.conversation).told_in(over.report())
    assert conforms_to(pypdf.PdfReader(io.BytesIO(set_on(sheet, gathered)))) == "1"


def test_a_brief_says_what_the_report_says_on_one_page(over: Over, reader: Client) -> None:
    report = over.report()
    paper = at(over, f"{report.version}/brief/")
    assert "on one page" in text_of(reader.get(paper))
    reader.post(paper)
    run_all_now()
    reply = reader.get(paper)
    assert "-brief.pdf" in reply["Content-Disposition"]
    pdf = pypdf.PdfReader(io.BytesIO(reply.content))
    printed = letters("".join(page.extract_text() for page in pdf.pages))
    told = brief(gather(over.held.actor(2).viewer, over.conversation).told_in(report))
    assert [line for line in told.lines if not stands_in(line, printed)] == []
    for said in (WORDS["summary"], "2 of 5 statements were carried on", "Try a later bus"):
        assert letters(said) in printed


def test_a_brief_that_has_too_much_to_say_keeps_to_one_page(over: Over) -> None:
    for number in range(9):
        over.next_step(text=f"{number} step " * 30, owner="Somebody who has said yes " * 4)
    over.leave(1, 2, 3, 4, 5)
    over.draft(summary="\n".join(f"Sentence {number} of many that somebody wrote." for number in range(45)))
    gathered = gather(over.held.actor(2).viewer, over.conversation).told_in(over.publish())
    assert pages_of(brief(gathered, most=9)) > 1
    assert len(pypdf.PdfReader(io.BytesIO(set_on(Sheet.BRIEF, gathered))).pages) == 1


def test_a_brief_tells_of_every_decision_or_first_of_those_somebody_objected_to(over: Over) -> None:
    group = Group(over.held.scene, at=now() - dt.timedelta(days=90)).come_together()
    for number in range(3):
        decision = group.decide(group.propose(standpoint=f"view {number}"), question=f"Shall we, {number}?")
        group.consent(decision, "rosa", "tariq", "amina")
        if number == 0:
            group.reply(group.object(decision))
            group.consent(decision, "ben")
        group.wait(8)
        group.close(decision)
    gathered = gather(over.held.actor(2).viewer, over.conversation).told_in(over.report())
    whole, cut = list(brief(gathered).lines), list(brief(gathered, decided=1).lines)
    assert [f"Shall we, {number}?" in whole for number in range(3)] == [True, True, True]
    assert whole[whole.index("Shall we, 0?") + 1].endswith("1 objection was raised and withdrawn.")
    assert [f"Shall we, {number}?" in cut for number in range(3)] == [True, False, False]
    assert "1 of 3 decisions, those with objections first. The report tells of all." in cut
