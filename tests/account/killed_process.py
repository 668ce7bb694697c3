"""Imports a conversation and works out its landscape in children that are killed at every n-th statement.

Run as a program with a folder of its own; prints one line for each death, and what was found afterwards.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

EVERY = int(sys.argv[2])


def main() -> None:
    """Kill the import at each chosen statement, then the analysis; after each death all is old or all is new."""
    os.environ["WHOLEPLACE_HOME"] = sys.argv[1]
    os.environ["WHOLEPLACE_DATABASE_URL"] = ""
    from wholeplace.cli import start

    start()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    in_a_child(found)
    connection.close()
    import_deaths = deaths(import_it, after=imported_whole_or_not_at_all)
    in_a_child(import_it)
    analysis_deaths = deaths(analyse_it, after=released_once_or_not_at_all)
    sys.stdout.write(f"killed {import_deaths} {analysis_deaths}\n")


def deaths(deed: Callable[[], None], *, after: Callable[[], None]) -> int:
    """Kill the deed at ever later statements until it lives to the end, looking at what is left each time."""
    at, died = 1, 0
    while in_a_child(deed, dies_at=at):
        in_a_child(after)
        at, died = at + EVERY, died + 1
    return died


def in_a_child(deed: Callable[[], None], *, dies_at: int = 0) -> bool:
    """Do something in a child process, perhaps killed at a statement; say whether it was killed."""
    child = os.fork()
    if child == 0:
        if dies_at:
            die_at(dies_at)
        deed()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    if status != 0:
        sys.exit(f"{deed.__name__} failed")
    return False


def die_at(statement: int) -> None:
    """Have this process killed just before it executes its n-th statement."""
    from django.db import connection

    left = [statement]

    def count(execute, sql, params, many, context):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    connection.execute_wrappers.append(count)


def found() -> None:
    """Found a place with a convener and an issue."""
    from wholeplace.convene.issues.actions import name_issue
    from wholeplace.kernel.people import CivicVoice, HatKind
    from wholeplace.kernel.places import Place, Sector
    from wholeplace.kernel.records import Audience
    from wholeplace.places.partnership.actions import found_place
    from wholeplace.places.people.actions import admit_member, grant_first_hat, operator_at_the_command_line

    operator = operator_at_the_command_line(Place(slug="killed"))
    place = found_place(operator, name="Killed", summary="", languages=["en-gb"], colour="#0f5e6e")
    member = admit_member(
        operator,
        place=place,
        email="convener@killed.example",
        name="Convener",
        voice=CivicVoice.PROFESSIONAL,
        sector=Sector.COUNCIL,
    )
    grant_first_hat(operator, member=member, kind=HatKind.CONVENER)
    name_issue(
        convener(),
        place=place,
        title="Issue",
        happening="x",
        for_whom="y",
        framing="z",
        audience=Audience.PUBLIC,
    )


def convener():
    """Return the convener as an actor."""
    from wholeplace.kernel.actors import Actor, Door
    from wholeplace.kernel.people import HatKind, Membership

    member = Membership.objects.get()
    return Actor(place=member.place, door=Door.COMMAND, membership=member, hat=HatKind.CONVENER)


def import_it() -> None:
    """Import a conversation of 40 people and 12 statements; one that died after its commit had done so."""
    from wholeplace.convene.issues.models import Issue
    from wholeplace.kernel.conditions import Refused
    from wholeplace.mediate.conversations.actions import (
        HeardBallot,
        HeardElsewhere,
        HeardStatement,
        take_in_conversation,
    )
    from wholeplace.mediate.conversations.names import Moderation

    ballots = tuple(HeardBallot(("aaaadddd" if n % 2 else "ddddaaaa") + "apd.") for n in range(40))
    statements = tuple(HeardStatement(n, f"Statement {n}", Moderation.IN, seed=False) for n in range(12))
    heard = HeardElsewhere(
        source="polis", digest="d" * 64, statements=statements, ballots=ballots, votes=40 * 11
    )
    with contextlib.suppress(Refused):
        take_in_conversation(convener(), issue=Issue.objects.get(), title="Talk", question="", heard=heard)


def imported_whole_or_not_at_all() -> None:
    """Check that the conversation is there with everything, or nothing of it is."""
    from wholeplace.kernel.ledger.check import check_place
    from wholeplace.kernel.ledger.models import Entry
    from wholeplace.kernel.places import Place
    from wholeplace.mediate.conversations.models import Ballot, Conversation, Statement

    there = (Conversation.objects.count(), Statement.objects.count(), Ballot.objects.count())
    entries = Entry.objects.filter(action="conversation.take_in").count()
    assert (*there, entries) in {(0, 0, 0, 0), (1, 12, 40, 1)}, (there, entries)
    assert list(check_place(Place.objects.get())) == []


def analyse_it() -> None:
    """Do the work that waits, a dead worker's first."""
    from wholeplace.kernel.jobs.sweeper import sweep_all
    from wholeplace.kernel.jobs.worker import run_all_now

    sweep_all()
    run_all_now()


def released_once_or_not_at_all() -> None:
    """Check that there is one release or none, and that the record is whole."""
    from wholeplace.kernel.ledger.check import check_place
    from wholeplace.kernel.places import Place
    from wholeplace.kernel.releases import Release

    assert Release.objects.count() <= 1
    assert list(check_place(Place.objects.get())) == []


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    main()
