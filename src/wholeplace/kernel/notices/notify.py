"""Telling members what concerns them, in the transaction of the deed it tells of."""

from collections.abc import Iterable
from typing import cast

from django.db.models import CharField
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import Truncator

from wholeplace.kernel import clock
from wholeplace.kernel.acts import Act
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.outbox.post import language_of
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Place

Words = str | Promise


def notify(
    deed: Act | Place, members: Iterable[Membership], *, title: Words, text: Words, href: str, why: Words
) -> None:
    """Tell members something: on their page of notices at once, by letter in the next that goes out to them.

    Nobody is told of what they did themselves, nor after they have left. `title` says what happened, `text` of what and
    until when, `why` why it concerns them; each is one paragraph in the place's language. `href` leads to it.
    """
    place, doer, at = (
        (deed.place, deed.actor.membership, deed.at) if isinstance(deed, Act) else (deed, None, clock.now())
    )
    with translation.override(language_of(place)), deriving():
        Notice.objects.bulk_create(
            Notice(
                place=place,
                member=member,
                title=_one_line(title, "title"),
                text=_one_line(text, "text"),
                href=href,
                why=_one_line(why, "why"),
                happened=at,
            )
            for member in members
            if member.ended is None and member != doer
        )


def _one_line(words: Words, column: str) -> str:
    """Return the words as one paragraph that fits its column, cut at a word where they are too many."""
    most = cast("CharField[str, str]", Notice._meta.get_field(column)).max_length  # noqa: SLF001 Django's API
    return Truncator(" ".join(str(words).split())).chars(most or 0)
