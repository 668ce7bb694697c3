"""Packing a place's record: the leaves up to the newest checkpoint, and for scrutineers what opens them."""

import json
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from wholeplace.account.scrutiny.actions import open_record
from wholeplace.account.scrutiny.opened import Reader
from wholeplace.account.scrutiny.queries import latest_checkpoint
from wholeplace.convene.invitations.models import PRIVATE, AccessNeeds, IssueInvitation, SponsorWords
from wholeplace.convene.invitations.needing import SAID
from wholeplace.convene.lottery.models import Apart, Registration, Seat
from wholeplace.convene.mandates.models import Asking
from wholeplace.convene.stakeholders.book import WORDS
from wholeplace.convene.stakeholders.models import Contact, CouldSpeak, Note
from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.bar import Show, showing, unseen
from wholeplace.kernel.clock import now
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.ledger.checkpoints import KeyPeriod
from wholeplace.kernel.ledger.keyfiles import KeyFileError
from wholeplace.kernel.ledger.keys import signing_key
from wholeplace.kernel.ledger.models import Checkpoint, Leaf, Opening, VerifyingKey
from wholeplace.kernel.ledger.pack_pages import moment_of
from wholeplace.kernel.ledger.packs import (
    Opened,
    Packed,
    Released,
    Sentence,
    write_public_pack,
    write_scrutineers_pack,
)
from wholeplace.kernel.ledger.sentences import sentence_of
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import visible
from wholeplace.kernel.releases import Release
from wholeplace.kernel.tables import table_of
from wholeplace.mediate.conversations.asides import Aside
from wholeplace.mediate.conversations.models import Guest, Statement
from wholeplace.mediate.conversations.pseudonyms import Pseudonym
from wholeplace.mediate.conversations.rulings import StatementReport
from wholeplace.mediate.landscapes.tables import in_words, texts_of
from wholeplace.places.invited.models import Invitation, LeftAlone

Words = Callable[[Release, Viewer], dict[int, str]]
"""Gives the words of the statements that released figures are about."""


TOLD_TO_NOBODY = (
    (Statement, "author"),
    (Statement, "guest"),
    (StatementReport, "reporter"),
    (Guest, "claimed_by"),
    (Pseudonym, "member"),
    (Pseudonym, "guest"),
    *((Aside, name) for name in Aside.table.committed),
    (Note, "text"),
    (Note, "by"),
    *((Contact, name) for name in WORDS),
    (CouldSpeak, "contact"),
    *((IssueInvitation, name) for name in PRIVATE),
    (SponsorWords, "by"),
    (SponsorWords, "asked_by"),
    *((AccessNeeds, name) for name in ("member", *SAID)),
    *((Seat, name) for name in Seat.table.committed),
    *((Registration, name) for name in Registration.table.committed),
    *((Apart, name) for name in Apart.table.committed),
    *((Asking, name) for name in Asking.table.committed),
    *((Invitation, name) for name in Invitation.table.committed),
    (LeftAlone, "digest"),
)
"""Committed columns that not even a scrutineer opens."""


def public_pack(viewer: Viewer, show: Show = unseen) -> IO[bytes]:
    """Return the pack for everybody, whoever asks for it, as a file to read from its beginning."""
    _size, packed = _packed(Viewer(viewer.place), _no_words, show)
    return _file(partial(write_public_pack, packed=packed, key=_key(viewer.place)))


def scrutineers_pack(actor: Actor, show: Show = unseen) -> IO[bytes]:
    """Open the pack for a scrutineer, with what opens the commitments; that it was opened stands in the record."""
    if refusal := open_record.refusal(actor):
        raise Refused(refusal.code, **refusal.params)
    key = _key(actor.place)  # first: where it is missing, nothing is opened
    open_record(actor, place=actor.place)
    size, packed = _packed(actor.viewer, texts_of, show)
    openings = _openings(actor.place, size)
    return _file(partial(write_scrutineers_pack, packed=packed, openings=openings, key=key))


def _file(write: Callable[[IO[bytes]], None]) -> IO[bytes]:
    """Return a file that is gone once it is closed, with what was written into it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 whoever reads it closes it
    write(file)
    file.seek(0)
    return file


def _key(place: Place) -> Ed25519PrivateKey:
    """Return the key that signs a record already signed; reading makes none."""
    try:
        return signing_key(place, generation=place.verifying_keys.count())
    except KeyFileError as error:
        raise Refused("key_missing") from error


def _no_words(_release: Release, _viewer: Viewer) -> dict[int, str]:
    """Give no statement's words: what people wrote is committed to, and may have to be erased some day."""
    return {}


def _packed(viewer: Viewer, words: Words, show: Show) -> tuple[int, Packed]:
    """Gather what a pack holds, everything up to the newest checkpoint; its leaves are walked for two lists."""
    place = viewer.place
    last = latest_checkpoint(viewer)
    if last is None:
        raise Refused("not_signed_yet")
    size = last.size
    keys = [KeyPeriod(text, from_size) for from_size, text in _keys(place, size)]
    leaves = _leaves(place, size).values_list("data", flat=True).iterator()
    return size, Packed(
        place=place.name,
        made=moment_of(now().isoformat()),
        leaves=showing(leaves, show, count=size, ends=0.5),
        sentences=showing(_sentences(place, size), show, count=_entries(place, size).count(), begun=0.5),
        checkpoints=list(
            Checkpoint.objects.filter(place=place, size__lte=size).values_list("text", flat=True)
        ),
        keys=keys,
        releases=_releases(viewer, size, words),
    )


def _keys(place: Place, size: int) -> list[tuple[int, str]]:
    """Return the keys that had begun by this size of the tree."""
    keys = VerifyingKey.objects.filter(place=place).values_list("from_size", "text")
    return [(from_size, text) for from_size, text in keys if from_size == 0 or from_size < size]


def _leaves(place: Place, size: int) -> QuerySet[Leaf]:
    return Leaf.objects.filter(place=place, index__lt=size).order_by("index")


def _entries(place: Place, size: int) -> QuerySet[Leaf]:
    return _leaves(place, size).filter(part=0)


def _sentences(place: Place, size: int) -> Iterator[Sentence]:
    """Yield each entry in words, with the line by which what it is about came to be, where that is another one."""
    made: dict[str, int] = {}
    for index, data in _entries(place, size).values_list("index", "data").iterator():
        entry = json.loads(data)
        line, about = index or 0, entry["target"]
        said, of = sentence_of(entry), made.get(about["id"])
        if of is not None and about["table"] != table_of(Place):
            said = _("{said} (about what line {of} made)").format(said=said, of=of)
        for row in entry.get("rows", ()):
            made.setdefault(row["id"], line)
        yield Sentence(line, entry["at"], said)


def _releases(viewer: Viewer, size: int, words: Words) -> Iterator[Released]:
    """Yield the released figures the viewer may see, each with the entry that digests it."""
    table = table_of(Release)
    for leaf in _leaves(viewer.place, size).filter(entry__action="landscape.release"):
        entry = json.loads(leaf.data)
        for row in entry["rows"]:
            release = visible(Release.objects.filter(pk=row["id"]), viewer).first()
            if release is not None:
                columns, rows = in_words(release, words(release, viewer))
                title = _("Release {number}, {day}").format(
                    number=release.number, day=f"{release.taken:%Y-%m-%d}"
                )
                yield Released(
                    entry["id"], table, str(release.pk), "payload", title, release.payload, columns, rows
                )


def _openings(place: Place, size: int) -> Iterator[Opened]:
    """Yield what opens each commitment, but neither a batch of ballots nor who wrote or reported a statement."""
    openings = Opening.objects.filter(
        entry__place=place, entry__leaves__part=0, entry__leaves__index__lt=size
    )
    for model, field in TOLD_TO_NOBODY:
        openings = openings.exclude(of_table=table_of(model), field=field)
    reader = Reader(place)
    told = openings.exclude(field="rows").annotate(line=F("entry__leaves__index"))
    for one in told.order_by("entry__leaves__index", "id").iterator():
        yield reader.read(one, line=one.line)
