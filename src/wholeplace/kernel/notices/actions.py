"""Wishing for no letters, and for letters again."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import is_member
from wholeplace.kernel.notices.conditions import gets_letters, gets_no_letters
from wholeplace.kernel.notices.models import Silence
from wholeplace.kernel.places import Place


@action(
    "letters.stop",
    title=_("Get no more letters"),
    says=_("{actor} chose to get no letters"),
    may=is_member,
    when=gets_letters,
    doors=BY_PERSON,
)
def stop_letters(act: Act, *, place: Place) -> Silence:
    """Get no more letters about what goes on in a place; what concerns one stands on the page of notices."""
    made = Silence.objects.create(place=place, member=act.membership, since=act.at)
    act.record(made)
    return made


@action(
    "letters.start",
    title=_("Get letters again"),
    says=_("{actor} chose to get letters again"),
    may=is_member,
    when=gets_no_letters,
    doors=BY_PERSON,
)
def start_letters(act: Act, *, place: Place) -> Place:
    """Get letters about what goes on in a place again, from now on."""
    act.remove(Silence.objects.get(place=place, member=act.membership))
    return place
