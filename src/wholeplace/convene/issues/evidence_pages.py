"""The page on which whoever proposed a framing adds files as evidence."""

from django.http import HttpResponse

from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.queries import proposed_framings_visible_to
from wholeplace.ui.filing_beside import put_beside
from wholeplace.ui.filing_forms import MOST_BYTES
from wholeplace.ui.limits import takes_files
from wholeplace.ui.requests import PersonRequest, members_only


@takes_files(most=MOST_BYTES)
@members_only
def evidence_page(request: PersonRequest, proposed: str) -> HttpResponse:
    """Add files to a framing one proposed."""
    framings = proposed_framings_visible_to(request.viewer)
    return put_beside(
        request, add_evidence, framings, proposed, target="proposed", template="issues/evidence.html"
    )
