"""What moderators and conveners are asked about others' files, on a place's first page."""

from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.files.queries import files_waiting_for
from wholeplace.places.partnership.home import NextStep


def decide_about_file(viewer: Viewer) -> NextStep | None:
    """Lead to the file that waits for the viewer's word."""
    if not viewer.hats:
        return None
    file = files_waiting_for(viewer).first()
    if file is None:
        return None
    return NextStep(
        title=_("A file waits for your word"),
        text=_(
            "Somebody holds it, or proposes to take it down. It takes a second person, and that can be you."
        ),
        href=file.get_absolute_url(),
        label=_("Look at it"),
    )
