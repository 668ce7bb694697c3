"""Putting a letter in the outbox, in the transaction of the deed it tells of."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise

from wholeplace.kernel import clock
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.jobs.models import Priority
from wholeplace.kernel.jobs.queue import ask
from wholeplace.kernel.outbox.conditions import address_is_right, subject_is_one_line
from wholeplace.kernel.outbox.letters import Letter, write_letter
from wholeplace.kernel.outbox.models import Kept, Mail
from wholeplace.kernel.people import Person
from wholeplace.kernel.places import Place


def post(
    deed: Act | Place,
    *,
    to: Person | str,
    template: str,
    facts: Mapping[str, object],
    why: str | Promise,
    language: str = "",
) -> Mail:
    """Write a letter to somebody, sent once this transaction is committed and not at all when it rolls back.

    `template` names a text file (`invitations/mail/invited.txt`: first line the subject); `why` is the sentence under
    the letter that says why they get it. The words are those of now; what changes later does not change them.
    """
    place = deed.place if isinstance(deed, Act) else deed
    letter = write_letter(
        template, facts={"place": place, **facts}, why=why, language=language or language_of(place)
    )
    return _put(letter, place=place, to=to, template=template, kept=Kept.A_WHILE, priority=Priority.ORDINARY)


def post_secret(
    *, to: Person | str, template: str, facts: Mapping[str, object], why: str | Promise, language: str = ""
) -> Mail:
    """Write a letter about how somebody signs in: sent before all other work, its words blanked as soon as it is sent."""
    letter = write_letter(template, facts=facts, why=why, language=language or settings.LANGUAGE_CODE)
    return _put(letter, place=None, to=to, template=template, kept=Kept.UNTIL_SENT, priority=Priority.URGENT)


def post_link(
    deed: Act | Place, *, to: Person | str, template: str, facts: Mapping[str, object], why: str | Promise
) -> Mail:
    """Write a letter whose link lets its reader in: sent in its turn, its words blanked as soon as it is sent."""
    place = deed.place if isinstance(deed, Act) else deed
    letter = write_letter(template, facts={"place": place, **facts}, why=why, language=language_of(place))
    return _put(
        letter, place=place, to=to, template=template, kept=Kept.UNTIL_SENT, priority=Priority.ORDINARY
    )


def language_of(place: Place) -> str:
    """Return the first language of a place that the program speaks."""
    spoken = {code for code, _ in settings.LANGUAGES}
    return next((language for language in place.languages if language in spoken), settings.LANGUAGE_CODE)


def _put(
    letter: Letter, *, place: Place | None, to: Person | str, template: str, kept: Kept, priority: Priority
) -> Mail:
    """Keep the letter and have it sent, both or neither."""
    address = to.email if isinstance(to, Person) else to
    if refusal := address_is_right(address) or subject_is_one_line(letter.subject):
        raise Refused(refusal.code, **refusal.params)
    with deriving(), transaction.atomic():
        mail = Mail.objects.create(
            place=place,
            to=address,
            template=template,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            why=letter.why,
            kept=kept,
            asked=clock.now(),
        )
        ask("outbox.send", {"mail": mail}, place=place, priority=priority)
    return mail
