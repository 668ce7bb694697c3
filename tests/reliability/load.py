"""People who go on acting while the service dies under them, and the reckoning with every reply they got."""

import datetime as dt
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.reliability.client import Deed, Reply, Vote, insist
from tests.reliability.databases import wait_until
from tests.reliability.installation import Installation

Doing = Generator[Deed | Vote, str, None]
"""Somebody's deeds one after another: each is handed the record the one before it led to."""

FAULTS_SHOWN = 10

WRITTEN = {
    "area.add": "SELECT name FROM wp_kernel_area",
    "organisation.add": "SELECT name FROM wp_kernel_organisation",
    "issue.name": "SELECT title FROM wp_convene_issue",
    "issue.reframe": "SELECT text FROM wp_convene_framing WHERE version > 1",
    "member.admit": "SELECT p.email FROM wp_kernel_membership m JOIN wp_kernel_person p ON p.id = m.person_id",
}
"""Where what each action writes is found again."""
SAYS = {"area.add": "name", "organisation.add": "name", "issue.name": "title", "issue.reframe": "text", "member.admit": "email"}  # fmt: skip
"""The word of a deed by which its effect is told from every other."""


def convening(at: Installation, who: str) -> Doing:
    """Add areas, organisations, members and issues, and change what is there."""
    number = 0
    while True:
        number += 1
        name = f"{who} {number}"
        yield Deed(who, "area.add", {"name": f"Area of {name}"})
        yield Deed(who, "organisation.add", {"name": f"Friends of {name}", "sector": "voluntary"})
        new = {"email": f"{who}-{number}@saltmarsh.example", "name": name}
        yield Deed(who, "member.admit", {**new, "voice": "public", "sector": "resident"})
        issue = yield Deed(
            who,
            "issue.name",
            {"title": name, "happening": "x", "for_whom": "y", "framing": "z", "audience": "public"},
        )
        yield Deed(who, "issue.reframe", {"issue": issue, "text": f"Framing by {name}"})


def describing(at: Installation) -> Doing:
    """Change one sentence again and again."""
    number = 0
    while True:
        number += 1
        yield Deed(
            "ben",
            "place.describe",
            {"name": "Saltmarsh", "summary": f"Summary {number}", "colour": "#0f5e6e"},
        )


def coming_and_going(at: Installation, who: str) -> Doing:
    """Take part in the issue and stop, again and again."""
    while True:
        yield Deed(who, "issue.take_part", {"issue": at.facts["issue"]})
        yield Deed(who, "issue.stop_taking_part", {"issue": at.facts["issue"]})


def wearing_hats(at: Installation) -> Doing:
    """Give somebody a hat by two people's word, and have them take it off."""
    while True:
        hat = yield Deed("amina", "hat.propose", {"member": at.facts["tariq"], "kind": "facilitator"})
        yield Deed("ben", "hat.confirm", {"hat": hat})
        yield Deed("tariq", "hat.take_off", {"hat": hat})


@dataclass
class Load:
    """What everybody did, and every reply they got."""

    at: Installation
    replies: list[tuple[Deed | Vote, Reply]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """People who could not go on, and why."""
    deaths: list[str] = field(default_factory=list)
    """What was killed, when, and how long it took to be back."""
    over: threading.Event = field(default_factory=threading.Event)

    def go(self, doing: Doing) -> None:
        """Do one deed after another until it is over; the deed in hand is always answered first."""
        try:
            deed = next(doing)
            while not self.over.is_set():
                reply = insist(self.at, deed)
                self.replies.append((deed, reply))
                if not deed.is_done(reply):
                    return
                deed = doing.send(deed.led_to(reply))
        except Exception as error:  # noqa: BLE001 a thread's error is the test's
            self.broken.append(repr(error))

    def wait_for(self, more: int) -> None:
        """Wait until so many more deeds were answered."""
        enough = len(self.replies) + more
        wait_until(lambda: len(self.replies) >= enough or self.faults(), what="deeds are answered")

    def dies(self, way: Callable[[Installation], float]) -> float:
        """Kill something, note when, and return the seconds until it was back."""
        self.deaths.append(f"{clock(time.time())} {way.__name__}, which did not come back")
        took = way(self.at)
        self.deaths[-1] = f"{self.deaths[-1].partition(',')[0]}, back after {took:.1f} s"
        return took

    def faults(self) -> list[str]:
        """Return what was answered otherwise than done, or not at all."""
        wrong = [f"{d.action}: {r.status} {r.text[:200]}" for d, r in list(self.replies) if not d.is_done(r)]
        return [*wrong, *self.broken][:FAULTS_SHOWN]


def everybody(at: Installation) -> list[Doing]:
    """Return what the people of the place do."""
    return [
        convening(at, "amina"),
        describing(at),
        coming_and_going(at, "rosa"),
        coming_and_going(at, "cllr"),
        wearing_hats(at),
    ]


@contextmanager
def people_at_work(load: Load, doings: Callable[[Installation], list[Doing]] = everybody) -> Iterator[Load]:
    """Have people act at once until the block ends."""
    threads = [threading.Thread(target=load.go, args=[doing]) for doing in doings(load.at)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.over.set()
        for thread in threads:
            thread.join()


@contextmanager
def explained(load: Load) -> Iterator[None]:
    """Have whatever fails inside say what died when, how many deeds were answered, and what the servers logged."""
    try:
        yield
    except AssertionError as error:
        error.add_note("\n".join(["What died:", *load.deaths]))
        error.add_note(f"{len(load.replies)} deeds were answered, the last at {_last(load)}. {load.broken}")
        error.add_note(f"What was served said:\n{load.at.log()}")
        error.add_note(f"What the database said:\n{load.at.database.log()}")
        raise


def _last(load: Load) -> str:
    return clock(load.replies[-1][1].at) if load.replies else "no time"


def clock(moment: float) -> str:
    """Return a moment as PostgreSQL's log writes it here."""
    said = dt.datetime.fromtimestamp(moment, dt.UTC)
    return said.strftime("%H:%M:%S.%f")[:-3]


@dataclass(frozen=True)
class Before:
    """What the record and the tables held before anybody acted."""

    entries: Counter[str]
    written: dict[str, Counter[str]]


def state_of(at: Installation) -> Before:
    """Return how many entries each action has, and what each wrote."""
    entries = Counter(dict(at.database.ask("SELECT action, count(*) FROM wp_kernel_entry GROUP BY action")))
    written = {action: Counter(text for (text,) in at.database.ask(sql)) for action, sql in WRITTEN.items()}
    return Before(entries, written)


def reckon(at: Installation, before: Before, replies: list[tuple[Deed | Vote, Reply]]) -> list[str]:
    """Return what is missing, changed, or there too often, of what was acknowledged."""
    after, done = state_of(at), [(d, r) for d, r in replies if isinstance(d, Deed) and d.is_done(r)]
    wrong = []
    entries = Counter(deed.action for deed, _ in done)
    if after.entries - before.entries != entries:
        wrong.append(f"entries {dict(after.entries - before.entries)} for deeds {dict(entries)}")
    for action, word in SAYS.items():
        said = Counter(deed.body[word] for deed, _ in done if deed.action == action)
        there = after.written[action] - before.written[action]
        if there != said:
            wrong.append(f"{action}: lost {dict(said - there)}, too often {dict(there - said)}")
    last = [deed.body["summary"] for deed, _ in done if deed.action == "place.describe"][-1:]
    if last and at.database.ask("SELECT summary FROM wp_kernel_place") != [(last[0],)]:
        wrong.append(f"place.describe: {last[0]} is not what the place says")
    return wrong


def sent_again(at: Installation, replies: list[tuple[Deed | Vote, Reply]]) -> list[str]:
    """Send every deed again under its key; return each whose reply is not the first one word for word."""
    wrong = []
    for deed, first in replies:
        again = deed.sent(at)
        if (again.status, again.text) != (first.status, first.text):
            wrong.append(f"{deed.action}: {first.text} became {again.status} {again.text[:200]}")
    return wrong


def verified(at: Installation) -> tuple[int, str]:
    """Compare every row with the ledger, as an operator does."""
    return at.command("verify", "--database")
