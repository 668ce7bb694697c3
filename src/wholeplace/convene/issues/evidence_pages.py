"""The page on which whoever proposed a framing adds files as evidence."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.queries import proposed_framings_visible_to
from wholeplace.kernel.files.keeping import MOST_FILES
from wholeplace.kernel.files.listing import files_of, with_files
from wholeplace.ui.filing_forms import MOST_BYTES, FileForms
from wholeplace.ui.limits import takes_files
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@takes_files(most=MOST_BYTES)
@members_only
def evidence_page(request: PersonRequest, proposed: str) -> HttpResponse:
    """Add files to a framing one proposed; those that are taken stay, whatever is wrong with the others."""
    shown = get_or_404(with_files(request.viewer, proposed_framings_visible_to(request.viewer)), proposed)
    refusal = why_not(request, add_evidence, shown)
    form = FileForms(request.POST or None, request.FILES) if refusal is None else FileForms(None, None)
    added = form.perform(add_evidence, request.actor, proposed=shown)
    if form.all_taken:
        said = ngettext(
            "{count} file stands beside your framing.", "{count} files stand beside your framing.", len(added)
        )
        return done(request, said.format(count=len(added)), shown.get_absolute_url())
    again = with_files(request.viewer, proposed_framings_visible_to(request.viewer).filter(pk=shown.pk))
    files = files_of(request.viewer, again[0] if added else shown)
    left = MOST_FILES - sum(file.is_there for file in files)
    context = {
        "proposed": shown,
        "issue": shown.issue,
        "form": form.offering(left),
        "files": files,
        "left": left,
        "added": len(added),
        "refusal": refusal,
    }
    return render(request, "issues/evidence.html", context, status=form.status)
