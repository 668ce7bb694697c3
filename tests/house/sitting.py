"""Who of a house was drawn for a panel, how they are reached, and why one of them cannot come."""

from tests.convene.sitting import seated
from tests.house.houses import House

from wholeplace.convene.lottery.names import Coming
from wholeplace.convene.lottery.registering import Details
from wholeplace.convene.lottery.seat_answers import record_answer
from wholeplace.convene.lottery.seats import ask_drawn, say_to_drawn
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience


def draw_a_panel(house: House) -> None:
    """Have two people drawn for a panel on the issue that everybody reads about: one is asked, one cannot come."""
    convener = house.actor("convener", hat=HatKind.CONVENER)
    first = Details(
        f"a {house.word('drawnname')}", f"{house.word('drawnmail')}@{house.place.slug}.example",
        house.word("drawnphone"), house.word("drawnaddress"),
    )  # fmt: skip
    other = Details(f"b {house.word('drawnother')}", phone="01632 960 009")
    about = {"title": house.word("seatedtitle"), "about": house.word("seatedabout")}
    asked, left = seated(convener, house.issues[Audience.PUBLIC], [first, other], **about)
    say_to_drawn(convener, lottery=asked.draw.lottery, words=house.word("todrawn"), within=10)
    house.seated = ask_drawn(convener, seat=asked)
    record_answer(convener, seat=left, coming=Coming.NO, because=house.word("whynotcome"))
    letter = Mail.objects.filter(template="lottery/mail/drawn.txt", to=first.email).get()
    house.seat_link = letter.text.partition("/ticket/")[2].partition("/")[0]
