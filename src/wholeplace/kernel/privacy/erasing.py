"""Erasing a person in a place: contents and salts go, tombstones stay, and every proof still holds."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q

from wholeplace.kernel.acts import Act
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.guard import deriving, writing_ledger
from wholeplace.kernel.jobs.models import JobRun, State
from wholeplace.kernel.ledger.models import Alias, Opening
from wholeplace.kernel.ledger.tombstones import ERASED, NOBODY
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.people import Membership, Person
from wholeplace.kernel.places import Place, Sector
from wholeplace.kernel.privacy.personal import Going, Subject, holdings
from wholeplace.kernel.search.indexing import index_again
from wholeplace.kernel.tables import Evidence, kind_of, table_of

LEAST = 12
"""Letters of a text that is looked for in letters and notices; a shorter one may be anybody's."""
BEGINS = 60
"""Letters of the beginning of a text by which a letter that quotes it is found."""


@dataclass
class Erased:
    """What an erasure has done so far: how many openings and aliases it left without content, which names and which texts went."""

    openings: int = 0
    aliases: int = 0
    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def erase_what_is_held(act: Act, subject: Subject, *, keeps_words: bool) -> Erased:
    """Erase a person from every table but their memberships and account, as each holding says."""
    erased = Erased(names=[subject.person.name, subject.person.email])
    _forget_work(subject)
    for one in holdings():
        columns = one.erased if keeps_words else (*one.erased, *one.words)
        is_evidence = isinstance(kind_of(table_of(one.model)), Evidence)
        if one.going is Going.GOES and is_evidence:
            for row in one.of(subject):
                act.remove(row)
        elif one.going is Going.GOES:
            with deriving():
                one.of(subject).delete()
        elif one.model is not Membership and is_evidence:
            for row in one.of(subject) if columns else ():
                blank(act, row, columns, erased)
    if table_of(KeptFile) in act.blanked:
        act.enqueue_once("files.clear")
    with writing_ledger():
        aliases = Alias.objects.filter(membership__in=subject.members)
        erased.aliases = aliases.update(membership=None, salt=None)
    return erased


def blank(act: Act, row: models.Model, columns: Iterable[str], erased: Erased) -> None:
    """Put a tombstone in these columns of a row, and take content and salt from every opening of them."""
    filled = [name for name in columns if getattr(row, name)]
    if filled:
        erased.texts += [str(getattr(row, name)) for name in filled]
        type(row)._base_manager.filter(pk=row.pk).update(**dict.fromkeys(filled, ERASED))  # noqa: SLF001 any model
        act.blanked.add(table_of(row))
        index_again(row)
    _empty_openings(row, erased, field__in=list(columns))


def make_nobody(subject: Subject, erased: Erased) -> None:
    """Take from memberships whose they are; whoever calls this saves them, and puts them into the entry."""
    nobody = Person(email=f"{uuid4()}@erased.invalid", name=NOBODY, is_active=False)
    nobody.set_unusable_password()
    nobody.save(force_insert=True)
    for member in subject.members:
        erased.names.append(member.name)
        _empty_openings(member, erased)
        member.person, member.name = nobody, NOBODY
        member.organisation = member.area = member.removal_proposed_by = None
        member.sector, member.removal_reason = Sector.OTHER, ""


def _empty_openings(row: models.Model, erased: Erased, **only: object) -> None:
    """Take content and salt from the openings of a row, but where there never was a content."""
    openings = Opening.objects.filter(of_table=table_of(row), row=str(row.pk), salt__isnull=False, **only)
    with writing_ledger():
        erased.openings += openings.exclude(content="").update(salt=None, content=None)


def forget_account(person: Person) -> None:
    """Delete the account somebody signs in with, unless they belong, or belonged, to another place."""
    if Membership.objects.filter(person=person).exists():
        return
    Session.objects.filter(pk__in=[one.pk for one in sessions_of(person)]).delete()
    person.delete()


def sessions_of(person: Person) -> Iterator[Session]:
    """Yield the sessions somebody is signed in by, also those no list names."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            yield session


def forget_quotes(place: Place, erased: Erased) -> None:
    """Take letters and notices to others that name the person or repeat what was erased: notices go, letters lose their words."""
    said = [text for text in erased.texts if len(" ".join(text.split())) >= LEAST]
    quoted = re.compile("|".join(map(_as_quoted, filter(str.strip, (*erased.names, *said)))) or "(?!)")
    notices = [
        one.pk
        for one in Notice.objects.filter(place=place).iterator()
        if quoted.search(f"{one.title} {one.text}")
    ]
    mails = [
        one.pk
        for one in Mail.objects.filter(place=place).iterator()
        if quoted.search(f"{one.to} {one.subject} {one.text}")
    ]
    with deriving():
        Notice.objects.filter(pk__in=notices).delete()
        Mail.objects.filter(pk__in=mails).update(to="", subject="", text="", html="", why="")


def _as_quoted(text: str) -> str:
    """Return the pattern of how a text begins, as whole words however they are spaced."""
    begins = " ".join(text.split())[:BEGINS].strip()
    words = r"\s+".join(re.escape(word) for word in begins.split())
    return rf"(?<!\w){words}" + (r"(?!\w)" if len(begins) < BEGINS else "")


def _forget_work(subject: Subject) -> None:
    """Take from the queue whatever is about the person: letters to them, and what names their membership."""
    mails = Mail.objects.filter(to__iexact=subject.person.email).values_list("pk", flat=True)
    ids = {str(pk) for pk in (subject.person.pk, *(one.pk for one in subject.members), *mails)}
    runs = JobRun.objects.exclude(state=State.RUNNING).filter(Q(place=subject.place) | Q(place=None))
    about = [run.pk for run in runs.iterator() if any(one in json.dumps(run.references) for one in ids)]
    with deriving():
        JobRun.objects.filter(pk__in=about).delete()
