"""People who go on voting, and the reckoning of every answer they were told is kept with what is there."""

import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.reliability.client import Form, Reply, Vote, insist
from tests.reliability.installation import Installation
from tests.reliability.load import FAULTS_SHOWN, Doing, clock
from tests.reliability.story_process import STATEMENTS, VOTERS

ANSWERS = {"agree": "a", "disagree": "d", "pass": "p"}
"""What the buttons say, and the letters they are kept as."""
KEPT = """
    SELECT 0 AS waits, number AS place, lines AS said, '' AS voter FROM wp_mediate_votebatch WHERE conversation_id = %s
    UNION ALL
    SELECT 1, number, answer, voter FROM wp_mediate_waitinganswer WHERE conversation_id = %s
    ORDER BY waits, place
"""
"""Batches, and then the answers that wait: in one statement, or an answer could go from here to there between two."""
BALLOTS = "SELECT answers FROM wp_mediate_ballot WHERE conversation_id = %s"

Kept = Mapping[tuple[str, int], Sequence[str]]
"""By voter's key and statement's number, one answer after another."""
NOT_KEPT: Kept = {}


def voting(who: str, *, within: bool) -> Doing:
    """Answer every statement, then each of them otherwise, and so on."""
    for turn in itertools.count():
        for number in range(1, STATEMENTS + 1):
            yield Vote(who, number, list(ANSWERS)[(turn + number) % len(ANSWERS)], within)


def voters(_at: Installation) -> list[Doing]:
    """Return what the voters do: every other one without JavaScript."""
    return [voting(f"p{number}", within=number % 2 == 0) for number in range(VOTERS)]


def acknowledged(at: Installation, replies: Iterable[tuple[object, Reply]]) -> Kept:
    """Return the answers that people were told are kept, in the order in which each gave them."""
    told: dict[tuple[str, int], list[str]] = defaultdict(list)
    for vote, reply in replies:
        if isinstance(vote, Vote) and vote.is_done(reply):
            told[at.facts[f"key of {vote.who}"], vote.number].append(ANSWERS[vote.answer])
    return told


def there(at: Installation) -> Kept:
    """Return the answers that are there: batch after batch, and then those that wait."""
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for voter, number, answer in _rows(at):
        found[voter, number].append(answer)
    return found


def _rows(at: Installation) -> Iterator[tuple[str, int, str]]:
    conversation = _id(at)
    for waits, number, said, voter in at.database.ask(KEPT, conversation, conversation):
        if waits:
            yield voter, number, said
        else:
            yield from (tuple(line[:3]) for line in json.loads(said))


def moments(at: Installation, replies: Iterable[tuple[object, Reply]]) -> Kept:
    """Return when people were told that their answers are kept."""
    told: dict[tuple[str, int], list[str]] = defaultdict(list)
    for vote, reply in replies:
        if isinstance(vote, Vote) and vote.is_done(reply):
            told[at.facts[f"key of {vote.who}"], vote.number].append(clock(reply.at))
    return told


def differences(told: Kept, found: Kept, when: Kept = NOT_KEPT) -> list[str]:
    """Return each answer that is lost, there twice, or was never given, and when its giver was told that it is kept.

    Of somebody's answers to one statement those that were changed while they waited leave no trace: what is there is
    some of what they gave, each once and in its order, and their last.
    """
    wrong = [f"never given: {mark} {answers}" for mark, answers in found.items() if mark not in told]
    for mark, given in told.items():
        kept = found.get(mark, [])
        said = f"{mark} is {kept} after {given}" + (f", told {when[mark]}" if mark in when else "")
        if list(kept[-1:]) != list(given[-1:]):
            wrong.append(f"lost: {said}")
        elif not _among(kept, given):
            wrong.append(f"twice: {said}")
    return wrong[:FAULTS_SHOWN]


def _among(kept: Sequence[str], given: Sequence[str]) -> bool:
    """Say whether each of these stands among those, once and in the same order."""
    left = iter(given)
    return all(one in left for one in kept)


def reckon_votes(at: Installation, replies: Iterable[tuple[object, Reply]]) -> list[str]:
    """Return what of the answers that were acknowledged is lost or doubled."""
    replies = list(replies)
    return differences(acknowledged(at, replies), there(at), moments(at, replies))


def close_early(at: Installation) -> None:
    """Have the two conveners close the conversation."""
    page = f"/saltmarsh/conversations/live/{at.facts['conversation']}/close-early/"
    asked = [
        Form("amina", page, {"reason": "Everybody has said it.", "key": "1"}),
        Form("ben", f"{page}second/", {"key": "2"}),
    ]
    for form in asked:
        reply = insist(at, form)  # the worker may hold the conversation just then
        assert reply.status == 302, f"{form.path}: {reply.status} {reply.text[:500]}"


def miscounted(at: Installation, replies: Iterable[tuple[object, Reply]]) -> list[str]:
    """Return how the ballots of a conversation that closed differ from what each person was told last."""
    last: dict[str, dict[int, str]] = defaultdict(dict)
    for (voter, number), given in acknowledged(at, replies).items():
        last[voter][number] = given[-1]
    due = Counter("".join(mine.get(number, ".") for number in range(max(mine) + 1)) for mine in last.values())
    counted = Counter(letters for (letters,) in at.database.ask(BALLOTS, _id(at)))
    return [] if counted == due else [f"too few {due - counted}, too many {counted - due}"]


def _id(at: Installation) -> str:
    """Return the conversation as the database writes it."""
    conversation = at.facts["conversation"]
    return conversation.replace("-", "") if at.database.vendor == "sqlite" else conversation
