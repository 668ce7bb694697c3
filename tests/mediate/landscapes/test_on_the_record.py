"""Everybody who answers by name, with all their answers, on one page."""

import html
import re

from django.conf import settings
from django.test import Client
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.actions import (
    HeardBallot,
    HeardElsewhere,
    HeardStatement,
    take_in_conversation,
)
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.names import Answer, Moderation
from wholeplace.mediate.conversations.queries import answers_on_the_record, on_the_record

__all__ = ["own_keys", "saltmarsh"]

DEE = HeardBallot("ad.p", "politician", "council", "Cllr Dee Marsh")
TIM = HeardBallot("aaaa", "politician", "council", "Cllr Tim Reed")


def held(scene: Scene, *named: HeardBallot, audience: Audience = Audience.PUBLIC) -> Conversation:
    """A conversation of ten people and these by name, whose last statement was left out."""
    statements = tuple(
        HeardStatement(n, f"Bus {n} is late.", Moderation.OUT if n == 3 else Moderation.IN, seed=False)
        for n in range(4)
    )
    ballots = (*(HeardBallot("aadd", "public", "resident"),) * 10, *named)
    votes = sum(len(one.answers.replace(".", "")) for one in ballots)
    conversation = take_in_conversation(
        scene.actor("amina"),
        issue=scene.name_issue(audience=audience),
        title="Late buses",
        question="",
        heard=HeardElsewhere("polis", "0" * 64, statements, ballots, votes=votes),
    )
    run_all_now()
    return conversation


def page(conversation: Conversation, client: Client, narrowed: str = "") -> str:
    reply = client.get(f"{conversation.get_absolute_url()}on-the-record/{narrowed}")
    assert reply.status_code == 200
    return html.unescape(reply.content.decode())


def told(page: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the names on the page, each with the statements below it and their answers."""
    return [
        (
            re.findall(r"<h2[^>]*>([^<]*)</h2>", part)[0],
            re.findall(
                r"/statements/\d+/\">([^<]*)</a>.*?data-label=\"Answer\"[^>]*>([^<]*)</td>", part, re.DOTALL
            ),
        )
        for part in re.split(r"(?=<h2 class=\"govuk-heading-m\" dir)", page)[1:]
    ]


DEE_TOLD = ("Cllr Dee Marsh", [("0. Bus 0 is late.", "Agree"), ("1. Bus 1 is late.", "Disagree")])
TIM_TOLD = ("Cllr Tim Reed", [(f"{n}. Bus {n} is late.", "Agree") for n in range(3)])


def test_everybody_who_answered_by_name_stands_there_with_each_answer(saltmarsh: Scene) -> None:
    shown = page(held(saltmarsh, TIM, DEE), Client())
    assert "2 office-holders chose to answer by name, and are counted in none of the figures." in shown
    assert told(shown) == [DEE_TOLD, TIM_TOLD]
    assert "One of the politicians. 2 statements answered: 1 agree, 1 disagree, 0 pass." in shown


def test_one_of_them_can_be_picked_out_and_a_name_nobody_has_shows_everybody(saltmarsh: Scene) -> None:
    conversation = held(saltmarsh, TIM, DEE)
    assert told(page(conversation, Client(), "?who=Cllr+Tim+Reed")) == [TIM_TOLD]
    assert told(page(conversation, Client(), "?who=Nobody")) == [DEE_TOLD, TIM_TOLD]


def test_where_nobody_answered_by_name_it_says_so(saltmarsh: Scene) -> None:
    shown = page(held(saltmarsh), Client())
    assert "Nobody answered by name" in shown
    assert told(shown) == []


def test_answers_to_what_was_left_out_are_shown_only_to_who_may_read_it(saltmarsh: Scene) -> None:
    conversation = held(saltmarsh, DEE)
    convener = Client()
    convener.force_login(saltmarsh.people["amina"].person, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert told(page(conversation, convener)) == [
        (DEE_TOLD[0], [*DEE_TOLD[1], ("3. Bus 3 is late.", "Pass")])
    ]
    assert told(page(conversation, Client())) == [DEE_TOLD]


def test_what_was_left_out_of_an_import_says_by_whom_and_that_no_reason_came_with_it(
    saltmarsh: Scene,
) -> None:
    conversation = held(saltmarsh, DEE)
    convener = Client()
    convener.force_login(saltmarsh.people["amina"].person, backend=settings.AUTHENTICATION_BACKENDS[0])
    path = conversation.statements.get(number=3).get_absolute_url()
    tombstone, shown = (client.get(path).content.decode() for client in (Client(), convener))
    assert "Those who ran the conversation left this statement out." in tombstone
    assert "Left out by those who ran it" in shown
    assert all("No reason came with the import." in page for page in (tombstone, shown))


def test_nothing_is_told_of_a_conversation_that_may_not_be_read(saltmarsh: Scene) -> None:
    conversation = held(saltmarsh, DEE, audience=Audience.PARTNERSHIP)
    statement = conversation.statements.get(number=0)
    member, visitor = saltmarsh.viewer("ben"), Viewer(saltmarsh.place, None)
    assert [one.name for one in answers_on_the_record(member, conversation)] == ["Cllr Dee Marsh"]
    assert on_the_record(member, conversation, statement) == [("Cllr Dee Marsh", Answer.AGREE)]
    assert answers_on_the_record(visitor, conversation) == []
    assert on_the_record(visitor, conversation, statement) == []


def test_the_landscape_and_each_statement_lead_there(saltmarsh: Scene) -> None:
    conversation = held(saltmarsh, DEE)
    leads = f'href="{conversation.get_absolute_url()}on-the-record/"'
    assert Client().get(conversation.get_absolute_url()).content.decode().count(leads) == 2
    assert leads in Client().get(f"{conversation.get_absolute_url()}statements/0/").content.decode()


def test_who_answered_little_stands_there_with_that_little(saltmarsh: Scene) -> None:
    conversation = held(saltmarsh, HeardBallot("a", "politician", "council", "Cllr Sal Fen"), DEE)
    assert told(page(conversation, Client())) == [
        DEE_TOLD,
        ("Cllr Sal Fen", [("0. Bus 0 is late.", "Agree")]),
    ]
