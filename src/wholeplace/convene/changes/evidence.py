"""Files put beside a reading: the published table it comes from, say, for whoever may read it."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.changes.conditions import reads_it_off
from wholeplace.convene.changes.models import Reading
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.files.carrying import declare_carrying
from wholeplace.kernel.files.checking import Checked
from wholeplace.kernel.files.keeping import keep_beside
from wholeplace.kernel.files.models import KeptFile

declare_carrying(Reading, part_of="change__issue")


@action(
    "change.add_evidence",
    title=_("Add a file as evidence for a reading"),
    says=_("{actor} put a file beside a reading of an indicator"),
    may=reads_it_off,
    within="reading",
    doors=BY_PERSON,
)
def add_evidence_of_reading(act: Act, *, reading: Reading, file: Checked, description: str) -> KeptFile:
    """Put a file that was looked into beside a reading: where its figure can be looked up, by whoever may read it."""
    return keep_beside(act, reading, file=file, description=description)
