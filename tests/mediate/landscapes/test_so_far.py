"""While a conversation is open, what is told of it never lets anybody work out how fewer than ten people answered."""

import json
import random
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, joined, opened

from wholeplace.analysis.disclosure import gives_away_a_few
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.models import JobRun, State
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.batches import Line, ballots_of, written
from wholeplace.mediate.conversations.names import Answer
from wholeplace.mediate.conversations.saying import say
from wholeplace.mediate.landscapes import so_far as module
from wholeplace.mediate.landscapes.conditions import WORKING_OUT
from wholeplace.mediate.landscapes.printed import printed_tables
from wholeplace.mediate.landscapes.so_far import payload_so_far, so_far
from wholeplace.mediate.landscapes.tally import check_tallies

__all__ = ["own_keys", "saltmarsh"]


def held_by(chance: random.Random, *, batches: int) -> list[str]:
    """Return batches in which people come, go on, and change their minds."""
    return [
        written(
            Line(f"v{person}", number, chance.choice("adp"), "public", "resident", "")
            for person in chance.sample(range(60), chance.randint(10, 25))
            for number in range(1, 5)
            if chance.random() < 0.6
        )
        for _ in range(batches)
    ]


def at_the_close(batches: list[str]) -> dict[str, Any]:
    """Return what the last release prints of everybody, when every answer counts."""
    ballots = ballots_of(batches)
    counts = {n: [one.answers.get(n, ".") for one in ballots.values()] for n in range(1, 5)}
    told = module.SoFar(counts={n: (x.count("a"), x.count("d"), x.count("p")) for n, x in counts.items()})
    figures = json.loads(payload_so_far(told))
    votes = sum(len(one.answers) for one in ballots.values())
    return {**figures, "people": len(ballots), "votes": votes}


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_no_two_releases_of_which_the_last_counts_all_give_away_fewer_than_ten(seed: int) -> None:
    batches = held_by(random.Random(seed), batches=9)
    told = [so_far(batches[:upto]) for upto in range(1, 10)]
    releases = [json.loads(payload_so_far(one)) for one in told if one.people >= 10]
    tables = [printed_tables(one) for one in (*releases, at_the_close(batches))]
    assert not any(gives_away_a_few(one, other) for one, other in combinations(tables, 2))
    people = {one.people for one in told} | {len(ballots_of(batches))}
    assert all(one == other or abs(one - other) >= 10 for one in people for other in people if one and other)


def test_were_fewer_held_back_they_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the test above can tell."""
    monkeypatch.setattr(module, "HELD_BACK", 1)
    batches = held_by(random.Random(3), batches=9)
    tables = [printed_tables(json.loads(payload_so_far(so_far(batches[:n])))) for n in range(1, 10)]
    close = printed_tables(at_the_close(batches))
    assert any(gives_away_a_few(one, close) for one in tables)


@pytest.fixture
def held(saltmarsh: Scene) -> Held:
    """A conversation in which two dozen people take part."""
    return Held(saltmarsh, opened(saltmarsh), joined(saltmarsh, people=24))


def page_of(held: Held, path: str = "") -> str:
    client = Client()
    client.force_login(held.people[0].person, backend="allauth.account.auth_backends.AuthenticationBackend")
    told = client.get(path or f"/saltmarsh/conversations/{held.conversation.pk}/")
    assert told.status_code == 200
    return told.content.decode()


def test_below_twenty_answers_the_page_says_so_kindly_and_nothing_is_released(held: Held) -> None:
    for person in range(19):
        held.answers(person, 1)
    run_all_now()
    assert not Release.objects.exists()
    assert "Too few answers to show yet" in page_of(held)


def test_from_twenty_on_a_statement_is_shown_and_at_the_close_everybody_counts(held: Held) -> None:
    for person in range(20):
        held.answers(person, 1, Answer.AGREE if person % 4 else Answer.DISAGREE)
    run_all_now()
    (release,) = Release.objects.all()
    assert (release.base, [one["n"] for one in release.figures["statements"]]) == (10, [1])
    assert release.figures["statements"][0]["all"][1] == 10
    page = page_of(held)
    assert "1 statement of 3 has enough answers to be shown." in page
    for person in range(20, 24):
        held.answers(person, 1)
    held.close()
    run_all_now()
    last = Release.objects.latest("number")
    assert (last.number, last.base, last.figures["people"]) == (2, 24, 24)
    assert np.array_equal(last.figures["statements"][0]["all"][1:3], [24, 19])
    assert list(check_place(held.scene.place)) == []


def test_whoever_wrote_a_statement_is_led_to_how_people_answer_it_or_to_when_that_is_shown(
    held: Held,
) -> None:
    written = say(held.actor(0), conversation=held.conversation, text="A tram would be best")
    for home in ("/saltmarsh/yourself/", f"/saltmarsh/conversations/live/{held.conversation.pk}/answers/"):
        assert f'href="{written.get_absolute_url()}"' in page_of(held, home)
    assert "How people answer it is shown once twenty people have." in page_of(
        held, written.get_absolute_url()
    )
    for person in range(20):
        held.answers(person, written.number)
    run_all_now()
    assert "10 people" in page_of(held, written.get_absolute_url())
    assert "is shown once twenty" not in page_of(held, written.get_absolute_url())


def test_while_a_landscape_is_worked_out_a_statement_says_so_and_where_too_few_answered_why(
    held: Held,
) -> None:
    statement = held.conversation.statements.get(number=1)
    for person in range(12):
        held.answers(person, 2)
    held.close()
    assert "is being worked out" in page_of(held, statement.get_absolute_url())
    run_all_now()
    assert "Figures are shown where ten people or more answered." in page_of(
        held, statement.get_absolute_url()
    )


def test_where_too_few_answered_for_there_to_be_figures_no_page_promises_any(held: Held) -> None:
    for person in range(9):
        held.answers(person, 1)
    held.close()
    run_all_now()
    assert not Release.objects.exists()
    told = page_of(held, held.conversation.statements.get(number=1).get_absolute_url())
    assert "Figures are shown where ten people or more answered." in told
    assert "is being worked out" not in told
    assert "Too few people answered to show figures" in page_of(held)


def test_where_the_work_on_a_landscape_failed_a_statement_says_so(held: Held) -> None:
    statement = held.conversation.statements.get(number=1)
    for person in range(12):
        held.answers(person, 1)
    held.close()
    with migrating():
        JobRun.objects.filter(job=WORKING_OUT).update(state=State.FAILED)
    assert "Working out how people answered failed." in page_of(held, statement.get_absolute_url())


def test_figures_told_so_far_that_were_changed_are_found(held: Held) -> None:
    for person in range(20):
        held.answers(person, 1)
    run_all_now()
    assert list(check_tallies(held.scene.place)) == []
    release = Release.objects.get()
    figures = release.figures
    figures["statements"][0]["all"][1] = 11
    with migrating():
        Release.objects.update(payload=json.dumps(figures, separators=(",", ":")))
    assert [one.code for one in check_tallies(held.scene.place)] == ["tally_differs"]
