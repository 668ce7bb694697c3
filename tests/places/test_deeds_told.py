"""What a page says once a deed is done: what was done, naming the person or thing, and what follows."""

import pytest
from django.test import Client
from tests.convene.deciding import wears
from tests.kernel.scene import ISSUE, Scene, own_keys, saltmarsh
from tests.places.test_leaving import WHY, proposed, signed_in
from tests.places.test_people import hats_of_conveners

from wholeplace.kernel.people import Hat, HatKind
from wholeplace.places.people.actions import propose_end_of_hat, propose_hat

__all__ = ["own_keys", "saltmarsh"]


def said(client: Client, path: str, **answers: str) -> str:
    """Send a form, follow where it leads, and return the one sentence or two of the banner there."""
    page = client.post(path, {"key": "once", **answers}, follow=True).content.decode()
    (banner,) = page.split('class="govuk-notification-banner__heading">')[1:]
    return banner.split("</p>")[0]


def waiting(scene: Scene, by: str = "amina") -> Hat:
    return propose_hat(scene.actor(by), member=scene.people["rosa"], kind=HatKind.MEDIATOR)


def test_after_admitting_somebody_the_page_names_and_shows_them(saltmarsh: Scene) -> None:
    client = signed_in(saltmarsh, "amina")
    answers = {"email": "z@x.example", "name": "Zoë & Co", "voice": "public", "sector": "resident"}
    reply = client.post("/saltmarsh/people/admit/", answers, follow=True)
    page = reply.content.decode()
    assert "Zoë &amp; Co is now a member. A letter tells them where to sign in." in page
    assert '<strong dir="auto">Zoë &amp; Co</strong>' in page
    assert "Rosa Lind" not in page


def test_proposing_a_hat_says_whose_word_it_waits_for(saltmarsh: Scene) -> None:
    path = f"/saltmarsh/people/{saltmarsh.people['rosa'].pk}/hat/"
    assert said(signed_in(saltmarsh, "amina"), path, kind="mediator") == (
        "You proposed Rosa Lind as mediator. It waits for the word of somebody else who is convener here."
    )
    page = signed_in(saltmarsh, "amina").get(path).content.decode()
    assert ['value="convener"' in page, 'value="operator"' in page] == [True, False]


@pytest.mark.parametrize(
    ("way", "by", "told"),
    [
        ("confirm", "ben", "Rosa Lind is now mediator. A letter tells them, and"),
        ("decline", "ben", "Rosa Lind does not become mediator. It can be proposed again."),
        ("propose-end", "ben", "You proposed that Amina Yusuf is no longer convener. They are, until"),
        ("take-off", "amina", "You are no longer convener. To get the hat back, it has to be"),
        ("end", "ben", "Amina Yusuf is no longer convener. The record says that two of you agreed."),
        ("keep", "ben", "Amina Yusuf stays convener. Taking the hat off can be proposed again."),
    ],
)
def test_every_word_about_a_hat_is_answered_by_name(saltmarsh: Scene, way: str, by: str, told: str) -> None:
    hat = waiting(saltmarsh) if way in {"confirm", "decline"} else hats_of_conveners(saltmarsh)[0]
    if way == "take-off":
        wears(saltmarsh, "cllr", HatKind.CONVENER)
    if way in {"end", "keep"}:
        propose_end_of_hat(saltmarsh.actor("olwen"), hat=hat)
    assert said(signed_in(saltmarsh, by), f"/saltmarsh/hats/{hat.pk}/{way}/").startswith(told)


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("propose-removal", "You proposed to remove Rosa Lind. They stay a member until somebody else who"),
        ("remove", "Rosa Lind is no longer a member. A letter tells them."),
        ("keep", "Rosa Lind stays a member. A letter tells them."),
    ],
)
def test_every_word_about_a_removal_is_answered_by_name(saltmarsh: Scene, way: str, told: str) -> None:
    if way != "propose-removal":
        proposed(saltmarsh)
    path = f"/saltmarsh/people/{saltmarsh.people['rosa'].pk}/{way}/"
    assert said(signed_in(saltmarsh, "ben"), path, reason=WHY).startswith(told)


def test_every_deed_about_an_issue_is_answered_by_its_title(saltmarsh: Scene) -> None:
    client = signed_in(saltmarsh, "amina")
    named = said(client, "/saltmarsh/issues/name/", **ISSUE, audience="public")
    assert named == f"You named the issue “{ISSUE['title']}”. Others can now say that it is theirs too."
    issue = saltmarsh.issue().get_absolute_url()
    title = f"“{ISSUE['title']}”"
    assert [said(client, f"{issue}{way}/", text="Otherwise") for way in ("framing", "take-part", "stop")] == [
        f"You changed the framing of {title}. The one before stays visible beneath it.",
        f"You take part in {title}. You can stop at any time.",
        f"You no longer take part in {title}. You can come back at any time.",
    ]


def test_changing_how_the_place_is_described_is_said(saltmarsh: Scene) -> None:
    answers = {"name": "Saltmarsh and Mill", "summary": "", "colour": "#123456"}
    assert said(signed_in(saltmarsh, "amina"), "/saltmarsh/describe/", **answers) == (
        "You changed how Saltmarsh and Mill is described. Everybody reads it so from now on."
    )
