"""From an issue with nobody on its map to one whose coverage is complete: mapped, asked three ways, answered, decided."""

from tests.convene.inviting import program
from tests.convene.mapping import browser, read
from tests.convene.missing import Missing
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.convene.invitations.actions import invite_many
from wholeplace.convene.invitations.calling import record_call
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Called, Reply, ReplyBy, Way
from wholeplace.convene.invitations.posting import ask_for_letters, draw_codes, letters_are_posted
from wholeplace.convene.invitations.replying import answer_by_link, join_by_invitation
from wholeplace.convene.invitations.sending import send_to_speak
from wholeplace.convene.stakeholders.actions import Said, describe_perspective, map_perspective
from wholeplace.convene.stakeholders.book import note_speaker
from wholeplace.convene.stakeholders.book_taking_in import Part, take_in_contacts
from wholeplace.convene.stakeholders.models import Contact, Perspective
from wholeplace.convene.stakeholders.names import Ground, Known, Whose
from wholeplace.convene.stakeholders.taking_in import NewPerspective, take_in_perspectives
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.ui.addresses import place_url

__all__ = ["own_keys", "saltmarsh"]

VOICES = (CivicVoice.PUBLIC, CivicVoice.PROFESSIONAL)
YOUNG, COUNCILLORS = "Young people", "The councillors"
LISTED = {"origin": "The council's list", "ground": Ground.TASK, "known": Known.APART}


def said(number: int) -> Said:
    """A perspective somebody speaks for already; young people and councillors are the two that nobody does."""
    if number > 1:
        return Said(
            Whose.GROUP,
            f"View {number}",
            Sector.RESIDENT,
            VOICES[number % 2],
            spoken_for_by=f"Person {number}",
        )
    voice = CivicVoice.POLITICIAN if number else CivicVoice.PUBLIC
    return Said(Whose.GROUP, (YOUNG, COUNCILLORS)[number], Sector.COUNCIL, voice)


def mapped(scene: Scene) -> dict[str, Perspective]:
    """Put forty perspectives on the map, half of them out of a spreadsheet."""
    amina, issue = scene.actor("amina"), scene.issue()
    for number in range(20):
        map_perspective(amina, issue=issue, **said(number).columns)
    take_in_perspectives(
        amina, issue=issue, perspectives=[NewPerspective(said(number)) for number in range(20, 40)]
    )
    return {one.name: one for one in Perspective.objects.filter(issue=issue)}


def asked(scene: Scene, needed: dict[str, Perspective]) -> None:
    """Ask a hundred and twenty people, a third of them each by e-mail, letter and phone."""
    amina, ways = scene.actor("amina"), ("email", "address", "phone")
    reach = {"email": "p{}@post.example", "address": "{} Quay", "phone": "01632 960 {:03}"}
    rows = [
        {"name": f"Person {number:03}", way: reach[way].format(number)}
        for number, way in ((number, ways[number % 3]) for number in range(120))
    ]
    take_in_contacts(amina, place=scene.place, part=Part(rows, {}), **LISTED)
    noted = [
        note_speaker(amina, contact=one, perspective=needed[(YOUNG, COUNCILLORS)[number // 60]])
        for number, one in enumerate(Contact.objects.order_by("name"))
    ]
    made = invite_many(amina, issue=scene.issue(), guesses=[one.pk for one in noted])
    assert sorted(one.way for one in made) == ["email"] * 40 + ["letter"] * 40 + ["phone"] * 40


def first(way: Way, name: str) -> IssueInvitation:
    found = IssueInvitation.objects.filter(way=way, perspective__name=name).order_by("name")
    return found.select_related("place", "issue", "perspective", "by")[0]


def missing(scene: Scene, page: str = "coverage") -> str:
    return read(browser(scene, "ben"), place_url(scene.place, page, issue=scene.issue().pk))


def test_coverage_turns_complete_as_people_come_and_the_group_goes_on_without_one(saltmarsh: Scene) -> None:
    scene, amina, by = saltmarsh, saltmarsh.actor("amina"), program(saltmarsh)
    needed = mapped(scene)
    assert "38 of 40 perspectives that this issue needs are spoken for." in missing(scene)
    assert "Nobody speaks for politicians yet." in missing(scene)
    asked(scene, needed)
    letters = ask_for_letters(amina, issue=scene.issue())
    draw_codes(amina, issue=scene.issue(), made=letters.made)
    assert len(letters_are_posted(amina, issue=scene.issue(), made=letters.made)) == 40
    call = {"call": Called.REACHED, "reply": Reply.NO, "because": "Never on a Monday"}
    record_call(amina, issue_invitation=first(Way.PHONE, YOUNG), **call)
    one = send_to_speak(by, issue_invitation=first(Way.EMAIL, YOUNG))
    answer_by_link(by, issue_invitation=one, reply=Reply.YES, reply_by=ReplyBy.LINK)
    who = {"name": "Sam", "voice": CivicVoice.PUBLIC, "sector": Sector.RESIDENT}
    join_by_invitation(by, issue_invitation=one, **who)
    told = missing(scene, "participation")
    assert "39 of 40 perspectives that this issue needs are spoken for." in told
    assert "Nobody speaks for politicians yet." in told
    group = Missing(scene)
    group.come_together()
    absence = group.propose_without(needed[COUNCILLORS], voices=[CivicVoice.POLITICIAN])
    group.decide(absence, *FIVE)
    complete = missing(scene)
    assert "All 39 perspectives on the map are spoken for" in complete
    assert "Missing" not in complete
    assert "The group decided to go on without a voice of politicians." in complete
    described = said(5).columns | {"spoken_for_by": ""}
    describe_perspective(amina, perspective=needed["View 5"], **described)
    assert "Nobody speaks yet for View 5." in missing(scene)
