"""`wholeplace act`, `place`, `person` and `verify` at the command line: what they do, say and end with."""

import json
import shlex
import uuid
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.kernel.scene import ISSUE, Scene, elsewhere, own_keys, saltmarsh

from wholeplace.cli import main
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel import actions
from wholeplace.kernel.actions import TooBusy
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.people import Hat, Membership, Person
from wholeplace.kernel.places import Area, Place

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

NAMED = {**ISSUE, "audience": "public"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def act(name: str, body: Any, *more: str, by: str = "amina", place: str = "saltmarsh") -> Result:
    said = body if isinstance(body, str) else json.dumps(body)
    return run("act", name, said, "--place", place, "--as", f"{by}@saltmarsh.example", *more)


class TestAct:
    def test_an_action_is_done_and_told(self, saltmarsh: Scene) -> None:
        done = act("issue.name", NAMED, "--hat", "convener")
        issue = Issue.objects.get()
        assert (done.exit_code, done.output) == (0, f"Done: Nowhere to go after dark {issue.pk}\n")
        said = json.loads(Leaf.objects.filter(entry__action="issue.name").get().data)
        assert (said["door"], said["actor"]["hat"]) == ("command", "convener")

    def test_the_example_of_its_help_runs(self, saltmarsh: Scene) -> None:
        command = main.get_command(None, "act")
        example = command.epilog.partition(": wholeplace ")[2].replace("example.org", "saltmarsh.example")
        done = run(*shlex.split(example))
        assert (done.exit_code, Issue.objects.get().title) == (0, "Nowhere to go after dark"), done.output

    def test_the_result_can_be_json(self, saltmarsh: Scene) -> None:
        done = act("issue.name", NAMED, "--json")
        assert json.loads(done.output) == {"action": "issue.name", "result": str(Issue.objects.get().pk)}

    def test_a_refusal_ends_with_1(self, saltmarsh: Scene) -> None:
        done = act("issue.name", NAMED, by="rosa")
        assert (done.exit_code, done.output) == (
            1, "Refused: This needs the Convener hat, which you do not hold here. Ask a convener who does.\n",
        )  # fmt: skip
        assert not Issue.objects.exists()

    def test_nobody_takes_part_for_another(self, saltmarsh: Scene) -> None:
        done = act("issue.take_part", {"issue": str(saltmarsh.issue().pk)}, by="rosa")
        assert (done.exit_code, done.output) == (
            1, "Refused: This cannot be done for somebody else at the command line.\n",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("body", "says"),
        [
            ("{", "Invalid JSON"),
            ({**NAMED, "more": 1}, "more: Extra inputs"),
            ({}, "title: Field required"),
            ("[]", "object"),
        ],
    )
    def test_arguments_of_another_shape_end_with_2(self, saltmarsh: Scene, body: Any, says: str) -> None:
        done = act("issue.name", body)
        assert done.exit_code == 2
        assert says in done.output

    def test_another_places_record_is_said_as_one_that_is_not_there(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        said = [
            act("issue.reframe", {"issue": str(pk), "text": "x"})
            for pk in (elsewhere.issue().pk, uuid.uuid4())
        ]
        assert [(one.exit_code, one.output) for one in said] == [(2, said[0].output)] * 2

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (("issue.invented", {}), "There is no action called issue.invented"),
            (("member.admit_many", {}), "Use its own command"),
            (("issue.name", NAMED, "--hat", "operator"), "does not hold the Operator hat"),
        ],
    )
    def test_what_cannot_be_asked_for_is_said(self, saltmarsh: Scene, arguments: Any, says: str) -> None:
        done = act(*arguments)
        assert done.exit_code == 2
        assert says in done.output

    def test_a_place_and_a_person_must_be_there(self, saltmarsh: Scene) -> None:
        assert "no place with the short name nowhere" in act("issue.name", NAMED, place="nowhere").output
        assert "nobody@saltmarsh.example is not a member" in act("issue.name", NAMED, by="nobody").output

    def test_a_busy_database_ends_with_3(self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
        def busy(*_args: object) -> None:
            raise TooBusy

        monkeypatch.setattr(actions.Action, "_once", busy)
        done = act("issue.name", NAMED)
        assert done.exit_code == 3
        assert "nothing was done" in done.output


class TestPlacesAndPeople:
    def test_a_place_is_founded_with_its_areas(self, db: None) -> None:
        done = run("place", "new", "saltmarsh", "Saltmarsh", "--area", "Old Harbour", "--area", "Mill")
        assert (done.exit_code, Place.objects.get().name) == (0, "Saltmarsh")
        assert sorted(Area.objects.values_list("name", flat=True)) == ["Mill", "Old Harbour"]
        assert json.loads(run("place", "list", "--json").output) == [
            {"slug": "saltmarsh", "name": "Saltmarsh"}
        ]

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (("saltmarsh", "Again"), "already a place with the short name"),
            (("api", "Api"), "used by the program's own addresses"),
            (("second", "Second", "--colour", "#ffff00"), "contrast"),
            (("second", "Second", "--colour", "red"), "is no colour"),
            (("Not a slug!", "Second"), "cannot be a short name"),
            (("second", ""), "left empty"),
            (("x" * 41, "Second"), "cannot be a short name"),
        ],
    )
    def test_a_place_that_cannot_be_is_refused(self, saltmarsh: Scene, arguments: Any, says: str) -> None:
        done = run("place", "new", *arguments)
        assert (done.exit_code, says in done.output) == (1, True), done.output
        assert Place.objects.count() == 1

    def test_the_first_two_of_a_hat_are_given_and_a_third_is_refused_whole(self, saltmarsh: Scene) -> None:
        made = run("person", "new", "saltmarsh", "Gus@Saltmarsh.example", "Gus", "--hat", "operator")
        third = run("person", "new", "saltmarsh", "kit@saltmarsh.example", "Kit", "--hat", "convener")
        assert made.exit_code == 0
        assert Hat.objects.filter(membership__name="Gus", kind="operator", state="held").exists()
        assert third.exit_code == 1
        assert "After the first two" in third.output

        assert not Membership.objects.filter(name="Kit").exists()
        assert not Person.objects.filter(email="kit@saltmarsh.example").exists()

    def test_whoever_is_a_member_already_gets_the_hat_and_stays_as_they_are(
        self, db: None, own_keys: Path
    ) -> None:
        run("place", "new", "saltmarsh", "Saltmarsh")
        run("person", "new", "saltmarsh", "amina@x.example", "Amina Yusuf", "--voice", "public")
        again = ("person", "new", "saltmarsh", "AMINA@x.example", "A. Y.", "--hat", "convener")
        done = run(*again)
        told = "Amina Yusuf was a member already, and now wears: convener. Nothing else was changed.\n"
        assert (done.exit_code, done.output) == (0, told)
        member = Membership.objects.get()
        assert (member.name, member.voice) == ("Amina Yusuf", "public")
        assert [hat.kind for hat in member.hats.filter(state="held")] == ["convener"]
        twice = run(*again)
        assert (twice.exit_code, "already holds this hat" in twice.output) == (1, True)
        told = json.loads(run(*again[:-1], "operator", "--json").output)
        assert told == {"id": str(member.pk), "place": "saltmarsh", "hats": ["operator"], "admitted": False}

    def test_a_place_with_an_area_named_twice_is_not_founded(self, db: None) -> None:
        done = run("place", "new", "dup", "Dup", "--area", "A", "--area", "A")
        assert (done.exit_code, done.output[:8]) == (1, "Refused:")
        assert not Place.objects.exists()
        assert not Leaf.objects.exists()

    def test_who_and_what_was_made_can_be_json(self, db: None, own_keys: Path) -> None:
        place = json.loads(run("place", "new", "saltmarsh", "Saltmarsh", "--json").output)
        member = json.loads(run("person", "new", "saltmarsh", "a@x.example", "A", "--json").output)
        assert place["id"] == str(Place.objects.get().pk)
        assert member["id"] == str(Membership.objects.get().pk)

    def test_nobody_is_admitted_twice_nor_to_a_place_that_is_not_there(self, saltmarsh: Scene) -> None:
        again = run("person", "new", "saltmarsh", "rosa@saltmarsh.example", "Rosa Lind")
        nowhere = run("person", "new", "nowhere", "rosa@saltmarsh.example", "Rosa Lind")
        assert (again.exit_code, again.output) == (
            1,
            f"Refused: {Refusal('already_a_member', {'name': 'Rosa Lind'})}\n",
        )
        assert (nowhere.exit_code, "Found it with" in nowhere.output) == (2, True)
        assert Membership.objects.filter(name="Rosa Lind").count() == 1


class TestVerify:
    def test_an_untouched_database_agrees(self, saltmarsh: Scene) -> None:
        done = run("verify", "--database")
        assert (done.exit_code, done.output) == (0, "saltmarsh: every row agrees with the ledger.\n")

    def test_a_changed_row_is_named_and_ends_with_1(self, saltmarsh: Scene) -> None:
        with migrating():
            Membership.objects.filter(name="Rosa Lind").update(voice="politician")
        done = run("verify", "--database")
        rosa = saltmarsh.people["rosa"].pk
        assert done.exit_code == 1
        assert f"A row differs from what was recorded: wp_kernel_membership {rosa}" in done.output
        told = json.loads(run("verify", "--database", "--json").output)
        assert [fault["code"] for fault in told["faults"]["saltmarsh"]] == ["row_changed"]

    def test_one_thing_is_verified_at_a_time_and_a_pack_is_told_in_words(self, saltmarsh: Scene) -> None:
        assert "in words only" in run("verify", __file__, "--json").output
        assert run("verify").exit_code == 2


def test_every_command_is_listed_and_shows_an_example() -> None:
    listed = main.list_commands(None)
    assert {"act", "backup", "doctor", "migrate", "person", "place", "restore", "serve", "verify"} <= set(
        listed
    )
    for name in listed:
        command = main.get_command(None, name)
        assert command.help
        assert "xample" in (command.epilog or "xample")
