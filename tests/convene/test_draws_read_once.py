"""What decides a draw weighs megabytes: pages read it where they show it, and once."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.convene.inviting import main
from tests.convene.sitting import draw_for, drawn_panel, put, seat_of
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.test_leaving import signed_in

from wholeplace.convene.lottery.models import Draw, Lottery, Registration
from wholeplace.convene.lottery.names import SeatState
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.tokens import digest_of

__all__ = ["own_keys", "saltmarsh"]
WEIGHTY = ("terms", "pool", "panels", "kinds")


def weighty_read(client: Client, path: str) -> list[str]:
    """Return which weighty columns a page asks the database for, once for each time it asks."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    said = " ".join(one["sql"] for one in asked.captured_queries)
    return [name for name in WEIGHTY for _time in range(said.count(f'."{name}"'))]


def own_page(lottery: Lottery, name: str) -> str:
    """Give somebody a link to their own page, and return where it leads."""
    with migrating():
        Registration.objects.filter(lottery=lottery, name=name).update(digest=digest_of(name[:3]))
    return f"/saltmarsh/lotteries/ticket/{name[:3]}/"


@pytest.fixture
def lottery(saltmarsh: Scene) -> Lottery:
    return drawn_panel(saltmarsh)


def test_pages_about_a_panel_do_not_read_what_decided_its_draws(saltmarsh: Scene, lottery: Lottery) -> None:
    amina, one = signed_in(saltmarsh, "amina"), seat_of(lottery, "Ada Quill")
    there = f"/saltmarsh/lotteries/{lottery.pk}/"
    assert weighty_read(amina, f"{there}report/") == list(WEIGHTY)
    for path in (
        there,
        f"{there}seats/",
        f"{there}seats/ask/",
        f"{there}seats/letters/",
        f"{there}pool/",
        f"/saltmarsh/lotteries/seats/{one.pk}/",
        f"/saltmarsh/lotteries/registrations/{one.registration_id}/",
    ):
        assert weighty_read(amina, path) == [], path
    assert weighty_read(signed_in(saltmarsh, "rosa"), there) == []


def test_somebodys_own_page_reads_a_draw_once_however_many_look(lottery: Lottery) -> None:
    first = weighty_read(Client(), own_page(lottery, "Ada Quill"))
    assert first == ["pool", "panels", "kinds"]
    for name in ("Ada Quill", "Bo Lund", "Ed Vane"):
        assert weighty_read(Client(), own_page(lottery, name)) == []


def test_each_reads_their_chance_in_the_last_draw_they_were_in(lottery: Lottery) -> None:
    put(lottery, "Ada Quill", SeatState.DECLINED)
    again = draw_for(lottery, [Registration.objects.get(name="Ed Vane")])
    said = {name: main(Client().get(own_page(lottery, name))) for name in ("Bo Lund", "Hal Brook")}
    assert ", was 50.00" in said["Bo Lund"]
    assert ", was 0.00" in said["Hal Brook"]
    with migrating():
        Draw.objects.filter(pk=again.pk).update(taken_back=again.committed, drawn=None)
    assert ", was 50.00" in main(Client().get(own_page(lottery, "Hal Brook")))
