"""Whatever is changed in evidence or ledger behind the program's back is found; what was not changed is not."""

import datetime as dt
import json
import random
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from tests.convene.asking import given, published
from tests.convene.crowd import Crowd
from tests.convene.deciding import Group
from tests.convene.files import put
from tests.convene.inviting import asked_to_speak
from tests.convene.mapping import contacted, tied
from tests.convene.missing import Missing
from tests.convene.parties import LAMPS, NO_UNIFORM, Ruling
from tests.convene.pooling import pooled
from tests.convene.sitting import sat
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, elsewhere, on_disk, own_keys, saltmarsh, tell
from tests.kernel.test_ledger_tree import converse
from tests.mediate.conversations.live import Held, give, opened, wearing
from tests.places.logos import logo

from wholeplace.account.reports.actions import add_follow_up, carry_statements, draft_report
from wholeplace.convene.changes.actions import declare_change, give_reading
from wholeplace.convene.changes.names import Better, Expectation
from wholeplace.convene.expectations.marking import dismiss
from wholeplace.convene.expectations.settling import confirm
from wholeplace.convene.ground_rules.actions import agree_to_ground_rules, declare_ground_rules
from wholeplace.convene.invitations.needing import say_needs
from wholeplace.convene.issues.actions import reframe_issue, take_part
from wholeplace.convene.issues.amending import move_issue
from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.issues.names import Status
from wholeplace.convene.lottery.models import Target
from wholeplace.convene.stakeholders.interests import declare_interest
from wholeplace.convene.stakeholders.noting import write_note
from wholeplace.convene.wickedness.actions import answer_wickedness
from wholeplace.convene.wickedness.names import Answer as Finding
from wholeplace.convene.wickedness.names import Property
from wholeplace.kernel.actors import machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.files.taking_down import hold_file
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger import writer
from wholeplace.kernel.ledger.check import CHECKS, Fault, check_place, lost_places
from wholeplace.kernel.ledger.checkpointing import checkpoint, rotate_key
from wholeplace.kernel.ledger.models import Alias, Checkpoint, Entry, Leaf, Opening, VerifyingKey
from wholeplace.kernel.ledger.snapshots import Snapshot, snapshot
from wholeplace.kernel.notices.actions import stop_letters
from wholeplace.kernel.people import CivicVoice, Hat, HatKind
from wholeplace.kernel.places import Place, Sector
from wholeplace.kernel.records import Audience
from wholeplace.kernel.releases import Release
from wholeplace.kernel.tables import LedgerTable, evidence_models, kind_of, models_by_table
from wholeplace.mediate.conversations.answering import answer_statement, go_on_record
from wholeplace.mediate.conversations.confiding import answer_aside, write_aside
from wholeplace.mediate.conversations.guests import claim_guest, say_as_guest
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.moderation import answer_moderators, hold_statement
from wholeplace.mediate.conversations.moderation_reporting import report_statement
from wholeplace.mediate.conversations.names import Answer, Named, Naming, Reason
from wholeplace.mediate.conversations.opening import close_conversation, open_conversation
from wholeplace.mediate.conversations.paper import type_sheet
from wholeplace.mediate.conversations.rooms import answer_as_guest, enter_room, open_room
from wholeplace.mediate.conversations.saying import say
from wholeplace.mediate.landscapes.actions import release_landscape
from wholeplace.places.invited.actions import accept_invitation, invite, send_invitation
from wholeplace.places.partnership.actions import add_area, set_logo
from wholeplace.places.people.actions import confirm_hat, propose_hat
from wholeplace.places.policies.actions import write_policy
from wholeplace.places.policies.names import PolicyKind
from wholeplace.places.yourself.actions import ask_erasure

__all__ = ["elsewhere", "on_disk", "own_keys", "saltmarsh"]

NUMBERS = [(f"wp_kernel_{name}", "id") for name in ("alias", "checkpoint", "leaf", "opening", "verifyingkey")]
NOT_VOUCHED_FOR = {("wp_kernel_checkpoint", "at"), *NUMBERS}
"""Row numbers that nothing refers to, and when a checkpoint was signed: whoever keeps it in minutes has the date."""


def enrich(scene: Scene) -> Place:
    """Let something happen in every table of evidence and of the ledger, and leave the last deed waiting."""
    add_area(scene.actor("amina"), place=scene.place, name="Old Harbour")
    add_area(scene.actor("amina"), place=scene.place, name="New Harbour")
    set_logo(scene.actor("amina"), place=scene.place, logo=logo())
    for name in ("rosa", "tariq"):
        take_part(scene.actor(name), issue=scene.issue())
    converse(scene)
    conversation = Conversation.objects.get(place=scene.place)
    for people in (12, 24):
        figures = {"people": people, "votes": 18 * people, "attributes": {}, "statements": []}
        release_landscape(
            machine(scene.place, "worker"),
            conversation=conversation,
            payload=json.dumps(figures),
            people=people,
        )
    report_back(scene, conversation)
    checkpoint(scene.place)
    rotate_key(scene.actor("olwen"), place=scene.place)
    checkpoint(scene.place)
    reframe_issue(scene.actor("amina"), issue=scene.issue(), text="My way")
    say_of(scene)
    for name in ("amina", "ben", "cllr"):
        take_part(scene.actor(name), issue=scene.issue())
    hold(scene)
    meet_expectations(scene)
    group = Group(scene)
    file = put(group, group.propose())
    hold_file(replace(group.actor("amina"), hat=HatKind.CONVENER), file=file, because="A house can be seen")
    group.adopt(group.propose())
    choose_a_circle(scene, group)
    tie = tied(scene)
    contacted(scene)
    write_note(scene.actor("rosa"), perspective=tie.second, text="Never asked", audience=Audience.PARTNERSHIP)
    declare_interest(scene.actor("rosa"), issue=scene.issue(), text="My sister runs it")
    asked = group.decide(group.propose(reason="We were heard by halves"))
    group.object(asked)
    group.reply(group.object(group.amend(asked)))
    checkpoint(scene.place)
    write_policy(scene.actor("amina"), place=scene.place, kind=PolicyKind.TERMS, text="Be kind", after=0)
    people = "\n".join(f"{name}@{scene.place.slug}.example, {name}" for name in ("sam", "sal"))
    asked, _waits = invite(scene.actor("amina"), place=scene.place, people=people, words="Do come")
    by = machine(scene.place, "invitations")
    sent = send_invitation(by, invitation=asked)
    accept_invitation(by, invitation=sent, name="Sam", voice=CivicVoice.PUBLIC, sector=Sector.OTHER)
    asked_to_speak(scene)
    pooled(scene)
    sat(scene)
    said = {
        "place": scene.place,
        "access": "No steps",
        "language": "Welsh",
        "childcare": "One",
        "travel": "A bus",
    }
    for _time in range(2):
        say_needs(scene.actor("rosa"), **said)
    given(scene, name="ben")
    published(scene)
    guests_come(scene)
    stop_letters(scene.actor("tariq"), place=scene.place)
    ask_erasure(scene.actor("tariq"), member=scene.people["tariq"], keeps_words=True)
    converse_here(scene)
    scene.name_issue(title="Still waiting for its place in the tree")
    return scene.place


def choose_a_circle(scene: Scene, group: Group) -> None:
    """Have five people choose a circle, as if they were too many to decide together: that many would take long."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("wholeplace.convene.issues.circle_conditions.CONSENT_AT_MOST", 4)
        patched.setattr("wholeplace.kernel.decisions.rules.UNNAMED_QUORUM", 5)
        crowd = Crowd(scene, at=group.at)
        for name in FIVE:
            crowd.stand(name, "I wait there every day")
        decision = second_decision(crowd.actor("tariq"), decision=crowd.ask_circle(quorum=5))
        for name in FIVE:
            crowd.approve(decision, name, 1, 2, 3, 4, 5)
        crowd.close(decision)
    group.at = crowd.at


def say_of(scene: Scene) -> None:
    """Say of the issue what should change, by which rules people work, and how wicked it is."""
    amina, issue = scene.actor("amina"), scene.issue()
    said = {"outcome": "Fewer wait", "for_whom": "Everybody", "said_by": "The council", "indicator": "Waits"}
    change = declare_change(
        amina, issue=issue, expectation=Expectation.EXPECTED, unit="minutes", better=Better.DOWN, **said
    )
    yesterday = now().date() - dt.timedelta(days=1)
    give_reading(amina, change=change, day=yesterday, value=Decimal(12), source="Counted at the stop")
    rules = declare_ground_rules(amina, issue=issue, rules="One at a time")
    agree_to_ground_rules(scene.actor("rosa"), ground_rules=rules)
    answer_wickedness(amina, issue=issue, about=Property.DEFINITION, answer=Finding.YES, reason="We differ")
    move_issue(amina, issue=issue, to=Status.RESTING, reason="Until the summer is over")


def meet_expectations(scene: Scene) -> None:
    """Have parties fill in cards, settle where they differ, and the group decide on the ground rules drawn up from that."""
    parties = Ruling(scene)
    confirm(parties.actor("amina"), settling=parties.settle(parties.differ()))
    lines = {"line": parties.line(LAMPS), "other": parties.line(NO_UNIFORM)}
    dismiss(parties.actor("ben"), **lines)
    decision = second_decision(parties.actor("tariq"), decision=parties.put(parties.draw_up()))
    parties.consent(decision, *FIVE)
    parties.close(decision)
    missing = Missing(scene, at=parties.at)
    missing.decide(missing.propose_without(voices=[CivicVoice.POLITICIAN]), *FIVE)


def hold(scene: Scene) -> None:
    """Hold a conversation in which an elected member answers by name, until it closes."""
    conversation = opened(scene)
    go_on_record(scene.actor("cllr"), conversation=conversation)
    for name in ("cllr", "rosa", "ben"):
        answer_statement(scene.actor(name), conversation=conversation, number=1, answer=Answer.AGREE)
    close_conversation(machine(scene.place, "worker", at=conversation.closes), conversation=conversation)


def report_back(scene: Scene, conversation: Conversation) -> None:
    """Write down what comes next, carry a statement into it, and draft a report."""
    said = {"text": "Try it in May", "owner": "The council", "due": dt.date(2999, 5, 1)}
    made = add_follow_up(scene.actor("amina"), conversation=conversation, **said)
    carry_statements(scene.actor("amina"), conversation=conversation, numbers=[1], into=made.pk)
    draft_report(
        scene.actor("amina"), conversation=conversation, summary="We asked, and this is what came of it"
    )


def converse_here(scene: Scene) -> None:
    """Hold a conversation in which somebody is on the record, and a statement is reported, held and stood up for."""
    held = Held(scene, opened(scene))
    go_on_record(scene.actor("cllr"), conversation=held.conversation)
    answering = {"conversation": held.conversation, "number": 1, "answer": Answer.AGREE}
    answer_statement(scene.actor("cllr"), **answering)
    give(held, "rosa", HatKind.MODERATOR)
    statement = say(scene.actor("cllr"), conversation=held.conversation, text="Ask me first.")
    report_statement(scene.actor("ben"), statement=statement, reason=Reason.SPAM, words="An advert")
    hold_statement(wearing(held, "rosa"), statement=statement, reason=Reason.SPAM, words="So it looks")
    answer_moderators(scene.actor("cllr"), statement=statement, words="I sell nothing")
    confide(held)
    held.close()
    named(scene)


def confide(held: Held) -> None:
    """Keep something for whoever facilitates, who writes back."""
    give(held, "olwen", HatKind.FACILITATOR)
    aside = write_aside(held.scene.actor("tariq"), conversation=held.conversation, text="I am afraid.")
    answer_aside(wearing(held, "olwen"), aside=aside, reply="Thank you for telling us.")


def named(scene: Scene) -> None:
    """Write under a made-up name in one conversation, and in one's own for a body in another."""
    for naming, named in ((Naming.PSEUDONYM, Named.UNNAMED), (Naming.BY_NAME, Named.NAME)):
        held = opened(scene, naming=naming)
        speaking = replace(scene.actor("tariq"), on_behalf_of=scene.organisations["Health Trust"])
        say(speaking, conversation=held, text="Ask us too.", named=named)


def guests_come(scene: Scene) -> None:
    """Open a conversation for everybody, and a room in which a guest comes in; an elected member answers by name."""
    issue = scene.name_issue(title="For everybody", audience=Audience.PUBLIC)
    said = {"title": "T", "question": "Q?", "seeds": ["S"], "closes": now() + dt.timedelta(days=7)}
    held = open_conversation(scene.actor("amina"), issue=issue, **said)
    window = {"opens": now(), "closes": now() + dt.timedelta(hours=8)}
    room = open_room(scene.actor("amina"), conversation=held, most=2, **window)
    who = {"voice": CivicVoice.PUBLIC, "sector": Sector.OTHER}
    guest = enter_room(machine(scene.place, "guests"), room=room, code="23456789abcd", **who)
    answer_as_guest(
        machine(scene.place, "guests"), conversation=held, guest=guest, number=1, answer=Answer.PASS
    )
    say_as_guest(machine(scene.place, "guests"), conversation=held, guest=guest, text="A bench.")
    take_part(scene.actor("tariq"), issue=issue)
    claim_guest(scene.actor("tariq"), conversation=held, code="23456789abcd")
    take_part(scene.actor("cllr"), issue=issue)
    go_on_record(scene.actor("cllr"), conversation=held)
    says = {"voice": CivicVoice.PUBLIC, "sector": Sector.OTHER, "answers": {1: Answer.AGREE}}
    type_sheet(scene.actor("amina"), conversation=held, number=1, **says)
    over = machine(scene.place, "conversations", at=now() + dt.timedelta(days=8))
    close_conversation(over, conversation=held)


@pytest.fixture(autouse=True)
def only_the_kernels_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What features check besides is tested with the features."""
    monkeypatch.setattr(CHECKS, "_things", [])


@pytest.fixture
def rich(saltmarsh: Scene, elsewhere: Scene) -> Place:
    """A place in which everything has happened, beside another one."""
    return enrich(saltmarsh)


def faults_of(place: Place) -> list[str]:
    return [fault.code for fault in check_place(place)]


def covered_models() -> list[type[models.Model]]:
    ledger = [
        model
        for model in models_by_table().values()
        if isinstance(kind_of(model._meta.db_table), LedgerTable)
    ]
    return [*evidence_models(), *sorted(ledger, key=lambda model: model._meta.db_table)]


def test_a_place_that_nobody_touched_has_no_fault(rich: Place) -> None:
    assert faults_of(rich) == []
    for model in covered_models():
        assert model._base_manager.exists(), f"nothing happened in {model._meta.db_table}"


def test_the_other_place_has_none_either(rich: Place) -> None:
    for place in Place.objects.all():
        assert faults_of(place) == []


class TestAColumnAddedLater:
    """An upgrade adds a column; what was recorded before does not name it."""

    @pytest.fixture
    def older(self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch) -> Scene:
        """A place with a hat recorded when hats had no word on who wants them off."""

        def without_it(record: models.Model) -> Snapshot:
            shot = snapshot(record)
            shot.open.pop("end_proposed_by", None)
            return shot

        monkeypatch.setattr(writer, "snapshot", without_it)
        propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.SPONSOR)
        return saltmarsh

    def test_is_no_fault_while_it_is_as_it_began(self, older: Scene) -> None:
        assert "end_proposed_by" not in Leaf.objects.latest("pk").data
        assert faults_of(older.place) == []

    def test_is_found_once_somebody_fills_it_behind_the_programs_back(self, older: Scene) -> None:
        with migrating():
            Hat.objects.filter(kind=HatKind.SPONSOR).update(end_proposed_by=older.people["ben"])
        assert faults_of(older.place) == ["row_changed"]


@dataclass(frozen=True)
class Mutation:
    """One change to one row (or two), made behind the program's back."""

    kind: str
    table: str
    column: str
    key: Any
    other: Any = None


def mutations(place: Place) -> list[Mutation]:
    """Return a change of every column, and a removal, a copy and a swap of rows, of every table."""
    found = []
    for model in covered_models():
        table, rows = model._meta.db_table, list(rows_in(model, place))
        columns = [field.column for field in model._meta.concrete_fields]
        for column in columns:
            if (table, column) in NOT_VOUCHED_FOR:
                continue
            found += [Mutation("edit", table, column, row[0]) for row in rows]
            if not model._meta.get_field("id").primary_key or column != "id":
                found += [Mutation("swap", table, column, a[0], b[0]) for a, b in pairwise(rows)]
        if model is not Checkpoint:  # nobody can vouch that none is missing but who kept it
            found += [Mutation("delete", table, "", row[0]) for row in rows]
        found += [Mutation("insert", table, "", row[0]) for row in rows]
    return found


def rows_in(model: type[models.Model], place: Place) -> Iterator[tuple[Any]]:
    from wholeplace.kernel.ledger.check import rows_of

    through = {Alias: "membership__place", Opening: "entry__place"}
    if model in through:
        return model.objects.filter(**{through[model]: place}).order_by("pk").values_list("pk").iterator()
    return rows_of(model, place).order_by("pk").values_list("pk").iterator()


class Changer:
    """Changes rows by plain SQL, where no program looks on."""

    def __init__(self, execute: Callable[[str, list[Any]], Any], *, seed: int) -> None:
        self.execute = execute
        self.chance = random.Random(seed)

    def value(self, table: str, column: str, key: Any) -> Any:
        model = models_by_table()[table]
        return (
            model._base_manager.filter(pk=key).values_list(self.field(model, column).attname, flat=True).get()
        )

    def field(self, model: type[models.Model], column: str) -> models.Field:
        return next(field for field in model._meta.concrete_fields if field.column == column)

    def other(self, field: models.Field, value: Any) -> Any:
        """Return another value of the same kind."""
        target = field.target_field if field.is_relation else field
        if isinstance(target, models.UUIDField):
            others = (
                list(field.related_model._base_manager.values_list("pk", flat=True))
                if field.is_relation
                else []
            )
            return self.chance.choice([one for one in others if one != value] or [uuid.uuid4()])
        if isinstance(target, models.BooleanField):
            return not value
        if isinstance(target, models.IntegerField | models.AutoField | models.DecimalField):
            if field.is_relation:
                return self.chance.choice(
                    [
                        pk
                        for pk in field.related_model._base_manager.values_list("pk", flat=True)
                        if pk != value
                    ]
                )
            if isinstance(target, models.DecimalField):
                return (value or 0) + Decimal(1).scaleb(-target.decimal_places)
            return (value or 0) + self.chance.choice([1, 7, 1000])
        if isinstance(target, models.DateTimeField):
            return (value or dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) + dt.timedelta(microseconds=1)
        if isinstance(target, models.DateField):
            return (value or dt.date(2026, 1, 1)) + dt.timedelta(days=1)
        if isinstance(target, models.BinaryField):
            return bytes([(value or b"\x00")[0] ^ 1]) + bytes(value or b"\x00")[1:]
        if isinstance(target, models.JSONField):
            return [*value, "cy"]
        return (value[:-1] + ("x" if value[-1:] != "x" else "y")) if value else "x"

    def stored(self, field: models.Field, value: Any) -> Any:
        value = field.get_db_prep_save(value, connection)
        return bytes(value) if isinstance(value, memoryview) else value

    def set(self, table: str, column: str, key: Any, value: Any) -> None:
        model = models_by_table()[table]
        field, pk = self.field(model, column), model._meta.pk
        self.execute(
            f'UPDATE "{table}" SET "{column}" = %s WHERE "{pk.column}" = %s',
            [self.stored(field, value), self.stored(pk, key)],
        )

    def make(self, change: Mutation) -> bool:
        """Make a change; return whether it changed anything."""
        model = models_by_table()[change.table]
        pk = model._meta.pk
        if change.kind == "delete":
            self.execute(
                f'DELETE FROM "{change.table}" WHERE "{pk.column}" = %s', [self.stored(pk, change.key)]
            )
        elif change.kind == "insert":
            self.insert(model, change.key)
        elif change.kind == "edit":
            field = self.field(model, change.column)
            self.set(
                change.table,
                change.column,
                change.key,
                self.other(field, self.value(change.table, change.column, change.key)),
            )
        else:
            mine, other = (self.value(change.table, change.column, key) for key in (change.key, change.other))
            if mine == other:
                return False
            self.set(change.table, change.column, change.key, other)
            self.set(change.table, change.column, change.other, mine)
        return True

    def insert(self, model: type[models.Model], key: Any) -> None:
        """Put a copy of a row beside it, with a new key and, where one is wanted, another name."""
        row = model._base_manager.get(pk=key)
        names, values = [], []
        for field in model._meta.concrete_fields:
            value = field.value_from_object(row)
            if field.primary_key:
                value = (
                    uuid.uuid4()
                    if isinstance(field, models.UUIDField)
                    else model._base_manager.latest("pk").pk + 1
                )
            elif field.name in {"slug", "name", "number", "version", "title"}:
                value = self.other(field, value)
            names.append(f'"{field.column}"')
            values.append(self.stored(field, value))
        marks = ", ".join(["%s"] * len(names))
        self.execute(f'INSERT INTO "{model._meta.db_table}" ({", ".join(names)}) VALUES ({marks})', values)


def unseen(place: Place, chosen: list[Mutation], *, seed: int) -> list[Mutation]:
    """Make each change by itself and take it back; return those that were not found."""
    missed = []

    def execute(sql: str, values: list[Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    changer = Changer(execute, seed=seed)
    for change in chosen:
        try:
            with transaction.atomic():
                with migrating():
                    made = changer.make(change)
                if made and not faults_of(place) and not (elsewhere_too(change) and all_faults()):
                    missed.append(change)
                transaction.set_rollback(True)
        except IntegrityError:  # the database would not have it
            continue
    return missed


def elsewhere_too(change: Mutation) -> bool:
    """Say whether a change moves a row to another place, or makes one; then that place has the fault."""
    return change.column == "place_id" or change.table == "wp_kernel_place"


def all_faults() -> list[str]:
    return [*(code for place in Place.objects.all() for code in faults_of(place)), *map(str, lost_places())]


def one_of_each(found: list[Mutation], *, seed: int) -> list[Mutation]:
    """Return one change for each table, column and kind, in a random order."""
    chance = random.Random(seed)
    chance.shuffle(found)
    return list({(one.table, one.column, one.kind): one for one in found}.values())


def test_fifty_changes_of_rows_are_all_found(rich: Place) -> None:
    chosen = one_of_each(mutations(rich), seed=1)
    random.Random(2).shuffle(chosen)
    assert unseen(rich, chosen[:50], seed=3) == []


@pytest.mark.soak
def test_five_hundred_changes_of_rows_are_all_found(rich: Place) -> None:
    found = mutations(rich)
    chosen = one_of_each(found, seed=4)
    assert len(chosen) > 150
    assert unseen(rich, [*chosen, *random.Random(5).sample(found, 500 - len(chosen) % 500)], seed=6) == []


def test_a_checker_that_saw_nothing_would_be_noticed(rich: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the changes above are found by the check, and by nothing else."""
    chosen = one_of_each(mutations(rich), seed=1)[:5]
    monkeypatch.setattr("tests.kernel.test_ledger_check.check_place", lambda _place: iter(()))
    assert len(unseen(rich, chosen, seed=3)) > 0


FAULTS: list[tuple[Any, dict[str, Any], str]] = [
    (Release, {"payload": "{3}"}, "row_changed"),
    (Alias, {"scope": uuid.UUID(int=1)}, "alias_differs"),
    (VerifyingKey, {"from_size": 1}, "key_differs"),
    (Entry, {"action": "issue.undone"}, "entry_differs"),
    (Opening, {"content": "Something else"}, "opening_differs"),
    (Checkpoint, {"size": 1}, "checkpoint_changed"),
]


def test_a_fault_says_what_is_wrong(rich: Place) -> None:
    """One place for all of them, each change taken back before the next."""
    for model, change, code in FAULTS:
        rows = model.objects.order_by("pk")
        if model is Opening:
            rows = rows.filter(salt__isnull=False, content__isnull=False)
        with transaction.atomic():
            with migrating():
                model.objects.filter(pk=rows.first().pk).update(**change)
            assert code in all_faults()
            transaction.set_rollback(True)
    assert all_faults() == []


def test_a_row_with_what_its_column_cannot_hold_is_named_and_those_after_it_still_checked(
    rich: Place,
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps to its columns; only SQLite takes any number anywhere.")
    first, *_others, last = Target.objects.filter(place=rich).order_by("pk").values_list("pk", flat=True)
    with transaction.atomic():
        with migrating(), connection.cursor() as cursor:
            cursor.execute("UPDATE wp_convene_target SET population = 1234567.5 WHERE id = %s", [first.hex])
            cursor.execute("UPDATE wp_convene_target SET least = least + 1 WHERE id = %s", [last.hex])
        found = [(one.code, one.row) for one in check_place(rich)]
        transaction.set_rollback(True)
    assert found == [("row_changed", str(first)), ("row_changed", str(last))]


def test_the_first_leaf_that_was_changed_is_named(rich: Place) -> None:
    with migrating():
        leaf = Leaf.objects.get(place=rich, index=4)
        Leaf.objects.filter(pk=leaf.pk).update(data=leaf.data.replace('"schema":1', '"schema":2'))
    found = list(check_place(rich))
    assert "checkpoint_differs" in {fault.code for fault in found}


def test_a_leaf_that_is_gone_is_named(rich: Place) -> None:
    with migrating(), connection.constraint_checks_disabled():
        Leaf.objects.filter(place=rich, index=4)._raw_delete("default")
        first = next(iter(check_place(rich)))
        assert (first.code, first.index, str(first)) == (
            "leaf_missing", 4, "A leaf of the tree is missing: wp_kernel_leaf 4 (leaf 4)",
        )  # fmt: skip


def test_an_entry_that_is_gone_is_missed_though_its_leaf_waits_and_its_row_was_recorded_again(
    saltmarsh: Scene,
) -> None:
    hat = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.SPONSOR)
    confirm_hat(saltmarsh.actor("ben"), hat=hat)
    leaf = Leaf.objects.get(entry__action="hat.propose", index=None)
    with transaction.atomic(), migrating():
        Entry.objects.filter(pk=leaf.entry_id)._raw_delete("default")
        assert faults_of(saltmarsh.place) == ["leaf_without_entry"]
        transaction.set_rollback(True)


def test_rows_recorded_twice_in_one_moment_are_compared_with_the_last(saltmarsh: Scene) -> None:
    hat = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.SPONSOR)
    confirm_hat(saltmarsh.actor("ben"), hat=hat)
    assert faults_of(saltmarsh.place) == []


def test_a_changed_copy_of_the_file_is_found_out(on_disk: None, own_keys: Path, tmp_path: Path) -> None:
    """The database is changed where no guard is: in a copy of its file, by another program."""
    if connection.vendor != "sqlite":
        pytest.skip("On PostgreSQL there is no file to copy; the changes above are made by plain SQL there.")
    place = enrich(tell())
    chosen = one_of_each(mutations(place), seed=7)
    random.Random(8).shuffle(chosen)
    original = Path(connection.settings_dict["NAME"])
    clean = tmp_path / "clean.sqlite3"
    connection.ensure_connection()
    connection.connection.execute("VACUUM INTO ?", [str(clean)])
    missed = []
    for change in chosen[:8]:
        connection.close()
        for rest in original.parent.glob(f"{original.name}-*"):
            rest.unlink()
        shutil.copyfile(clean, original)
        with sqlite3.connect(original) as outside:
            changer = Changer(lambda sql, values: outside.execute(sql.replace("%s", "?"), values), seed=9)
            try:
                made = changer.make(change)
            except sqlite3.IntegrityError:
                made = False
            outside.commit()
        outside.close()
        if made and not all_faults():
            missed.append(change)
    assert missed == []


@pytest.mark.parametrize("error", [ValueError, KeyError, IndexError, TypeError, AttributeError])
def test_rows_that_a_features_check_cannot_read_are_a_fault_and_no_crash(
    saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def stumbles(place: Place) -> Iterator[Fault]:
        yield Fault("tally_differs", "wp_kernel_release", "1")
        raise error

    monkeypatch.setattr(CHECKS, "_things", [(50, "test", stumbles)])
    assert faults_of(saltmarsh.place) == ["tally_differs", "figures_unreadable"]
