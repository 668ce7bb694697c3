"""Which files a viewer may see: those beside a record they may see, and no others."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.files.carrying import CARRYING, beside, judged_for, scopes_judged
from wholeplace.kernel.files.models import LIVE, FileRuling, KeptFile, Shelf
from wholeplace.kernel.files.names import JUDGES, FileDeed
from wholeplace.kernel.files.shelves import content_of
from wholeplace.kernel.privacy.personal import subject_of
from wholeplace.kernel.reachable import query_for, reach
from wholeplace.kernel.records import Record, visible
from wholeplace.kernel.tables import models_by_table, table_of


def files_visible_to(viewer: Viewer) -> QuerySet[KeptFile]:
    """Return the files a viewer may see, those taken back or down too, whose contents are gone."""
    seen = Q(pk__in=[])
    for model in CARRYING:
        records = query_for(model, viewer).order_by().values("pk")
        seen |= Q(of_table=table_of(model), of__in=records)
    files = visible(KeptFile.objects.select_related("place", "by", "first_word_by"), viewer)
    return files.filter(seen).order_by("of", "number")


def contents(viewer: Viewer, file: KeptFile) -> bytes | None:
    """Return what a file holds, to whoever may see it; None where it is gone, or no longer what was put there.

    One that somebody holds is handed to those alone who could decide about it.
    """
    return _on_the_shelf(viewer, file) if is_handed_to(viewer, file) else None


def is_handed_to(viewer: Viewer, file: KeptFile) -> bool:
    """Say whether a file that the viewer may see is handed to them too."""
    return file.is_there or (file.is_kept and reads_what_is_held(viewer, file))


def _on_the_shelf(viewer: Viewer, file: KeptFile) -> bytes | None:
    shelf = Shelf.objects.filter(place=viewer.place).first()
    if shelf is None or not file.is_kept or file.place_id != viewer.place.pk:
        return None
    return content_of(file, salt=shelf.salt)


def reads_what_is_held(viewer: Viewer, file: KeptFile) -> bool:
    """Say whether the viewer could decide about this file, somebody else's, and so reads it while it is held."""
    return not file.is_of(viewer.membership) and _judges(viewer, file)


def _judges(viewer: Viewer, file: KeptFile) -> bool:
    return any(viewer.wears(kind, scope=scope) for kind in JUDGES for scope in judged_for(viewer, file))


def rulings_on(viewer: Viewer, file: KeptFile) -> "QuerySet[FileRuling]":
    """Return what was done about a file and said of that, the newest first, for members."""
    ruled = FileRuling.objects.filter(file=file).select_related("by")
    return visible(ruled, viewer) if viewer.is_member else ruled.none()


def files_waiting_for(viewer: Viewer) -> "QuerySet[KeptFile]":
    """Return the files that wait for the viewer's word: held or proposed to be taken down by somebody else."""
    scopes = scopes_judged(viewer)
    if viewer.membership is None or not scopes:
        return KeptFile.objects.none()
    theirs = Q() if None in scopes else beside(one for one in scopes if one is not None)
    mine = FileRuling.objects.filter(file=OuterRef("pk"), deed=FileDeed.HELD, by=viewer.membership)
    proposed = Q(first_word_by__isnull=False) & ~Q(first_word_by=viewer.membership)
    held = Q(first_word_by=None, held_until__isnull=False) & ~Q(Exists(mine))
    return (
        files_visible_to(viewer)
        .filter(LIVE, theirs, proposed | held)
        .exclude(by__person=viewer.membership.person_id)
    )


def files_put_by(viewer: Viewer) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of every file the viewer put anywhere in the place and did not take back."""
    assert viewer.membership is not None
    for file in KeptFile.objects.filter(by__in=subject_of(viewer.membership).members).order_by("put", "pk"):
        if (content := _on_the_shelf(viewer, file)) is not None:
            yield file.name, content


def beside_what(viewer: Viewer, file: KeptFile) -> Record | None:
    """Return the record a file was put beside, as the viewer may see it."""
    model = models_by_table().get(file.of_table)
    found = reach(viewer, model, file.of) if model is not None else None
    return found if isinstance(found, Record) else None
