"""The page on which files are put beside a record, whichever feature owns it."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from wholeplace.kernel.actions import Action
from wholeplace.kernel.files.keeping import MOST_FILES
from wholeplace.kernel.files.listing import files_of, with_files
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.records import Record
from wholeplace.ui.filing_forms import FileForms
from wholeplace.ui.requests import PersonRequest, done, get_or_404, why_not

R = TypeVar("R", bound=Record)


def put_beside(
    request: PersonRequest,
    deed: Action[..., KeptFile],
    records: "QuerySet[R]",
    record: str,
    *,
    target: str,
    template: str,
) -> HttpResponse:
    """Ask for files to put beside a record, which the deed calls its target.

    Those that are taken stay, whatever is wrong with the others. The feature's template extends `ui/files/beside.html`, and
    says beside what they stand.
    """
    shown: Any = get_or_404(with_files(request.viewer, records), record)
    refusal = why_not(request, deed, shown)
    form = FileForms(request.POST or None, request.FILES) if refusal is None else FileForms(None, None)
    added = form.perform(deed, request.actor, **{target: shown})
    if form.all_taken:
        said = ngettext("{count} file stands beside it.", "{count} files stand beside it.", len(added))
        return done(request, said.format(count=len(added)), shown.get_absolute_url())
    again = with_files(request.viewer, records.filter(pk=shown.pk))
    files = files_of(request.viewer, again[0] if added else shown)
    left = MOST_FILES - sum(file.is_kept for file in files)
    context = {
        target: shown,
        "back": shown.get_absolute_url(),
        "form": form.offering(left),
        "files": files,
        "left": left,
        "added": len(added),
        "refusal": refusal,
    }
    return render(request, template, context, status=form.status)
