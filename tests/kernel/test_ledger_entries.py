"""What an entry holds: every column of what changed, openly or committed to, and who did it, by name or not."""

import json
from typing import Any

import pytest
from django.utils import translation
from tests.kernel.scene import ISSUE, Scene, elsewhere, own_keys, saltmarsh

from wholeplace.account.scrutiny.queries import lines_of
from wholeplace.convene.issues.actions import reframe_issue, stop_taking_part, take_part
from wholeplace.convene.issues.models import TakingPart
from wholeplace.kernel.actions import ACTIONS
from wholeplace.kernel.actors import Door
from wholeplace.kernel.ledger.commitments import opens
from wholeplace.kernel.ledger.leaves import read_leaf
from wholeplace.kernel.ledger.models import Alias, Entry, Leaf, Opening
from wholeplace.kernel.ledger.sentences import UnknownEntry, sentence_of
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.tables import Evidence, kind_of, table_of
from wholeplace.places.people.actions import propose_hat

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


def last(scene: Scene) -> dict[str, Any]:
    return json.loads(Leaf.objects.filter(place=scene.place, part=0).latest("pk").data)


def test_every_leaf_is_a_leaf_of_the_published_schema(saltmarsh: Scene) -> None:
    take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
    leaves = [read_leaf(data) for data in Leaf.objects.values_list("data", flat=True)]
    assert len(leaves) == Entry.objects.count() + 1  # the part that holds the members


def test_an_entry_holds_every_column_of_what_it_made(saltmarsh: Scene) -> None:
    issue = saltmarsh.issue()
    row = last(saltmarsh)["rows"][0]
    kind = kind_of(table_of(issue))
    assert isinstance(kind, Evidence)
    assert (sorted(row["open"]), sorted(row["committed"])) == (sorted(kind.open), sorted(kind.committed))
    assert row["open"]["named_by"] == str(saltmarsh.people["amina"].pk)


def test_what_people_wrote_is_in_no_leaf_and_its_opening_opens_it(saltmarsh: Scene) -> None:
    saltmarsh.issue()
    leaves = "".join(Leaf.objects.values_list("data", flat=True))
    committed = last(saltmarsh)["rows"][0]["committed"]
    for name in ("title", "happening", "for_whom", "tried"):
        opening = Opening.objects.get(of_table="wp_convene_issue", field=name)
        assert opening.content == ISSUE[name]
        assert opens(committed[name], bytes(opening.salt), ISSUE[name])
        assert not opens(committed[name], bytes(opening.salt), ISSUE[name] + ".")
        assert ISSUE[name] not in leaves


def test_equal_contents_have_different_commitments(saltmarsh: Scene) -> None:
    saltmarsh.name_issue(title="One", tried="Same")
    one = last(saltmarsh)["rows"][0]["committed"]["tried"]
    saltmarsh.name_issue(title="Two", tried="Same")
    assert last(saltmarsh)["rows"][0]["committed"]["tried"] != one


def test_a_hat_holder_acting_in_the_hat_is_named_by_reference(saltmarsh: Scene) -> None:
    saltmarsh.issue()
    assert last(saltmarsh)["actor"] == {"hat": "convener", "membership": str(saltmarsh.people["amina"].pk)}


def test_the_machine_is_named(saltmarsh: Scene) -> None:
    entry = json.loads(Leaf.objects.filter(entry__action="place.found").get().data)
    assert entry["actor"] == {"machine": "operator"}


def test_anybody_else_is_one_alias_within_a_record_and_another_elsewhere(saltmarsh: Scene) -> None:
    issue, other = saltmarsh.issue(), saltmarsh.name_issue(title="Another")
    said = []
    for deed, about in ((take_part, issue), (stop_taking_part, issue), (take_part, other)):
        deed(saltmarsh.actor("rosa"), issue=about)
        said.append(last(saltmarsh)["actor"]["as"])
    take_part(saltmarsh.actor("tariq"), issue=issue)
    said.append(last(saltmarsh)["actor"]["as"])
    assert said[0] == said[1]
    assert len(set(said)) == 3
    alias = Alias.objects.get(digest=said[0])
    assert opens(said[0], bytes(alias.salt), str(saltmarsh.people["rosa"].pk))


def test_no_leaf_names_somebody_who_only_takes_part(saltmarsh: Scene) -> None:
    amina, rosa = (str(saltmarsh.people[name].pk) for name in ("amina", "rosa"))
    issue = saltmarsh.name_issue(title="In a hat")
    assert amina in json.dumps(last(saltmarsh))  # what takes a hat names whoever wears it
    for name, member in (("amina", amina), ("rosa", rosa)):
        take_part(saltmarsh.actor(name), issue=issue)
        assert member not in json.dumps(
            last(saltmarsh)
        )  # what any member may do names nobody, whatever hats they hold


def test_a_batch_of_more_than_256_rows_has_a_part_for_each_256(saltmarsh: Scene) -> None:
    from wholeplace.places.people.actions import NewMember, admit_members

    people = [NewMember(f"p{n}@x.example", f"P {n}", "public", "resident") for n in range(300)]
    admit_members(saltmarsh.actor("amina"), place=saltmarsh.place, people=people)
    entry = Entry.objects.latest("at")
    parts = [json.loads(leaf.data) for leaf in entry.leaves.order_by("part")]
    assert [len(part["rows"]) for part in parts] == [0, 256, 44]
    assert (entry.parts, parts[0]["parts"]) == (2, 2)


TOLD = {
    "area.add": {"name": "Old Harbour"},
    "area.rename": {"before": "Harbour", "name": "Old Harbour"},
    "change.add_evidence": {},
    "change.correct_reading": {},
    "change.declare": {},
    "change.read": {},
    "change.restate": {},
    "change.second": {},
    "change.take_readings": {"count": 24},
    "expectation.adopt_rules": {},
    "expectation.amend_rules": {},
    "expectation.ask_rules": {},
    "expectation.confirm": {},
    "expectation.dismiss": {},
    "expectation.draw_up_rules": {},
    "expectation.live_with": {},
    "expectation.mark": {},
    "expectation.park": {},
    "expectation.say_how_much": {},
    "expectation.settle": {},
    "expectation.take_back": {},
    "expectation.write_card": {},
    "file.answer": {},
    "file.come_back": {},
    "file.hold": {},
    "file.keep": {},
    "file.propose_down": {},
    "file.take_back": {},
    "file.take_down": {},
    "ground_rules.adopt": {},
    "ground_rules.agree": {},
    "ground_rules.declare": {},
    "issue.add_evidence": {},
    "issue.describe": {},
    "issue.move": {},
    "issue.second_move": {},
    "wickedness.answer": {},
    "attempt.refuse": {
        "attempted": "issue.reframe", "code": "owned_by_group", "by": "x", "params": {"people": 5, "organisations": 2},
    },
    "conversation.answer": {},
    "conversation.begin": {},
    "conversation.extend": {},
    "conversation.go_on_record": {},
    "conversation.keep_open": {},
    "conversation.propose_close": {},
    "conversation.reword": {},
    "conversation.say": {},
    "conversation.name_as": {"naming": "pseudonym"},
    "aside.answer": {},
    "aside.ask_openly": {},
    "aside.open": {},
    "aside.take_back": {},
    "aside.write": {},
    "arrival.confirm_office": {},
    "arrival.decline_office": {},
    "invitation.answered": {},
    "invitation.leave_alone": {},
    "issue_invitation.again": {},
    "issue_invitation.answer": {},
    "issue_invitation.answer_own": {},
    "issue_invitation.ask_link": {},
    "issue_invitation.call": {},
    "issue_invitation.come": {},
    "issue_invitation.draw_code": {},
    "issue_invitation.draw_codes": {"count": 12},
    "issue_invitation.forget": {"count": 3, "openings": 12, "aliases": 0},
    "issue_invitation.invite": {},
    "issue_invitation.invite_many": {"count": 12},
    "issue_invitation.join": {},
    "issue_invitation.keep_back": {},
    "issue_invitation.post": {"count": 12},
    "issue_invitation.remind": {},
    "issue_invitation.remind_once": {},
    "issue_invitation.send": {},
    "issue_invitation.set_letters": {"count": 12},
    "issue_invitation.take_back": {},
    "issue_invitation.take_up": {},
    "sponsor_words.ask": {},
    "sponsor_words.take_back": {},
    "sponsor_words.write": {},
    "invitation.accept": {},
    "invitation.again": {"count": 1},
    "invitation.forget": {"count": 3, "openings": 12, "aliases": 0},
    "invitation.invite": {"count": 12},
    "invitation.keep_back": {},
    "invitation.send": {},
    "invitation.take_back": {},
    "lottery.change": {},
    "lottery.close_registration": {},
    "lottery.end": {},
    "lottery.forget": {"count": 3, "openings": 12, "aliases": 0},
    "lottery.open_registration": {},
    "lottery.say_apart": {},
    "lottery.say_to_drawn": {},
    "lottery.set_targets": {"count": 12},
    "lottery.set_up": {"seats": 24},
    "lottery.take_in": {"count": 12},
    "registration.bring_back": {},
    "registration.change": {},
    "registration.live_together": {},
    "registration.lives_alone": {},
    "registration.make": {},
    "registration.send_link": {},
    "registration.set_aside": {},
    "registration.take_out": {"openings": 12, "aliases": 0},
    "registration.type_in": {},
    "registration.withdraw": {"openings": 12, "aliases": 0},
    "conversation.answer_as_guest": {},
    "conversation.claim": {},
    "conversation.reword_as_guest": {},
    "conversation.say_as_guest": {},
    "conversation.join": {},
    "conversation.let_join": {},
    "conversation.stop_joining": {},
    "conversation.batch": {"number": 1, "answers": 30},
    "conversation.close": {"number": 2, "people": 12, "answers": 30},
    "conversation.close_early": {"number": 2, "people": 12, "answers": 30},
    "conversation.open": {"seeds": 12},
    "conversation.take_in": {"people": 12, "statements": 3, "votes": 30, "digest": "0"},
    "conversation.type_sheet": {},
    "circle.ask": {},
    "circle.choose": {"seats": 7},
    "circle.stand": {},
    "circle.withdraw": {},
    "decision.answer": {},
    "decision.approve": {},
    "decision.close": {"outcome": "adopted"},
    "decision.lapse": {},
    "decision.object_in_confidence": {},
    "decision.reply": {},
    "decision.withdraw": {},
    "erasure.ask": {},
    "erasure.withdraw": {},
    "contact.add": {},
    "contact.change": {},
    "contact.drop_speaker": {},
    "contact.forget": {"count": 3, "openings": 12, "aliases": 0},
    "contact.note_speaker": {},
    "contact.remove": {"count": 3, "openings": 12, "aliases": 0},
    "contact.take_in": {"made": 12, "changed": 3},
    "interest.declare": {},
    "interest.end": {},
    "note.open_up": {},
    "note.take_back": {},
    "note.write": {},
    "needs.forget": {"count": 2, "openings": 8, "aliases": 0},
    "needs.say": {},
    "needs.withdraw": {},
    "perspective.amend_absence": {},
    "perspective.ask_absence": {},
    "perspective.bring_back": {},
    "perspective.change_many": {"count": 12},
    "perspective.describe": {},
    "perspective.go_without": {},
    "perspective.map": {},
    "perspective.place": {},
    "perspective.propose_absence": {},
    "perspective.set_aside": {},
    "perspective.speak_for": {},
    "perspective.stop_speaking": {},
    "perspective.suggest": {},
    "perspective.take_up": {},
    "perspective.turn_down": {},
    "perspective.take_in": {"made": 12, "changed": 3, "tied": 4},
    "perspective.undo": {"count": 12},
    "tie.end": {},
    "tie.say": {},
    "asking.decline": {},
    "asking.forget": {"count": 3, "openings": 12, "aliases": 0},
    "asking.send": {},
    "asking.take_back": {},
    "mandate.ask": {},
    "mandate.give": {"organisation": "Council"},
    "mandate.lay_down": {},
    "mandate.renew": {"organisation": "Council"},
    "mandate.revoke": {"organisation": "Council"},
    "standing.ask": {},
    "standing.ask_withdrawal": {},
    "standing.publish": {"organisation": "Council", "version": 2},
    "standing.second": {"organisation": "Council", "version": 2},
    "standing.take_back": {"organisation": "Council"},
    "standing.withdraw": {"organisation": "Council"},
    "hat.confirm": {"kind": "convener"},
    "hat.decline": {"kind": "convener"},
    "hat.grant_first": {"kind": "convener"},
    "hat.propose": {"kind": "convener"},
    "hat.end": {"kind": "convener"},
    "hat.keep": {"kind": "convener"},
    "hat.propose_end": {"kind": "convener"},
    "hat.take_off": {"kind": "convener"},
    "issue.adopt_framing": {},
    "issue.amend_proposal": {},
    "issue.ask_decision": {},
    "issue.name": {},
    "issue.propose_framing": {},
    "issue.reframe": {},
    "issue.reword_framing": {},
    "issue.second_decision": {},
    "issue.stop_taking_part": {},
    "issue.take_part": {},
    "issue.withdraw_framing": {},
    "landscape.release": {"number": 1, "people": 12},
    "landscape.release_so_far": {"number": 1, "people": 12},
    "ledger.note_restore": {"size": 12},
    "ledger.rotate_key": {"old": "a", "new": "b", "from_size": 3},
    "letters.start": {},
    "letters.stop": {},
    "member.admit": {"voice": "public", "sector": "resident"},
    "member.admit_many": {"count": 12},
    "member.correct": {},
    "member.join": {},
    "member.keep": {},
    "member.leave": {},
    "member.propose_removal": {},
    "member.remove": {},
    "policy.write": {"notice": "privacy", "version": 2},
    "person.erase": {"openings": 12, "aliases": 3},
    "organisation.add": {"name": "Council"},
    "room.end": {},
    "room.enter": {},
    "room.open": {"most": 30},
    "record.open": {"size": 12},
    "report.add_next_step": {},
    "report.carry_statements": {"count": 3},
    "report.draft": {"version": 1},
    "report.leave_statements": {"count": 3},
    "report.publish": {"version": 1},
    "place.describe": {"name": "Saltmarsh"},
    "place.remove_logo": {"name": "Saltmarsh"},
    "place.set_logo": {"name": "Saltmarsh"},
    "place.found": {"name": "Saltmarsh"},
    "statement.accept": {},
    "statement.answer_moderators": {},
    "statement.answer_moderators_as_guest": {},
    "statement.come_back": {},
    "statement.hold": {},
    "statement.keep_out": {},
    "statement.leave_out": {},
    "statement.propose_back": {},
    "statement.propose_out": {},
    "statement.put_back": {},
    "statement.report": {},
    "statement.sign": {},
    "draw.commit": {"seats": 24, "people": 300, "awaited": "2026-05-03T12:00:00Z"},
    "draw.draw": {"seats": 24},
    "draw.take_back": {},
    "draw.open": {"number": 1},
    "seat.answer": {},
    "seat.ask": {},
    "seat.record_answer": {},
    "seat.remind": {},
    "seat.set_letter": {},
    "seats.ask_all": {"count": 12},
    "seats.remind_all": {"count": 12},
    "seats.set_letters": {"count": 12},
}  # fmt: skip
"""The facts that each action says."""


def entry_of(action: str) -> dict[str, Any]:
    return {"action": action, "actor": {"hat": "convener", "membership": "x"}, "facts": TOLD[action]}


def test_the_facts_of_every_action_are_known_here() -> None:
    ours = {name for name in ACTIONS if ACTIONS[name].body.__module__.startswith("wholeplace.")}
    assert ours <= set(TOLD), sorted(ours - set(TOLD))


@pytest.mark.parametrize("action", sorted(TOLD))
def test_every_action_is_told_as_a_sentence_in_the_readers_language(action: str) -> None:
    for language in ("en-gb", "cy"):
        with translation.override(language):
            said = sentence_of(entry_of(action))
        assert said.startswith(("A convener ", "A Convener ")) or language == "cy"
        assert "{" not in said
        assert said.strip() == said != ""


def test_an_entry_of_an_unknown_action_is_never_a_blank(saltmarsh: Scene) -> None:
    with pytest.raises(UnknownEntry, match=r"issue\.invented"):
        sentence_of({"action": "issue.invented", "actor": {"machine": "x"}, "facts": {}})
    facts = TOLD["attempt.refuse"]
    for wrong in ({"attempted": "issue.invented"}, {"code": "invented"}):
        with pytest.raises(UnknownEntry, match="invented"):
            sentence_of(entry_of("attempt.refuse") | {"facts": facts | wrong})


def test_the_actor_of_a_sentence_is_a_hat_a_member_or_the_program() -> None:
    actors = ({"hat": "operator", "membership": "x"}, {"as": "0"}, {"machine": "worker"})
    said = [sentence_of({"action": "issue.take_part", "actor": actor, "facts": {}}) for actor in actors]
    ending = " takes part in an issue"
    assert said == [f"An operator{ending}", f"A member{ending}", f"The program (worker){ending}"]


def test_the_facts_named_here_are_the_facts_the_actions_say(saltmarsh: Scene) -> None:
    take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
    stop_taking_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
    reframe_issue(saltmarsh.actor("amina"), issue=saltmarsh.issue(), text="My way")
    propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.SPONSOR)
    for leaf in Leaf.objects.filter(part=0):
        said = json.loads(leaf.data)
        assert set(said["facts"]) == set(TOLD[said["action"]]), said["action"]


def test_a_line_leads_to_what_the_reader_may_see_and_to_nothing_else(
    saltmarsh: Scene, elsewhere: Scene
) -> None:
    issue = saltmarsh.issue()
    take_part(saltmarsh.actor("rosa"), issue=issue)
    leaf = Leaf.objects.filter(entry__action="issue.take_part").get()
    assert lines_of([leaf], saltmarsh.viewer("rosa"))[0].about == issue
    assert lines_of([leaf], elsewhere.viewer("amina"))[0].about is None


def test_the_row_stands_in_the_entry_as_it_is_at_the_end(saltmarsh: Scene) -> None:
    take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
    part = stop_taking_part(saltmarsh.actor("rosa", door=Door.API), issue=saltmarsh.issue())
    row = last(saltmarsh)["rows"][0]
    assert row["open"]["left"] is not None
    assert TakingPart.objects.get().left == part.left
