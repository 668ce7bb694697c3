"""From a decision one comes to its own lines of the record, and from there back."""

import re
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.convene.deciding import Group
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.account.scrutiny.queries import lines_visible_to
from wholeplace.kernel.decisions.models import Decision

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

RECORD = "/saltmarsh/record/"


@pytest.fixture(autouse=True)
def plain_files(settings: Any) -> None:
    """Static files under their own names, since nothing is collected for a test."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    saltmarsh.name_issue()
    return Group(saltmarsh).come_together()


@pytest.fixture
def decided(group: Group) -> Decision:
    """One decision with an answer, beside another that was only asked for."""
    first = group.adopt(group.propose())
    group.ask(group.propose("ben", text="Another framing of it", reason="It changed"), by="ben")
    return first


def member(scene: Scene) -> Client:
    client = Client()
    client.force_login(scene.people["rosa"].person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_its_lines_are_those_of_all_that_was_done_about_it_and_no_others(
    group: Group, decided: Decision
) -> None:
    lines = lines_visible_to(group.scene.viewer("rosa"), about=decided)
    told = [line.action for line in reversed(list(lines[:25]))]
    assert told == [
        "issue.ask_decision",
        "issue.second_decision",
        *["decision.answer"] * len(FIVE),
        "issue.adopt_framing",
        "decision.close",
    ]
    whole = lines_visible_to(group.scene.viewer("rosa"), action="issue.ask_decision")
    assert len(whole) == 2


def test_a_decision_leads_to_its_lines_and_they_lead_back(group: Group, decided: Decision) -> None:
    client = member(group.scene)
    page = client.get(decided.get_absolute_url()).text
    (onward,) = re.findall(r'rel="nofollow" href="([^"]*about=[^"]*)">Its lines in our record', page)
    record = client.get(onward).text
    assert "Only the lines of one decision:" in record
    assert f'href="{decided.get_absolute_url()}"' in record
    assert f'name="about" value="{decided.pk}"' in record
    assert "Only the lines of one decision:" not in client.get(RECORD).text


def test_its_lines_can_be_narrowed_further(group: Group, decided: Decision) -> None:
    lines = lines_visible_to(group.scene.viewer("rosa"), about=decided, action="decision.answer")
    assert len(lines) == len(FIVE)
    asked = lines_visible_to(group.scene.viewer("rosa"), about=decided, words="asked")
    assert [line.action for line in asked[:9]] == ["issue.ask_decision"]
    none = lines_visible_to(group.scene.viewer("rosa"), about=decided, action="issue.name", words="asked")
    assert (len(none), none[:9]) == (0, [])


def test_the_record_is_looked_through_once_for_them(group: Group, decided: Decision) -> None:
    client = member(group.scene)
    with CaptureQueriesContext(connection) as asked:
        assert "9 lines found" in client.get(f"{RECORD}?about={decided.pk}").text
    scans = [one["sql"] for one in asked if f'"{decided.pk}"' in one["sql"] and "LIKE" in one["sql"].upper()]
    assert len(scans) == 1


def test_only_a_decision_that_the_reader_may_see_can_be_asked_for(
    group: Group, decided: Decision, elsewhere: Scene
) -> None:
    client = member(group.scene)
    asked = [decided.pk, uuid.uuid4(), group.scene.people["rosa"].pk, "nothing"]
    assert [client.get(f"{RECORD}?about={one}").status_code for one in asked] == [200, 404, 404, 404]
    other = f"/{elsewhere.place.slug}/record/"
    assert client.get(other).status_code == 200
    assert client.get(f"{other}?about={decided.pk}").status_code == 404
