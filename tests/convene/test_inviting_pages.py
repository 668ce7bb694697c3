"""What pages and letters tell those who invite, and those who are invited, before and after they press a button."""

from tests.convene.inviting import NIA, WHENCE, asked, main, sent, take_part_once
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import refusal_of
from tests.places.test_leaving import signed_in

from wholeplace.convene.stakeholders.actions import speak_for

__all__ = ["own_keys", "saltmarsh"]


class TestInvitingOne:
    def test_what_would_be_refused_is_said_before_anything_is_shown(self, saltmarsh: Scene) -> None:
        made, client = sent(saltmarsh), signed_in(saltmarsh, "amina")
        path = f"/saltmarsh/invitations/perspectives/{made.perspective_id}/"
        assert f"Nia Rees, {NIA} (asked already)" in main(client.get(path))
        again = main(client.post(path, {"who": f"contact {made.contact_id}", "way": "email", "key": "k"}))
        assert "They are asked already to speak for this perspective." in again
        new = {"who": "new", "name": "Nia", "email": NIA, "way": "email", "key": "k2", **WHENCE}
        page = main(client.post(path, new))
        assert "Nia Rees" in page
        assert "It can go today" not in again + page
        take_part_once(saltmarsh, "rosa")
        speak_for(saltmarsh.actor("rosa"), perspective=made.perspective)
        assert "Rosa Lind (speaks for them already)" in main(client.get(path, {"q": "Rosa"}))
        rosa = saltmarsh.actor("rosa").membership
        assert refusal_of(asked, saltmarsh, invited=rosa) == "speaks_for_them_already"

    def test_what_is_needed_of_somebody_new_is_not_called_free(self, saltmarsh: Scene) -> None:
        made, client = asked(saltmarsh), signed_in(saltmarsh, "amina")
        page = main(client.get(f"/saltmarsh/invitations/perspectives/{made.perspective_id}/"))
        for needed in (
            "Name of somebody new",
            "How do you come to have this address?",
            "On what ground is it kept?",
        ):
            assert f"{needed} (you may leave this out)" not in page
        assert "Phone (you may leave this out)" in page
        assert "Somebody who knows them named them" in page
