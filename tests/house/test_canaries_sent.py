"""Nothing private leaves by a letter or in a file: every letter that can be sent is sent, every file on offer is opened."""

from dataclasses import replace

import pytest
from django.core import mail
from django.test import Client
from tests.house.map import Everybody
from tests.house.scene import undone
from tests.house.source import SRC
from tests.house.test_canaries import WORD

from wholeplace.convene.invitations.actions import invite_to_speak
from wholeplace.convene.invitations.names import Way
from wholeplace.convene.invitations.sending import send_to_speak
from wholeplace.convene.lottery.names import Coming
from wholeplace.convene.lottery.registering import Details, register, take_out, withdraw
from wholeplace.convene.lottery.seat_answers import record_answer
from wholeplace.convene.lottery.seat_conditions import IN_PEACE
from wholeplace.convene.lottery.seats import remind_drawn
from wholeplace.convene.lottery.typing_in import change_registration, send_link
from wholeplace.convene.mandates.actions import ask_mandate, ask_statement, ask_withdrawal
from wholeplace.convene.mandates.answering import give_mandate, send_asking
from wholeplace.convene.mandates.standing import publish_statement
from wholeplace.convene.stakeholders.names import Ground
from wholeplace.kernel.actors import machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.notices.jobs import write_to
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.outbox.post import post
from wholeplace.kernel.people import CivicVoice, HatKind
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Audience
from wholeplace.places.invited.actions import invite, send_invitation
from wholeplace.places.people.actions import admit_member, confirm_hat, propose_hat
from wholeplace.places.people.leaving import keep_member, propose_removal, remove_member
from wholeplace.places.sign_in.letters import tell_of_change
from wholeplace.places.yourself.actions import correct_member

LETTERS = {str(path).split("/templates/")[1] for path in SRC.glob("**/templates/**/mail/*.txt")}


@pytest.fixture(scope="module")
def everybody(town):
    return Everybody(town)


def sent_by(deed):
    """Return every letter a deed sends, as it goes to the mail server: by template, address and whole text."""
    with undone():
        before = {one.pk for one in Mail.objects.all()}
        deed()
        templates = {one.pk: one.template for one in Mail.objects.exclude(pk__in=before)}
        mail.outbox = []
        run_all_now()
        sent = {one.extra_headers["Message-ID"][1:37]: one for one in mail.outbox}
        return [
            (template, sent[str(pk)].to[0], _everything(sent[str(pk)].message()))
            for pk, template in templates.items()
        ]


def _everything(message):
    parts = [part.get_payload(decode=True).decode() for part in message.walk() if not part.is_multipart()]
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), *parts])


def sign_in(email):
    return lambda: Client().post("/sign-in/", {"email": email})


def told_in_a_letter(house):
    """Tell a member something, and have it written to them."""
    told = {"title": "The hall is free", "text": "Come.", "href": "/", "why": "You asked."}
    notify(house.place, [house.people["newcomer"]], **told)
    write_to(house.people["newcomer"].pk)


def invited(town, convener):
    here = town.here
    one = invite(convener, place=here.place, people=f"{here.word('mailasked')}@x.example", words="Do come")
    send_invitation(machine(here.place, "invitations"), invitation=one[0])


BEFORE_ANY_PLACE = {"first_run/mail/test.txt"}
"""A letter with a code alone, to whoever sets the first place up."""
ASKED = "mandates/mail/asked_{}.txt"
NAMED_ON_PURPOSE = {
    "invited/mail/invited.txt": ("nameconvener",),
    "invitations/mail/asked.txt": ("nameconvener", "titlepublic", "neededpublic"),
    "lottery/mail/drawn.txt": ("drawnname", "seatedtitle", "seatedabout", "todrawn"),
    "lottery/mail/noted.txt": ("drawnname", "seatedtitle"),
    "lottery/mail/registered.txt": ("paneltitlepublic",),
    "lottery/mail/again.txt": ("paneltitlepublic", "nameregistered"),
    "lottery/mail/anew.txt": ("paneltitlepublic", "nameregistered"),
    "lottery/mail/taken_out.txt": ("paneltitlepublic", "nameregistered"),
    "lottery/mail/moved.txt": ("paneltitlepublic", "nameregistered"),
    "lottery/mail/withdrawn.txt": ("paneltitlepublic", "nameregistered"),
    ASKED.format("mandate"): ("nameparticipant",),
    ASKED.format("statement"): ("nameparticipant",),
    ASKED.format("withdrawal"): ("namesecond", "forall"),
    "mandates/mail/given.txt": ("namesecond", "namemanager", "limitsasked"),
    "mandates/mail/published.txt": ("namesecond", "namenextchief", "nextforall"),
}
"""Who a letter is from and what it is about, where it says so."""


def asked(house, ask, *, by="participant", **said):
    address = f"{house.word('mailasked')}@x.example"
    made = ask(house.actor(by), place=house.place, email=address, **said)
    send_asking(machine(house.place, "mandates"), asking=made)


def answered(house, deed, asking, **said):
    deed(machine(house.place, "mandates"), asking=asking, giver="Head", **said)


def asked_to_speak(house, convener):
    whom = {"name": "Nia", "email": f"{house.word('mailasked')}@x.example"}
    made = invite_to_speak(
        convener,
        perspective=house.perspectives[Audience.PUBLIC],
        way=Way.EMAIL,
        origin="A list",
        ground=Ground.AGREED,
        **whom,
    )
    send_to_speak(machine(house.place, "invitations"), issue_invitation=made)


def reminded(house, convener):
    """Write once more, two days later, to somebody who was drawn."""
    remind_drawn(replace(convener, at=now() + IN_PEACE), seat=house.seated)


def registered(house, email=""):
    """Have somebody register for the panel of a house who gives no name that is another's."""
    lottery = house.lotteries[Audience.PUBLIC]
    details = Details("Ada", email or f"{house.word('mailasked')}@x.example")
    said = {"details": details, "answers": house.registration.answers, "link": ("y" if email else "x") * 40}
    register(machine(house.place, "lottery"), lottery=lottery, **said)


def moved(house, convener):
    """Correct the address of somebody who registered for the panel of a house."""
    details = Details(house.word("nameregistered"), f"{house.word('mailmoved')}@x.example")
    said = {"details": details, "answers": house.registration.answers}
    change_registration(convener, registration=house.registration, **said)


def deeds(town):
    """Return for each letter the deed that sends it; a letter nobody has listed is an error."""
    here = town.here
    convener, newcomer = here.actor("convener", hat=HatKind.CONVENER), here.people["newcomer"]
    reason = here.word("reason")
    somebody = {
        "email": f"{here.word('mailjoining')}@x.example",
        "name": here.word("namejoining"),
        "voice": CivicVoice.PUBLIC,
        "sector": Sector.RESIDENT,
    }
    corrected = {"name": reason, "voice": CivicVoice.PUBLIC, "sector": Sector.FAITH}
    sponsor = {"member": here.people["participant"], "kind": HatKind.SPONSOR}
    return {
        "notices/mail/digest.txt": lambda: told_in_a_letter(here),
        "people/mail/admitted.txt": lambda: admit_member(convener, place=here.place, **somebody),
        "people/mail/hat_proposed.txt": lambda: propose_hat(convener, **sponsor),
        "people/mail/hat_given.txt": lambda: confirm_hat(convener, hat=here.waiting),
        "people/mail/removal_proposed.txt": lambda: propose_removal(
            convener, member=here.people["participant"], reason=reason
        ),
        "people/mail/removal_dropped.txt": lambda: keep_member(convener, member=newcomer),
        "people/mail/removed.txt": lambda: remove_member(convener, member=newcomer),
        "yourself/mail/corrected.txt": lambda: correct_member(
            convener, member=here.people["participant"], **corrected
        ),
        "invited/mail/invited.txt": lambda: invited(town, convener),
        "invitations/mail/asked.txt": lambda: asked_to_speak(here, convener),
        "lottery/mail/drawn.txt": lambda: reminded(here, convener),
        "lottery/mail/noted.txt": lambda: record_answer(
            convener, seat=here.seated, coming=Coming.NO, because=here.word("whynotcome")
        ),
        "lottery/mail/registered.txt": lambda: registered(here),
        "lottery/mail/again.txt": lambda: registered(here, here.registration.email),
        "lottery/mail/anew.txt": lambda: send_link(convener, registration=here.registration),
        "lottery/mail/moved.txt": lambda: moved(here, convener),
        "lottery/mail/taken_out.txt": lambda: take_out(convener, registration=here.registration),
        "lottery/mail/withdrawn.txt": lambda: withdraw(
            machine(here.place, "lottery"), registration=here.registration
        ),
        ASKED.format("mandate"): lambda: asked(here, ask_mandate, until=here.mandate.until),
        ASKED.format("statement"): lambda: asked(here, ask_statement, text="They may"),
        ASKED.format("withdrawal"): lambda: asked(here, ask_withdrawal, by="second"),
        "mandates/mail/given.txt": lambda: answered(here, give_mandate, here.asking, terms=here.asking.terms),
        "mandates/mail/published.txt": lambda: answered(here, publish_statement, here.asked_for_all),
        "sign_in/mail/changed.txt": lambda: tell_of_change(here.people["convener"].person, "webauthn_added"),
        "sign_in/mail/code.txt": sign_in(town.here.people["convener"].person.email),
        "sign_in/mail/unknown.txt": sign_in("mailnobodyzqsaltmarsh@x.example"),
    }


def test_a_word_in_a_letter_is_noticed(town):
    """The control: a letter told somebody's name."""
    told = {"code": town.here.word("nameconvener")}
    ((_, _, text),) = sent_by(
        lambda: post(town.here.place, to="a@x.example", template="sign_in/mail/code.txt", facts=told, why="x")
    )
    assert WORD.findall(text) == ["nameconvenerzqsaltmarsh"] * text.count("nameconvener")
    assert text.count("nameconvener") >= 3


def test_a_letter_holds_nothing_private_but_its_readers_own_address(town):
    assert deeds(town).keys() | BEFORE_ANY_PLACE == LETTERS
    for template, deed in deeds(town).items():
        ((used, to, text),) = sent_by(deed)
        assert used == template
        sender = {town.here.word(one) for one in NAMED_ON_PURPOSE.get(template, ())}
        assert set(WORD.findall(text)) == set(WORD.findall(to)) | sender, template
        assert len(WORD.findall(to)) == 1


def test_no_letter_waits_that_tells_its_reader_of_anybody_else(town):
    """Telling the whole town sends no letter but these."""
    told = {
        (one.to, word)
        for one in Mail.objects.all()
        for word in WORD.findall(one.text + one.html + one.subject)
    }
    assert {(to, word) for to, word in told if word not in to} == set()
