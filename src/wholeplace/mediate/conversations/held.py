"""What conversations hold about a person: in those brought from elsewhere, nobody is known."""

from wholeplace.kernel.privacy.personal import PERSONAL, NotTheirs
from wholeplace.mediate.conversations.models import Ballot, Conversation, Statement


def declare() -> None:
    """Say in the registry of personal data why nothing here is anybody's."""
    for one in HELD:
        PERSONAL.add("mediate.conversations", one)


HELD = (
    NotTheirs(
        Conversation,
        frozenset(("title", "question", "description")),
        because="a convener writes it for the partnership, and it says nothing of anybody",
    ),
    NotTheirs(
        Statement,
        frozenset(("text",)),
        because="it came without an author, so nobody can be found by it, nor it by them",
    ),
    NotTheirs(
        Ballot,
        frozenset(("id", "conversation", "voice", "sector", "on_record", "answers")),
        because="it bears no name but an office-holder's who chose the record, and was matched with no account",
    ),
)
