"""Erasing a person: contents and salts go everywhere, what stays leads to nobody, and every proof still holds."""

import re
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from tests.convene.deciding import Group
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.account.scrutiny.packing import public_pack, scrutineers_pack
from wholeplace.convene.issues.models import Framing, ProposedFraming
from wholeplace.kernel.actors import Viewer, machine
from wholeplace.kernel.decisions.models import Objection
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger import verify as verifier
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.models import Alias, Leaf, Opening
from wholeplace.kernel.ledger.tombstones import ERASED, NOBODY
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.outbox.post import post
from wholeplace.kernel.people import CivicVoice, Hat, HatKind, HatState, Membership, Person
from wholeplace.kernel.places import Sector
from wholeplace.places.people.actions import NewMember, admit_member, admit_members
from wholeplace.places.people.leaving import leave
from wholeplace.places.yourself.actions import erase_person
from wholeplace.places.yourself.queries import mentions_of

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

WORD = re.compile(rb"canary[a-z]+?zq")
SAID = ("standpoint", "text", "evidence", "reason")
WORDS = {f"canary{one}zq" for one in (*SAID, "objection", "question")}
NAMED = {"canarynamezq", "canarymailzq"}


def erase(scene: Scene, name: str = "rosa", *, keeps_words: bool = False) -> None:
    erase_person(machine(scene.place, "privacy"), member=scene.people[name], keeps_words=keeps_words)


def faults(scene: Scene) -> list[str]:
    return [fault.code for fault in check_place(scene.place)]


def come(scene: Scene, name: str = "rosa") -> Membership:
    """Let somebody come in whose name and address are words of their own."""
    scene.people[name] = admit_member(
        scene.operator,
        place=scene.place,
        email="canarymailzq@x.example",
        name="canarynamezq",
        voice=CivicVoice.PUBLIC,
        sector=Sector.RESIDENT,
    )
    return scene.people[name]


def speak(scene: Scene) -> Group:
    """Let them fill every field that somebody who takes part can fill, each with a word of its own."""
    come(scene)
    group = Group(scene).come_together()
    group.propose(**{one: f"canary{one}zq" for one in SAID})
    other = group.propose("tariq")
    group.ask(other, question="canaryquestionzq")
    decision = group.decide(other, by="amina")
    group.object(decision, "rosa", words="canaryobjectionzq")
    return group


@pytest.fixture
def heard(saltmarsh: Scene) -> Scene:
    """A place in which somebody with words of their own took part."""
    speak(saltmarsh)
    checkpoint(saltmarsh.place)
    return saltmarsh


class TestOnceErased:
    def test_whoever_was_a_member_is_nobody_and_their_account_is_gone(self, heard: Scene) -> None:
        person = heard.people["rosa"].person
        signed_in(heard, "rosa")
        assert Session.objects.count() == 1
        erase(heard)
        member = Membership.objects.get(pk=heard.people["rosa"].pk)
        assert (member.name, member.person.name, member.organisation, member.area) == (
            NOBODY,
            NOBODY,
            None,
            None,
        )
        assert member.ended is not None
        assert member.person.email.endswith("@erased.invalid")
        assert not Person.objects.filter(pk=person.pk).exists()
        assert Session.objects.count() == 0

    def test_their_words_go_or_stay_as_they_chose(self, heard: Scene) -> None:
        framing = ProposedFraming.objects.get(by=heard.people["rosa"])
        erase(heard, keeps_words=True)
        framing.refresh_from_db()
        assert (framing.text, framing.by.name) == ("canarytextzq", NOBODY)

    def test_words_that_go_leave_a_tombstone_in_the_row_and_nothing_in_its_openings(
        self, heard: Scene
    ) -> None:
        framing = ProposedFraming.objects.get(by=heard.people["rosa"])
        erase(heard)
        framing.refresh_from_db()
        assert [getattr(framing, one) for one in SAID] == [ERASED] * 4
        left = Opening.objects.filter(row=str(framing.pk), field__in=SAID)
        assert {(one.salt, one.content) for one in left} == {(None, None)}
        assert Objection.objects.get(elector__member=framing.by).text == ERASED

    def test_no_mark_in_the_record_leads_to_them_any_more(self, heard: Scene) -> None:
        mine = Alias.objects.filter(membership=heard.people["rosa"])
        digests = set(mine.values_list("digest", flat=True))
        assert len(digests) >= 2
        erase(heard)
        left = Alias.objects.filter(digest__in=digests)
        assert {(one.membership, one.salt) for one in left} == {(None, None)}

    def test_letters_and_notices_to_others_lose_what_repeats_them(self, heard: Scene) -> None:
        ben = heard.people["ben"]
        told = {"place": heard.place, "href": "/", "why": "You asked.", "happened": ben.joined}
        with migrating():
            Notice.objects.create(member=ben, title="New", text="canarynamezq was admitted", **told)
            kept = Notice.objects.create(
                member=ben,
                title="New",
                text="Somebody is precanarynamezqised: canarynamezqs, but no name",
                **told,
            )
        quoting = post(
            heard.place,
            to=ben.person,
            template="people/mail/hat_given.txt",
            facts={"hat": "canarytextzq"},
            why="x",
        )
        assert "canarytextzq" in quoting.text
        erase(heard)
        assert list(Notice.objects.filter(title="New")) == [kept]
        quoting.refresh_from_db()
        assert (quoting.to, quoting.text, quoting.html) == ("", "", "")

    def test_an_earlier_membership_of_theirs_is_erased_too(self, saltmarsh: Scene) -> None:
        first = come(saltmarsh)
        leave(saltmarsh.actor("rosa"), member=first)
        come(saltmarsh)
        erase(saltmarsh)
        first.refresh_from_db()
        assert (first.name, faults(saltmarsh)) == (NOBODY, [])

    def test_who_belongs_to_another_place_signs_in_there_still(self, heard: Scene, elsewhere: Scene) -> None:
        person = heard.people["rosa"].person
        (there,) = admit_members(
            elsewhere.operator,
            place=elsewhere.place,
            people=[NewMember(person.email, "Rosa there", CivicVoice.PUBLIC, Sector.RESIDENT)],
        )
        erase(heard)
        there.refresh_from_db()
        assert (there.person, there.name, there.ended) == (person, "Rosa there", None)
        assert faults(elsewhere) == []

    def test_a_framing_the_group_adopted_stays_the_groups(self, saltmarsh: Scene) -> None:
        group = Group(saltmarsh).come_together()
        proposed = group.propose(text="Ours by now")
        group.adopt(proposed)
        erase(saltmarsh)
        proposed.refresh_from_db()
        assert (proposed.text, proposed.by.name) == ("Ours by now", NOBODY)
        assert (Framing.objects.filter(text="Ours by now").count(), faults(saltmarsh)) == (1, [])

    def test_what_they_answered_to_an_objection_goes_and_the_question_the_group_took_up_stays(
        self, saltmarsh: Scene
    ) -> None:
        group = Group(saltmarsh).come_together()
        decision = group.decide(group.propose("tariq"), by="rosa", question="Shall we?")
        answered = group.reply(group.object(decision))
        erase(saltmarsh)
        answered.refresh_from_db()
        decision.refresh_from_db()
        assert (answered.reply, answered.text != ERASED, decision.question) == (ERASED, True, "Shall we?")
        assert faults(saltmarsh) == []

    def test_the_record_says_that_it_was_done_and_by_how_much_and_names_nobody(self, heard: Scene) -> None:
        erase(heard)
        entry = last(heard)
        assert (entry["action"], entry["actor"]) == ("person.erase", {"machine": "privacy"})
        assert entry["facts"]["openings"] == Opening.objects.filter(salt=None).count() > 10
        assert entry["facts"]["aliases"] == Alias.objects.filter(membership=None).count()
        assert WORD.findall("".join(Leaf.objects.values_list("data", flat=True)).encode()) == []


class TestEveryProof:
    @pytest.mark.parametrize("keeps_words", [True, False])
    def test_still_holds_in_the_database(self, heard: Scene, *, keeps_words: bool) -> None:
        erase(heard, keeps_words=keeps_words)
        assert faults(heard) == []

    def test_still_holds_in_both_packs_which_tell_nothing_of_them(
        self, heard: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from tests.convene.deciding import wears

        wears(heard, "olwen", HatKind.SCRUTINEER)
        erase(heard)
        checkpoint(heard.place)
        opener = heard.actor("olwen", hat=HatKind.SCRUTINEER)
        for pack in (public_pack(Viewer(heard.place)), scrutineers_pack(opener)):
            content = pack.read()
            path = tmp_path / "pack.zip"
            path.write_bytes(content)
            assert verifier.main([str(path)]) == 0, capsys.readouterr()
            assert WORD.findall(unpacked(path)) == []

    def test_fails_for_a_tombstone_that_nobody_told_of(self, heard: Scene) -> None:
        erase(heard)
        other = ProposedFraming.objects.get(by=heard.people["tariq"])
        with migrating():
            ProposedFraming.objects.filter(pk=other.pk).update(text=ERASED)
            Opening.objects.filter(row=str(other.pk), field="text").update(salt=None, content=None)
        assert faults(heard) == ["erased_untold"]

    def test_fails_for_other_words_put_where_a_tombstone_was(self, heard: Scene) -> None:
        erase(heard)
        with migrating():
            ProposedFraming.objects.filter(text=ERASED).update(text="I was never erased")
        assert faults(heard) == ["row_changed"]

    def test_fails_for_an_alias_made_nobodys_behind_the_programs_back(self, heard: Scene) -> None:
        erase(heard)
        with migrating():
            Alias.objects.filter(membership=heard.people["tariq"]).update(membership=None, salt=None)
        assert faults(heard) == ["erased_untold"]


def unpacked(path: Path) -> bytes:
    import zipfile

    with zipfile.ZipFile(path) as pack:
        return b"\n".join(pack.read(name) for name in pack.namelist())


class TestWhoCanBe:
    def test_only_the_program_and_the_operator_erase(self, saltmarsh: Scene) -> None:
        for name in ("rosa", "amina", "olwen"):
            code = refused(
                erase_person, saltmarsh.actor(name), member=saltmarsh.people["rosa"], keeps_words=True
            )
            assert code in {"only_machine", "not_by_command"}

    def test_two_conveners_must_be_left_and_the_operator_stays(self, saltmarsh: Scene) -> None:
        for name in ("amina", "olwen"):
            assert _erased(saltmarsh, name) == "hat_needs_others"

    def test_with_two_others_a_convener_can_go_and_their_hat_ends(self, saltmarsh: Scene) -> None:
        _third_convener(saltmarsh)
        erase(saltmarsh, "amina")
        hat = Hat.objects.get(membership=saltmarsh.people["amina"])
        assert (hat.state, faults(saltmarsh)) == (HatState.ENDED, [])

    def test_nobody_is_erased_twice(self, saltmarsh: Scene) -> None:
        erase(saltmarsh)
        assert _erased(saltmarsh, "rosa") == "erased_already"


def _erased(scene: Scene, name: str) -> str:
    actor = machine(scene.place, "privacy")
    return refused(erase_person, actor, member=scene.people[name], keeps_words=True)


def _third_convener(scene: Scene) -> None:
    from tests.convene.deciding import wears

    wears(scene, "cllr", HatKind.CONVENER)


def test_where_others_name_them_is_listed_and_not_changed(heard: Scene) -> None:
    group = Group(heard)
    quoting = group.propose("tariq", text="As CanaryNameZQ says, it is too dark")
    found = [str(one) for one in mentions_of(heard.people["rosa"])]
    assert found == [f"wp_convene_proposedframing {quoting.pk}: text"]
    erase(heard)
    quoting.refresh_from_db()
    assert quoting.text == "As CanaryNameZQ says, it is too dark"
