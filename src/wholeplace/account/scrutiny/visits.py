"""How far a member has read the record: a bookmark, nobody's evidence."""

from wholeplace.account.scrutiny.models import LastVisit
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.ledger.models import Tree


def remember_visit(viewer: Viewer) -> None:
    """Remember how far a member has read."""
    if viewer.membership is None:
        return
    tree = Tree.objects.filter(place=viewer.place).first()
    with deriving():
        LastVisit.objects.update_or_create(
            member=viewer.membership, defaults={"size": tree.size if tree else 0, "at": now()}
        )
