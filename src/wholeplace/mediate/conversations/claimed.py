"""How many ballots are a second one of somebody who was here as a guest before: the base of figures is of people."""

from wholeplace.analysis.disclosure import LEAST_BASE
from wholeplace.mediate.conversations.keys import guest_key, has_its_key, voter_key
from wholeplace.mediate.conversations.models import Ballot, Conversation, Guest, KeyedBallot
from wholeplace.mediate.conversations.names import ConversationState


def ballots_beyond_people(conversation: Conversation) -> int:
    """Return how many more ballots without a name there are than people who gave them.

    Without the key nobody can say, so each guest whom a member said to have been counts as one too many. Only this number
    leaves: which ballots are of one person is kept nowhere.
    """
    claimed = Guest.objects.filter(room__conversation=conversation).exclude(claimed_by=None)
    if not has_its_key(conversation):
        return claimed.count()
    same = {
        guest_key(conversation, guest): voter_key(conversation, guest.claimed_by)
        for guest in claimed.select_related("claimed_by")
        if guest.claimed_by is not None
    }
    voters = KeyedBallot.objects.filter(conversation=conversation, on_record="").values_list(
        "voter", flat=True
    )
    return len(voters) - len({same.get(key, key) for key in voters})


def closed_with_too_few(conversation: Conversation) -> bool:
    """Say whether it closed with fewer than ten people without a name: how they answered is never worked out, nor shown."""
    if conversation.state != ConversationState.CLOSED:
        return False
    known: bool | None = vars(conversation).get(
        "closed_with_too_few"
    )  # one page asks of the same more than once
    if known is None:
        ballots = Ballot.objects.filter(conversation=conversation, on_record="").count()
        known = ballots - ballots_beyond_people(conversation) < LEAST_BASE
        vars(conversation)["closed_with_too_few"] = known
    return known
