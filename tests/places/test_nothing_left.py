"""What the database and the shelves hold, read as bytes: what a page no longer shows could still stand there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings as installed
from django.db import connection
from tests.convene.deciding import wears
from tests.convene.files import checked, empty_shelves, put
from tests.kernel.scene import Scene, on_disk, own_keys, shared_saltmarsh
from tests.kernel.test_privacy import NAMED, WORDS, erase, faults, speak
from tests.mediate.conversations.live import Held, give, opened, wearing
from tests.mediate.conversations.test_rooms import enters, roomy

from wholeplace.account.reports.actions import add_follow_up
from wholeplace.convene.changes.actions import declare_change
from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.actors import machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.models import Opening
from wholeplace.kernel.outbox.post import post
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience
from wholeplace.kernel.search.models import Findable
from wholeplace.mediate.conversations.guests import answer_moderators_as_guest, claim_guest, say_as_guest
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.moderation import answer_moderators, hold_statement
from wholeplace.mediate.conversations.moderation_reporting import report_statement
from wholeplace.mediate.conversations.names import Reason
from wholeplace.mediate.conversations.rooms import new_code
from wholeplace.mediate.conversations.saying import reword, say
from wholeplace.places.yourself.jobs import truncate

__all__ = ["empty_shelves", "on_disk", "own_keys", "shared_saltmarsh"]

WORD = re.compile(rb"canary[a-z]+?zq")
SPOKEN = {
    f"canary{one}zq"
    for one in (
        *("before", "after", "replaced", "replacing", "held", "answer", "report"),
        *("guest", "guestanswer", "letter"),
    )
}
FILED = {"canaryfilezq", "canaryfilenamezq", "canarydescriptionzq"}
FOR_THE_PARTNERSHIP = {"canarychangezq", "canarynextstepzq", "canaryownerzq"}
"""What somebody writes in a hat: the page that offers the erasure says that it stays."""


def fill_everything(scene: Scene) -> None:
    """Let somebody fill every field of theirs that this program has, each with a word of its own."""
    group = speak(scene)
    file = checked(b"stop\ncanaryfilezq\n", "canaryfilenamezq.csv")
    put(group, group.propose(), file=file, description="canarydescriptionzq")
    wears(scene, "rosa", HatKind.CONVENER)
    write_for_the_partnership(scene)
    issue = scene.name_issue(title="For everybody", audience=Audience.PUBLIC)
    for name in ("rosa", "tariq"):
        take_part(scene.actor(name), issue=issue)
    held = Held(scene, opened(scene, issue=issue), [scene.people["rosa"], scene.people["tariq"]])
    give(held, "cllr", HatKind.MODERATOR)
    write_statements(held)
    come_as_a_guest(held)
    run_all_now()
    facts = {"hat": "canaryletterzq"}
    post(
        scene.place,
        to=scene.people["rosa"].person,
        template="people/mail/hat_given.txt",
        facts=facts,
        why="x",
    )


def write_for_the_partnership(scene: Scene) -> None:
    """Declare what should change, and write down a next step of a conversation that is over."""
    said = {"outcome": "canarychangezq", "for_whom": "All", "said_by": "We", "indicator": "Waits"}
    kind = {"expectation": Expectation.EXPECTED, "unit": "minutes", "better": Better.DOWN}
    declare_change(scene.actor("rosa", hat=HatKind.CONVENER), issue=scene.issue(), **kind, **said)
    over = Held(scene, opened(scene)).close()
    step = {"text": "canarynextstepzq", "owner": "canaryownerzq", "due": now().date().replace(year=2999)}
    add_follow_up(scene.actor("rosa", hat=HatKind.CONVENER), conversation=over, **step)


def write_statements(held: Held) -> None:
    """Write four statements: one put into other words, one replaced, one held; and report what another wrote."""
    numbers = {one: says(held, one).number for one in ("before", "replaced", "held")}
    anew = {"conversation": held.conversation, "text": "canaryafterzq, and so on"}
    reword(held.actor(0), number=numbers["before"], **anew)
    held.answers(1, numbers["replaced"])
    reword(held.actor(0), number=numbers["replaced"], **anew | {"text": "canaryreplacingzq, and so on"})
    statement = Statement.objects.get(conversation=held.conversation, number=numbers["held"])
    hold_statement(wearing(held, "cllr"), statement=statement, reason=Reason.HARM)
    answer_moderators(held.actor(0), statement=statement, words="canaryanswerzq")
    theirs = says(held, "", by=1)
    report_statement(held.actor(0), statement=theirs, reason=Reason.SPAM, words="canaryreportzq")


def says(held: Held, what: str, *, by: int = 0) -> Statement:
    text = f"canary{what}zq, and so on" if what else "Somebody else's words"
    return say(held.actor(by), conversation=held.conversation, text=text)


def come_as_a_guest(held: Held) -> None:
    """Have a statement of a guest held, stand up for it, and take it over as a member."""
    code, program = new_code(), machine(held.scene.place, "guests")
    guest = enters(held, roomy(held), code=code)
    text = "canaryguestzq, and so on"
    statement = say_as_guest(program, conversation=held.conversation, guest=guest, text=text)
    hold_statement(wearing(held, "cllr"), statement=statement, reason=Reason.ASIDE)
    answer_moderators_as_guest(program, statement=statement, guest=guest, words="canaryguestanswerzq")
    claim_guest(held.actor(0), conversation=held.conversation, code=code)


def test_nothing_of_an_erased_person_is_left_in_the_database_or_on_the_shelves(
    shared_saltmarsh: Scene,
) -> None:
    scene, everything = shared_saltmarsh, WORDS | NAMED | SPOKEN | FILED
    fill_everything(scene)
    salts = [bytes(one.salt) for one in Opening.objects.exclude(salt=None) if theirs(one.content)]
    before = kept()
    assert found(before) == everything | FOR_THE_PARTNERSHIP
    assert [salt for salt in salts if salt not in before] == []
    assert len(salts) >= len(WORDS | SPOKEN)
    assert Findable.objects.filter(title__contains="canaryafterzq").exists()
    erase(scene)
    run_all_now()
    truncate(None, place=scene.place)
    after = kept()
    assert found(after) == FOR_THE_PARTNERSHIP
    assert [salt for salt in salts if salt in after] == []
    assert faults(scene) == []


def theirs(content: Any) -> bool:
    """Say whether what an opening holds goes with whoever wrote it."""
    words = found(str(content).encode())
    return bool(words - FOR_THE_PARTNERSHIP)


def found(content: bytes) -> set[str]:
    return {word.decode() for word in WORD.findall(content)}


def kept() -> bytes:
    """Everything in the files of the database and on the shelves; of a database elsewhere, every cell of every table."""
    shelves = b"".join(one.read_bytes() for one in Path(installed.FILES).rglob("*") if one.is_file())
    if connection.vendor != "sqlite":
        return shelves + b"\n".join(_cells())
    path = Path(str(connection.settings_dict["NAME"]))
    return shelves + b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))


def _cells() -> Iterator[bytes]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield from (
                    bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row
                )
