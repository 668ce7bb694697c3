"""The first place of an installation, set up in the browser by whoever has the code of its terminal."""

import re
import smtplib
import socket
import ssl
from urllib.parse import urlencode

import pytest
from allauth.account.authentication import get_authentication_records
from click.testing import CliRunner
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from tests.kernel.scene import at_once, elsewhere, on_disk, own_keys, saltmarsh, tell

from wholeplace.convene.first_run import mailing, pages
from wholeplace.convene.first_run.asking import answer_to
from wholeplace.convene.first_run.code import digest_of, is_setup_code, setup_code
from wholeplace.convene.first_run.commands import show_setup_code
from wholeplace.convene.first_run.draft import Draft, draft_kept, keep_draft
from wholeplace.convene.first_run.founding import found
from wholeplace.convene.first_run.mailing import _fault
from wholeplace.convene.first_run.names import Step
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.outbox.trying import try_letter
from wholeplace.kernel.people import Hat, Membership
from wholeplace.kernel.places import Organisation, Place

__all__ = ["elsewhere", "on_disk", "own_keys", "saltmarsh"]

YOU = {
    "name": "Amina Yusuf",
    "email": "Amina@town.example",
    "organisation": "Town Council",
    "sector": "council",
    "voice": "professional",
    "operates": "on",
}
SECOND = {**YOU, "name": "Bob Okafor", "email": "bob@town.example"}
ISSUE = {
    "title": "Nowhere to go after dark",
    "happening": "The quay is empty at night.",
    "for_whom": "Everybody",
    "framing": "How can it be everybody's?",
    "audience": "public",
}
ANSWERS = {
    Step.PLACE: {"name": "Harbour Side", "slug": "", "summary": "Together"},
    Step.YOU: YOU,
    Step.SECOND: SECOND,
    Step.ADDRESS: None,
    Step.MAIL: None,
    Step.COLOUR: {"chosen": "#0f5e6e", "other": ""},
    Step.ISSUE: ISSUE,
}


@pytest.fixture(autouse=True)
def nothing_yet(db: None, own_keys, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


@pytest.fixture
def browser() -> Client:
    """A browser whose reader gave the setup code."""
    return let_in(Client())


def let_in(client: Client) -> Client:
    assert client.post("/setup/", {"code": setup_code()}).status_code == 302
    return client


def answered(**others) -> Draft:
    """A draft in which every step is answered."""
    said = {**ANSWERS, **{Step[name]: answers for name, answers in others.items()}}
    draft = Draft(answers={step.value: urlencode(answers or {}) for step, answers in said.items()})
    keep_draft(draft)
    return draft


def press(client: Client):
    """Read all answers, and found the place with them."""
    shown = client.get("/setup/check/").text
    seen = re.search(r'name="seen" value="(\w+)"', shown)
    return client.post("/setup/check/", {"seen": seen[1] if seen else ""})


@pytest.mark.parametrize(
    "path", ["/", "/saltmarsh/", "/saltmarsh/issues/", "/sign-in/", "/privacy/", "/no/such/"]
)
def test_before_there_is_a_place_every_page_leads_to_setting_one_up(client, path):
    for reply in (client.get(path), client.post(path)):
        assert (reply.status_code, reply.headers["Location"]) == (302, "/setup/")


@pytest.mark.parametrize("path", ["/healthz/", "/source/", "/place.css", "/setup/"])
def test_what_machines_and_the_licence_ask_for_is_answered_before_there_is_a_place(client, path):
    assert client.get(path).status_code == 200


def test_once_a_place_is_there_setting_one_up_answers_as_a_page_that_never_was(saltmarsh):
    client = Client(enforce_csrf_checks=True)
    unknown = client.get("/nowhere/")
    for path in ("/setup/", "/setup/check/", *(f"/setup/{step.value}/" for step in Step)):
        for reply in (client.get(path), client.post(path, {"code": setup_code()})):
            assert reply.status_code == unknown.status_code == 404
            assert reply.text.replace(path, "/nowhere/") == unknown.text
    assert client.get("/").status_code == 200


def test_no_step_opens_without_the_code(client):
    for name in ("check", *(step.value for step in Step)):
        for reply in (client.get(f"/setup/{name}/"), client.post(f"/setup/{name}/", {**YOU, "deed": "send"})):
            assert (reply.status_code, reply.headers["Location"]) == (302, "/setup/")
    assert (draft_kept(), mail.outbox) == (Draft(), [])


def test_the_code_may_be_typed_in_small_letters_and_with_signs_that_look_alike():
    assert is_setup_code(setup_code().lower().replace("-", " ").replace("0", "o").replace("1", "l"))
    assert not is_setup_code(setup_code()[:-1])
    assert not is_setup_code("")


def test_the_code_is_the_installations_own_and_is_kept_nowhere(browser, settings):
    first = setup_code()
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", first)
    kept = [one.get_decoded() for one in Session.objects.all()]
    assert kept
    assert first not in str(kept)
    settings.SECRET_KEY = "another installation's"
    assert setup_code() != first


def test_wrong_codes_are_counted_and_then_even_the_right_one_waits(client):
    for _ in range(5):
        assert "This is not the setup code" in client.post("/setup/", {"code": "AAAA-AAAA-AAAA"}).text
    refused = client.post("/setup/", {"code": setup_code()})
    assert "Too many codes were tried from here" in refused.text
    assert client.get("/setup/place/").status_code == 302


def test_the_command_tells_the_code_until_there_is_a_place(request):
    told = CliRunner().invoke(show_setup_code)
    assert (told.exit_code, told.output) == (0, f"{setup_code()}\n")
    request.getfixturevalue("saltmarsh")
    late = CliRunner().invoke(show_setup_code)
    assert (late.exit_code, setup_code() in late.output) == (1, False)


def test_giving_the_code_begins_a_session_nobody_knew_before(client):
    client.get("/setup/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    let_in(client)
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_place_is_founded_with_its_people_and_its_first_issue(browser):
    answered()
    reply = press(browser)
    assert (reply.status_code, reply.headers["Location"]) == (302, "/harbour-side/what-next/")
    place = Place.objects.get()
    assert (place.slug, place.name, place.summary, place.languages) == (
        "harbour-side", "Harbour Side", "Together", ["en-gb"],
    )  # fmt: skip
    assert sorted((hat.membership.name, hat.kind) for hat in Hat.objects.all()) == [
        ("Amina Yusuf", "convener"), ("Amina Yusuf", "operator"), ("Bob Okafor", "convener"),
    ]  # fmt: skip
    assert [one.organisation for one in Membership.objects.all()] == [Organisation.objects.get()] * 2
    issue = Issue.objects.get()
    assert (issue.title, issue.named_by.name, issue.place) == (ISSUE["title"], "Amina Yusuf", place)
    told = list(Entry.objects.order_by("at", "pk").values_list("action", flat=True))
    assert sorted(told) == sorted(
        ["place.found", "organisation.add", "member.admit", "hat.grant_first", "hat.grant_first", "member.admit",
         "hat.grant_first", "issue.name"]
    )  # fmt: skip
    assert draft_kept() == Draft()


def test_every_entry_of_the_founding_says_that_it_was_made_on_a_page(browser):
    answered()
    press(browser)
    leaves = [str(entry.leaves.get(part=0).data) for entry in Entry.objects.all()]
    assert len(leaves) == 8
    assert all('"door":"page"' in leaf.replace(" ", "") for leaf in leaves)


def test_a_second_convener_and_a_first_issue_can_wait(browser):
    answered(SECOND=None, ISSUE=None)
    press(browser)
    assert (Membership.objects.count(), Issue.objects.count()) == (1, 0)
    after = browser.get("/harbour-side/what-next/", follow=True).text
    assert (
        after.index("Name a first issue")
        < after.index("Find a second convener")
        < after.index("Bring people in")
    )


def test_the_founder_is_signed_in_by_one_step_and_the_hat_waits_for_another(browser, settings):
    settings.SECOND_STEP = True
    answered()
    press(browser)
    page = browser.get("/harbour-side/what-next/", follow=True)
    assert page.context["viewer"].membership.name == "Amina Yusuf"
    assert "Sign in by two steps to use your hat" in page.text
    request = page.wsgi_request
    assert [step["method"] for step in get_authentication_records(request, request.user)] == ["setup"]
    assert page.context["viewer"].hats == ()


def test_only_the_browser_that_founded_is_let_in_and_only_once(browser):
    answered()
    stranger = let_in(Client())
    press(browser)
    assert stranger.get("/harbour-side/what-next/").headers["Location"].startswith("/sign-in/")
    kept = browser.cookies["sessionid"].value
    assert browser.get("/harbour-side/what-next/", follow=True).status_code == 200
    again = Client()
    again.cookies["sessionid"] = kept
    assert again.get("/harbour-side/what-next/").headers["Location"].startswith("/sign-in/")
    assert again.get("/setup/").status_code == 404


def test_the_button_pressed_twice_founds_one_place_and_leads_into_it(browser):
    draft = answered()
    for _ in range(2):
        reply = browser.post("/setup/check/", {"seen": draft.digest})
        assert reply.headers["Location"] == "/harbour-side/what-next/"
    assert Place.objects.count() == 1


def test_a_press_on_its_way_while_the_first_is_carried_out_leads_into_the_place_too(browser, monkeypatch):
    draft = answered()
    twin = Client()
    twin.cookies["sessionid"] = browser.cookies["sessionid"].value
    second_to(twin, draft, monkeypatch)
    assert (
        browser.post("/setup/check/", {"seen": draft.digest}).headers["Location"]
        == "/harbour-side/what-next/"
    )
    assert Place.objects.count() == 1


def test_of_two_browsers_that_press_at_once_the_second_is_told_so(browser, monkeypatch):
    draft = answered()
    second_to(let_in(Client()), draft, monkeypatch)
    late = browser.post("/setup/check/", {"seen": draft.digest})
    assert (late.status_code, "A place has been founded here meanwhile" in late.text) == (409, True)
    assert Place.objects.count() == 1
    assert browser.get("/setup/").status_code == 404


def second_to(first: Client, draft: Draft, monkeypatch) -> None:
    """Have another browser found the place just before the one that is asked."""

    def later(**said):
        monkeypatch.setattr(pages, "found", found)
        assert first.post("/setup/check/", {"seen": draft.digest}).status_code == 302
        return found(**said)

    monkeypatch.setattr(pages, "found", later)


def test_a_second_place_is_not_founded_on_a_page(saltmarsh):
    with pytest.raises(Refused) as refused:
        found(**said_in(answered()))
    assert refused.value.refusal.code == "place_is_there"
    assert Place.objects.get() == saltmarsh.place


def said_in(draft: Draft) -> dict:
    said = {step: answer_to(step, draft) for step in Step}
    return {
        "place": {"slug": "other", "name": "Other", "summary": "", "languages": ["en-gb"]},
        "colour": said[Step.COLOUR]["colour"],
        "you": said[Step.YOU],
        "second": None,
        "issue": None,
    }


def test_an_answer_changed_in_another_window_is_read_before_the_place_is_founded(browser):
    draft = answered()
    answered(PLACE={**ANSWERS[Step.PLACE], "name": "Elsewhere"})
    page = browser.post("/setup/check/", {"seen": draft.digest}).text
    assert "An answer was changed meanwhile" in page
    assert "Elsewhere" in page
    assert not Place.objects.exists()


def test_an_answer_that_is_missing_or_no_longer_right_is_asked_for_again(browser):
    answered(SECOND={**SECOND, "email": YOU["email"]})
    assert browser.get("/setup/check/").headers["Location"] == "/setup/second-convener/"
    keep_draft(Draft(answers={"place": urlencode(ANSWERS[Step.PLACE])}))
    assert browser.get("/setup/check/").headers["Location"] == "/setup/you/"


def test_what_was_answered_is_there_again_in_another_browser_that_gives_the_code(browser):
    browser.post("/setup/place/", {"name": "ميناء", "slug": "harbour", "summary": ""})
    browser.post("/setup/you/", YOU)
    reply = Client().post("/setup/", {"code": setup_code()})
    assert reply.headers["Location"] == "/setup/second-convener/"
    other = let_in(Client())
    assert 'value="ميناء"' in other.get("/setup/place/").text
    assert 'value="Amina@town.example"' in other.get("/setup/you/").text


def test_the_short_address_is_made_of_the_name_where_it_can_be(browser):
    made = {}
    for name in ("Bourg-en-Bresse & Pays", "Ísafjörður", "Old_Town  Quay", "x" * 60):
        browser.post("/setup/place/", {"name": name, "slug": "", "summary": ""})
        made[name] = answer_to(Step.PLACE, draft_kept())["slug"]
    assert list(made.values()) == ["bourg-en-bresse-pays", "isafjorur", "old-town-quay", "x" * 40]


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"name": "ميناء", "slug": ""}, "We cannot make a short address of this name."),
        ({"name": "Setup", "slug": ""}, "used by the program"),
        ({"name": "A place", "slug": "not/one"}, "cannot be a short name"),
        ({"name": "n" * 10_000, "slug": "n"}, "can have at most 100 characters; you have 10000"),
        ({"name": "\u200f", "slug": "n"}, "Fill in"),
        ({"name": "n", "slug": "n", "summary": "s" * 10_000}, "can have at most 300 characters"),
    ],
)
def test_a_place_that_cannot_be_is_not_kept(browser, said, because):
    assert because in browser.post("/setup/place/", {"summary": "", **said}).text
    assert draft_kept() == Draft()


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"name": "n" * 10_000}, "can have at most 200 characters; you have 10000"),
        ({"email": f"{'n' * 10_000}@town.example"}, "can have at most 254 characters"),
        ({"organisation": "n" * 10_000}, "can have at most 200 characters"),
        ({"email": "a@town.example\nBcc: b@town.example"}, "valid email"),
        ({"sector": "royal"}, "Select a valid choice"),
    ],
)
def test_a_convener_who_cannot_be_is_not_kept(browser, said, because):
    assert because in browser.post("/setup/you/", {**YOU, **said}).text
    assert draft_kept() == Draft()


def test_names_from_right_to_left_and_with_markup_are_kept_as_they_are(browser):
    names = ("أمينة يوسف", "<script>alert(1)</script>", "\u202eanimA")
    for name in names[1:]:
        answered(YOU={**YOU, "name": name})
        assert "<script>alert" not in browser.get("/setup/check/").text
    answered(YOU={**YOU, "name": names[0]}, PLACE={"name": "ميناء", "slug": "harbour", "summary": ""})
    press(browser)
    assert (Place.objects.get().name, str(Hat.objects.filter(kind="operator").get().membership)) == (
        "ميناء",
        names[0],
    )


def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(browser):
    page = browser.post("/setup/colour/", {"chosen": "other", "other": "#ffee00"}).text
    assert "A near colour that passes" in page
    browser.post("/setup/colour/", {"chosen": "other", "other": "#123456"})
    assert answer_to(Step.COLOUR, draft_kept())["colour"] == "#123456"
    assert "is no colour" in browser.post("/setup/colour/", {"chosen": "other", "other": ""}).text


def test_the_public_address_is_accepted_once_the_program_knows_it(browser, settings):
    page = browser.post("/setup/address/", {"address": "https://Together.example.org/"}).text
    assert "WHOLEPLACE_PUBLIC_URL=https://together.example.org\nWHOLEPLACE_PROXIES=1" in page
    assert "address" not in draft_kept().answers
    assert "WHOLEPLACE_PUBLIC_URL=https://together.example.org" in browser.get("/setup/address/").text
    settings.PUBLIC_URL = "https://together.example.org"
    browser.post("/setup/address/", {"address": "https://together.example.org"})
    assert "address" in draft_kept().answers


@pytest.mark.parametrize(
    "address",
    ["together", "ftp://x.example", "https://", "https://a@b.example", "https://x.example/a", "https://x y",
     "https://x.example?a", "javascript:alert(1)", "https://[::1", "https://x.example\nWHOLEPLACE_DEMO=true"],
)  # fmt: skip
def test_what_is_no_address_is_never_written_into_the_settings(browser, address):
    page = browser.post("/setup/address/", {"address": address}).text
    assert "Enter an address such as" in page
    assert "WHOLEPLACE_PUBLIC_URL=" not in page


def test_the_test_letter_shows_that_mail_works_and_that_the_address_is_the_founders(browser):
    answered(SECOND=None)
    assert "The mail server took the letter" in browser.post("/setup/mail/", {"deed": "send"}).text
    (letter,) = mail.outbox
    assert letter.to == ["amina@town.example"]
    code = re.search(r"^([0-9A-Z]{6})$", str(letter.body), re.MULTILINE)[1]
    assert code not in str([one.get_decoded() for one in Session.objects.all()])
    assert "This is not the code" in browser.post("/setup/mail/", {"code": "000000"}).text
    assert browser.post("/setup/mail/", {"code": code.lower()}).headers["Location"] == "/setup/check/"
    assert "Mail works" in browser.get("/setup/mail/").text
    press(browser)
    request = browser.get("/harbour-side/what-next/", follow=True).wsgi_request
    assert [step["method"] for step in get_authentication_records(request, request.user)] == ["code"]


def test_after_five_wrong_codes_a_letter_is_of_no_use(browser):
    answered()
    browser.post("/setup/mail/", {"deed": "send"})
    code = re.search(r"^([0-9A-Z]{6})$", str(mail.outbox[0].body), re.MULTILINE)[1]
    for _ in range(5):
        browser.post("/setup/mail/", {"code": "000000"})
    assert "This is not the code" in browser.post("/setup/mail/", {"code": code}).text
    assert draft_kept().proved == ""


def test_what_is_answered_while_a_letter_is_being_sent_stays(browser, monkeypatch):
    answered(YOU=YOU, SECOND=None)
    other = let_in(Client())

    def slowly(**said):
        assert other.post("/setup/second-convener/", SECOND).status_code == 302
        try_letter(**said)

    monkeypatch.setattr(mailing, "try_letter", slowly)
    assert "The mail server took the letter" in browser.post("/setup/mail/", {"deed": "send"}).text
    assert answer_to(Step.SECOND, draft_kept())["name"] == "Bob Okafor"
    code = re.search(r"^([0-9A-Z]{6})$", str(mail.outbox[0].body), re.MULTILINE)[1]
    assert browser.post("/setup/mail/", {"code": code}).headers["Location"] == "/setup/check/"


STEPS = {
    "place": {"name": "Quay", "slug": "quay", "summary": ""},
    "you": {**YOU, "name": "Amina"},
    "second-convener": {"deed": "without"},
    "address": {"address": "https://together.example.org"},
    "mail": {"code": "000000"},
}


@pytest.mark.parametrize(("step", "sent"), STEPS.items())
def test_a_page_changes_nothing_but_its_own_answer(browser, monkeypatch, step, sent):
    """What another window saves after this one has read the draft, and before it writes, stays."""
    before = answered()
    while_read(
        monkeypatch, lambda: let_in(Client()).post("/setup/colour/", {"chosen": "#1d4e89", "other": ""})
    )
    browser.post(f"/setup/{step}/", sent)
    after = draft_kept()
    assert "1d4e89" in after.answers["colour"]
    assert {name for name in after.answers if after.answers[name] != before.answers[name]} <= {"colour", step}


def test_wrong_codes_tried_beside_one_another_are_all_counted(browser, monkeypatch):
    answered()
    browser.post("/setup/mail/", {"deed": "send"})
    code = re.search(r"^([0-9A-Z]{6})$", str(mail.outbox[0].body), re.MULTILINE)[1]
    other = let_in(Client())
    while_read(monkeypatch, lambda: [other.post("/setup/mail/", {"code": "000000"}) for _ in range(5)])
    assert "This is not the code" in browser.post("/setup/mail/", {"code": code}).text
    assert (draft_kept().wrong_codes, draft_kept().proved) == (5, "")


def test_of_many_codes_tried_at_once_each_is_counted(on_disk):
    draft = answered()
    draft.letter_to, draft.letter_code = "amina@town.example", digest_of("ABC123")
    keep_draft(draft)
    clients = [let_in(Client()) for _ in range(4)]
    replies = at_once(4, lambda number: clients[number].post("/setup/mail/", {"code": "000000"}).status_code)
    assert (replies, draft_kept().wrong_codes) == ([200] * 4, 4)


def test_a_letter_that_comes_back_after_the_place_was_founded_begins_no_draft_anew(browser, monkeypatch):
    draft = answered()
    other = let_in(Client())

    def slowly(**said):
        assert other.post("/setup/check/", {"seen": draft.digest}).status_code == 302
        try_letter(**said)

    monkeypatch.setattr(mailing, "try_letter", slowly)
    browser.post("/setup/mail/", {"deed": "send"})
    assert (Place.objects.count(), draft_kept()) == (1, Draft())


def while_read(monkeypatch, deed) -> None:
    """Have something done in another window just after a page has read the draft."""

    def and_then() -> Draft:
        monkeypatch.setattr(pages, "draft_kept", draft_kept)
        draft = draft_kept()
        deed()
        return draft

    monkeypatch.setattr(pages, "draft_kept", and_then)


def test_an_address_changed_after_the_letter_was_read_is_not_proved(browser):
    draft = answered()
    draft.proved = "amina@town.example"
    keep_draft(draft)
    assert "its code was read" in browser.get("/setup/check/").text
    browser.post("/setup/you/", {**YOU, "email": "other@town.example"})
    assert "its code was read" not in browser.get("/setup/check/").text
    press(browser)
    request = browser.get("/harbour-side/what-next/", follow=True).wsgi_request
    assert [step["method"] for step in get_authentication_records(request, request.user)] == ["setup"]


def test_a_mail_server_that_fails_is_told_in_words_with_what_to_do(browser, settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", taken.getsockname()[1]
        answered()
        page = browser.post("/setup/mail/", {"deed": "send"}).text
    assert f"Nothing listens at port {settings.EMAIL_PORT} of 127.0.0.1." in page
    assert "WHOLEPLACE_SMTP_URL" in page
    assert "Type the code" not in page
    assert browser.post("/setup/mail/", {"deed": "without"}).headers["Location"] == "/setup/check/"


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no"), "does not take the user name or the password"),
        (
            smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"relay denied")}),
            "takes no letter to a@b.example",
        ),
        (smtplib.SMTPSenderRefused(550, b"no", "x"), "takes no letter from"),
        (smtplib.SMTPNotSupportedError("STARTTLS"), "does not offer what was asked"),
        (smtplib.SMTPServerDisconnected("gone"), "did not take the letter"),
        (ssl.SSLCertVerificationError("expired"), "No secured connection"),
        (socket.gaierror(-2, "unknown"), "There is no machine called"),
        (TimeoutError("timed out"), "did not answer at port"),
        (OSError("strange"), "could not be sent"),
    ],
)
def test_what_a_mail_server_answers_is_put_in_words(error, says):
    fault = _fault(error, "a@b.example")
    assert says in fault.says
    assert "{" not in fault.says + fault.todo
    assert type(error).__name__ in fault.raw


def test_test_letters_are_limited(browser):
    answered()
    for _ in range(11):
        page = browser.post("/setup/mail/", {"deed": "send"}).text
    assert "Ten letters were sent within the hour" in page
    assert len(mail.outbox) == 10


def test_where_a_place_is_founded_at_the_command_line_the_draft_is_forgotten(browser):
    answered()
    browser.get("/setup/check/")
    tell()
    kept = [one.get_decoded() for one in Session.objects.all()]
    assert "bob%40town.example" in str(kept)
    assert browser.get("/").status_code == 200
    kept = [one.get_decoded() for one in Session.objects.all()]
    assert ("town.example" in str(kept), draft_kept()) == (False, Draft())


def test_what_comes_next_is_for_whoever_convenes(saltmarsh):
    for name, status in (("amina", 200), ("rosa", 404)):
        client = Client()
        client.force_login(saltmarsh.people[name].person)
        assert client.get("/saltmarsh/what-next/").status_code == status


def test_a_page_of_the_first_run_is_kept_by_nobody(browser):
    assert browser.get("/setup/you/").headers["Cache-Control"] == "private, no-store"


def test_by_another_name_the_operator_is_told_what_to_set(client):
    reply = client.get("/", headers={"host": "together.example.org"})
    assert (reply.status_code, "WHOLEPLACE_PUBLIC_URL" in reply.text) == (400, True)
    assert "together.example.org" not in reply.text.replace("https://together.example.org", "")
