"""What is promised about invitations to speak for perspectives is kept: who reads what, how often is written, what is forgotten."""

from tests.convene.inviting import answer, asked, link_in, main, sent, sponsored
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import refusal_of
from tests.places.test_leaving import signed_in

from wholeplace.convene.invitations.calling import record_call
from wholeplace.convene.invitations.names import Called, Reply, Way
from wholeplace.convene.invitations.vouching import take_sponsor_words_back
from wholeplace.kernel.notices.models import Notice

__all__ = ["own_keys", "saltmarsh"]


class TestWhoReads:
    def test_a_sponsor_who_took_their_words_back_reads_and_calls_no_more(self, saltmarsh: Scene) -> None:
        words = sponsored(saltmarsh)
        made, to_call = sent(saltmarsh, sponsor=words), asked(saltmarsh, Way.PHONE, sponsor=words)
        rosa, calls = signed_in(saltmarsh, "rosa"), f"/saltmarsh/invitations/issues/{made.issue_id}/calls/"
        assert rosa.get(made.get_absolute_url()).status_code == 200
        assert "01632 960 001" in main(rosa.get(calls))
        take_sponsor_words_back(saltmarsh.actor("rosa"), sponsor_words=words)
        answer(link_in(), Reply.NO, because="My knee is bad")
        assert rosa.get(made.get_absolute_url()).status_code == 404
        assert "01632 960 001" not in main(rosa.get(calls))
        said = {"issue_invitation": to_call, "call": Called.REACHED}
        assert refusal_of(record_call, saltmarsh.actor("rosa"), **said) == "not_yours_to_call"
        told = Notice.objects.filter(title="Somebody you asked has answered")
        assert [one.member for one in told] == [saltmarsh.people["amina"]]
