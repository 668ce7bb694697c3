"""Leaving a place oneself, being removed by two people's word, and coming back."""

import pytest
from django.db import connection, transaction
from django.test import Client
from tests.convene.deciding import wears
from tests.convene.test_issues import all_take_part
from tests.kernel.scene import Scene, at_once, on_disk, own_keys, saltmarsh, shared_saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import admit, hats_of_conveners, refused

from wholeplace.convene.issues.actions import reframe_issue, take_part
from wholeplace.convene.issues.conditions import owners, participation
from wholeplace.convene.issues.queries import issues_visible_to, taking_part_by_voice
from wholeplace.kernel.actors import Actor, Door, Viewer
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Opening
from wholeplace.kernel.outbox.queries import outbox_of
from wholeplace.kernel.people import CivicVoice, Hat, HatKind, HatState, Membership, Person
from wholeplace.places.organisations.queries import organisations_visible_to
from wholeplace.places.partnership.queries import members_by_voice
from wholeplace.places.people.actions import (
    NewMember,
    admit_members,
    confirm_hat,
    end_hat,
    grant_first_hat,
    propose_end_of_hat,
    propose_hat,
    take_off_hat,
)
from wholeplace.places.people.leaving import keep_member, leave, propose_removal, remove_member
from wholeplace.places.people.queries import hats_visible_to, members_visible_to, removals_visible_to

__all__ = ["on_disk", "own_keys", "saltmarsh", "shared_saltmarsh"]

WHY = "Nobody has heard of them for two years."


def goes(scene: Scene, name: str) -> Membership:
    return leave(scene.actor(name), member=scene.people[name])


def proposed(scene: Scene, name: str = "rosa", by: str = "amina") -> Membership:
    return propose_removal(scene.actor(by), member=scene.people[name], reason=WHY)


def rows(scene: Scene) -> list[tuple[str, str]]:
    """Return the table and id of every row in the last entry."""
    return [(row["table"], row["id"]) for row in last(scene)["rows"]]


def signed_in(scene: Scene, name: str) -> Client:
    client = Client()
    client.force_login(
        scene.people[name].person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


class TestLeaving:
    def test_a_member_leaves_by_themselves_and_the_record_keeps_one_line_without_a_name(
        self, saltmarsh: Scene
    ) -> None:
        rosa = goes(saltmarsh, "rosa")
        entry = last(saltmarsh)
        assert (entry["action"], list(entry["actor"])) == ("member.leave", ["as"])
        assert entry["rows"][0]["open"]["ended"] is not None
        assert "Rosa" not in str(entry)
        assert rosa not in members_visible_to(saltmarsh.viewer("ben"))
        assert list(check_place(saltmarsh.place)) == []

    def test_nobody_leaves_for_somebody_else_or_twice(self, saltmarsh: Scene) -> None:
        rosa = saltmarsh.people["rosa"]
        for name in ("amina", "tariq"):
            assert refused(leave, saltmarsh.actor(name), member=rosa) == "only_oneself_leaves"
        goes(saltmarsh, "rosa")
        assert refused(goes, saltmarsh, "rosa") == "not_a_member"

    def test_whoever_has_left_does_nothing_more_even_in_a_request_that_began_before(
        self, saltmarsh: Scene
    ) -> None:
        issue = saltmarsh.name_issue()
        before = saltmarsh.actor("ben")
        assert before.viewer.wears(HatKind.CONVENER)
        wears(saltmarsh, "cllr", HatKind.CONVENER)
        goes(saltmarsh, "ben")
        assert refused(take_part, before, issue=issue) == "not_a_member"
        assert refused(propose_removal, before, member=saltmarsh.people["rosa"], reason=WHY) == "not_a_member"

    def test_hats_and_the_proposals_about_them_end_in_the_same_deed(self, saltmarsh: Scene) -> None:
        mine, other = hats_of_conveners(saltmarsh)
        waiting = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["ben"], kind=HatKind.MEDIATOR)
        propose_end_of_hat(saltmarsh.actor("amina"), hat=other)
        proposed(saltmarsh, "ben")
        third = wears(saltmarsh, "cllr", HatKind.CONVENER)
        ben = goes(saltmarsh, "ben")
        states = {hat.pk: (hat.state, hat.end_proposed_by) for hat in Hat.objects.filter(membership=ben)}
        assert states == {other.pk: (HatState.ENDED, None), waiting.pk: (HatState.DECLINED, None)}
        assert (ben.removal_proposed_by, ben.removal_reason) == (None, "")
        assert {one for _, one in rows(saltmarsh)} == {str(pk) for pk in (ben.pk, other.pk, waiting.pk)}
        assert {
            hat.pk for hat in hats_visible_to(saltmarsh.viewer("rosa")) if hat.kind == HatKind.CONVENER
        } == {mine.pk, third.pk}
        assert list(check_place(saltmarsh.place)) == []

    def test_what_they_proposed_and_nobody_confirmed_is_withdrawn(self, saltmarsh: Scene) -> None:
        """Back under a new membership, they could give the second word to their own first."""
        mine, _other = hats_of_conveners(saltmarsh)
        waiting = propose_hat(saltmarsh.actor("ben"), member=saltmarsh.people["rosa"], kind=HatKind.MEDIATOR)
        propose_end_of_hat(saltmarsh.actor("ben"), hat=mine)
        proposed(saltmarsh, "tariq", by="ben")
        wears(saltmarsh, "cllr", HatKind.CONVENER)
        goes(saltmarsh, "ben")
        for record in (waiting, mine, saltmarsh.people["tariq"]):
            record.refresh_from_db()
        assert (waiting.state, mine.state, mine.end_proposed_by) == (HatState.DECLINED, HatState.HELD, None)
        assert saltmarsh.people["tariq"].removal_proposed_by is None
        assert refused(confirm_hat, saltmarsh.actor("amina"), hat=waiting) == "hat_is_settled"

    def test_two_conveners_and_an_operator_stay_whether_one_leaves_or_takes_the_hat_off_before(
        self, saltmarsh: Scene
    ) -> None:
        assert refused(goes, saltmarsh, "olwen") == "hat_needs_others"
        assert refused(goes, saltmarsh, "ben") == "hat_needs_others"
        _mine, bens = hats_of_conveners(saltmarsh)
        assert refused(take_off_hat, saltmarsh.actor("ben"), hat=bens) == "hat_needs_others"
        wears(saltmarsh, "cllr", HatKind.CONVENER)
        goes(saltmarsh, "ben")
        assert refused(goes, saltmarsh, "amina") == "hat_needs_others"
        assert Hat.objects.filter(membership=saltmarsh.people["amina"], state=HatState.HELD).exists()

    def test_whoever_convenes_and_operates_reads_one_reason_each_time(self, saltmarsh: Scene) -> None:
        wears(saltmarsh, "olwen", HatKind.CONVENER)
        goes(saltmarsh, "ben")
        with pytest.raises(Refused) as refusal:
            goes(saltmarsh, "olwen")
        assert refusal.value.refusal.params == {"hat": HatKind.CONVENER.label, "count": 2}

    @pytest.mark.skipif(
        connection.vendor != "postgresql", reason="on SQLite whoever writes waits for all others"
    )
    def test_whoever_holds_no_such_hat_waits_for_nobody_who_does(self, shared_saltmarsh: Scene) -> None:
        with transaction.atomic():
            assert len(Hat.objects.select_for_update(no_key=True)) == 3
            (left,) = at_once(1, lambda _: goes(shared_saltmarsh, "rosa"))
        assert getattr(left, "ended", None) is not None

    def test_two_conveners_who_leave_at_once_do_not_both_go(self, shared_saltmarsh: Scene) -> None:
        wears(shared_saltmarsh, "cllr", HatKind.CONVENER)
        names = ("amina", "ben")
        left = at_once(2, lambda number: goes(shared_saltmarsh, names[number]))
        assert sorted(type(one).__name__ for one in left) == ["Membership", "Refused"]
        assert Hat.objects.filter(kind=HatKind.CONVENER, state=HatState.HELD).count() == 2

    def test_no_hat_is_given_to_somebody_who_has_left(self, saltmarsh: Scene) -> None:
        rosa = goes(saltmarsh, "rosa")
        assert refused(propose_hat, saltmarsh.actor("amina"), member=rosa, kind=HatKind.SPONSOR) == "has_left"
        assert refused(proposed, saltmarsh) == "has_left"

    def test_whoever_left_can_be_admitted_again_and_begins_afresh(self, saltmarsh: Scene) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        goes(saltmarsh, "rosa")
        back = admit(saltmarsh, email=saltmarsh.people["rosa"].person.email, name="Rosa Lind")
        assert (back.person, back == saltmarsh.people["rosa"]) == (saltmarsh.people["rosa"].person, False)
        assert issues_visible_to(Viewer(saltmarsh.place, back)).get().mine is False
        leave(Actor(saltmarsh.place, Door.PAGE, back), member=back)
        (third,) = admit_members(
            saltmarsh.actor("amina"),
            place=saltmarsh.place,
            people=[NewMember(back.person.email, "Rosa Lind", CivicVoice.PUBLIC, "resident")],
        )
        assert Membership.objects.filter(person=third.person, ended=None).get() == third
        assert list(check_place(saltmarsh.place)) == []


class TestCounting:
    def test_whoever_left_is_counted_nowhere(self, saltmarsh: Scene) -> None:
        issue, ben = all_take_part(saltmarsh), saltmarsh.viewer("ben")
        crowd = [NewMember(f"r{n}@x.example", f"R {n}", CivicVoice.PUBLIC, "resident") for n in range(12)]
        crowd += [
            NewMember(f"p{n}@x.example", f"P {n}", CivicVoice.PROFESSIONAL, "health") for n in range(30)
        ]
        joined = admit_members(saltmarsh.actor("amina"), place=saltmarsh.place, people=crowd)
        for member in joined:
            take_part(Actor(saltmarsh.place, Door.PAGE, member), issue=issue)
        before = (
            issues_visible_to(ben).get().people,
            taking_part_by_voice(ben, issues_visible_to(ben).get()),
            members_by_voice(ben),
        )
        assert before[:2] == (47, {"Professionals": 32})
        gone = joined[-1]
        leave(Actor(saltmarsh.place, Door.PAGE, gone), member=gone)
        assert issues_visible_to(ben).get().people == 46
        assert taking_part_by_voice(ben, issues_visible_to(ben).get()) == {"Professionals": 31}
        assert members_by_voice(ben)["Professionals"] == before[2]["Professionals"] - 1
        assert participation(issue) == (46, 2)

    def test_the_people_of_an_organisation_are_those_who_are_still_there(self, saltmarsh: Scene) -> None:
        goes(saltmarsh, "tariq")
        assert {one.name: one.people for one in organisations_visible_to(Viewer(saltmarsh.place))} == {
            "saltmarsh Council": 3, "saltmarsh Health Trust": 1,
        }  # fmt: skip

    def test_an_issue_that_five_made_theirs_stays_theirs_when_they_leave(self, saltmarsh: Scene) -> None:
        issue = all_take_part(saltmarsh)
        wears(saltmarsh, "olwen", HatKind.CONVENER)
        for name in ("ben", "cllr", "rosa", "tariq"):
            goes(saltmarsh, name)
        assert (owners(issue), participation(issue)) == ((5, 2), (1, 1))
        assert refused(reframe_issue, saltmarsh.actor("amina"), issue=issue, text="Mine") == "owned_by_group"

    def test_somebody_who_left_before_is_none_of_the_five(self, saltmarsh: Scene) -> None:
        issue = all_take_part(saltmarsh, ("amina", "ben", "cllr", "rosa"))
        goes(saltmarsh, "rosa")
        take_part(saltmarsh.actor("tariq"), issue=issue)
        assert owners(issue) is None
        assert reframe_issue(saltmarsh.actor("amina"), issue=issue, text="Mine").version == 2


class TestRemoval:
    def test_it_takes_two_peoples_word_and_the_member_stays_one_until_the_second(
        self, saltmarsh: Scene
    ) -> None:
        rosa = proposed(saltmarsh)
        told = last(saltmarsh)
        assert (told["action"], told["actor"]["hat"]) == ("member.propose_removal", "convener")
        assert rosa in members_visible_to(saltmarsh.viewer("tariq"))
        removed = remove_member(saltmarsh.actor("olwen"), member=rosa)
        assert (removed.ended is None, removed.removal_proposed_by) == (False, saltmarsh.people["amina"])
        assert last(saltmarsh)["actor"]["membership"] == str(saltmarsh.people["olwen"].pk)
        assert rosa not in members_visible_to(saltmarsh.viewer("tariq"))
        assert list(check_place(saltmarsh.place)) == []

    def test_the_reason_is_committed_to_and_stands_in_no_leaf(self, saltmarsh: Scene) -> None:
        proposed(saltmarsh)
        assert "removal_reason" in last(saltmarsh)["rows"][0]["committed"]
        assert WHY not in str(last(saltmarsh))
        assert Opening.objects.filter(field="removal_reason", content=WHY).count() == 1

    def test_a_reason_is_needed_and_fits(self, saltmarsh: Scene) -> None:
        for reason, code in (
            (" ", "left_empty"),
            ("\u200e\ufeff", "left_empty"),
            ("x" * 2001, "does_not_fit"),
        ):
            rosa = saltmarsh.people["rosa"]
            assert refused(propose_removal, saltmarsh.actor("amina"), member=rosa, reason=reason) == code
        assert Membership.objects.exclude(removal_proposed_by=None).count() == 0

    def test_only_conveners_and_operators_propose_agree_or_decline(self, saltmarsh: Scene) -> None:
        said = {"member": saltmarsh.people["rosa"], "reason": WHY}
        assert refused(propose_removal, saltmarsh.actor("tariq"), **said) == "needs_hat"
        rosa = proposed(saltmarsh)
        for name in ("tariq", "rosa"):
            assert refused(remove_member, saltmarsh.actor(name), member=rosa) == "needs_hat"
            assert refused(keep_member, saltmarsh.actor(name), member=rosa) == "needs_hat"

    def test_nobody_gives_both_words_nor_a_word_about_themselves(self, saltmarsh: Scene) -> None:
        rosa, ben = proposed(saltmarsh), proposed(saltmarsh, "ben")
        assert refused(remove_member, saltmarsh.actor("amina"), member=rosa) == "own_word_counts_once"
        assert refused(remove_member, saltmarsh.actor("ben"), member=ben) == "removal_of_oneself"
        assert refused(keep_member, saltmarsh.actor("ben"), member=ben) == "removal_of_oneself"
        assert refused(proposed, saltmarsh, "amina") == "removal_of_oneself"

    def test_it_is_proposed_once_and_what_nobody_proposed_is_neither_agreed_to_nor_declined(
        self, saltmarsh: Scene
    ) -> None:
        for deed in (remove_member, keep_member):
            rosa = saltmarsh.people["rosa"]
            assert refused(deed, saltmarsh.actor("ben"), member=rosa) == "removal_is_not_proposed"
        proposed(saltmarsh)
        assert refused(proposed, saltmarsh, by="ben") == "removal_is_proposed"

    def test_it_is_declined_by_the_second_and_withdrawn_by_who_proposed_it(self, saltmarsh: Scene) -> None:
        for name in ("ben", "amina"):
            kept = keep_member(saltmarsh.actor(name), member=proposed(saltmarsh))
            assert (kept.removal_proposed_by, kept.removal_reason, kept.ended) == (None, "", None)
        assert refused(remove_member, saltmarsh.actor("ben"), member=kept) == "removal_is_not_proposed"
        assert list(check_place(saltmarsh.place)) == []

    def test_the_last_convener_or_operator_is_not_removed(self, saltmarsh: Scene) -> None:
        assert refused(proposed, saltmarsh, "olwen") == "last_of_its_kind"

    def test_nor_is_who_became_the_last_while_the_proposal_waited(self, saltmarsh: Scene) -> None:
        amina = proposed(saltmarsh, "amina", by="olwen")
        grant_first_hat(saltmarsh.operator, member=saltmarsh.people["tariq"], kind=HatKind.OPERATOR)
        tariq = saltmarsh.actor("tariq", hat=HatKind.OPERATOR)
        remove_member(tariq, member=proposed(saltmarsh, "ben", by="olwen"))
        assert refused(remove_member, tariq, member=amina) == "last_of_its_kind"

    def test_a_first_word_counts_only_while_its_giver_holds_the_hat(self, saltmarsh: Scene) -> None:
        rosa = proposed(saltmarsh, "rosa", by="ben")
        hat = propose_hat(saltmarsh.actor("ben"), member=saltmarsh.people["tariq"], kind=HatKind.MEDIATOR)
        mine, bens = hats_of_conveners(saltmarsh)
        propose_end_of_hat(saltmarsh.actor("ben"), hat=mine)
        grant_first_hat(saltmarsh.operator, member=saltmarsh.people["cllr"], kind=HatKind.OPERATOR)
        for name in ("cllr", "tariq"):
            wears(saltmarsh, name, HatKind.CONVENER)
        take_off_hat(saltmarsh.actor("ben"), hat=bens)
        olwen, amina = saltmarsh.actor("olwen"), saltmarsh.actor("amina")
        assert refused(remove_member, olwen, member=rosa) == "first_word_lapsed"
        assert refused(end_hat, olwen, hat=mine) == "first_word_lapsed"
        assert refused(confirm_hat, amina, hat=hat) == "first_word_lapsed"
        assert keep_member(olwen, member=rosa).removal_proposed_by is None

    def test_a_hat_held_ends_with_the_membership(self, saltmarsh: Scene) -> None:
        remove_member(saltmarsh.actor("olwen"), member=proposed(saltmarsh, "ben"))
        _mine, other = hats_of_conveners(saltmarsh)
        assert (other.state, other.decided_by) == (HatState.ENDED, saltmarsh.people["olwen"])

    def test_why_is_read_by_the_member_and_by_those_who_could_agree(self, saltmarsh: Scene) -> None:
        rosa = proposed(saltmarsh)
        seen = {
            name: list(removals_visible_to(saltmarsh.viewer(name)))
            for name in ("rosa", "ben", "olwen", "tariq")
        }
        assert seen == {"rosa": [rosa], "ben": [rosa], "olwen": [rosa], "tariq": []}
        assert not removals_visible_to(Viewer(saltmarsh.place)).exists()

    def test_the_member_is_told_by_a_letter_that_says_neither_why_nor_who(self, saltmarsh: Scene) -> None:
        keep_member(saltmarsh.actor("ben"), member=proposed(saltmarsh))
        remove_member(saltmarsh.actor("ben"), member=proposed(saltmarsh))
        letters = list(reversed(outbox_of(saltmarsh.place)))
        assert {one.to for one in letters} == {"rosa@saltmarsh.example"}
        assert sorted(one.subject.removesuffix(" the partnership") for one in letters) == [
            "Somebody proposes to remove you from", "Somebody proposes to remove you from",
            "You are no longer a member of", "You stay a member of",
        ]  # fmt: skip
        assert not any(word in one.text for one in letters for word in (WHY, "Amina", "Ben"))

    def test_somebody_under_an_address_that_takes_no_letter_can_be_removed_all_the_same(
        self, saltmarsh: Scene
    ) -> None:
        Person.objects.filter(pk=saltmarsh.people["rosa"].person_id).update(email="no address")
        saltmarsh.people["rosa"].refresh_from_db()
        remove_member(saltmarsh.actor("ben"), member=proposed(saltmarsh))
        assert outbox_of(saltmarsh.place) == []


class TestPages:
    def test_leaving_is_one_step_from_people_explained_and_asked_once(self, saltmarsh: Scene) -> None:
        client = signed_in(saltmarsh, "rosa")
        assert 'href="/saltmarsh/people/leave/"' in client.get("/saltmarsh/people/").content.decode()
        assert "stays counted" in client.get("/saltmarsh/people/leave/").content.decode()
        reply = client.post("/saltmarsh/people/leave/", {"key": "once"}, follow=True)
        assert reply.redirect_chain == [("/saltmarsh/", 302)]
        assert "You have left the partnership of Saltmarsh" in reply.content.decode()
        reply = client.get("/saltmarsh/people/")
        assert (reply.status_code, "You were a member" in reply.content.decode()) == (403, True)
        assert WHY not in reply.content.decode()

    def test_a_convener_who_is_needed_is_told_what_to_do_and_shown_no_button(self, saltmarsh: Scene) -> None:
        page = signed_in(saltmarsh, "amina").get("/saltmarsh/people/leave/").content.decode()
        assert "A place needs at least 2 with the Convener hat beside you." in page
        assert "govuk-button--warning" not in page

    def test_two_remove_a_member_who_reads_why_before_and_after(self, saltmarsh: Scene) -> None:
        amina, ben, rosa, tariq = (signed_in(saltmarsh, name) for name in ("amina", "ben", "rosa", "tariq"))
        path = f"/saltmarsh/people/{saltmarsh.people['rosa'].pk}"
        amina.post(f"{path}/propose-removal/", {"key": "a", "reason": WHY})
        shown = {
            client: client.get("/saltmarsh/people/").content.decode() for client in (amina, ben, rosa, tariq)
        }
        assert [WHY in page for page in shown.values()] == [True, True, True, False]
        assert [f"{path}/remove/" in page for page in shown.values()] == [False, True, False, False]
        assert "Withdraw the proposal" in shown[amina]
        assert [client.get(f"{path}/remove/").status_code for client in (ben, tariq)] == [200, 404]
        assert ben.post(f"{path}/remove/", {"key": "b"}).status_code == 302
        reply = rosa.get("/saltmarsh/people/")
        assert (reply.status_code, WHY in reply.content.decode()) == (403, True)

    def test_the_record_lists_both_words_among_what_took_two(self, saltmarsh: Scene) -> None:
        remove_member(saltmarsh.actor("ben"), member=proposed(saltmarsh))
        page = Client().get("/saltmarsh/record/by-two/").content.decode()
        assert "proposed to remove a member" in page
        assert "gave the second word for removing a member" in page

    def test_the_api_lets_oneself_leave_and_nobody_else(self, saltmarsh: Scene) -> None:
        body = {"member": str(saltmarsh.people["rosa"].pk)}
        path = "/api/v1/saltmarsh/actions/member.leave"
        replies = [
            signed_in(saltmarsh, name).post(path, body, content_type="application/json")
            for name in ("tariq", "rosa")
        ]
        assert [reply.status_code for reply in replies] == [409, 200]
        assert saltmarsh.people["rosa"] not in members_visible_to(saltmarsh.viewer("tariq"))


@pytest.mark.django_db
def test_a_stranger_is_told_that_they_are_no_member(saltmarsh: Scene) -> None:
    client = Client()
    person = Person.objects.named("sam@nowhere.example", name="Sam")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "you are not a member of the partnership" in client.get("/saltmarsh/people/").content.decode()
