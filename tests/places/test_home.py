"""The first page of a place names one next step, the reader's own."""

from django.conf import settings
from django.test import Client
from tests.convene.deciding import wears
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.account.scrutiny.visits import remember_visit
from wholeplace.convene.issues.actions import stop_taking_part, take_part
from wholeplace.convene.issues.conditions import is_provisional
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.sequencer import sequence
from wholeplace.kernel.people import Hat, HatKind, Membership
from wholeplace.kernel.records import Audience
from wholeplace.places.partnership.home import Lately, NextStep, next_step
from wholeplace.places.people.actions import (
    confirm_hat,
    grant_first_hat,
    propose_end_of_hat,
    propose_hat,
    take_off_hat,
)
from wholeplace.places.people.leaving import propose_removal

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


def step_of(scene: Scene, name: str) -> str:
    step = next_step(scene.viewer(name))
    return step.title if step else ""


def test_where_nothing_is_named_yet_a_convener_names_it_and_nobody_else_is_asked(saltmarsh: Scene) -> None:
    assert [step_of(saltmarsh, name) for name in ("amina", "olwen", "rosa")] == [
        "Name the first issue",
        "",
        "",
    ]


def test_a_member_is_offered_the_newest_issue_they_do_not_take_part_in(saltmarsh: Scene) -> None:
    first = saltmarsh.name_issue(title="The first")
    second = saltmarsh.name_issue(title="The second")
    hrefs = []
    for joined in (second, first):
        step = next_step(saltmarsh.viewer("rosa"))
        assert step is not None
        hrefs.append(step.href)
        take_part(saltmarsh.actor("rosa"), issue=joined)
    assert hrefs == [second.get_absolute_url(), first.get_absolute_url()]
    assert step_of(saltmarsh, "rosa") == ""


def test_a_convener_who_takes_part_is_asked_to_bring_others_in_until_five_do(saltmarsh: Scene) -> None:
    issue = saltmarsh.name_issue(title="The pier")
    for name in ("amina", "ben", "rosa", "tariq"):
        take_part(saltmarsh.actor(name), issue=issue)
    step = next_step(saltmarsh.viewer("amina"))
    assert step is not None
    assert (step.title, step.href) == ("Bring people in", "/saltmarsh/people/invite/")
    assert step.text == "4 people take part: The pier. Invite those who live with it."
    assert step_of(saltmarsh, "rosa") == ""
    take_part(saltmarsh.actor("olwen"), issue=issue)
    assert step_of(saltmarsh, "amina") == ""


def test_nor_are_five_people_of_one_organisation_enough(saltmarsh: Scene) -> None:
    issue = saltmarsh.name_issue(title="The pier")
    for name in ("amina", "ben", "rosa", "tariq", "olwen"):
        take_part(saltmarsh.actor(name), issue=issue)
    assert step_of(saltmarsh, "amina") == ""
    (one, *_others) = saltmarsh.organisations.values()
    with migrating():
        Membership.objects.exclude(organisation=None).update(organisation=one)
    step = next_step(saltmarsh.viewer("amina"))
    assert step is not None
    assert step.text == (
        "5 people take part, and they are not of two organisations: The pier. Invite people of another."
    )
    assert is_provisional(saltmarsh.actor("amina"), issue) is None


def test_an_issue_a_visitor_can_read_asks_nothing_of_them(saltmarsh: Scene) -> None:
    saltmarsh.name_issue(audience=Audience.PUBLIC)
    assert next_step(Viewer(saltmarsh.place)) is None


def test_a_hat_waits_for_whoever_could_give_the_second_word_only(saltmarsh: Scene) -> None:
    hat = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.MEDIATOR)
    asked = [name for name in saltmarsh.people if "waits for your word" in step_of(saltmarsh, name)]
    assert asked == ["ben"]
    confirm_hat(saltmarsh.actor("ben"), hat=hat)
    assert "waits" not in step_of(saltmarsh, "ben")


def test_a_hat_to_be_taken_off_waits_in_the_same_way(saltmarsh: Scene) -> None:
    hat = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.MEDIATOR)
    confirm_hat(saltmarsh.actor("ben"), hat=hat)
    hat.refresh_from_db()
    propose_end_of_hat(saltmarsh.actor("ben"), hat=hat)
    asked = [name for name in saltmarsh.people if "waits for your word" in step_of(saltmarsh, name)]
    assert asked == ["amina", "olwen"]


def test_a_word_that_cannot_be_given_is_not_asked_for(saltmarsh: Scene) -> None:
    propose_removal(saltmarsh.actor("ben"), member=saltmarsh.people["rosa"], reason="Moved away")
    assert "waits for your word" in step_of(saltmarsh, "olwen")
    wears(saltmarsh, "cllr", HatKind.CONVENER)
    take_off_hat(saltmarsh.actor("ben"), hat=Hat.objects.get(membership=saltmarsh.people["ben"]))
    assert "waits for your word" not in step_of(saltmarsh, "olwen")


def test_whoever_stopped_taking_part_is_not_asked_again(saltmarsh: Scene) -> None:
    issue = saltmarsh.name_issue()
    take_part(saltmarsh.actor("rosa"), issue=issue)
    stop_taking_part(saltmarsh.actor("rosa"), issue=issue)
    assert step_of(saltmarsh, "rosa") == ""


def test_a_scrutineer_is_offered_the_lines_they_have_not_read(saltmarsh: Scene) -> None:
    grant_first_hat(saltmarsh.operator, member=saltmarsh.people["rosa"], kind=HatKind.SCRUTINEER)
    sequence(saltmarsh.place)
    assert "new lines of the record" in step_of(saltmarsh, "rosa")
    remember_visit(saltmarsh.viewer("rosa"))
    assert step_of(saltmarsh, "rosa") == ""
    saltmarsh.name_issue()
    sequence(saltmarsh.place)
    step = next_step(saltmarsh.viewer("rosa"))
    assert step is not None
    assert (step.title, step.href.split("?")[0]) == (
        "Read 1 new line of the record",
        "/saltmarsh/record/since/",
    )
    assert "record" not in step_of(saltmarsh, "tariq")


def test_whoever_has_nothing_else_to_do_is_invited_to_read_what_is_newest(saltmarsh: Scene) -> None:
    when = now()
    read = NextStep("See where people agree", "", "/saltmarsh/", "Read")
    lately = [Lately(when, "a hat", "/"), Lately(when, "a landscape", "/", read)]
    assert next_step(saltmarsh.viewer("rosa"), lately=lately) == read
    assert next_step(saltmarsh.viewer("amina"), lately=lately) != read


def test_a_proposal_to_remove_somebody_waits_for_another_convener_or_operator(saltmarsh: Scene) -> None:
    propose_removal(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], reason="Moved away")
    asked = [name for name in saltmarsh.people if "waits for your word" in step_of(saltmarsh, name)]
    assert asked == ["ben", "olwen"]
    saltmarsh.people["rosa"].refresh_from_db()
    assert step_of(saltmarsh, "rosa") == "Somebody proposes to remove you"


def test_somebody_signed_in_who_is_no_member_is_not_told_to_sign_in(
    saltmarsh: Scene, elsewhere: Scene
) -> None:
    client = Client()
    shown = [client.get("/saltmarsh/").content.decode()]
    client.force_login(elsewhere.people["amina"].person, backend=settings.AUTHENTICATION_BACKENDS[0])
    shown.append(client.get("/saltmarsh/").content.decode())
    assert ["Are you a member?" in page for page in shown] == [True, False]
    assert ["You are not a member here" in page for page in shown] == [False, True]
