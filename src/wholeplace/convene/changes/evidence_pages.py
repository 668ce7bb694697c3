"""The page on which files are put beside a reading."""

from django.http import HttpResponse

from wholeplace.convene.changes.evidence import add_evidence_of_reading
from wholeplace.convene.changes.queries import readings_visible_to
from wholeplace.ui.filing_beside import put_beside
from wholeplace.ui.filing_forms import MOST_BYTES
from wholeplace.ui.limits import takes_files
from wholeplace.ui.requests import PersonRequest, members_only


@takes_files(most=MOST_BYTES)
@members_only
def reading_evidence_page(request: PersonRequest, reading: str) -> HttpResponse:
    """Add files to a reading, its own or a corrected one."""
    readings = readings_visible_to(request.viewer)
    return put_beside(
        request,
        add_evidence_of_reading,
        readings,
        reading,
        target="reading",
        template="changes/evidence.html",
    )
