"""People who judge a file that somebody else put there: held by one, taken down by two."""

from dataclasses import replace

import pytest
from tests.convene.deciding import Group, wears
from tests.convene.files import empty_shelves, proposed, put
from tests.kernel.scene import Scene
from tests.places.test_leaving import signed_in

from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.files.taking_down import (
    propose_down,
    take_down,
)
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.people import HatKind

__all__ = ["empty_shelves", "proposed"]

WHY = "One can see in which house they live"
ANSWER = "They asked me to show it"


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    """Rosa puts files there; Tariq moderates, Amina and Ben convene, Cllr Dee only takes part."""
    wears(saltmarsh, "tariq", HatKind.MODERATOR)
    return Group(saltmarsh).come_together()


@pytest.fixture
def file(group: Group, proposed: ProposedFraming) -> KeptFile:
    return put(group, proposed)


def judge(group: Group, name: str = "tariq") -> Actor:
    hat = HatKind.MODERATOR if name == "tariq" else HatKind.CONVENER
    return replace(group.actor(name), hat=hat)


def down(group: Group, file: KeptFile) -> KeptFile:
    """Have a file taken down by two."""
    propose_down(judge(group), file=file, because=WHY)
    return take_down(judge(group, "ben"), file=file)


def shown(group: Group, path: str, name: str = "cllr") -> str:
    page = signed_in(group.scene, name).get(path)
    assert page.status_code == 200
    return page.content.decode()


def told(group: Group, name: str) -> list[str]:
    return list(Notice.objects.filter(member=group.scene.people[name]).values_list("title", flat=True))


def afresh(file: KeptFile) -> KeptFile:
    return KeptFile.objects.get(pk=file.pk)
