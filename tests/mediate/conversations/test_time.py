"""Whoever knows when each person answered, and reads every table, cannot tell which answers are whose."""

import itertools
import random
import zipfile
from collections.abc import Iterable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.attack import Lying, alike, by_answers, by_key, linked
from tests.mediate.conversations.live import Held, give, joined, opened
from tests.mediate.conversations.test_pages import browser

from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations import counting, opening
from wholeplace.mediate.conversations.keys import voter_key
from wholeplace.mediate.conversations.models import Ballot, WaitingAnswer
from wholeplace.mediate.conversations.names import Answer

__all__ = ["own_keys", "saltmarsh"]

PEOPLE, TOGETHER = 200, 100
"""How many people answer at known moments, and how many of them before a worker comes."""
MARGIN = 0.05
"""By how much an attacker may do better than by guessing."""
CLUE = 5.0
"""From how many standard deviations on two orders go together more than by chance."""


class Watched:
    """People who each answer a statement of their own, one after another, so that even a ballot says whose it is."""

    def __init__(self, scene: Scene, people: int) -> None:
        issue = scene.name_issue(audience=Audience.PUBLIC)
        seeds = [f"A warm room in street {number}." for number in range(people)]
        held = opened(scene, issue=issue, seeds=seeds)
        self.held = Held(scene, held, joined(scene, people=people, issue=issue))
        chance = random.Random(3)
        self.asked = chance.sample(range(1, people + 1), people)
        self.came: list[int] = []
        """Who answered, the first one first."""
        self.coming = chance.sample(range(people), people)

    def answer(self, people: int) -> None:
        """Let so many more people answer."""
        for person in self.coming[len(self.came) :][:people]:
            self.held.answers(person, self.asked[person])
            self.came.append(person)

    @property
    def keys(self) -> list[str]:
        """The keys of those who answered, in that order."""
        return [voter_key(self.held.conversation, self.held.people[person]) for person in self.came]

    @property
    def ballots(self) -> list[str]:
        """What stands in the ballots of those who answered, in that order."""
        return ["." * self.asked[person] + Answer.AGREE.value for person in self.came]

    def orders(self) -> list[tuple[Lying, list[str]]]:
        """Return every order in which anything of theirs can be read, beside the one in which they came.

        Which batch somebody's answer is in can be told by when they came, and is no secret: each batch stands alone.
        """
        held, found = self.held.conversation, []
        for lying, came in [
            *((one, self.keys) for one in by_key(held)),
            *((one, self.ballots) for one in by_answers(held)),
        ]:
            found += [(lying, came[start:][:TOGETHER]) for start in range(0, len(came), TOGETHER)]
        return found


def given_away(orders: Iterable[tuple[Lying, list[str]]]) -> list[str]:
    """Return each order by which the attacker links more answers to people than guessing does, or has a clue."""
    found = []
    for lying, came in orders:
        count = len(set(lying.rows) & set(came))
        if count and linked(lying, came) > 1 / count + MARGIN:
            found.append(f"{lying.where}: {linked(lying, came):.0%} of {count} linked")
        elif count > CLUE**2 and alike(lying, came) > CLUE / (count - 1) ** 0.5:
            found.append(f"{lying.where}: goes together with the order of arrival")
    return found


@pytest.fixture(autouse=True)
def a_statement_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_SEEDS", PEOPLE)


@pytest.fixture
def watched(saltmarsh: Scene) -> Watched:
    return Watched(saltmarsh, PEOPLE)


def test_whoever_knows_two_hundred_moments_links_no_more_answers_than_by_guessing(watched: Watched) -> None:
    before = set(Entry.objects.values_list("pk", flat=True))
    for _ in range(PEOPLE // TOGETHER):
        watched.answer(TOGETHER)
        run_all_now()
    since = Entry.objects.exclude(pk__in=before).values_list("action", flat=True)
    assert set(since) == {"conversation.batch", "landscape.release_so_far"}, "nothing else tells of a time"
    assert WaitingAnswer.objects.count() == 0
    assert given_away(watched.orders()) == []
    watched.held.close()
    run_all_now()
    assert Ballot.objects.count() == PEOPLE
    assert sorted(Ballot.objects.values_list("answers", flat=True)) == sorted(watched.ballots)
    assert given_away(watched.orders()) == []
    read = everything_published(watched.held)
    long = [ballot for ballot in watched.ballots if len(ballot) > TOGETHER]
    assert [one for one in [*watched.keys, *long] if one in read] == []


def everything_published(held: Held) -> str:
    """Return what both packs, the API, the pages and the files on offer say."""
    give(held, "rosa", HatKind.SCRUTINEER)
    scrutineer, visitor = browser(held.scene.people["rosa"]), Client()
    talk, place = held.conversation.pk, "/saltmarsh/"
    run_all_now()
    packs = [
        visitor.get(f"{place}record/pack/public/"),
        scrutineer.post(f"{place}record/pack/scrutineer/", {"key": "once"}),
    ]
    pages = [f"{place}conversations/{talk}/", f"{place}record/", f"/api/v1{place}record", f"/api/v1{place}conversations/{talk}/landscape"]  # fmt: skip
    pages += [f"{place}exchange/conversations/{talk}/{name}.csv" for name in ("statements", "comments", "comment-groups", "stats-history", "summary")]  # fmt: skip
    said = []
    for pack in packs:
        assert pack.status_code == 200, pack.content.decode()[-3000:]
        with zipfile.ZipFile(
            BytesIO(b"".join(pack.streaming_content) if pack.streaming else pack.content)
        ) as packed:
            said += [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    for page in pages:
        reply = scrutineer.get(page)
        assert reply.status_code == 200, page
        said.append(reply.content.decode())
    assert "A warm room in street 7." in "".join(said), "what was said is among what was read"
    return "".join(said)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="there they lie as they came: see the next test")
def test_nor_while_their_answers_wait(saltmarsh: Scene) -> None:
    watched = Watched(saltmarsh, TOGETHER)
    watched.answer(TOGETHER)
    assert WaitingAnswer.objects.count() == TOGETHER
    assert given_away(watched.orders()) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps rows in an order of chance")
def test_the_limit_on_postgresql_lies_answers_that_wait_in_the_order_of_arrival(saltmarsh: Scene) -> None:
    """As decision 11 says, and until a worker takes them in: whoever reads the disk by then could link all of them."""
    # rows of other tests left room that new ones would be put into
    with migrating(), connection.cursor() as cursor:
        cursor.execute(f'TRUNCATE "{WaitingAnswer._meta.db_table}"')
    watched = Watched(saltmarsh, TOGETHER)
    watched.answer(TOGETHER)
    lying = next(one for one in by_key(watched.held.conversation) if one.where.endswith("by ctid"))
    assert linked(lying, watched.keys) > 1 - MARGIN
    run_all_now()
    assert given_away(watched.orders()) == []


def test_the_attack_links_nearly_all_where_anything_lies_in_the_order_of_arrival(
    saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: a program that neither shuffles nor gives rows a number by chance."""
    numbers = itertools.count(1)
    monkeypatch.setattr(WaitingAnswer._meta.get_field("id"), "_get_default", lambda: next(numbers))
    monkeypatch.setattr(counting, "_shuffled", list)
    watched = Watched(saltmarsh, people=40)
    watched.answer(40)
    assert any(
        "wp_mediate_waitinganswer by id: 100% of 40 linked" in one for one in given_away(watched.orders())
    )
    run_all_now()
    assert {one.partition(" ")[0] for one in given_away(watched.orders())} >= {"batch"}


def test_a_clue_is_noticed_where_no_single_answer_is_linked() -> None:
    came = [str(number) for number in range(200)]
    near = [one for start in range(0, 200, 20) for one in reversed(came[start : start + 20])]
    lying = Lying("nearly", tuple(near))
    assert linked(lying, came) < MARGIN
    assert given_away([(lying, came)]) == ["nearly: goes together with the order of arrival"]
