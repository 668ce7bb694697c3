"""Noting something of a perspective for a narrow audience, which its author alone moves outward."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.audiences import OUTWARD
from wholeplace.convene.stakeholders.conditions import may_say_of_it, note_stands, wrote_it
from wholeplace.convene.stakeholders.models import Note, Perspective
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.records import Audience

FOR = (Audience.AUTHOR, Audience.ISSUE, Audience.PARTNERSHIP)
"""Whom a note can be for."""


@action(
    "note.write",
    title=_("Note something of a perspective"),
    says=_("{actor} noted something of a perspective on an issue"),
    may=may_say_of_it,
    within="perspective",
    doors=BY_PERSON,
)
def write_note(act: Act, *, perspective: Perspective, text: str, audience: Audience) -> Note:
    """Note something of a perspective for oneself and whoever facilitates, for those who take part, or for the partnership."""
    if audience not in FOR:
        raise Refused("note_for_whom")
    made = Note.objects.create(
        place=act.place,
        audience=audience,
        issue=perspective.issue,
        perspective=perspective,
        text=text,
        by=act.membership,
        written=act.at,
    )
    act.record(made)
    return made


@action(
    "note.open_up",
    title=_("Let more people read a note"),
    says=_("{actor} let more people read a note of theirs"),
    may=wrote_it,
    when=note_stands,
    on="note",
    doors=BY_PERSON,
)
def open_note_up(act: Act, *, note: Note, audience: Audience) -> Note:
    """Let more people read a note of one's own; never fewer, for some may have read it."""
    if audience not in FOR:
        raise Refused("note_for_whom")
    if OUTWARD.index(audience) <= OUTWARD.index(Audience(note.audience)):
        raise Refused("only_outward")
    note.audience = audience
    note.save()
    act.record(note)
    return note


@action(
    "note.take_back",
    title=_("Take a note back"),
    says=_("{actor} took a note of theirs back"),
    may=wrote_it,
    when=note_stands,
    on="note",
    doors=BY_PERSON,
)
def take_note_back(act: Act, *, note: Note) -> Note:
    """Let nobody else read a note of one's own any more."""
    note.taken_back = act.at
    note.save()
    act.record(note)
    return note
