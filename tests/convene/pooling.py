"""Panels drawn by lot, and people in their pools, by every way there is."""

import datetime as dt
import html
import re
from typing import Any

from django.test import Client
from tests.kernel.scene import Scene

from wholeplace.convene.lottery.actions import open_registration, set_up_lottery
from wholeplace.convene.lottery.models import Lottery, Registration, Target
from wholeplace.convene.lottery.names import Asked, Differ
from wholeplace.convene.lottery.registering import NAME, Details, register, withdraw
from wholeplace.convene.lottery.settling import say_apart, set_aside
from wholeplace.convene.lottery.targeting import Wanted, set_targets
from wholeplace.convene.lottery.tickets import link_from
from wholeplace.convene.lottery.typing_in import type_in
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.records import Audience

TARGETS = (
    ("Age", "Under 40", 1, 3),
    ("Age", "40 and over", 1, 3),
    ("Area", "Harbour", 1, 2),
    ("Area", "Hill", 2, 3),
)
NIA = Details("Nia Rees", "nia@quay.example", "01632 960 001", "1 Quay Street, SA1 2AB")
KEY = "k" * 32


def set_up(scene: Scene, *, by: str = "amina", targets: Any = TARGETS) -> Lottery:
    """Set up a panel of four for the issue of a place, with whom it should resemble."""
    title = "Seafront panel" + " again" * Lottery.objects.count()
    said = {"title": title, "about": "Four evenings in May", "seats": 4}
    made = set_up_lottery(scene.actor(by), issue=scene.issue(), **said)
    if targets:
        wanted = [Wanted(*one, one[2], one[3], question=f"Your {one[0].lower()}?") for one in targets]
        set_targets(scene.actor(by), lottery=made, targets=wanted)
    return Lottery.objects.get(pk=made.pk)


def opened(scene: Scene, *, asks: Any = tuple(Asked), days: int = 30) -> Lottery:
    """Set up a panel, and open its registration."""
    made, closes = set_up(scene), clock.now() + dt.timedelta(days=days)
    said = {"closes": closes, "asks": list(asks), "consent": "Kept for the draw."}
    open_registration(scene.actor("amina"), lottery=made, **said)
    return Lottery.objects.get(pk=made.pk)


def public(scene: Scene) -> Lottery:
    """Open registration for a panel on an issue that everybody reads about."""
    scene.name_issue(audience=Audience.PUBLIC)
    return opened(scene)


def answers(lottery: Lottery, *values: str) -> dict[str, str]:
    """Return answers by their words, of each feature the first where nothing is said of it."""
    said = {}
    for one in Target.objects.filter(feature__lottery=lottery).order_by("feature__number", "number"):
        key = str(one.feature_id)
        if one.value in values or key not in said:
            said[key] = str(one.pk)
    return said


def program(scene: Scene) -> Actor:
    """Return the program as it keeps what residents say."""
    return machine(scene.place, NAME)


def link_of(details: Details, lottery: Lottery, *values: str, key: str = KEY) -> str:
    """Return the link that somebody's page makes for them."""
    return link_from(key, {**vars(details), **answers(lottery, *values)})


def registered(
    scene: Scene, lottery: Lottery, details: Details = NIA, *values: str, key: str = KEY
) -> Registration:
    """Have somebody register on the page."""
    link = link_of(details, lottery, *values, key=key)
    said = answers(lottery, *values)
    return register(program(scene), lottery=lottery, details=details, answers=said, link=link)


def typed(scene: Scene, lottery: Lottery, details: Details = NIA, *values: str) -> Registration:
    """Have the convener type somebody in from paper."""
    return type_in(scene.actor("amina"), lottery=lottery, details=details, answers=answers(lottery, *values))


def form_of(lottery: Lottery, details: Details = NIA, *values: str, **other: str) -> dict[str, str]:
    """Return what the registration page is sent."""
    said = {f"answer_{feature}": target for feature, target in answers(lottery, *values).items()}
    return {**vars(details), **said, "agreed": "on", "key": KEY, **other}


def link_in(to: str = NIA.email) -> str:
    """Return the address of somebody's own page in the newest letter to them."""
    letter = Mail.objects.filter(to=to, template__startswith="lottery/").latest("asked")
    return re.findall(r"^http://localhost:8000(/\S+/ticket/\S+/)$", letter.text, re.MULTILINE)[-1]


def later(lottery: Lottery, **columns: Any) -> Lottery:
    """Have a lottery be as it will be, as time alone makes it."""
    with migrating():
        Lottery.objects.filter(pk=lottery.pk).update(**columns)
    return Lottery.objects.get(pk=lottery.pk)


def main(response: Any) -> str:
    """Return the words of a page's main part."""
    whole = response.content.decode().partition('id="main"')[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", whole)).split())


def visitor() -> Client:
    """Somebody without an account."""
    return Client()


def pooled(scene: Scene) -> Lottery:
    """Fill the pool of a panel by every way there is: two are one person, two are apart, and one withdraws."""
    lottery, amina = opened(scene), scene.actor("amina")
    first, second = registered(scene, lottery), typed(scene, lottery, NIA, "Hill")
    other = typed(scene, lottery, Details("Bo Lee", "", "01632 960 001", "7 Hill Road"))
    gone = registered(scene, lottery, Details("Cy Ash", "cy@hill.example", "", "9 Hill Road"), key="c" * 32)
    set_aside(amina, registration=second, kept=first)
    say_apart(amina, lottery=lottery, first=first, second=other, about=Differ.PERSON)
    withdraw(program(scene), registration=gone)
    return lottery
