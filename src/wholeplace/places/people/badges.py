"""What stands beside somebody's name where people are listed: features higher up show theirs here."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import Membership
from wholeplace.kernel.registries import Registry


@dataclass(frozen=True)
class Badge:
    """A word beside a name, what it means in a sentence, and where more is said."""

    label: str
    text: str
    href: str


Tell = Callable[[Viewer, Sequence[Membership]], Mapping[uuid.UUID, Sequence[Badge]]]
"""Says for many members at once what stands beside each."""

BADGES: Registry[Tell] = Registry("badges")


def badges_of(viewer: Viewer, members: Sequence[Membership]) -> Mapping[uuid.UUID, Sequence[Badge]]:
    """Return what stands beside each of these members, by their ids."""
    told = [tell(viewer, members) for tell in BADGES]
    return {member.pk: [badge for one in told for badge in one.get(member.pk, ())] for member in members}
