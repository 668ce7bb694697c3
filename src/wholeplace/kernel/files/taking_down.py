"""Taking down somebody else's file: one alone holds it for 48 hours, two take it down, each with a reason people read."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.files.conditions import (
    can_be_answered,
    can_be_held,
    can_be_kept,
    can_be_proposed_down,
    can_be_taken_down,
    is_held,
    judges_it,
    judges_it_as_second,
    put_it_there,
)
from wholeplace.kernel.files.keeping import take_off_logo
from wholeplace.kernel.files.models import FileRuling, KeptFile
from wholeplace.kernel.files.names import FileDeed
from wholeplace.kernel.files.telling import tell_others, tell_whose_it_is
from wholeplace.kernel.places import Place
from wholeplace.kernel.second_words import HOLD
from wholeplace.kernel.text import shows_something


@action(
    "file.hold",
    title=_("Hold a file for 48 hours"),
    says=_("{actor} held a file for 48 hours"),
    may=judges_it,
    when=can_be_held,
    on="file",
    doors=BY_PAGE,
)
def hold_file(act: Act, *, file: KeptFile, because: str) -> KeptFile:
    """Keep a file from people at once, and say why; it comes back by itself unless two people take it down."""
    file.held_until, file.because = act.at + HOLD, because
    ruling = _ruled(act, file, FileDeed.HELD, because)
    act.enqueue("files.come_back", due=file.held_until, file=file)
    tell_whose_it_is(act, ruling)
    tell_others(act, ruling)
    return file


@action(
    "file.come_back",
    title=_("Let a file come back"),
    says=_("{actor} let a file come back that was held for 48 hours"),
    may=is_machine,
    when=is_held,
    on="file",
    doors=BY_MACHINE,
)
def come_back(act: Act, *, file: KeptFile) -> KeptFile:
    """Hand a file out again that was held for 48 hours and that nobody took down with a second word."""
    if file.held_until is not None and file.held_until > act.at:
        raise Refused("file_is_held")
    file.held_until, file.because = None, ""
    tell_whose_it_is(act, _ruled(act, file, FileDeed.CAME_BACK))
    return file


@action(
    "file.propose_down",
    title=_("Propose to take a file down"),
    says=_("{actor} proposed to take a file down"),
    may=judges_it,
    when=can_be_proposed_down,
    on="file",
    by_two=True,
    doors=BY_PAGE,
)
def propose_down(act: Act, *, file: KeptFile, because: str) -> KeptFile:
    """Give the first word for taking somebody else's file down, and say why; meanwhile it stays as it is."""
    file.first_word_by = act.membership
    ruling = _ruled(act, file, FileDeed.PROPOSED, because)
    tell_whose_it_is(act, ruling)
    tell_others(act, ruling)
    return file


@action(
    "file.take_down",
    title=_("Give the second word for taking a file down"),
    says=_("{actor} gave the second word, and a file was taken down"),
    may=judges_it_as_second,
    when=can_be_taken_down,
    on="file",
    by_two=True,
    doors=BY_PAGE,
)
def take_down(act: Act, *, file: KeptFile) -> KeptFile:
    """Give the second word: what the file holds is deleted, and in its place stands why."""
    proposed = FileRuling.objects.filter(file=file, deed=FileDeed.PROPOSED)[0]
    file.taken_down, file.because = act.at, proposed.words
    file.held_until = file.first_word_by = None
    tell_whose_it_is(act, _ruled(act, file, FileDeed.TAKEN_DOWN, proposed.words))
    _take_off_as_logo(act, file)
    act.enqueue_once("files.clear")
    return file


def _take_off_as_logo(act: Act, file: KeptFile) -> None:
    """Where the place shows the very same picture as its logo, it shows it no more."""
    place = Place.objects.select_for_update(no_key=True).filter(pk=act.place.pk, logo=file.digest).first()
    if place is not None:
        take_off_logo(act, place)


@action(
    "file.keep",
    title=_("Keep a file that was held or to be taken down"),
    says=_("{actor} decided that a file stays"),
    may=judges_it,
    when=can_be_kept,
    on="file",
    by_two=True,
    doors=BY_PAGE,
)
def keep_file(act: Act, *, file: KeptFile, words: str = "") -> KeptFile:
    """Let a file stay: whoever holds it, or proposed to take it down."""
    file.held_until = file.first_word_by = None
    file.because = ""
    tell_whose_it_is(act, _ruled(act, file, FileDeed.KEPT, words))
    return file


@action(
    "file.answer",
    title=_("Answer what was done about one's file"),
    says=_("{actor} answered what was done about their file"),
    may=put_it_there,
    when=can_be_answered,
    on="file",
    doors=BY_PAGE,
)
def answer_about_file(act: Act, *, file: KeptFile, words: str) -> FileRuling:
    """Say what one thinks of what was done about one's own file: it stands with the reasons, for members to read."""
    if not shows_something(words):
        raise Refused("left_empty")
    ruling = _made(act, file, FileDeed.ANSWERED, words)
    tell_others(act, ruling)
    return ruling


def _ruled(act: Act, file: KeptFile, deed: FileDeed, words: str = "") -> FileRuling:
    """Keep a file as it was left, with a line that says what was done and why."""
    if deed in {FileDeed.HELD, FileDeed.PROPOSED} and not shows_something(words):
        raise Refused("left_empty")
    file.save()
    act.record(file)
    return _made(act, file, deed, words)


def _made(act: Act, file: KeptFile, deed: FileDeed, words: str) -> FileRuling:
    ruling = FileRuling.objects.create(
        place=act.place,
        audience=file.audience,
        file=file,
        deed=deed,
        words=words.strip(),
        by=act.actor.membership,
        at=act.at,
    )
    act.record(ruling)
    return ruling
