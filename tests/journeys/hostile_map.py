"""Who an issue needs, told in payloads."""

from tests.journeys.payloads import corpus

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.actions import (
    describe_perspective,
    map_perspective,
    set_perspective_aside,
)
from wholeplace.convene.stakeholders.book import add_contact, note_speaker
from wholeplace.convene.stakeholders.book_reading import packed, report_on
from wholeplace.convene.stakeholders.book_sheets import read_contacts
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Ground, Relation, Whose
from wholeplace.convene.stakeholders.noting import take_note_back, write_note
from wholeplace.convene.stakeholders.sending import READING, keep_contacts, keep_sheets, note_read
from wholeplace.convene.stakeholders.suggesting import suggest_perspective
from wholeplace.convene.stakeholders.tying import end_tie, say_tie
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.files.grids import Grid
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.models import JobRun
from wholeplace.kernel.records import Audience


def map_in_payloads(convener: Actor, issue: Issue) -> None:
    """Put on the map of an issue as many perspectives as a page holds, say one otherwise, and tie, untie and set aside others."""
    words = [one for one in corpus() if "ran(" in one and len(one) <= 200][:30]
    needed = [
        map_perspective(
            convener, issue=issue, whose=Whose.GROUP, name=one, knows=one, gains=one, loses=one, spoken_for_by=one if number % 2 else "",
        )
        for number, one in enumerate(dict.fromkeys(words))
    ]  # fmt: skip
    describe_perspective(
        convener,
        perspective=needed[0],
        whose=Whose.BODY,
        name=f"{words[0][:100]} anew",
        knows=words[1],
        reason=words[2],
    )
    for number, one in enumerate(needed[1:4]):
        tie = say_tie(
            convener,
            issue=issue,
            first=needed[0],
            second=one,
            relation=Relation.FUNDS,
            said_by=words[number],
            evidence=words[number],
        )
    for audience in (Audience.AUTHOR, Audience.ISSUE, Audience.PARTNERSHIP):
        note = write_note(convener, perspective=needed[0], text=words[6], audience=audience)
    take_note_back(convener, note=note)
    end_tie(convener, tie=tie, because=words[4])
    set_perspective_aside(convener, perspective=needed[4], because=words[5])


def suggestion_in_payloads(convener: Actor, issue: Issue) -> None:
    """Suggest a perspective in hostile words."""
    words = [one for one in corpus() if "ran(" in one and len(one) <= 190]
    suggest_perspective(
        convener,
        issue=issue,
        whose=Whose.GROUP,
        name=f"{words[0]} besides",
        because=words[1],
        hint=words[2],
    )


def contacts_in_payloads(convener: Actor, issue: Issue) -> None:
    """Keep contacts, a spreadsheet of perspectives and a file of contacts that all say hostile words."""
    words = [one for one in corpus() if "ran(" in one and len(one) <= 60 and one.splitlines() == [one]][:20]
    said = dict.fromkeys(("phone", "address", "organisation", "note", "origin"), words[0])
    for number, one in enumerate(words):
        address = f'"<b>{number}</b>&ran({number})"@z.example'
        made = add_contact(convener, place=issue.place, ground=Ground.TASK, name=one, email=address, **said)
    note_speaker(
        convener, contact=made, perspective=Perspective.objects.filter(issue=issue).earliest("added")
    )
    rows = [[one, words[0], words[1]] for one in words]
    grids = [Grid("", [["Name", words[2], "What they know"], *rows, ["", "x", words[3]]])]
    keep_sheets(grids, issue=issue, by=convener.membership, says=words[0])
    people = [
        Grid(
            "",
            [
                ["Name", "E-mail", "Note"],
                *([one, f"z{n}@z.example", one] for n, one in enumerate(words)),
                ["x", words[1], ""],
            ],
        )
    ]
    read = read_contacts(people, areas=[])
    sent = keep_contacts(b"", place=issue.place, by=convener.membership, origin=words[0], ground=Ground.TASK)
    note_read(sent, report_on(read, place=issue.place), content=packed(read.contacts))
    with deriving():
        JobRun.objects.filter(job=READING).delete()
