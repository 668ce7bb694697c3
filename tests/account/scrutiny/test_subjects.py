"""Whom a line names: what was done to somebody is told of them only to those who may know of it."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.account.scrutiny.test_pages import RECORD, entry_of, plain_files, read
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.kernel.people import Membership
from wholeplace.places.people.leaving import keep_member, propose_removal, remove_member

__all__ = ["own_keys", "plain_files", "saltmarsh"]


def _removal(scene: Scene, *, of: str = "rosa", by: str = "amina") -> Membership:
    return propose_removal(scene.actor(by), member=scene.people[of], reason="Moved away")


def _proposed(scene: Scene) -> tuple[str, str]:
    _removal(scene)
    return "member.propose_removal", "A convener proposed to remove a member"


def _declined(scene: Scene) -> tuple[str, str]:
    keep_member(scene.actor("ben"), member=_removal(scene))
    return "member.keep", "A convener decided that a member stays"


def _pages(scene: Scene, name: str, action: str) -> list[str]:
    """Return the record, the record narrowed to one kind of deed, and the line's own page, as somebody reads them."""
    reader = Client()
    reader.force_login(scene.people[name].person)
    return [read(f"{RECORD}{rest}", reader) for rest in ("", f"?action={action}", f"{entry_of(action)}/")]


@pytest.mark.parametrize("happened", [_proposed, _declined])
@pytest.mark.parametrize(
    ("name", "knows"), [("amina", True), ("olwen", True), ("rosa", True), ("tariq", False), ("cllr", False)]
)
def test_whom_a_removal_was_proposed_for_is_known_to_them_and_to_whoever_could_agree(
    saltmarsh: Scene, *, happened: Callable[[Scene], tuple[str, str]], name: str, knows: bool
) -> None:
    action, said = happened(saltmarsh)
    pages = _pages(saltmarsh, name, action)
    assert all(said in page for page in pages)
    assert ["Rosa Lind" in page for page in pages] == [knows] * 3
    assert ("About Something that is not shown to you here" in pages[2]) != knows


def test_who_was_removed_is_not_taken_for_somebody_whom_they_had_proposed_to_remove(saltmarsh: Scene) -> None:
    _removal(saltmarsh, by="ben")
    remove_member(saltmarsh.actor("olwen"), member=_removal(saltmarsh, of="ben"))
    for name in ("amina", "tariq"):
        _record, narrowed, line = _pages(saltmarsh, name, "member.remove")
        assert "An operator gave the second word for removing a member" in narrowed
        assert "Rosa Lind" not in narrowed + line
