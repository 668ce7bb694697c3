"""Files put beside a proposed framing: what speaks for it, for whoever may read it."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.conditions import is_ones_own_still, proposed_it_and_takes_part
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.files.carrying import declare_carrying
from wholeplace.kernel.files.checking import Checked
from wholeplace.kernel.files.conditions import let_go_while
from wholeplace.kernel.files.keeping import keep_beside
from wholeplace.kernel.files.models import KeptFile

declare_carrying(ProposedFraming, part_of="issue")
let_go_while(ProposedFraming, is_ones_own_still)


@action(
    "issue.add_evidence",
    title=_("Add a file as evidence"),
    says=_("{actor} put a file beside a framing"),
    may=proposed_it_and_takes_part,
    when=is_ones_own_still,
    within="proposed",
    doors=BY_PERSON,
)
def add_evidence(act: Act, *, proposed: ProposedFraming, file: Checked, description: str) -> KeptFile:
    """Put a file that was looked into beside a framing one proposed: what speaks for it, for whoever may read it."""
    return keep_beside(act, proposed, file=file, description=description)
