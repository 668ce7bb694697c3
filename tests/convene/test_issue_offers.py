"""What the page of an issue offers, to whom, and why not to others."""

from django.test import Client
from django.urls import reverse
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.places.test_leaving import signed_in

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.records import Audience

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


def test_taking_part_is_offered_to_members_and_to_visitors_and_to_nobody_who_cannot(
    saltmarsh: Scene, elsewhere: Scene
) -> None:
    issue = saltmarsh.name_issue(audience=Audience.PUBLIC)
    path, onward = issue.get_absolute_url(), f"{issue.get_absolute_url()}take-part/"
    member, visitor, stranger = signed_in(saltmarsh, "rosa"), Client(), signed_in(elsewhere, "amina")
    pages = [client.get(path).content.decode() for client in (member, visitor, stranger)]
    assert [f'href="{onward}"' in page for page in pages] == [True, True, False]
    assert ["This is for members." in page for page in pages] == [False, True, False]
    assert visitor.get(onward)["Location"] == f"/sign-in/?next={onward}"


def test_a_convener_reads_why_a_framing_that_is_the_groups_cannot_be_changed(saltmarsh: Scene) -> None:
    issue, convener = saltmarsh.issue(), signed_in(saltmarsh, "amina")
    shown = [convener.get(issue.get_absolute_url()).content.decode()]
    for name in ("amina", "ben", "cllr", "rosa", "tariq"):
        take_part(saltmarsh.actor(name), issue=issue)
    shown.append(convener.get(issue.get_absolute_url()).content.decode())
    assert ["Why can I not change it?" in page for page in shown] == [False, True]
    assert "the framing was the group&#x27;s" in shown[1]


def test_the_list_of_issues_cuts_a_word_that_never_ends(saltmarsh: Scene) -> None:
    saltmarsh.name_issue(happening="Aaah" * 1000)
    page = signed_in(saltmarsh, "rosa").get("/saltmarsh/issues/").content.decode()
    assert 40 < page.count("Aaah") < 80


def test_framings_are_proposed_by_who_takes_part_and_others_are_led_to_taking_part(saltmarsh: Scene) -> None:
    issue, rosa = saltmarsh.name_issue(audience=Audience.PUBLIC), signed_in(saltmarsh, "rosa")
    path = issue.get_absolute_url()
    propose = reverse("propose_framing", kwargs={"place": "saltmarsh", "issue": issue.pk})
    assert f'href="{propose}"' not in rosa.get(path).text
    assert f'href="{path}take-part/"' in rosa.get(propose).text
    take_part(saltmarsh.actor("rosa"), issue=issue)
    assert f'href="{propose}"' in rosa.get(path).text
    assert f'href="{path}take-part/"' not in rosa.get(propose).text
