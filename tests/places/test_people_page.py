"""The page about people: bringing others in stands before the list of everybody."""

from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.test_leaving import signed_in

__all__ = ["own_keys", "saltmarsh"]


def test_who_may_does_so_before_the_list_of_everybody(saltmarsh: Scene) -> None:
    page = signed_in(saltmarsh, "amina").get("/saltmarsh/people/").content.decode()
    ways = ("/saltmarsh/people/invite/", "/saltmarsh/people/admit/", "/saltmarsh/people/invitations/")
    assert all(0 < page.index(f'href="{way}"') < page.index("Find somebody by name") for way in ways)
    assert page.count('class="govuk-button">Invite people by personal links') == 1


def test_whoever_may_not_is_told_why_at_the_end(saltmarsh: Scene) -> None:
    for name in ("rosa", "olwen"):
        page = signed_in(saltmarsh, name).get("/saltmarsh/people/").content.decode()
        assert "/saltmarsh/people/invite/" not in page
        assert page.index("Find somebody by name") < page.index('id="admit-because"')
