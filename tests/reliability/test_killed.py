"""Killed at random moments, the service keeps every acknowledged deed, does each key once, and is soon back."""

import os
import random
import re
import signal
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.reliability.client import Deed, Reply, Vote, insist
from tests.reliability.controls import on_both, on_postgresql, on_sqlite_first
from tests.reliability.databases import OnPostgres, OnSqlite, wait_until
from tests.reliability.installation import Installation
from tests.reliability.load import (
    Load,
    everybody,
    explained,
    people_at_work,
    reckon,
    sent_again,
    state_of,
    verified,
)
from tests.reliability.voting import close_early, differences, miscounted, reckon_votes, there, voters

BACK_WITHIN = 10.0
"""Seconds from a death to the next answer: the median, since other tests run on the same cores."""
BATCHES = 5
"""How often a worker is killed with a batch in its hands."""
WHOLE = (0, "saltmarsh: every row agrees with the ledger.\n")

Way = Callable[[Installation], float]
"""A way to die: kills something, has it back, and returns the seconds that took."""


def everything(at: Installation) -> float:
    """The web process, the worker and the process over both."""
    return at.kill_and_start()


def the_web_process(at: Installation) -> float:
    return at.kill_web()


def the_first_process(at: Installation) -> float:
    """The one an operator started, with the worker in it; the web process is left to see to itself."""
    assert at.server is not None
    at.server.send_signal(signal.SIGKILL)
    at.server.wait()
    return at.start()


def the_worker(at: Installation) -> float:
    """The one in a process of its own, of which nobody who votes notices anything."""
    began = time.monotonic()
    at.kill_worker()
    at.start_worker()
    return time.monotonic() - began


def a_backend(at: Installation) -> float:
    """One process of the database's server, after which PostgreSQL ends all the others itself."""
    os.kill(_postgres(at).backends()[0], signal.SIGKILL)
    return _once_it_answers(at)


def every_connection(at: Installation) -> float:
    """Ended by the database's server, as when an operator restarts it."""
    _postgres(at).end_backends()
    return _once_it_answers(at)


def the_postmaster(at: Installation) -> float:
    return _restarted(at, signal.SIGKILL)


def the_postmaster_at_once(at: Installation) -> float:
    """An immediate stop: no checkpoint, every backend ended."""
    return _restarted(at, signal.SIGQUIT)


def _restarted(at: Installation, how: signal.Signals) -> float:
    _postgres(at).server.end(how)
    began = time.monotonic()
    _postgres(at).server.start()
    return time.monotonic() - began + _once_it_answers(at)


def _once_it_answers(at: Installation) -> float:
    began = time.monotonic()
    at.wait_until_it_answers()
    return time.monotonic() - began


def _postgres(at: Installation) -> OnPostgres:
    assert isinstance(at.database, OnPostgres)
    return at.database


WAYS: dict[str, list[Way]] = {
    "sqlite": [everything, the_web_process, the_first_process, everything],
    "postgresql": [
        everything, the_web_process, the_first_process, the_worker, a_backend, every_connection, the_postmaster,
        the_postmaster_at_once,
    ],
}  # fmt: skip


def killed_again_and_again(at: Installation, ways: list[Way], chance: random.Random) -> list[float]:
    """Let people act, kill in each way at a random moment, and reckon; return the seconds each took to be back."""
    before, back = state_of(at), []
    served(at)
    load = Load(at)
    with explained(load):
        with people_at_work(load, everybody):
            for way in ways:
                load.wait_for(chance.randint(1, 15))
                time.sleep(chance.uniform(0, 0.06))  # somewhere within a deed
                back.append(load.dies(way))
            load.wait_for(5)
        assert load.faults() == []
        assert reckon(at, before, load.replies) == []
        assert sent_again(at, load.replies) == []
        assert reckon(at, before, load.replies) == []
        assert verified(at) == WHOLE
    return back


def served(at: Installation) -> None:
    """Serve it from a nursery; on PostgreSQL with a worker in a process of its own beside."""
    at.warm()
    at.has_worker_apart = at.database.vendor == "postgresql"
    at.start()


@pytest.mark.soak
def test_killed_in_every_way_it_keeps_every_deed(installation: Installation) -> None:
    killed_again_and_again(installation, WAYS[installation.database.vendor], random.Random(1))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(6))
def test_killed_sixty_times_it_keeps_every_deed_and_is_soon_back(
    installation: Installation, seed: int
) -> None:
    chance = random.Random(seed)
    ways = [chance.choice(WAYS[installation.database.vendor]) for _ in range(10)]
    back = killed_again_and_again(installation, ways, chance)
    assert statistics.median(back) < BACK_WITHIN, sorted(back)


@pytest.mark.soak
@pytest.mark.parametrize("told", ["sqlite"], indirect=True)
def test_a_server_whose_web_process_dies_twice_within_seconds_ends_with_a_fault(
    installation: Installation,
) -> None:
    """Or whoever supervises it would take that for a stop that was asked for."""
    installation.start()
    server = installation.server
    installation.kill_web()
    installation.kill_web()
    assert installation.server is not server
    assert server is not None
    assert server.returncode == 1


def killed_while_people_vote(at: Installation, ways: list[Way], chance: random.Random) -> None:
    """Let people vote, kill in each way at a random moment, and reckon; then close, count, and reckon again."""
    served(at)
    load = Load(at)
    with explained(load):
        with people_at_work(load, voters):
            for way in ways:
                load.wait_for(chance.randint(1, 8))
                time.sleep(chance.uniform(0, 0.06))  # somewhere within an answer, or a batch of them
                load.dies(way)
            load.wait_for(5)
        reckoned_and_closed(load)


def reckoned_and_closed(load: Load) -> None:
    """Reckon every answer, close, count, and reckon again."""
    assert load.faults() == []
    assert reckon_votes(load.at, load.replies) == []
    close_early(load.at)
    assert miscounted(load.at, load.replies) == []
    assert verified(load.at) == WHOLE


def ways_of(at: Installation, chance: random.Random, *, count: int) -> list[Way]:
    """Return ways to die, each of them at least once where there are enough."""
    known = list(dict.fromkeys(WAYS[at.database.vendor]))
    ways = [*known, *(chance.choice(known) for _ in range(count - len(known)))]
    return chance.sample(ways, count)


@on_both
def test_killed_four_times_while_people_vote_it_keeps_every_answer_once(installation: Installation) -> None:
    chance = random.Random(7)
    killed_while_people_vote(installation, ways_of(installation, chance, count=4), chance)


@pytest.mark.soak
@on_postgresql
def test_a_worker_killed_with_a_batch_in_its_hands_leaves_every_answer_there_once(
    installation: Installation,
) -> None:
    served(installation)
    load = Load(installation)
    with explained(load):
        with people_at_work(load, voters):
            for _ in range(BATCHES):
                wait_until(lambda: has_a_batch_in_its_hands(installation), what="the worker takes a batch")
                load.dies(the_worker)
            load.wait_for(5)
        reckoned_and_closed(load)


def has_a_batch_in_its_hands(at: Installation) -> bool:
    """Say whether the worker that has a process of its own takes answers into the record just now."""
    assert at.worker is not None
    asked = "SELECT worker FROM wp_kernel_jobrun WHERE job = 'conversations.batch' AND state = 'running'"
    return any(worker.split(":")[1] == str(at.worker.pid) for (worker,) in at.database.ask(asked))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4))
def test_killed_two_hundred_times_while_people_vote_it_keeps_every_answer_once(
    installation: Installation, seed: int
) -> None:
    chance = random.Random(100 + seed)
    killed_while_people_vote(installation, ways_of(installation, chance, count=50), chance)


def test_an_answer_lost_doubled_or_never_given_is_found_out() -> None:
    """The negative control of the reckoning."""
    told = {("key", 1): ["a", "d", "a"]}
    for kept in (["a", "d", "a"], ["d", "a"], ["a"]):
        assert differences(told, {("key", 1): kept}) == []
    for kept in ([], ["a", "d"], ["d"]):
        assert differences(told, {("key", 1): kept}) == [f"lost: ('key', 1) is {kept} after ['a', 'd', 'a']"]
    for kept in (["a", "a", "a"], ["d", "d", "a"], ["a", "d", "d", "a"]):
        assert differences(told, {("key", 1): kept}) == [f"twice: ('key', 1) is {kept} after ['a', 'd', 'a']"]
    assert differences({}, {("key", 1): ["a"]}) == ["never given: ('key', 1) ['a']"]


class Moving(OnSqlite):
    """A database in which what waits is taken into a batch as soon as anybody has looked."""

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        found = super().ask(question, *values)
        super().ask("INSERT INTO wp_mediate_votebatch VALUES ('here', 2, '[[\"rosa\", 2, \"d\"]]')")
        super().ask("DELETE FROM wp_mediate_waitinganswer")
        return found


def test_an_answer_that_enters_a_batch_while_it_is_looked_for_is_found_once(tmp_path: Path) -> None:
    """A worker goes on working after the last answer was given, and may take it in just then."""
    database = Moving(tmp_path / "kept.sqlite3")
    at = Installation(tmp_path, database, facts={"conversation": "here"})
    plain = OnSqlite(database.file)
    plain.ask("CREATE TABLE wp_mediate_votebatch (conversation_id, number, lines)")
    plain.ask("CREATE TABLE wp_mediate_waitinganswer (conversation_id, voter, number, answer)")
    plain.ask("INSERT INTO wp_mediate_votebatch VALUES ('here', 1, '[[\"rosa\", 1, \"a\"]]')")
    plain.ask("INSERT INTO wp_mediate_waitinganswer VALUES ('here', 'rosa', 2, 'd')")
    assert there(at) == {("rosa", 1): ["a"], ("rosa", 2): ["d"]}
    assert plain.ask("SELECT count(*) FROM wp_mediate_waitinganswer") == [(0,)]
    assert there(at) == {("rosa", 1): ["a"], ("rosa", 2): ["d"]}


def test_whatever_fails_says_what_died_when_and_what_the_servers_logged(tmp_path: Path) -> None:
    at = Installation(tmp_path, OnSqlite(tmp_path / "kept.sqlite3"))
    (tmp_path / "serve.log").write_text("It went wrong.")
    load = Load(at)
    load.dies(lambda _at: 1.25)
    load.replies.append((Vote("p1", 1, "agree"), Reply(302, {}, "", at=3661.5)))
    with pytest.raises(AssertionError) as failed, explained(load):
        raise AssertionError("lost")
    told = "\n".join(failed.value.__notes__)
    assert re.search(r"^\d\d:\d\d:\d\d\.\d{3} <lambda>, back after 1.2 s$", told, re.MULTILINE)
    assert "1 deeds were answered, the last at 01:01:01.500." in told
    assert "It went wrong." in told


@pytest.mark.soak
@on_sqlite_first
def test_a_reply_before_the_commit_is_found_out(installation: Installation) -> None:
    """The negative control: killed between the reply and the commit, an acknowledged deed or answer is missing."""
    before, lost, unheard = (
        state_of(installation),
        Deed("amina", "area.add", {"name": "Lost"}),
        Vote("p1", 1, "agree"),
    )
    installation.sabotage = "reply_before_commit"
    installation.warm()
    replies = []
    for deed in (lost, unheard):
        installation.start()
        replies.append((deed, insist(installation, deed)))
        installation.kill()
    assert [deed.is_done(reply) for deed, reply in replies] == [True, True]
    assert reckon(installation, before, replies) == [
        "entries {} for deeds {'area.add': 1}",
        "area.add: lost {'Lost': 1}, too often {}",
    ]
    (said,) = reckon_votes(installation, replies)
    assert re.search(r"^lost: .* is \[\] after \['a'\], told \['\d\d:\d\d:\d\d\.\d{3}'\]$", said)
