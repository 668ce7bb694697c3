"""Killed in the middle of an import or of its analysis, there is the old state or the new; the work is then finished."""

import contextlib
import random
import threading
import time
from pathlib import Path

import pytest
from tests.account.exchange.exports import Made, make_export
from tests.reliability.client import GONE, Somebody
from tests.reliability.databases import wait_until
from tests.reliability.installation import Installation
from tests.reliability.load import verified

PEOPLE, STATEMENTS = 300, 40
WHOLE = (0, "saltmarsh: every row agrees with the ledger.\n")
THERE = """
    SELECT (SELECT count(*) FROM wp_mediate_statement s WHERE s.conversation_id = c.id),
           (SELECT count(*) FROM wp_mediate_ballot b WHERE b.conversation_id = c.id),
           (SELECT count(*) FROM wp_kernel_release r WHERE r.about = c.id)
    FROM wp_mediate_conversation c WHERE c.source <> ''
"""
"""Of each conversation that was imported, how many statements, ballots and releases it has."""


def export(number: int) -> Made:
    """A conversation that shares no statement with any other."""
    return make_export(1000 + number, people=PEOPLE, statements=STATEMENTS)


def between(at: Installation, *, imported: int, released: bool = False) -> list[str]:
    """Return what is neither the state before nor the state after of at most one more import and its analysis."""
    there = at.database.ask(THERE)
    ((entries,),) = at.database.ask(
        "SELECT count(*) FROM wp_kernel_entry WHERE action = 'conversation.take_in'"
    )
    wrong = [f"half there: {one}" for one in there if one[:2] != (STATEMENTS, PEOPLE)]
    wrong += [f"released {one[2]} times" for one in there if one[2] > 1 or (released and one[2] != 1)]
    if not imported <= len(there) <= imported + 1 or entries != len(there):
        wrong.append(f"{len(there)} conversations and {entries} entries after {imported} imports")
    return wrong


def uploaded(at: Installation, made: Made) -> str:
    """Upload an export; return the page on which to say yes."""
    page = f"/saltmarsh/exchange/issues/{at.facts['issue']}/import/"
    reply = Somebody(at, "amina").send(page, {}, made.files)
    assert reply.status == 302, reply.text
    return reply.headers["Location"]


def said_yes_and_killed(at: Installation, page: str, *, key: str, after: float) -> None:
    """Say yes to an import, and have everything killed a moment later."""

    def say_yes() -> None:
        with contextlib.suppress(*GONE):
            Somebody(at, "amina").send(page, {"key": key})

    saying = threading.Thread(target=say_yes)
    saying.start()
    time.sleep(after)
    at.kill()
    saying.join()


def jobs(at: Installation) -> list[str]:
    """Return how each analysis stands."""
    return [
        s for (s,) in at.database.ask("SELECT state FROM wp_kernel_jobrun WHERE job = 'landscapes.work_out'")
    ]


def lease_over(at: Installation) -> None:
    """Let the time pass after which a worker on PostgreSQL takes a dead one's work; on SQLite none need pass."""
    if at.database.vendor == "postgresql":
        at.database.ask(
            "UPDATE wp_kernel_jobrun SET lease = lease - INTERVAL '1 minute' WHERE state = 'running'"
        )


def imported_and_analysed(at: Installation, number: int, chance: random.Random) -> None:
    """Import once over the pages and have it analysed, with everything killed once in each."""
    page, key = uploaded(at, export(number)), f"yes {number}"
    said_yes_and_killed(at, page, key=key, after=chance.uniform(0, 0.5))
    assert between(at, imported=number) == []
    at.start()
    assert Somebody(at, "amina").send(page, {"key": key}).status == 302
    assert between(at, imported=number + 1) == []
    wait_until(
        lambda: "running" in jobs(at) or jobs(at).count("done") > number, what="the analysis has begun"
    )
    time.sleep(chance.uniform(0, 0.5))
    at.kill()
    assert between(at, imported=number + 1) == []
    lease_over(at)
    at.start()
    wait_until(
        lambda: jobs(at) == ["done"] * (number + 1), what=f"the analysis is finished, after {at.log()}"
    )
    assert between(at, imported=number + 1, released=True) == []


@pytest.mark.soak
def test_an_import_over_the_pages_and_its_analysis_are_whole_or_not_at_all(
    installation: Installation,
) -> None:
    installation.start()
    imported_and_analysed(installation, 0, random.Random(1))
    assert verified(installation) == WHOLE


@pytest.mark.soak
def test_thirty_deaths_in_imports_and_analyses_leave_each_whole(installation: Installation) -> None:
    chance = random.Random(2)
    installation.start()
    for number in range(15):
        imported_and_analysed(installation, number, chance)
    assert verified(installation) == WHOLE


def killed_command(at: Installation, folder: Path, *, after: float) -> None:
    """Import with the command, killed a moment after it has read the files."""
    with at.begin(*importing(folder)) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        time.sleep(after)
        process.kill()


def importing(folder: Path) -> list[str]:
    """The words of the command."""
    issue = "Nowhere to go after dark"
    return [
        "import",
        "polis",
        str(folder),
        "--place",
        "saltmarsh",
        "--issue",
        issue,
        "--as",
        "amina@saltmarsh.example",
    ]


def imported_by_command(at: Installation, number: int, folder: Path, chance: random.Random) -> None:
    """Import one export with the command, killed once and then said again."""
    export(number).write(folder)
    killed_command(at, folder, after=chance.uniform(0, 0.6))
    assert between(at, imported=number) == []
    was_there = len(at.database.ask(THERE)) > number
    code, said = at.command(*importing(folder))
    assert code == int(was_there), said  # the same conversation a second time is refused
    assert between(at, imported=number + 1) == []


@pytest.mark.soak
def test_fifteen_deaths_of_the_import_command_leave_each_whole(
    installation: Installation, tmp_path: Path
) -> None:
    chance = random.Random(3)
    for number in range(15):
        imported_by_command(installation, number, tmp_path / str(number), chance)
    assert verified(installation) == WHOLE


@pytest.mark.soak
def test_an_import_statement_by_statement_is_found_out(installation: Installation, tmp_path: Path) -> None:
    """The negative control: without one transaction around it, a death leaves a conversation half there."""
    if installation.database.vendor == "postgresql":
        pytest.skip("PostgreSQL itself takes no lock outside a transaction")
    installation.sabotage = "piecemeal"
    with installation.begin(*importing(export(0).write(tmp_path / "export"))) as process:
        wait_until(lambda: installation.database.ask(THERE), what="a conversation is there")
        process.kill()
    assert between(installation, imported=0) != []
